from casework.views.base import Permitted, Stamped, Versioned, by_of, source_of, taken_by, wait_page
from casework.views.create import RecordFormView
from casework.views.detail import RecordDetailView
from casework.views.listing import Column, RecordListView
from casework.views.steps import steps
from casework.views.transition import TransitionView

__all__ = [
    "Column",
    "Permitted",
    "RecordDetailView",
    "RecordFormView",
    "RecordListView",
    "Stamped",
    "TransitionView",
    "Versioned",
    "by_of",
    "source_of",
    "steps",
    "taken_by",
    "wait_page",
]
