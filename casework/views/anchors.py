"""The anchors of the audit trail, for the audit administrator to look at, take away, and compare with copies kept elsewhere."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from django.views.generic.edit import FormView

from casework import anchors, audit
from casework.anchors import Anchor, BadAnchor
from casework.attachments import MEGABYTE
from casework.views.base import Permitted, by_of
from law.clock import today

LARGEST, SHOWN = 5 * MEGABYTE, 400


class AnchorFileForm(forms.Form):
    """A copy of the anchors that was kept elsewhere."""

    file = forms.FileField(
        label=gettext_lazy("保存在别处的存证文件"),
        widget=forms.ClearableFileInput(attrs={"accept": ".jsonl"}),
        help_text=gettext_lazy("从本页下载、另存在别处的 .jsonl 文件；逐条与现在的审计日志比对。"),
    )

    def clean_file(self) -> list[Anchor]:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                _("文件超过 %(size)s MB，不是存证文件。") % {"size": LARGEST // MEGABYTE}
            )
        try:
            given = anchors.read(file.read().decode().splitlines(), file.name)
        except (BadAnchor, UnicodeDecodeError) as error:
            raise forms.ValidationError(_("这不是存证文件，或内容不完整，请重新选择。")) from error
        if not given:
            raise forms.ValidationError(_("文件里没有存证。"))
        return given


class AnchorsView(Permitted, FormView):
    permission = "casework.view_audit"
    template_name = "casework/anchors.html"
    form_class = AnchorFileForm
    title = gettext_lazy("审计存证")
    parents = ((gettext_lazy("审计日志"), reverse_lazy("casework:audit_log")),)

    def form_valid(self, form: AnchorFileForm) -> HttpResponse:
        given = form.cleaned_data["file"]
        broken = next(iter(anchors.lost(given)), None)
        return self.render_to_response(
            self.get_context_data(form=AnchorFileForm(), compared=len(given), broken=broken)
        )

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        try:
            kept, bad = anchors.nightly(), ""
        except BadAnchor as error:
            kept, bad = [], str(error)
        newest = kept[-SHOWN:][::-1]
        lost = set(anchors.lost(newest))
        lines = [(one, one not in lost) for one in newest]
        return super().get_context_data(lines=lines, count=len(kept), bad=bad, **kwargs)


class AnchorsFileView(Permitted, View):
    """POST: it is written down who took a copy."""

    permission = "casework.view_audit"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        lines = [one.line for one in anchors.known()]
        audit.note("export", by=by_of(request), label=_("审计存证"), data={"count": len(lines)})
        response = HttpResponse("".join(f"{line}\n" for line in lines), content_type="application/jsonl")
        response["Content-Disposition"] = f'attachment; filename="anchors-{today():%Y%m%d}.jsonl"'
        return response
