"""The one place where a record's state changes.

`perform` checks and does, in one transaction and in this order: permission, from-state, phase, guards, compare-and-set,
clocks, audit entry, notices. Whatever it refuses, it refuses with a code and a sentence, and nothing is changed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Model
from django.utils.translation import gettext as _

from casework import audit, deadlines, hooks, kinds, notices
from casework.by import By
from casework.house_language import written_in_chinese
from casework.models import AuditEntry, Paper, Passing, WorkflowRecord
from casework.table import BACK, NEW, ONWARD, Act, Row
from law.clock import day_of, now, today
from law.words import Sentence


class Refused(Exception):
    """An act that may not be done now. `code` is stable, `sentence` is for people, `opens_on` set for a strict row.

    `instead` is the act that the sentence names, if it names one.
    """

    def __init__(
        self, code: str, sentence: Sentence, *, opens_on: date | None = None, instead: str = ""
    ) -> None:
        super().__init__(code)
        self.code, self.sentence, self.opens_on, self.instead = code, str(sentence), opens_on, instead

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence}"


class NotNow(Refused):
    """The table refuses the act: role, state, phase, four eyes or a guard; nothing typed could change that."""


@dataclass(frozen=True)
class Happening:
    """Something that happened with an act and that clocks may name: a delivery, with its day and the paper it is about."""

    event: str
    on: date
    about: Model | None = None


@dataclass(frozen=True)
class Offer:
    """What a page shows for one row from the present state: a button, or a disabled one with its reason."""

    row: Row
    refusal: Refused | None

    @property
    def is_allowed(self) -> bool:
        return self.refusal is None or self.needs_reason

    @property
    def needs_reason(self) -> bool:
        return self.refusal is not None and self.refusal.code == "off_plan"


@written_in_chinese()
def perform(
    record: WorkflowRecord,
    action: str,
    *,
    by: By,
    on: date | datetime | None = None,
    reason: str = "",
    changes: dict[str, Any] | None = None,
    data: dict[str, Any] | None = None,
    note: str = "",
    given: Mapping[str, Any] | None = None,
    happened: Sequence[Happening] = (),
) -> AuditEntry:
    """Do `action` on `record` and return the audit entry.

    `by` says who, from where, and why off plan. `on` is the day (or instant) it happened, today when not given: the clocks
    run on it, the entry tells how much later it was written down. `reason` is the ground of a refusal, return or the like.
    `changes` are fields set in the same UPDATE as the state. `data` goes to guards and, masked by the caller, into the
    audit entry. A record without pk is created by a row from NEW. `given` is what was typed for the papers the act makes
    (`Row.papers`), which are issued here, with their numbers. `happened` are deliveries, which move clocks on days of their own.
    Raises `Refused`; the record in memory is then unchanged.
    """
    changes, data = changes or {}, data or {}
    with transaction.atomic():
        audit.lock()
        before = record.state if record.pk else NEW
        row, phase = check(record, action, by=by, on=on, data=data)
        by = by.using(row.permission)
        _keep_what_is_sent_back(record, row, by)
        _compare_and_set(record, row, before, changes)
        papers = _issue(record, row, by=by, given=given or {})
        deadlines.follow(record, action, by=by, on=on, reason=reason or by.off_plan)
        for each in (*map(_issued, papers), *happened):
            deadlines.follow(record, each.event, by=by, on=each.on, about=each.about)
        entry = audit.record(
            action,
            by=by,
            about=record,
            on=on,
            before=before,
            after=record.state,
            phase=phase or "",
            reason=reason,
            data=_told(data, note, papers, by),
        )
        Passing.objects.end(record, row, before)
        notices.tell(record, row, before=before, actor=by.actor)
    return entry


def _keep_what_is_sent_back(record: WorkflowRecord, row: Row, by: By) -> None:
    """What lay before whoever sends it back, so that the next time can be told what changed (the hook `acts_sent_back`)."""
    if row.kind == BACK:
        for keep in hooks.functions("acts_sent_back"):
            keep(record, row, by=by)


def _issue(
    record: WorkflowRecord,
    row: Row,
    *,
    by: By,
    given: Mapping[str, Any],
) -> list[Any]:
    """The papers the act makes, issued today; each is an event for the clocks: `issued:<kind>`."""
    if not row.papers:
        return []
    ways = hooks.functions("papers_of_acts")
    return [paper for issue in ways for paper in issue(record, row, by=by, given=given, on=today())]


def _issued(paper: Paper) -> Happening:
    return Happening(f"issued:{paper.kind}", today(), paper)


def _told(data: dict[str, Any], note: str, papers: Sequence[Any], by: By) -> dict[str, Any]:
    """What the entry keeps: the data of the act, its note (the numbers of its papers where it has none), its papers, what is
    wrong with single fields, and whom a deputy stood in for.
    """
    note = note or "，".join(paper.number for paper in papers if paper.number)
    made = {"papers": [paper.pk for paper in papers]} if papers else {}
    said = {"remarks": dict(by.remarks)} if by.remarks else {}
    behalf = {"behalf": by.behalf.pk} if by.behalf is not None else {}
    return {**data, **({"note": note} if note else {}), **made, **said, **behalf}


def check(
    record: WorkflowRecord,
    action: str,
    *,
    by: By,
    on: date | datetime | None = None,
    data: dict[str, Any] | None = None,
) -> tuple[Row, str | None]:
    """The row that applies and the phase it is done in, or `Refused`. Changes nothing."""
    table, state = record.workflow, record.state if record.pk else NEW
    row, rows = table.row(action, state), table.rows_of(action)
    if not rows:
        raise NotNow("unknown_action", _("没有这个操作。"))
    asked = [row] if row else rows
    if not any(each.permission is None or by.may(each.permission) for each in asked):
        raise NotNow("permission", _("您的角色不能做“%(act)s”。") % {"act": asked[0].label})
    if row is None:
        raise NotNow(
            "state",
            _("现在是“%(state)s”，不能做“%(act)s”。") % {"state": record.state_label, "act": asked[0].label},
        )
    day = day_of(on) if on else today()
    if is_off_plan(record, row, day) and not by.off_plan.strip():
        raise Refused("off_plan", _("现在不是“%(act)s”的阶段，请写明理由。") % {"act": row.label})
    phase = _phase(record, row, day)
    by = by.using(row.permission)
    _four_eyes(record, row, by)
    act = Act(record, by.actor, day, data or {}, by.behalf)
    for guard in row.guards:
        if guard(act):
            raise NotNow(guard.code, guard.told(act), instead=guard.instead)
    return row, phase


def offers(record: WorkflowRecord, *, by: By) -> list[Offer]:
    """Every act of the table from the present state that this person's role may ever do, with why not now."""
    found = []
    for row in record.workflow.rows_from(record.state):
        if row.permission is None or not by.may(row.permission):
            continue
        try:
            check(record, row.action, by=by)
            found.append(Offer(row, None))
        except Refused as refusal:
            found.append(Offer(row, refusal))
    return found


def primary(found: list[Offer], *, before: str = "") -> Offer | None:
    """The act to put forward: the first one onward that may be done; where one is refused, the act its refusal names.

    Nothing that ends, sends back or stands beside the way is put forward by itself, but for `before`, the act the record
    as it stands needs before it goes on (`WorkflowRecord.act_before`).
    """
    allowed = {offer.row.action: offer for offer in found if offer.is_allowed}
    if before in allowed:
        return allowed[before]
    for offer in found:
        if offer.row.kind != ONWARD:
            continue
        if offer.is_allowed:
            return offer
        if offer.refusal is not None and offer.refusal.instead in allowed:
            return allowed[offer.refusal.instead]
    return None


def is_off_plan(record: WorkflowRecord, row: Row, day: date) -> bool:
    """Whether `day` lies in a phase of the record's campaign that is not the act's, and the row is not strict."""
    schedule = record.schedule
    phase = schedule.phase_on(day) if schedule is not None else None
    return phase is not None and bool(row.phases) and phase not in row.phases and not row.strict


def _phase(record: WorkflowRecord, row: Row, day: date) -> str | None:
    """The phase of `day`; None in a gap or without a campaign. A strict row off its phase is refused with its day."""
    schedule = record.schedule
    phase = schedule.phase_on(day) if schedule is not None else None
    if phase is None or not row.strict or not row.phases or phase in row.phases:
        return phase
    opens_on = schedule.opens_on(row.phases[0])
    raise NotNow(
        "not_in_phase",
        _("“%(act)s”只在%(phase)s阶段进行，%(day)s 开始。")
        % {"act": row.label, "phase": schedule.phase_label(row.phases[0]), "day": opens_on.isoformat()},
        opens_on=opens_on,
    )


def _four_eyes(record: WorkflowRecord, row: Row, by: By) -> None:
    """Neither who put it forward nor a deputy of theirs approves it, and no deputy decides on what they handle themselves."""
    if by.behalf is not None and kinds.holds(record, by.actor):
        raise NotNow("own_work", _("这是您本人承办的，不能由您代%(name)s办理。") % {"name": by.behalf.name})
    if not row.four_eyes or by.actor is None:
        return
    latest = (
        AuditEntry.objects.about(record)
        .filter(action__in=row.four_eyes, is_success=True)
        .order_by("-seq")
        .first()
    )
    if latest is None or latest.actor_id not in [person.pk for person in by.people]:
        return
    if latest.actor_id == by.actor.pk:
        raise NotNow("own_draft", _("这是您本人提交的，须由另一人办理。"))
    raise NotNow("own_draft", _("这是%(name)s提交的，不能由其代理人办理。") % {"name": by.behalf.name})


def _compare_and_set(record: WorkflowRecord, row: Row, before: str, changes: dict[str, Any]) -> None:
    moment, target = now(), row.leads_to(record)
    if record.pk is None:
        _set(record, changes | {"state": target, "state_since": moment})
        record.save(force_insert=True)
        return
    same = type(record)._base_manager.filter(pk=record.pk, state=before, version=record.version)
    if same.update(state=target, state_since=moment, version=F("version") + 1, **changes) != 1:
        raise NotNow("conflict", _("刚刚已有人办理过，请刷新后查看最新状态。"))
    _set(record, changes | {"state": target, "state_since": moment, "version": record.version + 1})


def _set(record: WorkflowRecord, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(record, name, value)
