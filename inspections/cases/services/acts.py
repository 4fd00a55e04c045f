"""The steps every act of a case shares: what must be written is written, then the transition, then its files."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from campaign.services.targets import move_target
from casework import attachments
from casework.acts import amount, past_day, refuse, written
from casework.by import Actor, By
from casework.models import AuditEntry
from casework.workflow import Happening, check, perform
from complaints.confidentiality import guard_texts
from inspections.cases.models import Case
from registry.eligibility import require_fit as fit

__all__ = ["act", "amount", "fit", "keep_secret", "may", "move", "past_day", "refuse", "say_no", "written"]
Words = Mapping[str, object]


@transaction.atomic
def act(
    record: Case,
    action: str,
    *,
    by: By,
    on: date | None = None,
    reason: str = "",
    note: str = "",
    files: Sequence[Any] = (),
    data: dict[str, Any] | None = None,
    given: dict[str, Any] | None = None,
    happened: Sequence[Happening] = (),
    **changes: object,
) -> AuditEntry:
    """The transition with `changes` of the record's fields, on the day it happened; its files are given to the record.

    `given` is what was typed for the papers the act makes, `happened` the deliveries it tells of (casework.workflow.perform).
    """
    words = [value for value in (*changes.values(), *(given or {}).values()) if isinstance(value, str)]
    keep_secret(record, *words, reason, note, *(file.name for file in files), by=by)
    entry = perform(
        record,
        action,
        by=by,
        on=on,
        reason=reason,
        note=note,
        changes=changes,
        data=data,
        given=given,
        happened=happened,
    )
    attachments.adopt(list(files), record)
    return entry


def keep_secret(record: Case, *texts: str, by: By) -> None:
    """A case born of a complaint is read by many and served on the employer: its words never name the complainant."""
    if record.complaint_id is not None:
        guard_texts(record.complaint, *texts, by.off_plan, by.remark, actor=by.actor)


def guard_paper(record: Any, *texts: str, by: By) -> None:
    """The same for what is typed into a paper that no act makes (the hook `paper_guards`)."""
    if isinstance(record, Case):
        keep_secret(record, *texts, by=by)


def may(record: Case, action: str, *, by: By, data: dict[str, Any] | None = None) -> None:
    """Raise `Refused` for an act that may not be done, before what was typed is looked at."""
    check(record, action, by=by, data=data or {})


def say_no(record: Case, action: str, *, by: By, reason: str, **changes: Any) -> AuditEntry:
    """Send back or turn down: only with a reason."""
    may(record, action, by=by)
    written(reason, _("请写明理由，承办人据此修改或者归档。"))
    return act(record, action, by=by, reason=reason.strip(), **changes)


def move(record: Case, stage: str, actor: Actor | None) -> None:
    """Bring the employer's target of the campaign along, which towns read; not for a case that is confidential."""
    if not record.is_confidential:
        move_target(campaign=record.campaign, employer=record.employer, stage=stage, by=By(actor))
