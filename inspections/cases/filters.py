"""The filters of both lists; all stand in the address, so that a figure can link to its rows."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from casework.forms import DayInput
from complaints.filters import IdFilter
from inspections.cases.kinds import DecisionKind, Source, VisitResult
from inspections.cases.models import Case, Visit
from inspections.cases.workflow import State
from law.clock import today
from law.matters import choices
from registry.models import Employer, Town

ANY_ID = {"min_value": 1, "max_value": 2**63 - 1}
TABS = (
    ("", _("全部")),
    ("mine", _("我承办的")),
    ("late", _("已超期")),
    ("clues", _("线索和待立案")),
    ("filed", _("已立案")),
    ("ended", _("已办结")),
)


def named(queryset: QuerySet, value: str, *numbers: str) -> QuerySet:
    """Rows of an employer by its name or code, or one row by its number."""
    if "〔" in value:
        return queryset.filter(Q(*((number, value) for number in numbers), _connector=Q.OR))
    return queryset.filter(employer__in=Employer.objects.search(value))


class CaseFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("单位或文号"), method="by_name", max_length=100)
    town = django_filters.ModelChoiceFilter(
        label=_("镇街"), queryset=Town.objects.all(), empty_label=_("全部")
    )
    state = django_filters.ChoiceFilter(label=_("状态"), choices=State.choices, empty_label=_("全部"))
    source = django_filters.ChoiceFilter(label=_("来源"), choices=Source.choices, empty_label=_("全部"))
    cause = django_filters.ChoiceFilter(
        label=_("案由"), choices=choices, method="of_matter", empty_label=_("全部")
    )
    decision = django_filters.ChoiceFilter(
        label=_("决定"), choices=DecisionKind.choices, field_name="decision_kind", empty_label=_("全部")
    )
    since = django_filters.DateFilter(
        label=_("立案自"), field_name="filed_on", lookup_expr="gte", widget=DayInput
    )
    until = django_filters.DateFilter(
        label=_("立案至"), field_name="filed_on", lookup_expr="lte", widget=DayInput
    )
    # Chosen by the tabs above the list, and by an employer's page.
    tab = django_filters.ChoiceFilter(
        label=_("范围"), choices=TABS[1:], method="of_tab", widget=forms.HiddenInput
    )
    employer = IdFilter(label=_("单位"), field_name="employer_id", widget=forms.HiddenInput, **ANY_ID)

    class Meta:
        model = Case
        fields: tuple[str, ...] = ()

    def by_name(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return named(queryset, value, "number", "filing_number", "decision_number")

    def of_matter(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.of_matter(value)

    def of_tab(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return {
            "mine": lambda: queryset.of_handler(self.request.user),
            "late": lambda: queryset.late(today()),
            "clues": lambda: queryset.filter(state__in=[State.CLUE, State.FILING]),
            "filed": lambda: queryset.filed(),
            "ended": lambda: queryset.ended(),
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
    employer = IdFilter(label=_("单位"), field_name="employer_id", widget=forms.HiddenInput, **ANY_ID)

    class Meta:
        model = Visit
        fields: tuple[str, ...] = ()

    def by_name(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return named(queryset, value, "number")
