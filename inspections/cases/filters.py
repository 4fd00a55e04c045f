"""The filters of the list of cases; all stand in the address, so that a figure can link to its rows."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from casework.forms import DayInput
from inspections.cases.kinds import DecisionKind, Source
from inspections.cases.models import Case
from inspections.cases.querysets import CaseQuerySet
from inspections.cases.workflow import State
from inspections.checks.filters import named
from law.clock import today
from law.matters import choices
from registry.filters import EmployerIdFilter
from registry.models import Town

TABS = (
    ("", _("全部")),
    ("mine", _("我承办的")),
    ("late", _("已超期")),
    ("clues", _("线索和待立案")),
    ("filed", _("已立案")),
    ("ended", _("已办结")),
)


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
        label=_("决定"), choices=DecisionKind.choices, field_name="decision__kind", empty_label=_("全部")
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
    employer = EmployerIdFilter(label=_("单位"))

    class Meta:
        model = Case
        fields: tuple[str, ...] = ()

    def by_name(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return named(queryset, value, "number", "filing_number")

    def of_matter(self, queryset: CaseQuerySet, name: str, value: str) -> QuerySet:
        return queryset.of_matter(value)

    def of_tab(self, queryset: CaseQuerySet, name: str, value: str) -> QuerySet:
        return {
            "mine": lambda: queryset.of_handler(self.request.user),
            "late": lambda: queryset.late(today()),
            "clues": lambda: queryset.filter(state__in=[State.CLUE, State.FILING]),
            "filed": lambda: queryset.filed(),
            "ended": lambda: queryset.ended(),
        }[value]()
