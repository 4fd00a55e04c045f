"""Employers: the list, the file of one (一企一档), entering and changing."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from casework.views import Column, Permitted, RecordFormView, RecordListView, source_of
from law.identity import mask_name, mask_phone
from registry import dossier, services
from registry.filters import EmployerFilter
from registry.forms.employers import FIELDS, EmployerForm
from registry.models import Employer
from registry.services.employers import EmployerConflict


class EmployerListView(RecordListView):
    permission = "registry.view_employer"
    export_permission = "registry.export_employers"
    model = Employer
    filterset_class = EmployerFilter
    template_name = "registry/employer_list.html"
    title = _("用人单位名录")
    columns = (
        Column(_("单位名称"), lambda row: row.name, 36),
        Column(_("代码"), lambda row: row.code, 22),
        Column(_("镇街"), lambda row: row.town.name if row.town else "", 14),
        Column(_("地址"), lambda row: row.address, 40),
        Column(_("类别"), lambda row: "、".join(category.name for category in row.categories.all()), 18),
        Column(_("登记状态"), lambda row: row.get_status_display()),
        Column(_("等级"), lambda row: row.grade),
        Column(_("职工人数"), lambda row: row.headcount),
        Column(_("联系人"), lambda row: mask_name(row.contact_name) if row.contact_name else ""),
        Column(_("联系电话"), lambda row: mask_phone(row.contact_phone) if row.contact_phone else "", 16),
    )

    def rows(self) -> QuerySet:
        return super().rows().for_list()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            may_create=user.has_perm("registry.create_employer"),
            may_import=user.has_perm("registry.import_employers"),
            **kwargs,
        )


class EmployerDetailView(Permitted, DetailView):
    permission = "registry.view_employer"
    template_name = "registry/employer_detail.html"
    context_object_name = "employer"

    def get_queryset(self) -> QuerySet:
        return Employer.objects.visible_to(self.request.user).for_list()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        employer, user = self.object, self.request.user
        return super().get_context_data(
            record_no=employer.code,
            warnings=list(employer.warnings.all()[:20]),
            counts=dossier.counts(employer, user),
            timeline=dossier.events(employer, user),
            attachments=list(employer.attachments.all()),
            may_change=user.has_perm("registry.change_employer"),
            may_warn=user.has_perm("registry.open_warning"),
            may_close=user.has_perm("registry.close_warning"),
            may_patrol=user.has_perm("patrols.record_patrol"),
            masked_name=mask_name(employer.contact_name) if employer.contact_name else "",
            masked_phone=mask_phone(employer.contact_phone) if employer.contact_phone else "",
            **kwargs,
        )


class EmployerCreateView(RecordFormView):
    permission = "registry.create_employer"
    form_class = EmployerForm
    title = _("录入单位")
    intro = _("先在名录里搜一下，避免重复录入。")
    submit_label = _("存入名录")
    cancel_url = reverse_lazy("registry:employer_list")
    done_message = _("已存入名录。")

    def do(self, form: Any) -> Employer:
        return services.create_employer(
            actor=self.request.user, source=source_of(self.request), **form.cleaned_data
        )


class EmployerChangeView(RecordFormView):
    """Two people at once: the second sees both versions field by field and keeps the own text (D-09)."""

    permission = "registry.change_employer"
    form_class = EmployerForm
    title = _("修改单位信息")
    done_message = _("已保存。")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        self.employer = get_object_or_404(Employer.objects.visible_to(request.user), pk=kwargs["pk"])
        self.cancel_url = self.employer.get_absolute_url()
        self.conflict: Employer | None = None
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": self.employer}

    def do(self, form: Any) -> Employer:
        sent = self.request.POST.get("version", "")
        try:
            return services.change_employer(
                self.employer,
                actor=self.request.user,
                version=int(sent) if sent.isascii() and sent.isdigit() else 0,
                source=source_of(self.request),
                **form.cleaned_data,
            )
        except EmployerConflict as conflict:
            self.conflict = conflict.current
            raise

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        current = self.conflict or self.employer
        kwargs.setdefault("help_points", self._differences())
        version = current.version if self.conflict else self.request.POST.get("version", current.version)
        return super().get_context_data(version=version, record_no=self.employer.code, **kwargs)

    def _differences(self) -> list[str]:
        """What the other person saved, where it differs from what this one typed."""
        if self.conflict is None:
            return []
        typed = self.request.POST
        lines = []
        for name in FIELDS:
            field = Employer._meta.get_field(name)
            if field.many_to_many:
                continue
            theirs = field.value_from_object(self.conflict)
            if str(theirs if theirs is not None else "") != typed.get(name, "") and field.get_internal_type() != "BooleanField":
                shown = getattr(self.conflict, f"get_{name}_display", lambda value=theirs: value)()
                lines.append(f"{field.verbose_name}：现在是“{shown or '空'}”")
        return lines


