"""The audit administrator's page: who did what to which record."""

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from casework import audit, verbs
from casework.forms import DayInput
from casework.models import AuditEntry
from casework.views.listing import Column, RecordListView


class AuditFilter(django_filters.FilterSet):
    record_label = django_filters.CharFilter(label=_("对象"), lookup_expr="icontains")
    actor_label = django_filters.CharFilter(label=_("操作人"), lookup_expr="icontains")
    action = django_filters.ChoiceFilter(label=_("行为"), choices=verbs.groups, empty_label=_("全部"))
    since = django_filters.DateFilter(
        label=_("自"), field_name="at", lookup_expr="date__gte", widget=DayInput
    )
    until = django_filters.DateFilter(
        label=_("至"), field_name="at", lookup_expr="date__lte", widget=DayInput
    )

    class Meta:
        model = AuditEntry
        fields: tuple[str, ...] = ()


class AuditLogView(RecordListView):
    permission = "casework.view_audit"
    export_permission = "casework.view_audit"
    model = AuditEntry
    filterset_class = AuditFilter
    template_name = "casework/audit_log.html"
    title = _("审计日志")
    columns = (
        Column(_("序号"), lambda row: row.seq),
        Column(_("时间"), lambda row: row.at, 18),
        Column(_("操作人"), lambda row: row.actor_label, 22),
        Column(_("行为"), lambda row: row.action_label, 22),
        Column(_("对象"), lambda row: row.record_label, 40),
        Column(_("结果"), lambda row: str(_("成功") if row.is_success else _("拒绝"))),
        Column(_("理由"), lambda row: row.reason_label, 30),
        Column(_("来源"), lambda row: row.source),
    )

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        audit.seal_waiting()
        return super().get(request, *args, **kwargs)

    def rows(self) -> QuerySet:
        return super().rows().select_related("actor")
