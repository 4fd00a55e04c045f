"""Clocks in motion: started, stopped and extended by the acts of a record, never by a nightly job."""

from copy import copy
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from casework import audit
from casework.by import By
from casework.models import Deadline, WorkflowRecord
from casework.table import Clock
from law import terms
from law.clock import day_of, end_of_day, instant_of, now, today


def follow(
    record: WorkflowRecord,
    event: str,
    *,
    by: By,
    on: date | datetime | None = None,
    about: Model | None = None,
    reason: str = "",
) -> None:
    """Stop, void, pause, extend and start the clocks whose rules name `event`, an act of the table or a delivery.

    `on` is when it happened (now when not given); `about` is the paper, finding or party it concerns, where the record has
    one clock for each. What happens to the record itself ends the clocks of all it is about. Called by `perform`, and for
    papers that no act makes. Keeps the record's next duty.
    """
    moment, touched = on or now(), False
    subject, ended = key_of(about), {"about": key_of(about)} if about is not None else {}
    for clock in record.clocks:
        if event in clock.stops or event in clock.voids:
            touched |= _stop(
                record, clock, Deadline.MET if event in clock.stops else Deadline.VOID, moment, **ended
            )
        if event in clock.pauses:
            touched |= _stop(record, clock, Deadline.PAUSED, moment, **ended)
        if event in clock.resumes:
            touched |= _resume(record, clock, moment, **ended)
        if event in clock.extends or event in clock.extended_to:
            touched |= _extend(record, clock, event, ended, by=by, reason=reason)
        if event in clock.starts and (not clock.when or getattr(record, clock.when)):
            _start(record, clock, moment, subject)
            touched = True
    if touched:
        keep_next(record)


def keep_next(record: WorkflowRecord) -> None:
    """Write on the record which of its duties ends first: `next_clock`, `next_due_on`, `next_due_at`."""
    first = record.deadlines.running().duties().soonest_first().first()
    values = {
        "next_clock": first,
        "next_due_on": first.due_on if first else None,
        "next_due_at": first.due_at if first else None,
    }
    type(record)._base_manager.filter(pk=record.pk).update(**values)
    for name, value in values.items():
        setattr(record, name, value)


def key_of(about: Model | None) -> str:
    """How a deadline names what it is about: `label:pk`, empty for the record itself."""
    return f"{about._meta.label_lower}:{about.pk}" if about is not None else ""


def running(record: WorkflowRecord, clock: str, about: Model | None = None) -> Deadline | None:
    """The running deadline of a record by its clock's code and what it is about, or None."""
    return record.deadlines.running().filter(clock=clock, about=key_of(about)).first()


def _instant(moment: date | datetime) -> datetime:
    """When something happened: the instant; of today's day this very moment, of another day its opening hour."""
    return now() if moment == today() else instant_of(moment)


def _stop(record: WorkflowRecord, clock: Clock, outcome: str, moment: date | datetime, **which: str) -> bool:
    stopped = False
    for deadline in record.deadlines.running().filter(clock=clock.code, **which):
        ended = _instant(moment)
        if outcome == Deadline.MET and clock.kept_if and getattr(record, clock.kept_if):
            ended = min(ended, deadline.due_at or end_of_day(deadline.due_on))
        # A day without its hour, or a machine clock set back, would end it before it began.
        ended = max(ended, deadline.started_at)
        deadline.stopped_at, deadline.stop_entered_at, deadline.outcome = ended, now(), outcome
        deadline.save(update_fields=["stopped_at", "stop_entered_at", "outcome"])
        stopped = True
    if outcome != Deadline.PAUSED:
        # What stands still ends too, on the day on which it last ran.
        record.deadlines.paused().filter(clock=clock.code, **which).update(outcome=outcome)
    return stopped


def _resume(record: WorkflowRecord, clock: Clock, moment: date | datetime, **which: str) -> bool:
    """What stood still runs on: as much as was left then is left from `moment` on; what was late before stays late."""
    paused = list(record.deadlines.paused().filter(clock=clock.code, **which))
    for old in paused:
        on = copy(old)
        on.pk, on.stopped_at, on.stop_entered_at, on.outcome = None, None, None, ""
        on.started_at, on.is_day_start, on.first_due_on = instant_of(day_of(moment)), True, old.due_on
        left = old.left if old.rule else (old.due_on - (old.stopped_on or old.due_on)).days
        if left >= 0:
            _run_on(on, left)
        told = {"day": on.started_on.isoformat(), "left": max(left, 0)}
        on.explanation = [*on.explanation, _("%(day)s 恢复计算，中止时还剩 %(left)s 日。") % told]
        old.outcome = Deadline.VOID
        old.save(update_fields=["outcome"])
        on.save(force_insert=True)
    return bool(paused)


def _run_on(deadline: Deadline, left: int) -> None:
    """The last day, `left` days after its start, by the rule it began with; a day set by an officer is only moved."""
    if deadline.rule is None:
        deadline.due_on = deadline.started_on + timedelta(days=left)
    else:
        _take(deadline, terms.count(replace(deadline.rule, amount=left), deadline.start))


def _start(record: WorkflowRecord, clock: Clock, moment: date | datetime, subject: str) -> None:
    """Start anew; a clock of the same code and subject that still runs is voided (it starts over)."""
    _stop(record, clock, Deadline.VOID, moment, about=subject)
    start = (getattr(record, clock.starts_from) if clock.starts_from else None) or moment
    deadline = Deadline(
        record=record,
        clock=clock.code,
        about=subject,
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


def _extend(
    record: WorkflowRecord, clock: Clock, event: str, which: dict[str, str], *, by: By, reason: str
) -> bool:
    """A longer term from the same start, or a day somebody set."""
    deadlines = list(record.deadlines.running().filter(clock=clock.code, **which))
    for deadline in deadlines:
        deadline.first_due_on = deadline.first_due_on or deadline.due_on
        deadline.extension_reason, deadline.extended_by = reason, by.actor
        if event in clock.extended_to or clock.due_from:
            deadline.due_on = getattr(record, clock.extended_to.get(event) or clock.due_from)
            deadline.explanation = [
                *deadline.explanation,
                _("延长到 %(day)s：%(reason)s") % {"day": deadline.due_on.isoformat(), "reason": reason},
            ]
        else:
            compute(deadline, clock.extends[event])
        deadline.save()
    return bool(deadlines)


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
def recompute(*, by: By, reason: str) -> list[tuple[Deadline, date]]:
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
        if deadline.record is not None:
            keep_next(deadline.record)
        if deadline.due_on != old_day:
            moved.append((deadline, old_day))
            audit.record(
                "recompute_deadline",
                by=by,
                about=deadline.record,
                reason=reason,
                data={
                    "clock": deadline.clock,
                    "from": old_day.isoformat(),
                    "to": deadline.due_on.isoformat(),
                },
            )
    return moved
