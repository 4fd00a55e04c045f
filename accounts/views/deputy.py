"""代理审批: who stands in for whom, and naming one's deputy."""

from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from django.views.generic.base import View

from accounts.models import Deputy, User
from accounts.services import deputies
from casework import submissions
from casework.by import Actor, By
from casework.fields import rows_of
from casework.forms import DayInput
from casework.views import Permitted, RecordFormView, by_of
from casework.views.once import Once
from casework.workflow import Refused
from law.clock import today
from law.words import Sentence

HOME = (_("代理审批"), reverse_lazy("accounts:deputies"))


class DeputyForm(forms.Form):
    """Who names a deputy only for themselves is not asked for whom."""

    takes_user = True
    principal = forms.ModelChoiceField(User.objects.none(), label=_("被代理人"), empty_label=_("请选择"))
    deputy = forms.ModelChoiceField(User.objects.none(), label=_("代理人"), empty_label=_("请选择"),
        help_text=_("只代办审批；代理人自己提交或者承办的，不能代批。日志和文书都写明“代”。"),
    )  # fmt: skip
    from_on = forms.DateField(label=_("从"), widget=DayInput, initial=today)
    until_on = forms.DateField(label=_("到（含当日）"), widget=DayInput)
    reason = forms.CharField(label=_("原因"), max_length=200, help_text=_("例如出差、休假、学习。"))

    def __init__(self, *args: Any, user: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        by, people = By(user), deputies.principals(By(user))
        rows_of(self, "principal").queryset = people.order_by("name", "pk")
        rows_of(self, "deputy").queryset = deputies.candidates(by)
        if not by.may(deputies.NAME_FOR_ANYBODY):
            self.fields["principal"].widget = forms.HiddenInput()
            self.fields["principal"].initial = user.pk

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            facts = {name: cleaned[name] for name in ("principal", "deputy", "from_on", "until_on")}
            for field, sentence in deputies.errors(**facts).items():
                if sentence:
                    self.add_error(field, sentence)
        return cleaned


class DeputyListView(Permitted, TemplateView):
    permission = deputies.NAME
    template_name = "accounts/deputies.html"

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        by, day = by_of(self.request), today()
        seen = Deputy.objects.visible_to(self.request.user).select_related("principal", "deputy", "named_by")
        rows = [
            (each, _state(each, day), each.is_standing_on(day) and deputies.may_name_for(by, each.principal))
            for each in seen[:100]
        ]
        extra = {"title": HOME[0], "rows": rows, "submission": submissions.new_key()}
        return super().get_context_data(**{**extra, **kwargs})


def _state(each: Deputy, day: date) -> Sentence:
    if each.ended_at is not None:
        return _("提前结束")
    if each.until_on < day:
        return _("已到期")
    return _("代理中") if each.from_on <= day else _("还没开始")


class DeputyNameView(RecordFormView):
    permission = deputies.NAME
    form_class = DeputyForm
    service = deputies.name_deputy
    parents = (HOME,)
    title = submit_label = _("指定代理人")
    done_message = _("已指定，两人都会收到通知。")

    def get_success_url_for(self, made: object) -> str:
        return reverse("accounts:deputies")


class DeputyEndView(Permitted, Once, View):
    """A button of the list: POST only, sent once."""

    permission = deputies.NAME

    @cached_property
    def about(self) -> Deputy:
        seen: QuerySet[Deputy] = Deputy.objects.visible_to(self.request.user)
        return get_object_or_404(seen, pk=self.kwargs["pk"])

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        def end() -> str:
            deputies.end_deputy(self.about, by=by_of(request))
            messages.success(request, _("代理已结束。"))
            return reverse("accounts:deputies")

        try:
            return self.once(end)
        except Refused as refusal:
            messages.warning(request, str(refusal.sentence))
            return HttpResponseRedirect(reverse("accounts:deputies"))
