"""The list of draws, the plan of a new one, the draw room and its acts."""

from typing import Any

from django import forms as django_forms
from django.db.models import QuerySet
from django.forms import BaseForm
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from campaign.models import Campaign
from casework import submissions
from casework.by import By
from casework.views import Column, RecordDetailView, RecordFormView, RecordListView, TransitionView
from casework.workflow import Refused, check
from inspections.draws.filters import DrawFilter
from inspections.draws.forms import AddWitnessForm, PrepareForm
from inspections.draws.models import Draw
from inspections.draws.services import adopting, preparing
from inspections.draws.views import room
from inspections.draws.workflow import DrawState
from law.words import Sentence

HOME = (_("双随机"), reverse_lazy("draws:draw_list"))


class DrawListView(RecordListView):
    permission = "draws.view_draw"
    model = Draw
    filterset_class = DrawFilter
    template_name = "draws/draw_list.html"
    title = _("双随机抽取")
    columns = (
        Column(_("编号"), lambda row: row.number, 30),
        Column(_("名称"), lambda row: row.title, 30),
        Column(_("状态"), lambda row: row.state_label),
        Column(_("名录单位"), lambda row: row.employer_count),
        Column(_("名录监察员"), lambda row: row.inspector_count),
        Column(_("抽取户数"), lambda row: row.drawn_count),
        Column(_("轮次"), lambda row: row.round_number),
        Column(_("冻结日期"), lambda row: row.frozen_on),
        Column(_("名录摘要"), lambda row: row.pool_digest, 66),
        Column(_("承诺值"), lambda row: row.commitment, 66),
    )

    def rows(self) -> QuerySet:
        return Draw.objects.visible_to(self.request.user).for_list()

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        user = self.request.user
        may = {
            "may_prepare": user.has_perm("draws.prepare"),
            "may_declare": user.has_perm("registry.declare_conflict"),
        }
        return super().get_context_data(**{**may, **kwargs})


class DrawPrepareView(RecordFormView):
    permission = "draws.prepare"
    form_class = PrepareForm
    service = preparing.prepare
    template_name = "draws/draw_prepare.html"
    title = _("拟定抽取方案")
    submit_label = _("保存方案")
    parents = (HOME,)
    done_message = _("方案已保存。下一步冻结名录，公布承诺值。")

    def get_form_kwargs(self) -> dict[str, Any]:
        self.campaign = Campaign.objects.current()
        try:
            check(Draw(campaign=self.campaign), "prepare", by=By(self.request.user))
            is_off_plan = False
        except Refused as refusal:
            is_off_plan = refusal.code == "off_plan"
        return super().get_form_kwargs() | {"is_off_plan": is_off_plan}

    def do(self, form: BaseForm) -> Draw:
        form.cleaned_data["campaign"] = self.campaign
        return super().do(form)


class DrawDetailView(RecordDetailView):
    """The draw room. Looking at it, or looking again, draws nothing."""

    permission = "draws.view_draw"
    model = Draw
    template_name = "draws/draw_detail.html"
    parents = (HOME,)

    def get_queryset(self) -> QuerySet:
        joined = super().get_queryset().select_related("campaign", "prepared_by")
        return joined.prefetch_related("campaign__phases")

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        draw, context = self.object, super().get_context_data(**kwargs)
        acts = {act.action: act for act in context["acts"]}
        return context | {
            # The witnesses' form stands in the room itself.
            "acts": [act for act in context["acts"] if act.action != "add_witness"],
            "witness_form": AddWitnessForm() if "add_witness" in acts else None,
            "idle": self._idle(context, acts),
            "witness_url": draw.act_url("add_witness"),
            "witness_submission": submissions.new_key(),
            "seat_acts": [
                acts[name] for name in ("recuse", "override") if name in acts and acts[name].is_allowed
            ],
            "listing_job": adopting.listing_job(draw) if draw.state == DrawState.ADOPTED else None,
            **room.picture(draw),
        }

    def _idle(self, context: dict[str, Any], acts: dict[str, Any]) -> Sentence:
        """While nobody may draw yet, the witnesses come first."""
        waits = "add_witness" in acts and not acts.get("draw", acts["add_witness"]).is_allowed
        return _("请见证人在下面键入文字，然后抽取。") if waits else context["idle"]


class DrawActView(TransitionView):
    parents = (HOME,)
    model = Draw

    def _form(self, form_class: type[django_forms.Form], *sent: Any) -> django_forms.Form:
        """The address may name the employer and the inspector, as the links of the result do."""
        form = super()._form(form_class, *sent)
        if not sent:
            form.initial = {
                **form.initial,
                **{name: self.request.GET[name] for name in form.fields if name in self.request.GET},
            }
        return form

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        return super().get_context_data(**{"record_title": self.record.title, **kwargs})
