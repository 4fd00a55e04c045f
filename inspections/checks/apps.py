from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from casework.kinds import Kind, Ledger


class ChecksConfig(AppConfig):
    name = "inspections.checks"
    label = "checks"
    verbose_name = _("检查名单和现场检查")
    kinds = (
        Kind(
            model="checks.Inspection",
            label=_("专项检查"),
            permission="checks.view_inspection",
            series=("number",),
            icon="check",
            desk=True,
            ledger=Ledger("checks:inspection_list", 50, _("检查")),
            dossier="employer",
            town="town",
            export="checks.export_inspections",
            holders=("lead", "second"),
            pass_on="inspections.checks.services.inspecting.pass_on",
            brief="inspections.checks.briefs.of",
        ),
        Kind(
            model="checks.Visit",
            label=_("现场检查"),
            permission="checks.view_visit",
            series=("number",),
            dossier="employer",
            town="town",
            export="checks.export_visits",
            signers=("seats__user",),
        ),
    )
    papers = ("inspections.checks.papers.CATALOGUE",)
    boundary_work = {
        "start:inspection": ("inspections.checks.services.focus.draft_focus_list",),
        "daily": ("inspections.checks.services.focus.extend_focus_list",),
    }
    work_under_way = ("inspections.checks.services.focus.under_way",)
    employer_escalated = ("inspections.checks.services.focus.list_escalated",)
    escalation_answered = ("inspections.checks.services.focus.follow_answer",)
    dossier = ("inspections.checks.dossier.events",)
    dossier_counts = ("inspections.checks.dossier.counts",)
