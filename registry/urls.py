from django.urls import path

from registry.views.conflicts import ConflictDeclareView, ConflictListView, ConflictWithdrawView
from registry.views.editing import EmployerChangeView, EmployerCreateView
from registry.views.employers import (
    EmployerCountsView,
    EmployerDetailView,
    EmployerListView,
    EmployerRevealView,
)
from registry.views.imports import ImportAgainView, ImportDetailView, ImportStartView, ImportView
from registry.views.merges import MergeActView, MergeDetailView, MergeProposeView
from registry.views.picking import EmployerPickView
from registry.views.towns import PostingEndView, PostingListView, PostingStartView, TownListView
from registry.views.warnings import WarningCloseView, WarningOpenView

app_name = "registry"
urlpatterns = [
    path("employers/", EmployerListView.as_view(), name="employer_list"),
    path("employers/pick/", EmployerPickView.as_view(), name="employer_pick"),
    path("employers/new/", EmployerCreateView.as_view(), name="employer_create"),
    path("employers/import/", ImportView.as_view(), name="import_new"),
    path("employers/import/<int:pk>/", ImportDetailView.as_view(), name="import_detail"),
    path("employers/import/<int:pk>/again/", ImportAgainView.as_view(), name="import_again"),
    path("employers/import/<int:pk>/start/", ImportStartView.as_view(), name="import_start"),
    path("employers/<int:pk>/", EmployerDetailView.as_view(), name="employer_detail"),
    path("employers/<int:pk>/counts/", EmployerCountsView.as_view(), name="employer_counts"),
    path("employers/<int:pk>/change/", EmployerChangeView.as_view(), name="employer_change"),
    path("employers/<int:pk>/merge/", MergeProposeView.as_view(), name="employer_merge"),
    path("employers/merges/<int:pk>/", MergeDetailView.as_view(), name="merge_detail"),
    path("employers/merges/<int:pk>/<slug:action>/", MergeActView.as_view(), name="merge_act"),
    path("employers/<int:pk>/reveal/<slug:field>/", EmployerRevealView.as_view(), name="employer_reveal"),
    path("employers/<int:pk>/warn/", WarningOpenView.as_view(), name="employer_warn"),
    path("warnings/<int:pk>/close/", WarningCloseView.as_view(), name="warning_close"),
    path("towns/", TownListView.as_view(), name="town_list"),
    path("postings/", PostingListView.as_view(), name="posting_list"),
    path("postings/new/", PostingStartView.as_view(), name="posting_start"),
    path("postings/<int:pk>/end/", PostingEndView.as_view(), name="posting_end"),
    path("draws/conflicts/", ConflictListView.as_view(), name="conflict_list"),
    path("draws/conflicts/new/", ConflictDeclareView.as_view(), name="conflict_create"),
    path("draws/conflicts/<int:pk>/withdraw/", ConflictWithdrawView.as_view(), name="conflict_withdraw"),
]
