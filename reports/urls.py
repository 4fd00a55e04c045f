from django.urls import path

from reports.views.cockpit import ClockListView, CockpitView
from reports.views.figures import FigureView
from reports.views.recoveries import RecoveryClarifyView
from reports.views.runs import RunDetailView, RunListView, RunNewView
from reports.views.summaries import SummaryActView, SummaryDetailView, SummaryListView

app_name = "reports"
urlpatterns = [
    path("cockpit/", CockpitView.as_view(), name="cockpit"),
    path("cockpit/clocks/", ClockListView.as_view(), name="clock_list"),
    path("reports/", SummaryListView.as_view(), name="summary_list"),
    path("reports/summaries/<int:pk>/", SummaryDetailView.as_view(), name="summary_detail"),
    path("reports/summaries/<int:pk>/<slug:action>/", SummaryActView.as_view(), name="summary_act"),
    path("reports/figures/<slug:code>/", FigureView.as_view(), name="figure"),
    path("reports/recoveries/<int:pk>/", RecoveryClarifyView.as_view(), name="recovery_clarify"),
    path("reports/runs/", RunListView.as_view(), name="run_list"),
    path("reports/runs/new/", RunNewView.as_view(), name="run_new"),
    path("reports/runs/<int:pk>/", RunDetailView.as_view(), name="run_detail"),
]
