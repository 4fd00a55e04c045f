"""The steps every act of a case shares: what must be written is written, then the transition, then its files."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from campaign.services.targets import move_target
from casework import attachments
from casework.acts import amount, past_day, refuse, written
from casework.by import Actor, By
from casework.models import AuditEntry, Paper
from casework.paper_table import PaperState
from casework.workflow import Happening, Refused, check, perform
from complaints.confidentiality import guard_texts
from inspections.cases.models import Case, Report
from law.clock import today
from registry.eligibility import require_fit
from registry.models import Employer

__all__ = [
    "act", "amount", "fines", "fit", "instead_of", "keep_secret", "may", "move", "paper_of", "past_day", "refuse", "replace",
    "say_no", "write_report", "written",
]  # fmt: skip
Words = Mapping[str, object]


def fit(people: Sequence[Any], employer: Employer, on: date, *, record: Case | None = None) -> None:
    """Fit to inspect the employer, and none recused from the case. Raises `Refused` (those of `require_fit`, recused)."""
    require_fit(people, employer, on)
    if record is not None and record.recusal_id is not None:
        barred = set(record.recusals.filter(is_granted=True).values_list("person_id", flat=True))
        for person in people:
            if person.pk in barred:
                raise Refused("recused", _("已经决定%(name)s回避本案，请另选一人。") % {"name": person.name})


@transaction.atomic
def act(
    record: Case,
    action: str,
    *,
    by: By,
    on: date | datetime | None = None,
    reason: str = "",
    note: str = "",
    files: Sequence[Any] = (),
    data: dict[str, Any] | None = None,
    given: Words | None = None,
    words: Words | None = None,
    happened: Sequence[Happening] = (),
    **changes: object,
) -> AuditEntry:
    """The transition with `changes` of the record's fields, on the day it happened; its files are given to the record.

    `given` is what the act itself says for the papers it makes, `words` what was typed for them besides, `happened` the
    deliveries and payments it tells of (casework.workflow.perform).
    """
    given = {**(words or {}), **(given or {})}
    typed = [value for value in (*changes.values(), *given.values()) if isinstance(value, str)]
    keep_secret(record, *typed, reason, note, *(file.name for file in files), by=by)
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


def fines(persons: Mapping[str, Decimal | None] | None) -> dict[str, Decimal]:
    """The sums (yuan) of those who are fined, by name. Raises `Refused` (amount)."""
    told = {name: amount(fine) for name, fine in (persons or {}).items()}
    return {name: fine for name, fine in told.items() if fine}


def keep_secret(record: Case, *texts: str, by: By) -> None:
    """A case about complaints is read by many and served on the employer: its words never name a complainant."""
    said = [text for _label, text in by.remarks.values()]
    for complaint in record.complaints():
        guard_texts(complaint, *texts, *said, by.off_plan, by.remark, actor=by.actor)


def guard_paper(record: object, *texts: str, by: By) -> None:
    """The same for what is typed into a paper that no act makes (the hook `paper_guards`)."""
    if isinstance(record, Case):
        keep_secret(record, *texts, by=by)


def may(record: Case, action: str, *, by: By, data: dict[str, Any] | None = None) -> None:
    """Raise `Refused` for an act that may not be done, before what was typed is looked at."""
    check(record, action, by=by, data=data or {})


def say_no(record: Case, action: str, *, by: By, reason: str, **changes: Any) -> AuditEntry:
    """Send back or turn down: only with a reason."""
    may(record, action, by=by)
    text = written(reason, _("请写明理由，承办人据此修改或者归档。"))
    return act(record, action, by=by, reason=text, given={"reason": text}, **changes)


def write_report(record: Case, kind: str, text: str, author: Actor | None) -> None:
    """Keep what the handlers wrote where no paper is made of it yet; the former stays."""
    written_by = author.pk if author is not None else None
    Report.objects.create(case=record, kind=kind, text=text, written_on=today(), written_by_id=written_by)


def paper_of(entry: AuditEntry, *kinds: str) -> Paper | None:
    """The paper of one of these kinds that an act made."""
    return Paper.objects.filter(pk__in=entry.data.get("papers", ()), kind__in=kinds).first()


def instead_of(record: Case, *kinds: str) -> list[Happening]:
    """The papers of these kinds that stand, about to be overtaken: what was owed about each is owed no more."""
    return [Happening("replaced", today(), paper) for paper in record.papers_of(*kinds)]


def replace(overtaken: Sequence[Happening], *, by: By) -> None:
    """Mark what was overtaken; a paper of the same kind has replaced its own already."""
    for each in overtaken:
        paper = each.about
        if isinstance(paper, Paper):
            paper.refresh_from_db()
            if paper.state == PaperState.ISSUED:
                perform(paper, "replace_paper", by=by.plainly())


def move(record: Case, stage: str, actor: Actor | None) -> None:
    """Bring the employer's target of the campaign along, which towns read; not for a case that is confidential."""
    if not record.is_confidential:
        move_target(campaign=record.campaign, employer=record.employer, stage=stage, by=By(actor))
