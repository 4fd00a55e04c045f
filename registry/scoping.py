"""Who sees which town: the one rule, as a condition any room puts into its `visible_to`.

Deny by default: without the right to read employers (the three administrators, a department's contact) nothing is visible,
whatever postings exist. Rows without a town are seen only by those who see all towns.
"""

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from casework.by import Reader
from law.clock import today

READ = "registry.view_employer"
ALL_TOWNS = "registry.see_all_towns"
NOT_POSTED = _("您还没有派驻镇街，请联系系统管理员。派驻之前看不到单位和记录，也不能登记。")


def sees_all_towns(user: Reader) -> bool:
    """Whether this user reads the whole district, rows without a town included."""
    return bool(user.is_active and user.has_perm(READ) and user.has_perm(ALL_TOWNS))


def town_scope(user: Reader, path: str = "town") -> Q:
    """The condition on rows whose town stands at `path` (`"town"`, `"employer__town"`, `"pk"` for towns themselves)."""
    if sees_all_towns(user):
        return Q()
    if not (user.is_active and user.has_perm(READ)):
        return Q(pk__in=[])
    return Q(**{f"{path}__in": towns_of(user)})


def works_in_a_town(user: Reader) -> bool:
    """Whether this user sees only the towns they are posted to."""
    return bool(user.is_active and user.has_perm(READ) and not user.has_perm(ALL_TOWNS))


def towns_of(user: Reader) -> QuerySet:
    """Ids of the towns this user is posted to today."""
    posting = apps.get_model("registry", "Posting")
    return posting.objects.current(today()).filter(user=user.pk).values("town_id")
