"""What an employer's file (一企一档) shows of the campaign."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from campaign.models import Target, TargetReason
from campaign.workflow import Stage
from casework import verbs
from casework.by import Reader
from casework.models import AuditEntry, Told
from law.clock import instant_of
from registry.dossier import Event
from registry.models import Employer

LIMIT = 100
KINDS: dict[str, str] = {Stage.ESCALATED: "warn", Stage.CASE: "warn"}


def events(employer: Employer, user: Reader) -> list[Event]:
    """The moves of the employer's targets that this user may see, newest first; three queries."""
    targets = {
        row.pk: row
        for row in Target.objects.visible_to(user).filter(employer=employer).select_related("campaign")
    }
    if not targets:
        return []
    moves = AuditEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Target), object_id__in=targets, is_success=True
    ).select_related("actor")[:LIMIT]
    held: dict[int, set[str]] = defaultdict(set)
    for pk, reason in TargetReason.objects.filter(target__in=targets).values_list("target", "reason"):
        held[pk].add(reason)
    told = [
        _moved(entry, targets[entry.object_id])
        for entry in moves
        if entry.object_id is not None and is_told(entry, held[entry.object_id])
    ]
    singly = {entry.object_id for entry in moves if entry.action == "list_target"}
    told += [_listed(row) for pk, row in targets.items() if pk not in singly]
    return sorted(told, key=lambda event: event.at, reverse=True)[:LIMIT]


def is_told(entry: Told, held: Collection[str]) -> bool:
    """Whether a target's history tells of this: not that a reason was added which it no longer has (`withdraw_reason`)."""
    return entry.action != "add_target_reason" or entry.data.get("reason") in held


def _moved(entry: AuditEntry, target: Target) -> Event:
    who = entry.actor.name if entry.actor else ""
    return _event(entry.at, entry.action_label, target, KINDS.get(entry.after, "system"), who)


def _listed(target: Target) -> Event:
    """A target of a town's whole list has no entry of its own (docs/adr/0101)."""
    return _event(instant_of(target.listed_on), verbs.label_of("list_target", model=Target), target, "system")


def _event(at: datetime, text: str, target: Target, kind: str, who: str = "") -> Event:
    return Event(
        at=at,
        text=f"{target.campaign.title}：{text}",
        url=target.get_absolute_url(),
        kind=kind,
        who=who,
        badge=_("专项行动"),
    )
