"""The filters of the list of reports; all stand in the address, so that a number can link to its rows."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from casework.forms import DayInput
from findings.models import Escalation
from findings.triggers import Trigger
from findings.workflow import State
from registry.filters import OfTowns, named
from registry.models import Town

ANY = _("全部")


class EscalationFilter(OfTowns):
    q = django_filters.CharFilter(label=_("单位或编号"), method="named", max_length=100)
    town = django_filters.ModelChoiceFilter(label=_("镇街"), queryset=Town.objects.all(), empty_label=ANY)
    state = django_filters.ChoiceFilter(label=_("状态"), choices=State.choices, empty_label=ANY)
    trigger = django_filters.ChoiceFilter(label=_("情形"), choices=Trigger.choices, empty_label=ANY)
    since = django_filters.DateFilter(
        label=_("上报日期自"), field_name="sent_on", lookup_expr="gte", widget=DayInput
    )
    until = django_filters.DateFilter(
        label=_("上报日期至（含当天）"), field_name="sent_on", lookup_expr="lte", widget=DayInput
    )

    class Meta:
        model = Escalation
        fields: tuple[str, ...] = ()

    def named(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return named(queryset, value, "number")
