from django.urls import path

from desk.views.approvals import ApprovalsOfActView, ApprovalsView
from desk.views.day import DayMoveView, DayView
from desk.views.help import GuideView, HelpView
from desk.views.lane import LaneFileView, LaneView
from desk.views.leavers import HandOverView, LeaverListView
from desk.views.search import SearchView, SuggestView
from desk.views.worklist import DoneView, WorklistView

app_name = "desk"
urlpatterns = [
    path("", WorklistView.as_view(), name="worklist"),
    path("work/day/", DayView.as_view(), name="day"),
    path("work/day/move/", DayMoveView.as_view(), name="day_move"),
    path("approvals/", ApprovalsView.as_view(), name="approvals"),
    path("approvals/<slug:kind>/<slug:action>/", ApprovalsOfActView.as_view(), name="approvals_of"),
    path("work/lane/", LaneView.as_view(), name="lane"),
    path("work/lane/<slug:kind>/<int:pk>/<slug:action>/", LaneFileView.as_view(), name="lane_file"),
    path("find/", SearchView.as_view(), name="search"),
    path("find/suggest/", SuggestView.as_view(), name="suggest"),
    path("done/", DoneView.as_view(), name="done"),
    path("leavers/", LeaverListView.as_view(), name="leavers"),
    path("leavers/<int:pk>/", HandOverView.as_view(), name="hand_over"),
    path("help/", HelpView.as_view(), name="help"),
    path("help/<slug:slug>/", GuideView.as_view(), name="guide"),
]
