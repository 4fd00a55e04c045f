from inspections.draws.views.draws import DrawActView, DrawDetailView, DrawListView, DrawPrepareView
from inspections.draws.views.pools import ExclusionListView, PoolFileView, PoolListView
from inspections.draws.views.rounds import ReceiptView, RoundDetailView
from inspections.draws.views.verify import VerifyView

__all__ = [
    "DrawActView",
    "DrawDetailView",
    "DrawListView",
    "DrawPrepareView",
    "ExclusionListView",
    "PoolFileView",
    "PoolListView",
    "ReceiptView",
    "RoundDetailView",
    "VerifyView",
]
