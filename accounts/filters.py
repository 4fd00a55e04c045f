import django_filters
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.querysets import UserQuerySet
from accounts.roles import Role
from accounts.waiting import WAITS

NO_ROLE = "none"


class UserFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("账号、姓名或执法证号"), method="by_text", max_length=60)
    role = django_filters.ChoiceFilter(
        label=_("角色"),
        choices=[*Role.choices, (NO_ROLE, _("未授权"))],
        empty_label=_("全部"),
        method="by_role",
    )
    is_active = django_filters.ChoiceFilter(
        label=_("状态"),
        choices=[("true", _("启用")), ("false", _("停用"))],
        empty_label=_("全部"),
        method="by_state",
    )
    waits = django_filters.ChoiceFilter(
        label=_("待办"),
        choices=[(code, wait.label) for code, wait in WAITS.items()],
        empty_label=_("全部"),
        method="by_wait",
    )

    class Meta:
        model = User
        fields: tuple[str, ...] = ()

    def by_text(self, rows: UserQuerySet, name: str, text: str) -> UserQuerySet:
        return rows.search(text)

    def by_role(self, rows: UserQuerySet, name: str, role: str) -> UserQuerySet:
        return rows.filter(role="" if role == NO_ROLE else role)

    def by_state(self, rows: UserQuerySet, name: str, state: str) -> UserQuerySet:
        return rows.filter(is_active=state == "true")

    def by_wait(self, rows: UserQuerySet, name: str, code: str) -> UserQuerySet:
        return rows.filter(pk__in=WAITS[code].rows().values("pk"))
