from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from casework.kinds import Kind


class CampaignConfig(AppConfig):
    name = "campaign"
    verbose_name = _("专项行动")
    kinds = (
        Kind(
            model="campaign.Target",
            label=_("专项行动对象"),
            permission="campaign.view_target",
            dossier="employer",
            town="town",
            export="campaign.export_targets",
        ),
        Kind(
            model="campaign.Publicity",
            label=_("宣传活动"),
            permission="campaign.view_publicity",
            town="town",
            export="campaign.record_publicity",
        ),
    )
    boundary_work = {
        "start:patrol": ("campaign.services.targets.build_targets",),
        "daily": ("campaign.services.reminders.remind_reports",),
    }
    dossier = ("campaign.dossier.events",)
    employers_merged = ("campaign.services.merging.join_targets",)
    employers_parted = ("campaign.services.merging.part_targets",)
