"""What the list of summaries and the rows of a figure may be narrowed by."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from campaign.models import Campaign
from casework.by import Reader
from casework.fields import rows_of
from law.clock import today
from registry.models import Town
from reports.models import Summary
from reports.workflow import State

ANY = _("全部")


def campaigns(request: HttpRequest) -> QuerySet:
    return Campaign.objects.visible_to(request.user)


class SummaryFilter(filters.FilterSet):
    campaign = filters.ModelChoiceFilter(label=_("专项行动"), queryset=campaigns, empty_label=_("当前行动"))
    state = filters.ChoiceFilter(label=_("状态"), choices=State.choices, empty_label=ANY)
    late = filters.ChoiceFilter(
        label=_("时限"), choices=[("1", _("逾期"))], method="is_late", empty_label=ANY
    )

    class Meta:
        model = Summary
        fields: tuple[str, ...] = ()

    def is_late(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Submitted after the last day, or not submitted and the last day is over."""
        due = F("campaign__report_due_on")
        waiting = Q(submitted_on__isnull=True, campaign__report_due_on__lt=today())
        return rows.filter(Q(submitted_on__gt=due) | waiting, town__isnull=False)


class FigureForm(forms.Form):
    """The address of a figure's rows."""

    campaign = forms.ModelChoiceField(queryset=Campaign.objects.none(), to_field_name="code", required=False)
    town = forms.ModelChoiceField(queryset=Town.objects.none(), to_field_name="code", required=False)
    until = forms.DateField(required=False)

    def __init__(self, *args: Any, user: Reader, **options: Any) -> None:
        super().__init__(*args, **options)
        rows_of(self, "campaign").queryset = Campaign.objects.visible_to(user)
        rows_of(self, "town").queryset = Town.objects.visible_to(user)
