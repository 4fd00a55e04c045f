from casework.views.base import Permitted, source_of
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
    "TransitionView",
    "source_of",
    "steps",
]
