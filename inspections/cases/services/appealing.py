"""Remedies against a decision (行政复议, 行政诉讼), what they change, and its publication (行政处罚法 48, 73)."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.by import By
from casework.models import AuditEntry
from casework.workflow import Happening
from inspections.cases import person_rules, rules
from inspections.cases.kinds import (
    DECISION_PAPERS,
    FELL,
    OVERTURNED,
    TO_TREASURY,
    TO_WORKERS,
    AppealKind,
    AppealResult,
)
from inspections.cases.models import Appeal, Case, Decision, PersonFine, Publication, Suspension
from inspections.cases.services import acts
from inspections.cases.services.hearing import UNHEARD

NOTHING = Decimal(0)
SUMS = ("fine", "confiscated", "back_pay", "extra")
# Papers that say nothing without the decision they are about.
OF_A_DECISION = ("workers_list", "deferral_decision", "demand_notice")


@transaction.atomic
def record_appeal(
    record: Case,
    *,
    by: By,
    appeal_kind: str,
    appeal_body: str,
    filed_on: date | None = None,
    accepted_on: date | None = None,
    received_on: date | None = None,
    is_suspended: bool = False,
    appellants: Sequence[str] = (),
    files: Sequence[Any] = (),
) -> AuditEntry:
    """The party has asked for 复议 or has sued; our days to answer run from `received_on`, the copy's arrival.

    `appellants` are those who did, where the decision fines several (`kinds.UNIT`, names of persons); none named: all.
    Execution goes on unless it `is_suspended`, then the days to pay wait from `accepted_on` on; the late fee stands still in any
    case (行政处罚法 73), the court is not asked meanwhile.
    Days not given are today. Raises `Refused` (appeal_kind, appellants, text, filed_on, accepted_on, received_on and those
    of `perform`).
    """
    acts.may(record, "record_appeal", by=by)
    acts.refuse({"appeal_kind": rules.appeal_kind_error(appeal_kind)})
    body = acts.written(appeal_body, _("请写明复议机关或者法院。"))
    decision: Any = record.decision
    acts.refuse({"appellants": rules.appellants_error(record, appellants)})
    filed = acts.past_day(filed_on, field="filed_on", since=decision.decided_on)
    accepted = acts.past_day(accepted_on, field="accepted_on", since=filed)
    received = acts.past_day(received_on, field="received_on", since=filed)
    appeal = Appeal.objects.create(
        case=record, decision=decision, kind=AppealKind(appeal_kind), body=body, filed_on=filed, accepted_on=accepted,
        received_on=received, appellants=sorted(appellants),
    )  # fmt: skip
    if is_suspended:
        Suspension.objects.create(appeal=appeal, ordered_by=body, since=accepted)
    return acts.act(
        record,
        "record_appeal",
        by=by,
        on=filed,
        files=files,
        appeal=appeal,
        happened=_begun(appeal, is_suspended=is_suspended),
        note=f"{appeal.get_kind_display()} {body}",
        data={"kind": appeal.kind, "is_suspended": is_suspended},
    )


def _begun(appeal: Appeal, *, is_suspended: bool) -> list[Happening]:
    """What clocks hear: that a copy came, that the party has sued, that the decision is not carried out meanwhile."""
    found = [Happening("appeal:received", appeal.received_on)]
    if appeal.is_suit:
        found.append(Happening("appeal:sued", appeal.filed_on))
    if is_suspended:
        found.append(Happening("appeal:suspended", appeal.accepted_on))
    return found


@transaction.atomic
def suspend_execution(
    record: Case,
    *,
    by: By,
    suspended_by: str,
    suspended_on: date | None = None,
    files: Sequence[Any] = (),
) -> AuditEntry:
    """Execution was suspended on a day (today if not given) while the remedy is under way (行政处罚法 73).

    `suspended_by` is who said so, with the number. The days to pay wait from then on. Raises `Refused` (text, suspended_on
    and those of `perform`).
    """
    acts.may(record, "suspend_execution", by=by)
    who = acts.written(suspended_by, _("请写明决定（裁定）停止执行的机关和文书号。"))
    appeal: Any = record.appeal
    day = acts.past_day(suspended_on, field="suspended_on", since=_since(appeal))
    acts.keep_secret(record, who, by=by)
    entry = acts.act(
        record,
        "suspend_execution",
        by=by,
        on=day,
        files=files,
        happened=[Happening("appeal:suspended", day)],
        note=who,
    )
    Suspension.objects.create(appeal=appeal, ordered_by=who, since=day)
    return entry


@transaction.atomic
def resume_execution(
    record: Case, *, by: By, reason: str, resumed_on: date | None = None, files: Sequence[Any] = ()
) -> AuditEntry:
    """The suspension ended on a day (today if not given) before the remedy did: the days left to pay run on.

    `reason` is obligatory. Raises `Refused` (text, resumed_on and those of `perform`).
    """
    acts.may(record, "resume_execution", by=by)
    why = acts.written(reason, _("请写明恢复执行的理由和文书号。"))
    open_one: Any = record.appeal.suspended if record.appeal is not None else None
    day = acts.past_day(resumed_on, field="resumed_on", since=open_one.since)
    entry = acts.act(
        record,
        "resume_execution",
        by=by,
        on=day,
        files=files,
        reason=why,
        happened=[Happening("appeal:resumed", day)],
    )
    _end_suspension(open_one, day, why)
    return entry


def _since(appeal: Appeal) -> date:
    """The first day of which a suspension may be told: of the remedy, or of the end of the last suspension."""
    return max([appeal.filed_on, *(each.ended_on for each in appeal.suspensions.all() if each.ended_on)])


def _end_suspension(suspension: Suspension, day: date, why: str = "") -> None:
    suspension.ended_on, suspension.ended_why = max(day, suspension.since), why
    suspension.save(update_fields=["ended_on", "ended_why"])


@transaction.atomic
def answer_appeal(
    record: Case, *, by: By, answered_on: date | None = None, files: Sequence[Any] = ()
) -> AuditEntry:
    """Our answer and the evidence of the decision were handed in on `answered_on` (today if not given)."""
    acts.may(record, "answer_appeal", by=by)
    appeal: Any = record.appeal
    day = acts.past_day(answered_on, field="answered_on", since=appeal.received_on)
    entry = acts.act(record, "answer_appeal", by=by, on=day, files=files)
    appeal.answered_on = day
    appeal.save(update_fields=["answered_on"])
    return entry


@transaction.atomic
def record_appeal_result(
    record: Case,
    *,
    by: By,
    result: str,
    decided_on: date | None = None,
    effective_on: date | None = None,
    result_number: str = "",
    result_note: str = "",
    changed_fine: Decimal | None = None,
    persons: Mapping[str, Decimal | None] | None = None,
    changed_confiscated: Decimal | None = None,
    changed_back_pay: Decimal | None = None,
    changed_extra: Decimal | None = None,
    files: Sequence[Any] = (),
) -> AuditEntry:
    """How the remedy ended. Changed: the sums given (yuan) are owed from then on; revoked: nothing; the decision stays as it was.

    `persons` are the fines of persons responsible that it changes, by name. `effective_on` is the day it takes effect: of 复议
    its service, of a judgment when no appeal is left (`decided_on` if not given). Raises `Refused` (persons, the field of
    `rules.appeal_result_errors` and those of `perform`).
    """
    acts.may(record, "record_appeal_result", by=by)
    # A row of its own in memory: until the act is done, the record's remedy is open.
    current: Any = record.appeal
    appeal = record.appeals.get(pk=current.pk)
    given = dict(
        zip(SUMS, map(acts.amount, (changed_fine, changed_confiscated, changed_back_pay, changed_extra)), strict=True)
    )  # fmt: skip
    decided = acts.past_day(decided_on, field="decided_on", since=appeal.accepted_on)
    effective = acts.past_day(effective_on or decided, field="effective_on", since=decided)
    fines = _refuse(record, result, given, persons or {})
    _end(record, appeal, AppealResult(result), given, fines, decided=decided, effective=effective)
    appeal.number, appeal.note = result_number.strip(), result_note.strip()
    acts.keep_secret(record, appeal.note, by=by)
    appeal.save()
    entry = acts.act(
        record,
        "record_appeal_result",
        by=by,
        on=decided,
        files=files,
        appeal=appeal,
        happened=[*_ended(appeal), *_cleared(record, effective)],
        note=f"{AppealResult(result).label} {appeal.number}".strip(),
        data={"result": result} | {name: str(value) for name, value in given.items() if value is not None},
    )
    if result == AppealResult.REMADE:
        _decide_anew(record, appeal, by=by)
    return entry


def _decide_anew(record: Case, appeal: Appeal, *, by: By) -> None:
    """Revoked with the order to decide anew: the case goes back to be reviewed, told and decided once more.

    The decision counts no more; what was told, heard and decided stays to be read, and the days to decide begin anew.
    """
    decision, since = appeal.decision, appeal.effective_on
    decision.fell_on = since
    decision.save(update_fields=["fell_on"])
    overtaken = acts.instead_of(record, *DECISION_PAPERS, *OF_A_DECISION)
    put_away = (
        {"closed_on": str(record.closed_on), "archive_number": record.archive_number}
        if record.closed_on
        else {}
    )
    acts.act(
        record,
        "decide_anew",
        by=by,
        on=since,
        happened=[*overtaken, Happening("appeal:remade", since)],
        note=appeal.number,
        data=put_away,
        remade=appeal,
        notice=None,
        extension=None,
        **UNHEARD,
        closing_from="",
        closed_on=None,
        archived_on=None,
        archive_number="",
    )
    acts.replace(overtaken, by=by)


def _refuse(
    record: Case, result: str, given: Mapping[str, Decimal | None], persons: Mapping[str, Decimal | None]
) -> dict[str, Decimal | None]:
    """Refuse what the result may not change; the fines of persons, as sums."""
    fines = {name: acts.amount(fine) for name, fine in persons.items()}
    is_of_persons = any(fine is not None for fine in fines.values())
    acts.refuse(
        rules.appeal_result_errors(record, result=result, sums=given, changes_persons=is_of_persons)
        | person_rules.first(person_rules.changed_errors(record, result, fines))
    )
    return fines


def _end(
    record: Case,
    appeal: Appeal,
    result: AppealResult,
    given: Mapping[str, Decimal | None],
    fines: Mapping[str, Decimal | None],
    *,
    decided: date,
    effective: date,
) -> None:
    """Write the result on the remedy, and on the decision that it counts now, if it changes what is owed."""
    appeal.result, appeal.decided_on, appeal.effective_on = result, decided, effective
    if appeal.suspended is not None:
        _end_suspension(appeal.suspended, effective)
    if result in (AppealResult.CHANGED, *FELL):
        decision: Any = record.decision
        kept = [_kept(decision, result, name, given[name]) for name in SUMS]
        appeal.fine, appeal.confiscated, appeal.back_pay, appeal.extra = kept
        appeal.persons_fine = _leave(appeal, decision, result, fines)
        decision.changed = appeal
        decision.save(update_fields=["changed"])


def _leave(
    appeal: Appeal, decision: Decision, result: str, fines: Mapping[str, Decimal | None]
) -> Decimal | None:
    """What each person responsible is to pay after the result, in rows of the remedy; their sum, None where there are none."""
    rows = [
        PersonFine(
            appeal=appeal,
            name=each.name,
            post=each.post,
            amount=_of_person(each, result, fines.get(each.name)),
        )
        for each in decision.people()
    ]
    PersonFine.objects.bulk_create(rows)
    return sum((row.amount for row in rows), NOTHING) if rows else None


def _of_person(fine: PersonFine, result: str, given: Decimal | None) -> Decimal:
    if result in FELL:
        return NOTHING
    return fine.ordered if given is None else given


def _kept(decision: Decision, result: str, name: str, given: Decimal | None) -> Decimal | None:
    """One sum after the result: nothing where revoked; what is not told anew stays as an earlier remedy left it."""
    if result in FELL:
        return NOTHING
    return getattr(decision.changed, name) if given is None and decision.changed is not None else given


def _ended(appeal: Appeal) -> list[Happening]:
    """What clocks hear: that it is over, that the party may sue over the 复议, that the publication lost its ground."""
    found = [Happening("appeal:ended", appeal.effective_on)]
    is_heard = appeal.result not in (AppealResult.WITHDRAWN, AppealResult.DISMISSED)
    if is_heard and not appeal.is_suit:
        found.append(Happening("appeal:reconsidered", appeal.effective_on))
    if appeal.result in OVERTURNED:
        found.append(Happening("appeal:overturned", appeal.decided_on))
    return found


def _cleared(record: Case, day: date) -> list[Happening]:
    """What nobody has to pay any more."""
    decision: Any = record.decision
    found = [] if any(map(decision.owed, TO_TREASURY)) else [Happening("cleared:fine", day)]
    return found if any(map(decision.owed, TO_WORKERS)) else [*found, Happening("cleared:wages", day)]


@transaction.atomic
def publish_decision(
    record: Case,
    *,
    by: By,
    published_at: str = "",
    published_on: date | None = None,
    withheld_why: str = "",
    files: Sequence[Any] = (),
) -> AuditEntry:
    """The decision was published at `published_at`, or is not to be, and why (行政处罚法 48).

    Raises `Refused` (published_at, published_on and those of `perform`).
    """
    acts.may(record, "publish_decision", by=by)
    place, why = published_at.strip(), withheld_why.strip()
    acts.refuse({"published_at": rules.publication_error(place, why)})
    decision: Any = record.decision
    day = acts.past_day(published_on, field="published_on", since=decision.decided_on)
    row = Publication.objects.create(
        case=record, decision=decision, place=place, published_on=day if place else None, withheld_why=why
    )  # fmt: skip
    note = place or _("不公示：%(why)s") % {"why": why}
    return acts.act(record, "publish_decision", by=by, on=day, files=files, publication=row, note=note)


@transaction.atomic
def withdraw_publication(
    record: Case, *, by: By, reason: str, withdrawn_on: date | None = None
) -> AuditEntry:
    """Taken back and said why, within three working days of the change (行政处罚法 48). `reason` is obligatory."""
    acts.may(record, "withdraw_publication", by=by)
    row: Any = record.publication
    why = acts.written(reason, _("请写明撤回的理由。"))
    day = acts.past_day(withdrawn_on, field="withdrawn_on", since=row.published_on)
    entry = acts.act(record, "withdraw_publication", by=by, on=day, reason=why)
    row.withdrawn_on, row.withdrawn_why = day, why
    row.save(update_fields=["withdrawn_on", "withdrawn_why"])
    return entry
