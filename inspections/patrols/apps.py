from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from casework.kinds import Kind, Ledger


class PatrolsConfig(AppConfig):
    name = "inspections.patrols"
    label = "patrols"
    verbose_name = "镇街巡查"
    kinds = (
        Kind(
            model="patrols.Patrol",
            label=_("巡查"),
            permission="patrols.view_patrol",
            series=("number",),
            icon="walk",
            desk=True,
            ledger=Ledger("patrols:patrol_list", 10),
            dossier="employer",
            town="town",
            export="patrols.export_patrols",
            brief="inspections.patrols.briefs.of",
        ),
    )
    papers = ("inspections.patrols.papers.CATALOGUE",)
    boundary_work = {
        "end:patrol": ("inspections.patrols.services.escalation.put_forward_overdue",),
        "daily": (
            "inspections.patrols.services.rectification.remind_recheck",
            "inspections.patrols.services.escalation.put_forward_late",
        ),
    }
    escalation_answered = ("inspections.patrols.services.escalation.follow_answer",)
    dossier = ("inspections.patrols.dossier.events",)
    dossier_counts = ("inspections.patrols.dossier.counts",)
    dossier_links = ("inspections.patrols.dossier.links",)
