"""Publicity activities of a campaign."""

from typing import Any

from django.db.models import QuerySet, Sum
from django.forms.models import model_to_dict
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from campaign.filters import PublicityFilter
from campaign.forms import PublicityForm
from campaign.models import Campaign, Publicity
from campaign.paper import Fact
from campaign.services import publicity
from campaign.views.campaigns import HOME
from campaign.views.targets import of_campaign
from casework.fields import column_label
from casework.models import AuditEntry
from casework.views import Versioned, by_of
from casework.views.base import Permitted
from casework.views.create import RecordFormView
from casework.views.listing import Column, RecordListView
from law.clock import today

FIGURES = ("leaflets", "consultations", "participants", "trained_employers")
LIST = (gettext_lazy("宣传活动"), reverse_lazy("campaign:publicity_list"))


class PublicityListView(RecordListView):
    permission = "campaign.view_publicity"
    model = Publicity
    filterset_class = PublicityFilter
    keys = ("-held_on", "-pk")
    template_name = "campaign/publicity_list.html"
    parents = (HOME,)
    title = LIST[0]
    columns = (
        Column(gettext_lazy("日期"), lambda row: row.held_on, 12),
        Column(gettext_lazy("镇街"), lambda row: row.town.name if row.town else _("区级"), 16),
        Column(gettext_lazy("形式"), lambda row: row.get_form_display(), 16),
        Column(gettext_lazy("地点"), lambda row: row.place, 28),
        Column(gettext_lazy("宣传资料（份）"), lambda row: row.leaflets),
        Column(gettext_lazy("接待咨询（人次）"), lambda row: row.consultations),
        Column(gettext_lazy("参加人数"), lambda row: row.participants),
        Column(gettext_lazy("培训用人单位（户）"), lambda row: row.trained_employers),
        Column(gettext_lazy("说明"), lambda row: row.note, 40),
    )

    def rows(self) -> QuerySet:
        return of_campaign(Publicity.objects.visible_to(self.request.user).for_list(), self.request)

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        sums = self.found.order_by().aggregate(**{name: Sum(name, default=0) for name in FIGURES})
        may_record = self.request.user.has_perm("campaign.record_publicity")
        return super().get_context_data(sums=sums, may_record=may_record, **kwargs)


class PublicityFormView(RecordFormView):
    permission = "campaign.record_publicity"
    form_class = PublicityForm
    parents = (HOME, LIST)


class PublicityNewView(PublicityFormView):
    title = gettext_lazy("登记宣传活动")
    intro = gettext_lazy("办一次登记一次；没有的项填 0。")
    submit_label = gettext_lazy("登记")
    done_message = gettext_lazy("宣传活动已登记。")
    service = publicity.record_publicity

    def get_initial(self) -> dict[str, Any]:
        return {"campaign": Campaign.objects.current(), "held_on": today()}


class PublicityChangeView(Versioned, PublicityFormView):
    title = gettext_lazy("更正宣传活动")
    intro = gettext_lazy("更正前后的内容都记入日志；原有照片保留，可以补传。")
    submit_label = gettext_lazy("保存更正")
    done_message = gettext_lazy("宣传活动已更正。")

    @cached_property
    def activity(self) -> Publicity:
        return get_object_or_404(
            Publicity.objects.visible_to(self.request.user).for_list(), pk=self.kwargs["pk"]
        )

    def get_initial(self) -> dict[str, Any]:
        return model_to_dict(self.activity, fields=PublicityForm.Meta.fields)

    def do(self, form: PublicityForm) -> Publicity:
        return publicity.change_publicity(
            self.activity,
            by=by_of(self.request),
            version=self.version(),
            **form.cleaned_data,
        )

    def versioned(self) -> Publicity:
        return self.activity

    def above(self) -> list[tuple[Any, Any]]:
        return [*self.parents, (self.activity.place, self.activity.get_absolute_url())]


class PublicityDetailView(Permitted, DetailView):
    permission = "campaign.view_publicity"
    model = Publicity
    context_object_name = "activity"
    template_name = "campaign/publicity_detail.html"
    parents = (HOME, LIST)

    def get_queryset(self) -> QuerySet:
        return Publicity.objects.visible_to(self.request.user).for_list()

    def here(self) -> str:
        return self.object.place

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        row = self.object
        return super().get_context_data(
            facts=[
                Fact(_("日期"), row.held_on.isoformat(), self._phase(row)),
                Fact(_("镇街"), row.town.name if row.town else _("区级活动")),
                Fact(_("形式"), row.get_form_display()),
                Fact(_("地点"), row.place),
                *(Fact(column_label(Publicity, name), getattr(row, name)) for name in FIGURES),
                Fact(_("说明"), row.note),
                Fact(
                    _("登记"),
                    row.recorded_by.name if row.recorded_by else _("系统"),
                    f"{row.recorded_at:%Y-%m-%d}",
                ),
            ],
            files=list(row.attachments.all()),
            history=list(AuditEntry.objects.about(row).filter(action="change_publicity")),
            may_change=self.request.user.has_perm("campaign.record_publicity"),
            **kwargs,
        )

    def _phase(self, row: Publicity) -> str:
        phase = row.campaign.phase_on(row.held_on)
        return _("%(phase)s阶段") % {"phase": row.campaign.phase_label(phase)} if phase else _("阶段间隙")
