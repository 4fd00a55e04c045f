from django.urls import path

from reports.urls_reports import urlpatterns as report_pages
from reports.views.cockpit import ClockListView, CockpitView
from reports.views.find import FindView
from reports.views.worklist import DoneView, HelpView, WorklistView

app_name = "reports"
urlpatterns = [
    path("", WorklistView.as_view(), name="worklist"),
    path("find/", FindView.as_view(), name="find"),
    path("done/", DoneView.as_view(), name="done"),
    path("help/", HelpView.as_view(), name="help"),
    path("cockpit/", CockpitView.as_view(), name="cockpit"),
    path("cockpit/clocks/", ClockListView.as_view(), name="clock_list"),
    *report_pages,
]
