from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from casework.kinds import Kind, Ledger


class CasesConfig(AppConfig):
    name = "inspections.cases"
    label = "cases"
    verbose_name = _("检查与案件")
    kinds = (
        Kind(
            model="cases.Case",
            label=_("案件"),
            permission="cases.view_case",
            series=("filing_number", "number", "decision_number", "notice_number"),
            icon="doc",
            desk=True,
            ledger=Ledger("cases:case_list", 60),
            dossier="employer",
            town="town",
            export="cases.export_cases",
        ),
        Kind(
            model="cases.Visit",
            label=_("现场检查"),
            permission="cases.view_visit",
            series=("number",),
            dossier="employer",
            town="town",
            export="cases.export_visits",
        ),
        Kind(
            model="cases.VisitFinding",
            label=_("检查发现的问题"),
            permission="cases.view_visit",
            dossier="visit__employer",
            town="visit__town",
            page="visit",
        ),
    )
    dossier = ("inspections.cases.dossier.events",)
    dossier_counts = ("inspections.cases.dossier.counts",)
    complaint_links = ("inspections.cases.dossier.complaint_links",)
    complaint_blockers = ("inspections.cases.complaints_hook.holds_up",)
    complaint_handlers = ("inspections.cases.complaints_hook.handled_by",)
    inspection_links = ("inspections.cases.dossier.inspection_links",)
