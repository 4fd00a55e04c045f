from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from casework.kinds import Kind, Ledger


class DrawsConfig(AppConfig):
    name = "inspections.draws"
    label = "draws"
    verbose_name = _("双随机抽查和检查名单")
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
        ),
        Kind(
            model="draws.Inspection",
            label=_("专项检查"),
            permission="draws.view_inspection",
            series=("number",),
            icon="check",
            desk=True,
            ledger=Ledger("draws:inspection_list", 50, _("检查")),
            dossier="employer",
            town="town",
            export="draws.export_inspections",
        ),
    )
    boundary_work = {
        "start:inspection": ("inspections.draws.services.draft_focus_list",),
        "daily": ("inspections.draws.services.extend_focus_list",),
    }
    dossier = ("inspections.draws.dossier.events",)
    dossier_counts = ("inspections.draws.dossier.counts",)
