"""The home of the three administrators, for whom no record waits: their own work as numbers with their lists."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import lockouts, waiting
from casework.by import Reader
from casework.models import AuditEntry, AuditHead, AuditNote
from law.clock import end_of_day, today
from registry.models import Posting
from registry.services import postings

ENDING_IN = timedelta(days=30)
DAY = timedelta(days=1)
# What auditors watch from day to day; further back than this many entries the board does not count.
WATCHED = {
    "sign_in_refused": _("今天登录失败"),
    "refused_page": _("今天被拒绝的访问"),
    "reveal_identity": _("今天查看举报人身份"),
    "export": _("今天导出"),
}
LOOKED_THROUGH = 20_000

Line = tuple[Any, int, str]


@dataclass(frozen=True)
class Duties:
    """What an administrator looks after: what there is, with its rows, and the names of what there is none of."""

    some: list[Line]
    none: list[Any]

    def __bool__(self) -> bool:
        return bool(self.some or self.none)


def duties(user: Reader) -> Duties:
    told = lines(user)
    return Duties([line for line in told if line[1]], [label for label, number, _url in told if not number])


def lines(user: Reader) -> list[Line]:
    """(label, number, url) of what this administrator looks after; nothing for anybody else."""
    mine = [line for permission, tell in OWN if user.has_perm(permission) for line in tell()]
    return [*waiting.lines(user), *mine]


def _postings() -> list[Line]:
    on = today()
    ending = Posting.objects.current(on).filter(until__lte=on + ENDING_IN)
    listed = reverse("registry:posting_list")
    return [
        (_("有角色、没有派驻"), postings.not_posted().count(), f"{listed}#not-posted"),
        (
            _("%(days)s 天内到期的派驻") % {"days": ENDING_IN.days},
            ending.count(),
            listed,
        ),
    ]


def _sign_ins() -> list[Line]:
    """Of failed sign-ins only the number: who tried is in the audit log, which others read."""
    return [(_("近 24 小时登录失败（次）"), lockouts.failed_within(DAY), "")]


def _audit() -> list[Line]:
    """What the nightly check of the chain and of the files found wrong; how long the trail is, is in its head."""
    log = reverse("casework:audit_log")
    broken = {
        "audit_broken": _("每夜核对日志，发现不符"),
        "attachment_broken": _("每夜核对附件，发现不符"),
    }
    head = AuditHead.objects.filter(pk=1).first()
    ever = _counted({"action__in": list(broken)})
    found = [(label, ever.get(action, 0), f"{log}?action={action}") for action, label in broken.items()]
    watched = _today(head.seq if head else 0)
    seen = [(label, watched.get(action, 0), f"{log}?action={action}") for action, label in WATCHED.items()]
    total = (_("审计日志总条数"), (head.seq if head else 0) + AuditNote.objects.count(), log)
    return [*found, *seen, total]


def _today(last: int) -> Counter[str]:
    """How often what auditors watch happened since midnight, of the newest entries and what is not sealed yet."""
    since = {"action__in": list(WATCHED), "at__gt": end_of_day(today() - DAY)}
    return _counted(since, after=last - LOOKED_THROUGH)


def _counted(asked: dict[str, Any], *, after: int = 0) -> Counter[str]:
    """How many entries and notes of each action; of entries those behind the number `after`."""
    sealed = AuditEntry.objects.filter(seq__gt=after, **asked).order_by()
    notes = AuditNote.objects.filter(**asked).order_by()
    found: Counter[str] = Counter()
    for rows in (sealed, notes):
        found.update(dict(rows.values_list("action").annotate(Count("pk"))))
    return found


OWN: tuple[tuple[str, Callable[[], list[Line]]], ...] = (
    ("registry.change_posting", _postings),
    ("accounts.unlock_user", _sign_ins),
    ("casework.view_audit", _audit),
)
