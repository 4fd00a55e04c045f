from django.urls import path

from inspections.cases import views

app_name = "cases"
urlpatterns = [
    path("", views.CaseListView.as_view(), name="case_list"),
    path("new/", views.ClueView.as_view(), name="case_new"),
    path("<int:pk>/", views.CaseDetailView.as_view(), name="case_detail"),
    path("<int:pk>/file/", views.CaseFileView.as_view(), name="case_file"),
    path("<int:pk>/file/<slug:form>/", views.CaseFileDownloadView.as_view(), name="case_file_download"),
    path("<int:pk>/<slug:action>/", views.CaseActView.as_view(), name="case_act"),
]
