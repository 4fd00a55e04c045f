"""The campaign itself: its document, its phases, the next one, and which is current."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, ListView, RedirectView, View

from campaign import funnel
from campaign.forms import PlanForm
from campaign.models import Campaign
from campaign.paper import document
from campaign.plan import Plan, PlanInvalid
from campaign.services import plans
from campaign.workflow import STEPS
from casework.views import by_of
from casework.views.base import Permitted
from casework.views.create import RecordFormView
from casework.workflow import Refused
from law.clock import today

HOME = (gettext_lazy("专项行动"), reverse_lazy("campaign:campaign_list"))


class Seen(Permitted):
    """One campaign of those the user may see."""

    parents = (HOME,)
    kwargs: dict[str, Any]
    request: HttpRequest

    @cached_property
    def campaign(self) -> Campaign:
        return get_object_or_404(Campaign.objects.visible_to(self.request.user), pk=self.kwargs["pk"])


class CampaignListView(Permitted, ListView):
    permission = "campaign.view_campaign"
    template_name = "campaign/campaign_list.html"
    context_object_name = "campaigns"

    def get_queryset(self) -> QuerySet:
        return Campaign.objects.visible_to(self.request.user).prefetch_related("phases")

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        return super().get_context_data(today=today(), **kwargs)


class CurrentCampaignView(Permitted, RedirectView):
    """An address that always leads to the running campaign."""

    permission = "campaign.view_campaign"

    def get_redirect_url(self, *args: object, **kwargs: object) -> str:
        campaign = Campaign.objects.current()
        return campaign.get_absolute_url() if campaign else reverse("campaign:campaign_list")


class CampaignDetailView(Seen, DetailView):
    permission = "campaign.view_campaign"
    template_name = "campaign/campaign_detail.html"
    context_object_name = "campaign"

    def get_object(self, queryset: QuerySet | None = None) -> Campaign:
        return self.campaign

    def here(self) -> str:
        return self.campaign.title

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        user, campaign = self.request.user, self.campaign
        may_manage = user.has_perm("campaign.manage_campaign")
        return super().get_context_data(
            record_no=campaign.document_number,
            paper=document(campaign, today()),
            stages=[step.label for step in STEPS],
            town_lines=funnel.by_town(campaign, user) if user.has_perm("campaign.view_target") else [],
            may_manage=may_manage,
            may_see_publicity=user.has_perm("campaign.view_publicity"),
            runs=campaign.boundary_runs.exclude(moment="daily")[:20] if may_manage else [],
            **kwargs,
        )


class PlanFormView(Seen, RecordFormView):
    """The whole document as a form, opened on the plan of the campaign in the address."""

    permission = "campaign.manage_campaign"
    template_name = "campaign/campaign_form.html"
    form_class = PlanForm
    asks_code = False

    def above(self) -> list[tuple[Any, Any]]:
        return [*self.parents, (self.campaign.title, self.campaign.get_absolute_url())]

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs.pop("initial")
        return {**kwargs, "plan": Plan.of(self.campaign), "asks_code": self.asks_code}

    def do(self, form: PlanForm) -> Campaign:
        try:
            return self.write(form.to_plan(), form)
        except PlanInvalid as error:
            raise Refused("plan", str(error)) from error

    def write(self, plan: Plan, form: PlanForm) -> Campaign:
        raise NotImplementedError

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        return super().get_context_data(**{"campaign": self.campaign, **kwargs})


class CampaignNextView(PlanFormView):
    asks_code = True
    title = gettext_lazy("制定下一次行动")
    intro = gettext_lazy(
        "文字、对象和要求都从这一次带过来，改好日期和文号后保存；原来的行动不变，设为当前之前各阶段不会启动。"
    )
    submit_label = gettext_lazy("保存为新的行动")
    done_message = gettext_lazy("新的专项行动已保存。到日子前，请把它设为当前行动。")

    def write(self, plan: Plan, form: PlanForm) -> Campaign:
        return plans.create_next(
            by=by_of(self.request),
            previous=self.campaign,
            code=form.cleaned_data["code"],
            plan=plan,
        )


class CampaignChangeView(PlanFormView):
    title = gettext_lazy("修改专项行动")
    intro = gettext_lazy("改动前后的内容都记入日志。已经发生的工作不受影响，阶段日期只影响以后。")
    submit_label = gettext_lazy("保存修改")
    done_message = gettext_lazy("专项行动已修改。")

    def write(self, plan: Plan, form: PlanForm) -> Campaign:
        plans.change_campaign(self.campaign, by=by_of(self.request), plan=plan)
        return self.campaign


class SetCurrentView(Seen, View):
    permission = "campaign.manage_campaign"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        plans.set_current(self.campaign, by=by_of(request))
        messages.success(request, _("当前行动是：%(title)s。") % {"title": self.campaign.title})
        return HttpResponseRedirect(self.campaign.get_absolute_url())
