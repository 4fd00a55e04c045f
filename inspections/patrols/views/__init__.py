from inspections.patrols.views.create import PatrolCreateView
from inspections.patrols.views.detail import PatrolActView, PatrolDetailView
from inspections.patrols.views.listing import NoticeListView, PatrolListView
from inspections.patrols.views.pick import EmployerPickView
from inspections.patrols.views.self_check import SelfCheckCreateView, SelfCheckDetailView

__all__ = [
    "EmployerPickView",
    "NoticeListView",
    "PatrolActView",
    "PatrolCreateView",
    "PatrolDetailView",
    "PatrolListView",
    "SelfCheckCreateView",
    "SelfCheckDetailView",
]
