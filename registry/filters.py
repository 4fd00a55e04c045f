"""What the list of employers may be narrowed by; all of it stands in the address."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from registry.models import Category, Employer, EmployerStatus, Grade, Town

YES_NO = [("yes", _("是")), ("no", _("否"))]
ANY = _("全部")


def towns(request: Any) -> QuerySet:
    return Town.objects.visible_to(request.user)


class EmployerFilter(filters.FilterSet):
    q = filters.CharFilter(label=_("名称、代码、地址或拼音首字母"), method="named", max_length=60)
    town = filters.ModelChoiceFilter(
        label=_("镇街"), queryset=towns, empty_label=ANY, null_label=_("未定镇街"), null_value="none"
    )
    category = filters.ModelChoiceFilter(
        label=_("类别"),
        field_name="categories",
        queryset=Category.objects.all(),
        to_field_name="code",
        empty_label=ANY,
    )
    status = filters.ChoiceFilter(label=_("登记状态"), choices=EmployerStatus.choices, empty_label=ANY)
    grade = filters.ChoiceFilter(
        label=_("等级"), choices=[*Grade.choices, ("none", _("未评级"))], method="graded", empty_label=ANY
    )
    warned = filters.ChoiceFilter(label=_("有预警"), choices=YES_NO[:1], method="with_warning", empty_label=ANY)
    licensed = filters.ChoiceFilter(label=_("有营业执照"), choices=YES_NO, method="with_licence", empty_label=ANY)

    class Meta:
        model = Employer
        fields: tuple[str, ...] = ()

    def named(self, rows: QuerySet, name: str, text: str) -> QuerySet:
        return rows.search(text)

    def graded(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(grade="" if value == "none" else value)

    def with_warning(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.warned()

    def with_licence(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(is_licensed=value == "yes")
