"""Local policy values: what each is, why, and the form that sets another from a day on."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from django.views.generic.edit import FormView

from casework import upkeep
from casework.forms import DayInput
from casework.views import by_of
from casework.views.base import Permitted, version_sent
from casework.views.once import Once
from casework.workflow import Refused
from law import policy
from law.clock import today
from law.models import PolicyValue
from law.policies import POLICIES, Policy, PolicyInvalid
from law.words import Sentence


@dataclass(frozen=True)
class PolicyLine:
    policy: Policy
    value: Any
    is_default: bool

    @property
    def shown(self) -> str:
        return self.policy.shown(self.value)


class PolicyListView(Permitted, TemplateView):
    permission = "casework.view_policy"
    template_name = "casework/policies.html"

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        lines = [
            PolicyLine(row, policy.value(code), policy.value(code) == row.default_on(today()))
            for code, row in POLICIES.items()
        ]
        may_change = self.request.user.has_perm("casework.change_policy")
        return super().get_context_data(lines=lines, may_change=may_change, **kwargs)


class PolicyForm(forms.Form):
    value = forms.CharField(label=gettext_lazy("新的取值"), max_length=500)
    in_force_from = forms.DateField(label=gettext_lazy("自哪天起"), widget=DayInput)
    reason = forms.CharField(
        label=gettext_lazy("理由和依据"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class PolicyChangeView(Permitted, Once, FormView):
    permission = "casework.change_policy"
    template_name = "casework/policy.html"
    form_class = PolicyForm
    success_url = reverse_lazy("casework:policies")
    parents = ((gettext_lazy("参数"), success_url),)

    def here(self) -> Sentence:
        return self.policy.label

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if kwargs["code"] not in POLICIES:
            raise Http404
        self.policy = POLICIES[kwargs["code"]]
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"value": self.policy.shown(policy.value(self.policy.code)), "in_force_from": today()}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        def deed() -> str:
            upkeep.set_policy(
                code=self.policy.code,
                by=by_of(self.request),
                latest=version_sent(self.request),
                **form.cleaned_data,
            )
            return str(self.success_url)

        try:
            response = self.once(deed)
        except PolicyInvalid as error:
            form.add_error("value", str(error))
            return self.form_invalid(form)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
            newest = upkeep.latest_policy(self.policy.code)
            return self.render_to_response(self.get_context_data(form=form, version=newest), status=409)
        messages.success(self.request, _("已保存。"))
        return response

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        history = PolicyValue.objects.filter(code=self.policy.code).select_related("set_by").order_by("-pk")
        is_new = self.request.method != "POST"
        extra = {
            "policy": self.policy,
            "version": upkeep.latest_policy(self.policy.code) if is_new else version_sent(self.request),
            "default": self.policy.shown(self.policy.default_on(today())),
            "title": self.policy.label,
            "history": history,
            "cancel_url": self.success_url,
        }
        return super().get_context_data(**{**extra, **kwargs})
