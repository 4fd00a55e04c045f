"""Who serves which town: started and ended by the system administrator, never rewritten."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import roles_with
from casework import audit
from casework.acts import require
from casework.by import By, Reader
from casework.workflow import Refused
from law.clock import today
from registry.models import Posting, Town
from registry.scoping import ALL_TOWNS, READ


@transaction.atomic
def start_posting(
    *,
    user: User,
    town: Town,
    since: date,
    by: By,
    until: date | None = None,
    duty: str = "",
) -> Posting:
    """Post a user to a town from `since` on. Raises `Refused` when the user is already posted there."""
    audit.lock()
    require(by, "registry.change_posting", _("只有系统管理员能调整派驻。"))
    if Posting.objects.filter(user=user, town=town, until=None).exists():
        raise Refused("exists", _("这个人已经派驻该镇街，先结束原来的派驻再登记。"))
    if until is not None and until < since:
        raise Refused("dates", _("结束日期早于开始日期，请核对。"))
    posting = Posting.objects.create(user=user, town=town, since=since, until=until, duty=duty)
    audit.record("start_posting", by=by, about=posting, data=_data(posting))
    return posting


@transaction.atomic
def end_posting(posting: Posting, *, until: date, by: By, reason: str = "") -> Posting:
    """Let a posting end on `until`, its last day. From the next day on the user no longer sees that town."""
    audit.lock()
    require(by, "registry.change_posting", _("只有系统管理员能调整派驻。"))
    if until < posting.since:
        raise Refused("dates", _("结束日期早于开始日期，请核对。"))
    posting.until = until
    posting.save(update_fields=["until"])
    audit.record("end_posting", by=by, about=posting, data=_data(posting), reason=reason)
    return posting


def not_posted() -> QuerySet:
    """Accounts that work in a town and are posted to none today: their owners can do nothing."""
    in_towns = set(roles_with(READ)) - set(roles_with(ALL_TOWNS))
    posted = Posting.objects.current(today()).values("user")
    return User.objects.current().filter(role__in=in_towns).exclude(pk__in=posted).order_by("name")


def account_links(account: User, user: Reader) -> list[tuple[str, str]]:
    """What the administrator of postings does next about an account."""
    if not (user.has_perm("registry.change_posting") and not_posted().filter(pk=account.pk).exists()):
        return []
    return [(_("派驻镇街"), f"{reverse('registry:posting_start')}?user={account.pk}")]


def _data(posting: Posting) -> dict[str, Any]:
    return {
        "user": posting.user_id,
        "town": posting.town.code,
        "since": posting.since.isoformat(),
        "until": posting.until.isoformat() if posting.until else None,
    }
