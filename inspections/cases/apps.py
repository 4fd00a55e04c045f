from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from casework.kinds import Kind, Ledger


class CasesConfig(AppConfig):
    name = "inspections.cases"
    label = "cases"
    verbose_name = _("案件")
    kinds = (
        Kind(
            model="cases.Case",
            label=_("案件"),
            permission="cases.view_case",
            series=("filing_number", "number", "decision__paper__number", "notice__paper__number"),
            icon="doc",
            desk=True,
            ledger=Ledger("cases:case_list", 60),
            dossier="employer",
            town="town",
            export="cases.export_cases",
            holders=("lead", "second"),
            pass_on="inspections.cases.services.filing.pass_on",
            brief="inspections.cases.briefs.of",
        ),
    )
    paper_guards = ("inspections.cases.services.acts.guard_paper",)
    papers = ("inspections.cases.papers.CATALOGUE",)
    dossier = ("inspections.cases.dossier.events",)
    dossier_counts = ("inspections.cases.dossier.counts",)
    complaint_links = ("inspections.cases.dossier.complaint_links",)
    complaint_blockers = ("inspections.cases.complaints_hook.holds_up",)
    complaint_recoveries = ("inspections.cases.complaints_hook.got_back",)
    complaint_handlers = ("inspections.cases.complaints_hook.handled_by",)
    visit_links = ("inspections.cases.dossier.visit_links",)
    visit_grounds = ("inspections.cases.checks_hook.has_open_case",)
    visit_to_case = ("inspections.cases.checks_hook.register",)
    conflicts_of_interest = ("inspections.cases.services.recusing.recused",)
    inspection_links = ("inspections.cases.dossier.inspection_links",)
