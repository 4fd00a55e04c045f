"""Who serves which town: started and ended by the system administrator, never rewritten."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from casework import audit
from casework.acts import require
from casework.by import By
from casework.workflow import Refused
from registry.models import Posting, Town


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


def _data(posting: Posting) -> dict[str, Any]:
    return {
        "user": posting.user_id,
        "town": posting.town.code,
        "since": posting.since.isoformat(),
        "until": posting.until.isoformat() if posting.until else None,
    }
