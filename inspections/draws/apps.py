from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DrawsConfig(AppConfig):
    name = "inspections.draws"
    label = "draws"
    verbose_name = _("双随机抽查和检查名单")
    boundary_work = {
        "start:inspection": ("inspections.draws.services.draft_focus_list",),
        "daily": ("inspections.draws.services.extend_focus_list",),
    }
    dossier = ("inspections.draws.dossier.events",)
    dossier_counts = ("inspections.draws.dossier.counts",)
