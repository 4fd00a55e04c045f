from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from casework.kinds import Kind, Ledger
from inspections.draws.written_once import GUARDS


class DrawsConfig(AppConfig):
    name = "inspections.draws"
    label = "draws"
    verbose_name = _("双随机抽查")
    guards = GUARDS
    kinds = (
        Kind(
            model="draws.Draw",
            label=_("双随机"),
            permission="draws.view_draw",
            series=("number",),
            icon="draw",
            desk=True,
            ledger=Ledger("draws:draw_list", 40),
            title="title",
            export="draws.export_draw",
            brief="inspections.draws.briefs.of",
        ),
    )
    dossier_standing = ("inspections.draws.dossier.standing",)
    # What is frozen and drawn is written once; it names employers by the code they had.
    stays_with_employer = ("draws.PoolEmployer", "draws.Exclusion", "draws.RoundResult")
