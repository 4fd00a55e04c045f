"""The steps every act of a case shares: what must be written is written, then the transition, then its files."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from campaign.services import move_target
from casework import attachments
from casework.by import By
from casework.models import AuditEntry
from casework.workflow import Refused, check, perform
from complaints.confidentiality import guard_texts
from inspections.cases import rules
from inspections.cases.models import Case
from inspections.draws import eligibility
from inspections.draws.models import Conflict
from law.clock import today


@transaction.atomic
def act(
    record: Case,
    action: str,
    *,
    by: By,
    reason: str = "",
    note: str = "",
    files: Sequence[Any] = (),
    data: dict[str, Any] | None = None,
    **changes: Any,
) -> AuditEntry:
    """The transition with `changes` of the record's fields; its files are given to the record."""
    words = [value for value in changes.values() if isinstance(value, str)]
    keep_secret(record, *words, reason, note, by=by)
    entry = perform(record, action, by=by, reason=reason, note=note, changes=changes, data=data)
    attachments.adopt(list(files), record)
    return entry


def keep_secret(record: Case, *texts: str, by: By) -> None:
    """A case born of a complaint is read by many and served on the employer: its words never name the complainant."""
    if record.complaint_id is not None:
        guard_texts(record.complaint, *texts, by.off_plan, by.remark, actor=by.actor)


def may(record: Case, action: str, *, by: By, data: dict[str, Any] | None = None) -> None:
    """Raise `Refused` for an act that may not be done, before what was typed is looked at."""
    check(record, action, by=by, data=data or {})


def say_no(record: Case, action: str, *, by: By, reason: str, **changes: Any) -> AuditEntry:
    """Send back or turn down: only with a reason."""
    may(record, action, by=by)
    written(reason, _("请写明理由，承办人据此修改或者归档。"))
    return act(record, action, by=by, reason=reason.strip(), **changes)


def written(text: str, sentence: str) -> str:
    """The text without blanks around it; `Refused` when there is none."""
    if not (text or "").strip():
        raise Refused("text", sentence)
    return text.strip()


def past_day(day: date | None, *, field: str, since: date | None = None) -> date:
    """`day` (today when None), which must lie between `since` and today."""
    day = day or today()
    refuse({field: rules.day_error(day, since=since)})
    return day


def refuse(errors: dict[str, str]) -> None:
    """Raise `Refused` for the first field with something wrong; the code is the field's name."""
    for field, sentence in errors.items():
        if sentence:
            raise Refused(field, sentence)


def amount(value: Any) -> Decimal | None:
    """Yuan with two digits, or None. Raises `Refused` for a negative one."""
    if value in (None, ""):
        return None
    yuan = Decimal(value).quantize(Decimal("0.01"))
    if yuan < 0:
        raise Refused("amount", _("金额不能小于零，请核对。"))
    return yuan


def fit(people: Sequence[Any], employer: Any, on: date) -> None:
    """Two or more different inspectors, certified on `on`, none with a declared conflict (条例 16).

    Raises `Refused` (too_few_inspectors, not_certified, conflicted).
    """
    ids = {person.pk for person in people if person is not None}
    if len(ids) < 2:
        raise Refused("too_few_inspectors", _("须有两名以上不同的监察员（条例第十六条），请再选一人。"))
    valid = set(eligibility.certified(on).filter(pk__in=ids).values_list("pk", flat=True))
    barred = set(
        Conflict.objects.open()
        .filter(employer=employer, inspector__in=ids)
        .values_list("inspector_id", flat=True)
    )
    for person in people:
        if person.pk not in valid:
            raise Refused(
                "not_certified",
                _("%(name)s在 %(day)s 没有有效的执法证，请另选一人。")
                % {"name": person.name, "day": on.isoformat()},
            )
        if person.pk in barred:
            raise Refused(
                "conflicted", _("%(name)s与这家单位有利害关系，须回避，请另选一人。") % {"name": person.name}
            )


def move(record: Case, stage: str, actor: Any) -> None:
    """Bring the employer's target of the campaign along."""
    move_target(campaign=record.campaign, employer=record.employer, stage=stage, by=By(actor))
