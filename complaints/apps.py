from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from casework.kinds import Kind, Ledger


class ComplaintsConfig(AppConfig):
    name = "complaints"
    verbose_name = _("投诉举报")
    kinds = (
        Kind(
            model="complaints.Complaint",
            label=_("投诉举报"),
            permission="complaints.view_complaint",
            series=("number",),
            icon="talk",
            desk=True,
            ledger=Ledger("complaints:complaint_list", 30, _("投诉")),
            dossier="employer",
            town="town",
            export="complaints.export_complaints",
            holders=("handler",),
            pass_on="complaints.services.acts.pass_on",
            brief="complaints.briefs.of",
            claim="take_on",
        ),
    )
    dossier = ("complaints.dossier.events",)
    dossier_counts = ("complaints.dossier.counts",)
    conflicts_of_interest = ("complaints.services.repeats.handled_employers",)
    beside_sealed = ("complaints.confidentiality.beside_sealed",)
    boundary_work = {"start:patrol": ("complaints.boundaries.list_repeated",)}
