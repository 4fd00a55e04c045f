"""The filters of the inspection list and of the visits; all stand in the address, so that a figure can link to its rows."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from casework import numbering
from casework.forms import DayInput
from inspections.checks.kinds import VisitResult
from inspections.checks.models import Inspection, Source, Visit
from inspections.checks.querysets import InspectionQuerySet
from inspections.checks.workflow import InspectionState
from law.clock import today
from registry.filters import EmployerIdFilter, IdFilter, named, towns_of
from registry.models import Employer, Town

ANY = _("全部")
FOCUS = "focus"
ONLY = (("mine", _("我承办的")), ("unassigned", _("待指派")), ("late", _("超期")))


class InspectionFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("编号、单位"), method="find", max_length=100)
    town = django_filters.ModelChoiceFilter(label=_("镇街"), queryset=towns_of, empty_label=ANY)
    source = django_filters.ChoiceFilter(
        label=_("来源"),
        choices=[*Source.choices, (FOCUS, _("检查重点（非抽取）"))],
        method="of_source",
        empty_label=ANY,
    )
    state = django_filters.ChoiceFilter(label=_("状态"), choices=InspectionState.choices, empty_label=ANY)
    only = django_filters.ChoiceFilter(label=_("范围"), choices=ONLY, method="narrow", empty_label=ANY)
    draw = IdFilter(method="of_draw", label=_("抽取"))
    employer = EmployerIdFilter(label=_("单位"))

    class Meta:
        model = Inspection
        fields: tuple[str, ...] = ()

    def find(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        text = value.strip()
        return rows.filter(
            Q(number__in=numbering.meant(text)) | Q(employer__in=Employer.objects.search(text).values("pk"))
        )

    def of_source(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.exclude(source=Source.DRAWN) if value == FOCUS else rows.filter(source=value)

    def of_draw(self, rows: InspectionQuerySet, name: str, value: int) -> QuerySet:
        return rows.drawn().filter(origin_id=value)

    def narrow(self, rows: InspectionQuerySet, name: str, value: str) -> QuerySet:
        return {
            "mine": lambda: rows.led_by(self.request.user),
            "unassigned": lambda: rows.filter(state=InspectionState.LISTED),
            "late": lambda: rows.late(today()),
        }[value]()


class VisitFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("单位或编号"), method="by_name", max_length=100)
    town = django_filters.ModelChoiceFilter(
        label=_("镇街"), queryset=Town.objects.all(), empty_label=_("全部")
    )
    result = django_filters.ChoiceFilter(label=_("结果"), choices=VisitResult.choices, empty_label=_("全部"))
    since = django_filters.DateFilter(
        label=_("自"), field_name="visited_on", lookup_expr="gte", widget=DayInput
    )
    until = django_filters.DateFilter(
        label=_("至"), field_name="visited_on", lookup_expr="lte", widget=DayInput
    )
    employer = EmployerIdFilter(label=_("单位"))

    class Meta:
        model = Visit
        fields: tuple[str, ...] = ()

    def by_name(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return named(queryset, value, "number")
