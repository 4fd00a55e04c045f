"""Clocks in motion: started, stopped and extended by the acts of a record, never by a nightly job."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework import audit
from casework.models import Deadline, WorkflowRecord
from casework.table import Clock
from law import terms
from law.clock import instant_of, now


def follow(record: WorkflowRecord, action: str, *, actor: Any, reason: str = "") -> None:
    """Stop, void, extend and start the clocks whose rules name `action`. Called by `perform` only."""
    for clock in record.clocks:
        if action in clock.stops or action in clock.voids:
            _stop(record, clock, Deadline.MET if action in clock.stops else Deadline.VOID)
        if action in clock.extends:
            _extend(record, clock, clock.extends[action], actor=actor, reason=reason)
        if action in clock.starts and (not clock.when or getattr(record, clock.when)):
            _start(record, clock)


def running(record: WorkflowRecord, clock: str) -> Deadline | None:
    """The running deadline of a record by its clock's code, or None."""
    return record.deadlines.running().filter(clock=clock).first()


def _stop(record: WorkflowRecord, clock: Clock, outcome: str) -> None:
    record.deadlines.running().filter(clock=clock.code).update(stopped_at=now(), outcome=outcome)


def _start(record: WorkflowRecord, clock: Clock) -> None:
    """Start anew; a clock of the same code that still runs is voided (it starts over)."""
    _stop(record, clock, Deadline.VOID)
    start = (getattr(record, clock.starts_from) if clock.starts_from else None) or now()
    deadline = Deadline(
        record=record,
        clock=clock.code,
        label=str(clock.label),
        started_at=instant_of(start),
        is_day_start=not isinstance(start, datetime),
        is_right=clock.is_right,
    )
    if clock.due_from:
        deadline.due_on = getattr(record, clock.due_from)
        deadline.explanation = [_("由办理人指定的日期：%(day)s。") % {"day": deadline.due_on.isoformat()}]
    else:
        deadline.facts = {name: getattr(record, field) for name, field in clock.facts.items()}
        compute(deadline, clock.term or clock.code)
    deadline.save(force_insert=True)


def _extend(record: WorkflowRecord, clock: Clock, term: str, *, actor: Any, reason: str) -> None:
    deadline = running(record, clock.code)
    if deadline is None:
        return
    deadline.first_due_on = deadline.first_due_on or deadline.due_on
    deadline.extension_reason, deadline.extended_by = reason, actor
    if clock.due_from:
        deadline.due_on = getattr(record, clock.due_from)
        deadline.explanation = [
            *deadline.explanation,
            _("延长到 %(day)s：%(reason)s") % {"day": deadline.due_on.isoformat(), "reason": reason},
        ]
    else:
        compute(deadline, term)
    deadline.save()


def compute(deadline: Deadline, term: str) -> None:
    """Fill in what `law.terms.due` says: the day, the rule with its version, whether provisional, and why."""
    _take(deadline, terms.due(term, deadline.start, **deadline.facts))


def _take(deadline: Deadline, due: terms.Due) -> None:
    rule = due.term
    deadline.term, deadline.term_version, deadline.amount = rule.code, rule.version, rule.amount
    deadline.citation = rule.citation
    deadline.due_on, deadline.due_at, deadline.is_provisional = due.on, due.at, due.provisional
    deadline.explanation = [str(line) for line in due.explanation]


@transaction.atomic
def recompute(*, actor: Any, reason: str) -> list[tuple[Deadline, date]]:
    """After a change of the holiday calendar: recount every running clock that counts working days.

    The rule, its version and its amount stay those the clock started with. Each clock that moves gets an audit entry.
    Returns the moved deadlines with the day they were due before.
    """
    audit.lock()
    moved = []
    for deadline in Deadline.objects.running().exclude(term="").iterator():
        if deadline.rule is None:
            continue
        old_day, was_provisional = deadline.due_on, deadline.is_provisional
        _take(deadline, terms.count(deadline.rule, deadline.start))
        if (deadline.due_on, deadline.is_provisional) == (old_day, was_provisional):
            continue
        deadline.save()
        if deadline.due_on != old_day:
            moved.append((deadline, old_day))
            audit.record(
                "recompute_deadline",
                actor=actor,
                about=deadline.record,
                reason=reason,
                data={
                    "clock": deadline.clock,
                    "from": old_day.isoformat(),
                    "to": deadline.due_on.isoformat(),
                },
            )
    return moved
