from django.urls import path

from inspections.draws.views import (
    ConflictDeclareView,
    ConflictListView,
    ConflictWithdrawView,
    DrawActView,
    DrawDetailView,
    DrawListView,
    DrawPrepareView,
    ExclusionListView,
    InspectionActView,
    InspectionDetailView,
    InspectionFocusView,
    InspectionListView,
    PoolFileView,
    PoolListView,
    ReceiptView,
    RoundDetailView,
    VerifyView,
)

app_name = "draws"
urlpatterns = [
    path("draws/", DrawListView.as_view(), name="draw_list"),
    path("draws/new/", DrawPrepareView.as_view(), name="draw_create"),
    path("draws/verify/", VerifyView.as_view(), name="verify"),
    path("draws/conflicts/", ConflictListView.as_view(), name="conflict_list"),
    path("draws/conflicts/new/", ConflictDeclareView.as_view(), name="conflict_create"),
    path("draws/conflicts/<int:pk>/withdraw/", ConflictWithdrawView.as_view(), name="conflict_withdraw"),
    path("draws/rounds/<int:pk>/", RoundDetailView.as_view(), name="round_detail"),
    path("draws/rounds/<int:pk>/receipt/", ReceiptView.as_view(), name="round_receipt"),
    path("draws/<int:pk>/", DrawDetailView.as_view(), name="draw_detail"),
    path("draws/<int:pk>/pool/", PoolListView.as_view(), name="draw_pool"),
    path("draws/<int:pk>/pool/file/", PoolFileView.as_view(), name="draw_pool_file"),
    path("draws/<int:pk>/exclusions/", ExclusionListView.as_view(), name="draw_exclusions"),
    path("draws/<int:pk>/<slug:action>/", DrawActView.as_view(), name="draw_act"),
    path("inspections/", InspectionListView.as_view(), name="inspection_list"),
    path("inspections/new/", InspectionFocusView.as_view(), name="inspection_create"),
    path("inspections/<int:pk>/", InspectionDetailView.as_view(), name="inspection_detail"),
    path("inspections/<int:pk>/<slug:action>/", InspectionActView.as_view(), name="inspection_act"),
]
