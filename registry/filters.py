"""The filters of the list of employers, all of them in the address; and what the filters of upper rooms share with it."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from casework import numbering
from casework.papers import folder
from law.clock import today
from registry.models import Category, Employer, EmployerStatus, Grade, Town
from registry.querysets import EmployerQuerySet
from registry.scoping import sees_all_towns

ANY = _("全部")
NONE = "none"
LARGEST_ID = 2**63 - 1
WARNED = (("yes", _("有未解除的预警")), ("overdue", _("预警走访超期")))


class IdFilter(django_filters.Filter):
    """By the id of a record, set by links from other pages; not offered in the line of filters."""

    field_class = forms.IntegerField

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.HiddenInput, min_value=1, max_value=LARGEST_ID, **options)


class EmployerIdFilter(IdFilter):
    """By an employer's id; an earlier id leads to the employer it was merged into."""

    def filter(self, rows: QuerySet, value: int | None) -> QuerySet:
        if value is None:
            return rows
        present = Employer.everyone.filter(pk=value).values_list(Coalesce("merged_into", "pk"))
        return rows.filter(employer__in=present)


def towns_of(request: HttpRequest) -> QuerySet:
    """The towns whoever asks may choose from."""
    return Town.objects.visible_to(request.user) if request is not None else Town.objects.none()


class OfTowns(django_filters.FilterSet):
    """Filters with a `town`, which is not offered to those who see one only."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.request is not None and not sees_all_towns(self.request.user):
            del self.filters["town"]


def named(queryset: QuerySet, value: str, *numbers: str) -> QuerySet:
    """Rows of an employer by its name or code, by their number or that of any paper about them, or a piece of one."""
    if numbering.is_meant(value):
        asked = numbering.meant(value)
        own = Q(*((f"{number}__in", asked) for number in numbers), _connector=Q.OR)
        return queryset.filter(own | Q(pk__in=folder.numbered(queryset.model, asked)))
    return queryset.filter(employer__in=Employer.objects.search(value))


def _categories(request: HttpRequest) -> QuerySet:
    return Category.objects.all()


class EmployerFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="find", label=_("名称、代码、地址或拼音首字母"), max_length=60)
    town = django_filters.ModelChoiceFilter(
        label=_("镇街"), queryset=towns_of, empty_label=ANY, null_label=_("未分派"), null_value=NONE
    )
    category = django_filters.ModelChoiceFilter(
        label=_("类别"), queryset=_categories, to_field_name="code", empty_label=ANY, method="of_category"
    )
    status = django_filters.ChoiceFilter(label=_("登记状态"), choices=EmployerStatus, empty_label=ANY)
    grade = django_filters.ChoiceFilter(
        label=_("等级"), choices=[*Grade.choices, (NONE, _("未评级"))], empty_label=ANY, method="graded"
    )
    warned = django_filters.ChoiceFilter(label=_("预警"), choices=WARNED, empty_label=ANY, method="is_warned")
    licensed = django_filters.ChoiceFilter(
        label=_("执照"),
        choices=[("yes", _("有照")), ("no", _("无照"))],
        empty_label=ANY,
        method="is_licensed",
    )

    class Meta:
        model = Employer
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.request is not None and not sees_all_towns(self.request.user):
            self.filters["town"].extra["null_label"] = None

    def find(self, rows: EmployerQuerySet, name: str, value: str) -> QuerySet:
        return rows.search(value)

    def of_category(self, rows: EmployerQuerySet, name: str, value: Category) -> QuerySet:
        return rows.in_category(value)

    def graded(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(grade="" if value == NONE else value)

    def is_warned(self, rows: EmployerQuerySet, name: str, value: str) -> QuerySet:
        return rows.visit_overdue(today()) if value == "overdue" else rows.warned()

    def is_licensed(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(is_licensed=value == "yes")
