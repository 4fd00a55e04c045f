from django.urls import path

from campaign.views.campaigns import (
    CampaignChangeView,
    CampaignDetailView,
    CampaignListView,
    CampaignNextView,
    CurrentCampaignView,
    SetCurrentView,
)
from campaign.views.publicity import (
    PublicityChangeView,
    PublicityDetailView,
    PublicityListView,
    PublicityNewView,
)
from campaign.views.targets import TargetActView, TargetDetailView, TargetListView

app_name = "campaign"
urlpatterns = [
    path("", CampaignListView.as_view(), name="campaign_list"),
    path("current/", CurrentCampaignView.as_view(), name="campaign_current"),
    path("<int:pk>/", CampaignDetailView.as_view(), name="campaign_detail"),
    path("<int:pk>/next/", CampaignNextView.as_view(), name="campaign_next"),
    path("<int:pk>/change/", CampaignChangeView.as_view(), name="campaign_change"),
    path("<int:pk>/set-current/", SetCurrentView.as_view(), name="campaign_set_current"),
    path("targets/", TargetListView.as_view(), name="target_list"),
    path("targets/<int:pk>/", TargetDetailView.as_view(), name="target_detail"),
    path("targets/<int:pk>/<slug:action>/", TargetActView.as_view(), name="target_act"),
    path("publicity/", PublicityListView.as_view(), name="publicity_list"),
    path("publicity/new/", PublicityNewView.as_view(), name="publicity_new"),
    path("publicity/<int:pk>/", PublicityDetailView.as_view(), name="publicity_detail"),
    path("publicity/<int:pk>/change/", PublicityChangeView.as_view(), name="publicity_change"),
]
