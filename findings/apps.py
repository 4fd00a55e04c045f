from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from casework.kinds import Kind, Ledger


class FindingsConfig(AppConfig):
    name = "findings"
    verbose_name = _("问题和成效")
    # Problems and recoveries stand on the page of the record they belong to; a figure of them says of which (`Figure.seen_with`).
    kinds = (
        Kind(
            model="findings.Escalation",
            label=_("上报"),
            permission="findings.view_escalation",
            series=("number",),
            icon="flag",
            desk=True,
            ledger=Ledger("findings:escalation_list", 35),
            dossier="employer",
            town="town",
            export="findings.export_escalations",
            brief="findings.briefs.of",
        ),
        Kind(
            model="findings.Finding",
            label=_("发现的问题"),
            permission="registry.view_employer",
            dossier="employer",
            town="town",
            page="record",
        ),
        Kind(
            model="findings.Recovery",
            label=_("成效"),
            permission="registry.view_employer",
            dossier="employer",
            town="town",
            page="source",
        ),
    )
