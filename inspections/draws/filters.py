"""The filters of the lists; all stand in the address, so that a figure can link to its rows."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from inspections.draws.models import (
    Draw,
    Exclusion,
    ExclusionReason,
    Inspection,
    PoolEmployer,
    RoundResult,
    Source,
)
from inspections.draws.workflow import DrawState, InspectionState
from law.clock import today
from registry.models import Employer, Town

ANY = _("全部")
LARGEST_ID = 2**63 - 1
FOCUS = "focus"
DESK = (("mine", _("我承办的")), ("unassigned", _("待指派")), ("late", _("超期")))


class IdFilter(django_filters.Filter):
    """Set by links from other pages; not offered in the line of filters."""

    field_class = forms.IntegerField

    def __init__(self, **options: object) -> None:
        super().__init__(widget=forms.HiddenInput, min_value=1, max_value=LARGEST_ID, **options)


def _towns(request: object) -> QuerySet:
    return Town.objects.visible_to(request.user) if request is not None else Town.objects.none()


class DrawFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("编号、名称"), method="find", max_length=100)
    state = django_filters.ChoiceFilter(label=_("状态"), choices=DrawState.choices, empty_label=ANY)

    class Meta:
        model = Draw
        fields: tuple[str, ...] = ()

    def find(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(Q(number__contains=value.strip()) | Q(title__contains=value.strip()))


class InspectionFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("编号、单位"), method="find", max_length=100)
    town = django_filters.ModelChoiceFilter(label=_("镇街"), queryset=_towns, empty_label=ANY)
    source = django_filters.ChoiceFilter(
        label=_("来源"),
        choices=[*Source.choices, (FOCUS, _("检查重点（非抽取）"))],
        method="of_source",
        empty_label=ANY,
    )
    state = django_filters.ChoiceFilter(label=_("状态"), choices=InspectionState.choices, empty_label=ANY)
    desk = django_filters.ChoiceFilter(label=_("范围"), choices=DESK, method="on_desk", empty_label=ANY)
    draw = IdFilter(field_name="draw_id", label=_("抽取"))
    employer = IdFilter(field_name="employer_id", label=_("单位"))

    class Meta:
        model = Inspection
        fields: tuple[str, ...] = ()

    def find(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        text = value.strip()
        return rows.filter(
            Q(number__contains=text) | Q(employer__in=Employer.objects.search(text).values("pk"))
        )

    def of_source(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.exclude(source=Source.DRAWN) if value == FOCUS else rows.filter(source=value)

    def on_desk(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return {
            "mine": lambda: rows.led_by(self.request.user),
            "unassigned": lambda: rows.filter(state=InspectionState.LISTED),
            "late": lambda: rows.late(today()),
        }[value]()


class PoolFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("单位、代码"), method="find", max_length=100)
    stratum = django_filters.CharFilter(label=_("层"), max_length=50)
    town = django_filters.CharFilter(label=_("镇街"), max_length=50)

    class Meta:
        model = PoolEmployer
        fields: tuple[str, ...] = ()

    def find(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        text = value.strip()
        return rows.filter(Q(code__startswith=text.upper()) | Q(name__contains=text))


class ExclusionFilter(django_filters.FilterSet):
    reason = django_filters.ChoiceFilter(label=_("原因"), choices=ExclusionReason.choices, empty_label=ANY)

    class Meta:
        model = Exclusion
        fields: tuple[str, ...] = ()


class ResultFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("单位、代码"), method="find", max_length=100)
    stratum = django_filters.CharFilter(label=_("层"), max_length=50)

    class Meta:
        model = RoundResult
        fields: tuple[str, ...] = ()

    def find(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        text = value.strip()
        return rows.filter(Q(code__startswith=text.upper()) | Q(employer__name__contains=text))
