"""Review, discussion and decision (条例 19, 行政处罚法 44–45, 57–58, 62)."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.by import By
from casework.models import AuditEntry
from casework.workflow import Refused
from inspections.cases import person_rules, rules
from inspections.cases.kinds import DECISION_PAPERS, DecisionKind
from inspections.cases.models import Case, Decision, PersonFine, Review
from inspections.cases.services import acts, extending
from law.clock import today


def submit_review(record: Case, *, by: By, words: acts.Words | None = None) -> AuditEntry:
    """Hand it to the legal reviewer, with every fact a sum is computed from; once more where a sum or a value is to be looked at.

    Where the facts do not stand nothing is computed. Raises `Refused` (facts_missing and those of `perform`).
    """
    acts.may(record, "submit_review", by=by)
    sentence, instead = rules.facts_error(record)
    if sentence and not record.is_unfounded:
        raise Refused("facts_missing", sentence, instead=instead)
    return acts.act(record, "submit_review", by=by, words=words)


@transaction.atomic
def pass_review(
    record: Case,
    *,
    by: By,
    review_opinion: str,
    deviation: str = "",
    confirmed: Collection[str] = (),
    words: acts.Words | None = None,
) -> AuditEntry:
    """The legal reviewer agrees (行政处罚法 58); who handles the case cannot be the reviewer.

    `deviation` is why a sum outside the law's span may stand (only what may be reasoned: `law.refusals`). `confirmed` are
    the unverified values the case rests on, by their key (`reviewing.unasked`), each looked at.
    Raises `Refused` (text, confirmed and those of `perform`).
    """
    acts.may(record, "pass_review", by=by)
    opinion = acts.written(review_opinion, _("请写明审核意见。"))
    acts.refuse({"confirmed": rules.confirmed_error(record, confirmed)})
    measure = "；".join(filter(None, (str((words or {}).get("checked_measure", "")), deviation.strip())))
    given = {"review_opinion": opinion} | ({"checked_measure": measure} if measure else {})
    entry = acts.act(record, "pass_review", by=by, words=words, given=given)
    _reviewed(record, entry, by=by, is_passed=True, deviation=deviation.strip(), confirmed=list(confirmed))
    return entry


@transaction.atomic
def return_review(record: Case, *, by: By, reason: str, words: acts.Words | None = None) -> AuditEntry:
    """Back to the handlers with what is wrong. `reason` is obligatory."""
    entry = acts.say_no(record, "return_review", by=by, reason=reason, words=words)
    _reviewed(record, entry, by=by, is_passed=False)
    return entry


@transaction.atomic
def return_to_investigation(record: Case, *, by: By, reason: str) -> AuditEntry:
    """Something has to be found out still: the days of the investigation run on from the filing. `reason` is obligatory."""
    entry = acts.say_no(
        record,
        "return_to_investigation",
        by=by,
        reason=reason,
        happened=extending.again(record),
        investigated_on=None,
    )
    _reviewed(record, entry, by=by, is_passed=False)
    return entry


def _reviewed(record: Case, entry: AuditEntry, *, by: By, is_passed: bool, **told: str | list[str]) -> None:
    """Keep what the reviewer answered in a row of its own, for whoever has to ask it later (`reviewing`)."""
    Review.objects.create(
        case=record,
        paper=acts.paper_of(entry, "legal_review_opinion"),
        is_passed=is_passed,
        reviewed_on=today(),
        reviewed_by_id=by.actor.pk if by.actor is not None else None,
        **told,
    )


def record_discussion(
    record: Case, *, by: By, discussion: str, words: acts.Words | None = None
) -> AuditEntry:
    """What the heads said together about a complex or grave case (行政处罚法 57), each one's words."""
    acts.may(record, "record_discussion", by=by)
    text = acts.written(discussion, _("请写明每人的意见和结论。"))
    return acts.act(record, "record_discussion", by=by, words=words, given={"discussion": text})


@transaction.atomic
def submit_decision(
    record: Case,
    *,
    by: By,
    decision_kind: str,
    decision_text: str,
    fine_amount: Decimal | None = None,
    persons: Mapping[str, Decimal | None] | None = None,
    confiscated_amount: Decimal | None = None,
    back_pay_amount: Decimal | None = None,
    back_pay_people: int | None = None,
    extra_compensation_amount: Decimal | None = None,
    pay_by: date | None = None,
) -> AuditEntry:
    """Put the draft before the head of the bureau. All amounts in yuan; the extra compensation is no fine.

    Only what was told may be decided, or nothing, and the fine may not exceed it (行政处罚法 44, 45, 62); every sum lies
    inside what the law computes, or the reviewer has passed the deviation in writing (ENF-04). `pay_by` is the day until
    which the workers are to be paid; `persons` is what each person responsible is fined beside the unit, by name. Raises
    `Refused` (text, persons, the field of `rules.draft_errors`, unverified and those of `perform`).
    """
    acts.may(record, "submit_decision", by=by)
    text = acts.written(decision_text, _("请写明决定的事实、依据和内容。"))
    money = {
        "fine": acts.amount(fine_amount),
        "confiscated": acts.amount(confiscated_amount),
        "back_pay": acts.amount(back_pay_amount),
        "extra": acts.amount(extra_compensation_amount),
    }
    wrong = rules.draft_errors(record, kind=decision_kind, people=back_pay_people, pay_by=pay_by, **money)
    fines = acts.fines(persons)
    money["persons_fine"] = sum(fines.values(), Decimal(0)) or None
    wrong |= person_rules.first(person_rules.drafted_errors(record, decision_kind, fines))
    acts.refuse(wrong | {"unverified": rules.unasked_error(record)})
    acts.keep_secret(record, text, by=by)
    draft = Decision.objects.create(
        case=record,
        kind=DecisionKind(decision_kind),
        text=text,
        back_pay_people=back_pay_people,
        pay_by=pay_by,
        drafted_on=today(),
        **money,
    )
    PersonFine.write({"decision": draft}, record.responsible, fines)
    data = {"kind": draft.kind} | {name: str(value or 0) for name, value in money.items()}
    data |= {"back_pay_people": str(back_pay_people or ""), "pay_by": pay_by.isoformat() if pay_by else ""}
    return acts.act(record, "submit_decision", by=by, decision=draft, data=data)


@transaction.atomic
def decide(record: Case, *, by: By, words: acts.Words | None = None) -> AuditEntry:
    """Make the draft the decision, with its paper; starts the days to serve it.

    A remedy against a former decision, and its publication, are no longer those that count.
    """
    acts.may(record, "decide", by=by)
    draft: Any = record.decision
    given = {"decision_text": draft.text}
    entry = acts.act(record, "decide", by=by, words=words, given=given, appeal=None, publication=None)
    draft.decided_on, draft.paper = today(), acts.paper_of(entry, *DECISION_PAPERS)
    draft.save(update_fields=["decided_on", "paper"])
    return entry


@transaction.atomic
def return_decision(record: Case, *, by: By, reason: str) -> AuditEntry:
    """Back to the handlers to draft anew; what was told and heard stays. `reason` is obligatory."""
    entry = acts.say_no(record, "return_decision", by=by, reason=reason)
    drop_draft(record)
    return entry


def drop_draft(record: Case) -> None:
    """A draft that is not to become the decision; it stays to be read."""
    record.decisions.filter(decided_on=None, dropped_on=None).update(dropped_on=today())
