from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "inspections.cases"
    label = "cases"
    verbose_name = _("检查与案件")
    dossier = ("inspections.cases.dossier.events",)
    dossier_counts = ("inspections.cases.dossier.counts",)
    complaint_links = ("inspections.cases.dossier.complaint_links",)
    complaint_blockers = ("inspections.cases.complaints_hook.holds_up",)
    complaint_handlers = ("inspections.cases.complaints_hook.handled_by",)
    inspection_links = ("inspections.cases.dossier.inspection_links",)
