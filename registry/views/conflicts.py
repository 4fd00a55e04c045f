"""Declarations of conflicts of interest."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from casework import submissions
from casework.views import Permitted, RecordFormView, RecordListView, Stamped, by_of
from casework.views.once import Once
from casework.workflow import Refused
from registry.forms import ConflictForm
from registry.models import Conflict
from registry.services import conflicts
from registry.views.employers import HOME

CONFLICTS = (_("利害关系申报"), reverse_lazy("registry:conflict_list"))


class ConflictListView(RecordListView):
    permission = "registry.declare_conflict"
    model = Conflict
    template_name = "registry/conflict_list.html"
    title = CONFLICTS[0]
    parents = (HOME,)

    def rows(self) -> QuerySet:
        return Conflict.objects.visible_to(self.request.user).for_list()

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        sees_all = self.request.user.has_perm("registry.see_all_conflicts")
        extra = {"sees_all": sees_all, "submission": submissions.new_key()}
        return super().get_context_data(**{**extra, **kwargs})


class ConflictDeclareView(RecordFormView):
    permission = "registry.declare_conflict"
    form_class = ConflictForm
    service = conflicts.declare_conflict
    title = _("申报利害关系")
    submit_label = _("申报")
    parents = (HOME, CONFLICTS)
    done_message = _("已申报。此后冻结的名录和指派都会避开。")

    def get_initial(self) -> dict[str, Any]:
        return {"employer": self.request.GET.get("employer", "")[:200], "inspector": self.request.user.pk}

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        points = (
            _("本人或者近亲属与单位有利害关系、可能影响公正的，都要申报（《劳动保障监察条例》第十六条）。"),
            _("名录已经冻结的抽取，请大队负责人在抽取页面办理回避。"),
        )
        return super().get_context_data(**{"help_points": points, **kwargs})


class ConflictWithdrawView(Permitted, Stamped, Once, View):
    permission = "registry.withdraw_conflict"
    http_method_names = ["post"]
    title = _("撤回利害关系申报")

    def versioned(self) -> Conflict:
        return self.declared

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        self.declared = get_object_or_404(Conflict.objects.visible_to(request.user), pk=kwargs["pk"])
        if self.declared.withdrawn_on:
            return HttpResponseRedirect(self.declared.get_absolute_url())
        try:
            response = self.once(self._withdraw)
        except Refused as refusal:
            context = {"refusal": refusal, "act": {"label": self.title}, "record": self.declared}
            context["record_url"] = self.declared.get_absolute_url()
            return render(request, "casework/refused.html", context, status=409)
        messages.success(request, _t("已撤回。"))
        return response

    def _withdraw(self) -> str:
        self.still_as_shown()
        conflicts.withdraw_conflict(self.declared, by=by_of(self.request))
        return self.declared.get_absolute_url()
