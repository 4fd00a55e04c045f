from django.urls import path

from inspections.checks import views

app_name = "checks"
urlpatterns = [
    path("inspections/", views.InspectionListView.as_view(), name="inspection_list"),
    path("inspections/new/", views.InspectionFocusView.as_view(), name="inspection_create"),
    path("inspections/<int:pk>/", views.InspectionDetailView.as_view(), name="inspection_detail"),
    path("inspections/<int:pk>/<slug:action>/", views.InspectionActView.as_view(), name="inspection_act"),
    path("cases/visits/", views.VisitListView.as_view(), name="visit_list"),
    path("cases/visits/new/", views.VisitCreateView.as_view(), name="visit_new"),
    path("cases/visits/<int:pk>/", views.VisitDetailView.as_view(), name="visit_detail"),
]
