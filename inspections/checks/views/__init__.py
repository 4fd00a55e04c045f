from inspections.checks.views.inspections import (
    InspectionActView,
    InspectionDetailView,
    InspectionFocusView,
    InspectionListView,
)
from inspections.checks.views.visit import VisitCreateView, VisitDetailView, VisitListView

__all__ = [
    "InspectionActView",
    "InspectionDetailView",
    "InspectionFocusView",
    "InspectionListView",
    "VisitCreateView",
    "VisitDetailView",
    "VisitListView",
]
