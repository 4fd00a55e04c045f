"""The filters of the patrol list; all stand in the address, so that a figure can link to its rows."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from casework.forms import DayInput
from findings import checklist
from inspections.patrols.models import Patrol
from inspections.patrols.querysets import PatrolQuerySet
from inspections.patrols.workflow import State
from law.clock import today
from registry.filters import OfTowns, named
from registry.models import Category, Town

ALERTS = (
    ("overdue", _("到期未整改")),
    ("put_forward", _("已提请上报")),
    ("red_flag", _("重大问题")),
    ("unreported", _("重大问题未上报")),
    ("problems", _("有问题")),
)


class PatrolFilter(OfTowns):
    q = django_filters.CharFilter(label=_("单位或编号"), method="named", max_length=100)
    town = django_filters.ModelChoiceFilter(
        label=_("镇街"), queryset=Town.objects.all(), empty_label=_("全部")
    )
    state = django_filters.ChoiceFilter(label=_("状态"), choices=State.choices, empty_label=_("全部"))
    # Chosen by the shortcuts above the list.
    alert = django_filters.ChoiceFilter(
        label=_("情形"), choices=ALERTS, method="alerting", widget=forms.HiddenInput
    )
    matter = django_filters.ChoiceFilter(
        label=_("事项"), choices=checklist.matter_choices, method="with_matter", empty_label=_("全部")
    )
    category = django_filters.ModelChoiceFilter(
        label=_("类别"),
        queryset=Category.objects.all(),
        to_field_name="code",
        field_name="employer__categories",
        empty_label=_("全部"),
    )
    since = django_filters.DateFilter(
        label=_("开始日期"), field_name="patrolled_on", lookup_expr="gte", widget=DayInput
    )
    until = django_filters.DateFilter(
        label=_("结束日期（含当天）"), field_name="patrolled_on", lookup_expr="lte", widget=DayInput
    )

    class Meta:
        model = Patrol
        fields: tuple[str, ...] = ()

    def named(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return named(queryset, value, "number")

    def with_matter(self, queryset: PatrolQuerySet, name: str, value: str) -> QuerySet:
        return queryset.with_matter(value)

    def alerting(self, queryset: PatrolQuerySet, name: str, value: str) -> QuerySet:
        return {
            "overdue": lambda: queryset.overdue(today()),
            "put_forward": lambda: queryset.with_the_town().filter(put_forward_on__isnull=False),
            "red_flag": lambda: queryset.filter(is_red_flag=True),
            "unreported": lambda: queryset.unreported(),
            "problems": lambda: queryset.with_problems(),
        }[value]()
