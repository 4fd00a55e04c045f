from django.urls import path

from inspections.draws.views import (
    DrawActView,
    DrawDetailView,
    DrawListView,
    DrawPrepareView,
    ExclusionListView,
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
    path("draws/rounds/<int:pk>/", RoundDetailView.as_view(), name="round_detail"),
    path("draws/rounds/<int:pk>/receipt/", ReceiptView.as_view(), name="round_receipt"),
    path("draws/<int:pk>/", DrawDetailView.as_view(), name="draw_detail"),
    path("draws/<int:pk>/pool/", PoolListView.as_view(), name="draw_pool"),
    path("draws/<int:pk>/pool/file/", PoolFileView.as_view(), name="draw_pool_file"),
    path("draws/<int:pk>/exclusions/", ExclusionListView.as_view(), name="draw_exclusions"),
    path("draws/<int:pk>/<slug:action>/", DrawActView.as_view(), name="draw_act"),
]
