from django.urls import path

from registry.views.acts import (
    PostingEndView,
    PostingListView,
    PostingStartView,
    TownListView,
    WarningCloseView,
    WarningOpenView,
)
from registry.views.employers import EmployerChangeView, EmployerCreateView, EmployerDetailView, EmployerListView

app_name = "registry"
urlpatterns = [
    path("employers/", EmployerListView.as_view(), name="employer_list"),
    path("employers/new/", EmployerCreateView.as_view(), name="employer_create"),
    path("employers/<int:pk>/", EmployerDetailView.as_view(), name="employer_detail"),
    path("employers/<int:pk>/change/", EmployerChangeView.as_view(), name="employer_change"),
    path("employers/<int:pk>/warnings/new/", WarningOpenView.as_view(), name="warning_open"),
    path("warnings/<int:pk>/close/", WarningCloseView.as_view(), name="warning_close"),
    path("towns/", TownListView.as_view(), name="town_list"),
    path("postings/", PostingListView.as_view(), name="posting_list"),
    path("postings/new/", PostingStartView.as_view(), name="posting_start"),
    path("postings/<int:pk>/end/", PostingEndView.as_view(), name="posting_end"),
]
