from inspections.cases.views.clue import ClueView
from inspections.cases.views.listing import CaseListView, VisitListView
from inspections.cases.views.record import CaseActView, CaseDetailView
from inspections.cases.views.visit import VisitCreateView, VisitDetailView

__all__ = [
    "CaseActView",
    "CaseDetailView",
    "CaseListView",
    "ClueView",
    "VisitCreateView",
    "VisitDetailView",
    "VisitListView",
]
