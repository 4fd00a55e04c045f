"""The home of the three administrators, for whom no record waits: their own work as numbers with their lists."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import waiting
from casework.by import Reader
from casework.models import AuditEntry, AuditHead, AuditNote
from law.clock import today
from registry.models import Posting
from registry.services import postings

ENDING_IN = timedelta(days=30)

Line = tuple[Any, int, str]


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


def _audit() -> list[Line]:
    """What the nightly check of the chain and of the files found wrong; how long the trail is, is in its head."""
    log = reverse("casework:audit_log")
    broken = {
        "audit_broken": _("每夜核对日志，发现不符"),
        "attachment_broken": _("每夜核对附件，发现不符"),
    }
    trail = (AuditEntry.objects.all(), AuditNote.objects.all())
    head = AuditHead.objects.filter(pk=1).first()
    found = [
        (label, sum(rows.filter(action=action).count() for rows in trail), f"{log}?action={action}")
        for action, label in broken.items()
    ]
    return [*found, (_("审计日志总条数"), (head.seq if head else 0) + AuditNote.objects.count(), log)]


OWN: tuple[tuple[str, Callable[[], list[Line]]], ...] = (
    ("registry.change_posting", _postings),
    ("casework.view_audit", _audit),
)
