from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ComplaintsConfig(AppConfig):
    name = "complaints"
    verbose_name = _("投诉举报")
    dossier = ("complaints.dossier.events",)
    dossier_counts = ("complaints.dossier.counts",)
    boundary_work = {"start:patrol": ("complaints.boundaries.list_repeated",)}
