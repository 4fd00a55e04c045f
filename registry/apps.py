from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from casework.kinds import Kind, Ledger


class RegistryConfig(AppConfig):
    name = "registry"
    verbose_name = _("单位名录")
    kinds = (
        Kind(
            model="registry.Employer",
            label=_("单位"),
            permission="registry.view_employer",
            icon="firm",
            ledger=Ledger("registry:employer_list", 20),
            town="town",
            export="registry.export_employers",
        ),
        Kind(
            model="registry.Merge",
            label=_("单位合并"),
            permission="registry.propose_merge",
            desk=True,
            dossier="kept",
            town="kept__town",
            brief="registry.briefs.of_merges",
        ),
    )
    dossier = ("registry.dossier.own_events",)
    account_links = ("registry.services.postings.account_links",)
