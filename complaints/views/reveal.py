"""Looking into the vault: a reason, one entry in the audit trail, one page that no browser keeps."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from casework.views import Permitted, by_of
from casework.workflow import Refused
from complaints.confidentiality import LABELS, SEALED, reveal
from complaints.forms import RevealForm
from complaints.models import Complaint
from complaints.views.listing import HOME

ALL = "all"


@method_decorator(never_cache, name="dispatch")
class RevealView(Permitted, FormView):
    """GET asks for the reason; POST with one shows the field (`all`: the whole vault)."""

    permission = "complaints.reveal_identity"
    form_class = RevealForm
    template_name = "complaints/reveal.html"
    title = _("举报人身份")

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.user.has_perm(self.permission):
            rows = Complaint.objects.visible_to(request.user).select_related("employer")
            self.record = get_object_or_404(rows, pk=kwargs["pk"])
            if kwargs["field"] not in (*SEALED, ALL):
                raise Http404
        return super().dispatch(request, *args, **kwargs)

    def above(self) -> list[tuple[Any, Any]]:
        return [HOME, (self.record.number, self.record.get_absolute_url())]

    def form_valid(self, form: RevealForm) -> HttpResponse:
        field = self.kwargs["field"]
        try:
            shown = reveal(
                self.record,
                list(SEALED) if field == ALL else [field],
                by=by_of(self.request),
                reason=form.cleaned_data["reason"],
            )
        except Refused as refusal:
            if refusal.code == "may_not_know":
                raise PermissionDenied from refusal
            form.add_error("reason", refusal.sentence)
            return self.form_invalid(form)
        context = self.get_context_data(form=None, shown=shown, reason=form.cleaned_data["reason"])
        return render(self.request, "complaints/revealed.html", context)

    def form_invalid(self, form: RevealForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        field = self.kwargs["field"]
        extra = {
            "record": self.record,
            "record_no": self.record.number,
            "record_url": self.record.get_absolute_url(),
            "asked": LABELS.get(field, ""),
        }
        return super().get_context_data(**{**extra, **kwargs})
