"""What rests with people who left, and giving it to another in one act."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from django.views.generic.edit import FormView

from accounts.models import User
from casework import holdings
from casework.fields import rows_of
from casework.views import Permitted, taken_by
from casework.views.once import Once
from casework.workflow import Refused

HOME = (gettext_lazy("待移交"), reverse_lazy("desk:leavers"))


class LeaverListView(Permitted, TemplateView):
    permission = holdings.STAND_IN
    template_name = "desk/leavers.html"

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        people = [(person, holdings.told(person)) for person in holdings.leavers()]
        return super().get_context_data(**{"title": HOME[0], "people": people, **kwargs})


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(label=gettext_lazy("移交给"), queryset=get_user_model().objects.none())
    reason = forms.CharField(
        label=gettext_lazy("理由"),
        max_length=300,
        help_text=gettext_lazy("写入每条记录的办理记录，例如“调离，工作由本人接手”。"),
    )

    def __init__(self, *args: Any, successors: QuerySet[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        rows_of(self, "to").queryset = successors


class HandOverView(Permitted, Once, FormView):
    """All of it at once; what may not be moved stays on this page with the reason."""

    permission = holdings.STAND_IN
    form_class = HandOverForm
    template_name = "desk/hand_over.html"
    parents = (HOME,)

    @cached_property
    def leaver(self) -> User:
        return get_object_or_404(holdings.leavers(), pk=self.kwargs["pk"])

    def here(self) -> str:
        return self.leaver.name

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "successors": get_user_model().objects.with_permission("complaints.conclude").order_by("name")
        }

    def form_valid(self, form: HandOverForm) -> HttpResponse:
        by, data = taken_by(self.request, form.cleaned_data)
        stays: list[holdings.Stays] = []

        def deed() -> str:
            moved, left = holdings.hand_over(self.leaver, by=by, **data)
            stays.extend(left)
            words = {"count": moved, "to": data["to"].name}
            messages.success(self.request, _("已移交 %(count)s 件给%(to)s。") % words)
            return reverse("desk:hand_over", args=[self.leaver.pk]) if left else reverse("desk:leavers")

        try:
            response = self.once(deed)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
            return self.form_invalid(form)
        for each in stays:
            messages.warning(self.request, f"{each.record}：{each.why}")
        return response

    def form_invalid(self, form: HandOverForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        held = [(each.kind.label, list(each.rows[:200])) for each in holdings.held_by(self.leaver)]
        title = _("移交%(name)s的工作") % {"name": self.leaver.name}
        return super().get_context_data(**{"title": title, "leaver": self.leaver, "held": held, **kwargs})
