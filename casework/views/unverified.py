"""待核实: one page of every value, term and text that is not settled, with who could answer."""

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from casework.views.base import Permitted
from law import unverified
from law.clock import today


class UnverifiedView(Permitted, TemplateView):
    permission = "casework.view_policy"
    template_name = "casework/unverified.html"
    title = _("待核实")
    parents = ((_("参数"), reverse_lazy("casework:policies")),)

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        may_change = self.request.user.has_perm("casework.change_policy")
        lines = unverified.open_on(today())
        return super().get_context_data(lines=lines, may_change=may_change, **kwargs)
