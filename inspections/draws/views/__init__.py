from inspections.draws.views.conflicts import ConflictDeclareView, ConflictListView, ConflictWithdrawView
from inspections.draws.views.draws import DrawActView, DrawDetailView, DrawListView, DrawPrepareView
from inspections.draws.views.inspections import (
    InspectionActView,
    InspectionDetailView,
    InspectionFocusView,
    InspectionListView,
)
from inspections.draws.views.pools import ExclusionListView, PoolFileView, PoolListView
from inspections.draws.views.rounds import ReceiptView, RoundDetailView
from inspections.draws.views.verify import VerifyView

__all__ = [
    "ConflictDeclareView",
    "ConflictListView",
    "ConflictWithdrawView",
    "DrawActView",
    "DrawDetailView",
    "DrawListView",
    "DrawPrepareView",
    "ExclusionListView",
    "InspectionActView",
    "InspectionDetailView",
    "InspectionFocusView",
    "InspectionListView",
    "PoolFileView",
    "PoolListView",
    "ReceiptView",
    "RoundDetailView",
    "VerifyView",
]
