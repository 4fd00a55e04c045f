"""Forms of papers: which kind is printed on which template, and the brigade's own Word file for one."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from casework.models import PaperTemplate
from casework.paper_kinds import PaperKind, catalogue
from casework.papers import versions
from casework.papers.composing import local_names
from casework.views.base import Permitted, by_of
from casework.views.create import RecordFormView
from law.clock import today
from law.words import Sentence


class TemplateListView(Permitted, TemplateView):
    permission = "casework.view_policy"
    template_name = "papers/templates.html"
    title = _("文书式样")
    parents = ((_("参数"), reverse_lazy("casework:policies")),)

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        newest: dict[str, PaperTemplate] = {}
        for template in PaperTemplate.objects.visible_to(self.request.user).order_by("kind", "number"):
            newest[template.kind] = template
        names = local_names(today())
        lines = [
            (kind, newest.get(code), names.pop(str(kind.title), "")) for code, kind in catalogue().items()
        ]
        may_upload = self.request.user.has_perm("casework.upload_template")
        return super().get_context_data(
            lines=lines, may_upload=may_upload, unknown="、".join(names), **kwargs
        )


class TemplateForm(forms.Form):
    file = forms.FileField(
        label=_("Word 模板（docx）"), required=False, help_text=_("不选文件就改回系统版式。")
    )
    reason = forms.CharField(
        label=_("说明"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请写明为什么换模板，例如哪个文件印发的式样。")},
    )  # fmt: skip


class TemplateUploadView(RecordFormView):
    """What was refused of a file is told sentence by sentence, with the names the fields have in a template."""

    permission = "casework.upload_template"
    form_class = TemplateForm
    template_name = "papers/template_form.html"
    submit_label = _("启用")
    done_message = _("以后签发的这种文书按新的式样。")
    parents = (
        (_("参数"), reverse_lazy("casework:policies")),
        (_("文书式样"), reverse_lazy("casework:templates")),
    )

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if kwargs["kind"] not in catalogue():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def kind(self) -> PaperKind:
        return catalogue()[self.kwargs["kind"]]

    @property
    def title(self) -> Sentence:  # type: ignore[override]
        return self.kind.title

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        before = PaperTemplate.objects.visible_to(self.request.user).filter(kind=self.kind.code)
        return super().get_context_data(
            kind=self.kind, before=before.prefetch_related("attachments"), **kwargs
        )

    def do(self, form: TemplateForm) -> PaperTemplate:
        file, reason, by = form.cleaned_data["file"], form.cleaned_data["reason"], by_of(self.request)
        if file:
            return versions.upload_template(kind=self.kind.code, file=file, reason=reason, by=by)
        return versions.drop_template(kind=self.kind.code, reason=reason, by=by)

    def get_success_url_for(self, made: PaperTemplate) -> str:
        return reverse("casework:templates")
