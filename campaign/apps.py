from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignConfig(AppConfig):
    name = "campaign"
    verbose_name = _("专项行动")
    boundary_work = {
        "start:patrol": ("campaign.services.build_targets",),
        "daily": ("campaign.services.remind_reports",),
    }
    dossier = ("campaign.dossier.events",)
