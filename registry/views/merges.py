"""Saying that two employers are one, and the page of that merge."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from casework.views import RecordFormView, by_of
from casework.views.detail import RecordDetailView
from casework.views.transition import TransitionView
from registry import dossier
from registry.forms.merges import MergeForm
from registry.models import Employer, Merge
from registry.services import merges
from registry.views.employers import HOME
from registry.workflow import MergeState


class MergeProposeView(RecordFormView):
    """`?with=` names the other employer, as a link from «probably the same» does."""

    permission = "registry.propose_merge"
    form_class = MergeForm
    title = _("提出合并")
    submit_label = _("提交，由另一人确认")
    done_message = _("已提出合并，等另一人确认。")
    help_points = (
        _("合并后，两家名下的巡查、投诉、检查、案件、预警和附件都在保留的一家。"),
        _("有信用代码的一家保留；都有或者都没有的，保留现在打开的这一家。"),
        _("并入的一家名称和代码记为曾用，照样查得到；合并错了可以撤销。"),
    )

    @cached_property
    def employer(self) -> Employer:
        return get_object_or_404(Employer.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    @property
    def intro(self) -> str:
        return str(self.employer)

    def above(self) -> list[tuple[Any, Any]]:
        return [HOME, (self.employer.name, self.employer.get_absolute_url())]

    def get_initial(self) -> dict[str, Any]:
        return {"one": self.employer.pk, "other": self.request.GET.get("with", "")[:40]}

    def do(self, form: MergeForm) -> Merge:
        sent = form.cleaned_data
        return merges.propose_merge(
            one=self.employer, other=sent["other"], reason=sent["reason"], by=by_of(self.request)
        )

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        return super().get_context_data(**{"help_points": self.help_points, **kwargs})


class MergeDetailView(RecordDetailView):
    permission = "registry.propose_merge"
    model = Merge
    parents = (HOME,)
    template_name = "registry/merge_detail.html"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("kept__town", "absorbed__town")

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        merge, user = self.object, self.request.user
        sides = [(_("保留"), merge.kept), (_("并入"), merge.absorbed)]
        extra = {
            "sides": [(label, one, dossier.counts(one, user)) for label, one in sides],
            "is_merged": merge.state == MergeState.MERGED,
            "carried": sum(map(len, merge.moved.get("rows", {}).values())),
        }
        return super().get_context_data(**{**extra, **kwargs})


class MergeActView(TransitionView):
    parents = (HOME,)
    model = Merge
