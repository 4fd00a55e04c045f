"""What the lists may be narrowed by."""

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from campaign.models import Campaign, Publicity, Target
from campaign.models.publicity import Form
from campaign.querysets import TargetQuerySet
from campaign.reasons import Reason
from campaign.workflow import STEPS, Stage
from casework.forms import DayInput
from registry.models import Category, Employer, Town


def campaigns(request: HttpRequest) -> QuerySet:
    return Campaign.objects.visible_to(request.user)


def towns(request: HttpRequest) -> QuerySet:
    return Town.objects.visible_to(request.user)


class TargetFilter(filters.FilterSet):
    campaign = filters.ModelChoiceFilter(label=_("专项行动"), queryset=campaigns, empty_label=_("当前行动"))
    town = filters.ModelChoiceFilter(
        label=_("镇街"), queryset=towns, empty_label=_("全部"), null_label=_("未定镇街"), null_value="none"
    )
    state = filters.ChoiceFilter(label=_("进展"), choices=Stage.choices, empty_label=_("全部"))
    reached = filters.MultipleChoiceFilter(
        label=_("走到过"),
        choices=[(step.value, step.label) for step in STEPS],
        method="that_reached",
        widget=forms.MultipleHiddenInput,
    )
    reason = filters.ChoiceFilter(
        label=_("列入原因"), field_name="reasons__reason", choices=Reason.choices, empty_label=_("全部")
    )
    category = filters.ModelChoiceFilter(
        label=_("单位类别"),
        field_name="employer__categories",
        queryset=Category.objects.all(),
        to_field_name="code",
        empty_label=_("全部"),
    )
    q = filters.CharFilter(label=_("单位名称或代码"), method="named", max_length=60)

    class Meta:
        model = Target
        fields: list[str] = []

    def that_reached(self, rows: TargetQuerySet, name: str, steps: list[str]) -> QuerySet:
        return rows.reached(steps) if steps else rows

    def named(self, rows: QuerySet, name: str, text: str) -> QuerySet:
        return rows.filter(employer__in=Employer.objects.search(text).order_by().values("pk"))


class PublicityFilter(filters.FilterSet):
    campaign = filters.ModelChoiceFilter(label=_("专项行动"), queryset=campaigns, empty_label=_("当前行动"))
    town = filters.ModelChoiceFilter(
        label=_("镇街"),
        queryset=towns,
        empty_label=_("全部"),
        null_label=_("区级活动"),
        null_value="district",
    )
    form = filters.ChoiceFilter(label=_("形式"), choices=Form.choices, empty_label=_("全部"))
    since = filters.DateFilter(label=_("自"), field_name="held_on", lookup_expr="gte", widget=DayInput)
    until = filters.DateFilter(label=_("至"), field_name="held_on", lookup_expr="lte", widget=DayInput)

    class Meta:
        model = Publicity
        fields: list[str] = []
