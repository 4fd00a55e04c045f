from django.urls import path

from inspections.patrols.views import (
    EmployerPickView,
    NoticeListView,
    PatrolActView,
    PatrolCreateView,
    PatrolDetailView,
    PatrolListView,
    SelfCheckCreateView,
    SelfCheckDetailView,
)

app_name = "patrols"
urlpatterns = [
    path("", PatrolListView.as_view(), name="patrol_list"),
    path("notices/", NoticeListView.as_view(), name="notice_list"),
    path("pick/", EmployerPickView.as_view(), name="employer_pick"),
    path("new/", PatrolCreateView.as_view(), name="patrol_create"),
    path("self-checks/new/", SelfCheckCreateView.as_view(), name="selfcheck_create"),
    path("self-checks/<int:pk>/", SelfCheckDetailView.as_view(), name="selfcheck_detail"),
    path("<int:pk>/", PatrolDetailView.as_view(), name="patrol_detail"),
    path("<int:pk>/<slug:action>/", PatrolActView.as_view(), name="patrol_act"),
]
