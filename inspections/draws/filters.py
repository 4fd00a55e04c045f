"""The filters of the lists; all stand in the address, so that a figure can link to its rows."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from casework import numbering
from inspections.draws.models import (
    Draw,
    Exclusion,
    ExclusionReason,
    PoolEmployer,
    RoundResult,
)
from inspections.draws.workflow import DrawState

ANY = _("全部")


class DrawFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("编号、名称"), method="find", max_length=100)
    state = django_filters.ChoiceFilter(label=_("状态"), choices=DrawState.choices, empty_label=ANY)

    class Meta:
        model = Draw
        fields: tuple[str, ...] = ()

    def find(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(Q(number__in=numbering.meant(value)) | Q(title__contains=value.strip()))


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
