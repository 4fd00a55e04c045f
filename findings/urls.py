from django.urls import path

from findings.views import EscalationActView, EscalationDetailView, EscalationListView

app_name = "findings"
urlpatterns = [
    path("", EscalationListView.as_view(), name="escalation_list"),
    path("<int:pk>/", EscalationDetailView.as_view(), name="escalation_detail"),
    path("<int:pk>/<slug:action>/", EscalationActView.as_view(), name="escalation_act"),
]
