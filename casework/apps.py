from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from casework.append_only import GUARDS
from casework.kinds import Kind


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = "办案机制"
    guards = GUARDS
    kinds = (
        Kind(
            model="casework.Paper",
            label=_("文书"),
            permission="casework.view_paper",
            series=("number",),
            icon="doc",
            title="title",
            desk=True,
            brief="casework.briefs.of_papers",
        ),
        Kind(model="casework.PaperTemplate", label=_("文书式样"), permission="casework.view_policy"),
    )
    acts_sent_back = ("casework.papers.sent_back.keep",)
    deeds = ("casework.papers.forms",)
    papers_of_acts = ("casework.papers.issuing.of_act",)
