from django.urls import path

from complaints import views

app_name = "complaints"
urlpatterns = [
    path("", views.ComplaintListView.as_view(), name="complaint_list"),
    path("new/", views.IntakeView.as_view(), name="complaint_new"),
    path("<int:pk>/", views.ComplaintDetailView.as_view(), name="complaint_detail"),
    path("<int:pk>/correct/", views.CorrectView.as_view(), name="complaint_correct"),
    path("<int:pk>/identity/<slug:field>/", views.RevealView.as_view(), name="complaint_reveal"),
    path("<int:pk>/<slug:action>/", views.ComplaintActView.as_view(), name="complaint_act"),
]
