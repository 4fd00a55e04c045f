"""Review, prior notice, hearing and decision (条例 19, 行政处罚法 44–45, 58, 62–64)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework import numbering
from casework.by import By
from casework.models import AuditEntry
from casework.workflow import Refused
from inspections.cases import rules
from inspections.cases.kinds import DECISION_MARKS, DecisionKind
from inspections.cases.models import Case
from inspections.cases.services import acts
from law import policy
from law.clock import today


def submit_review(record: Case, *, by: By) -> AuditEntry:
    """Hand it to the legal reviewer. A case to be withdrawn goes to the head of the bureau instead."""
    acts.may(record, "submit_review", by=by)
    if record.is_unfounded:
        raise Refused("unfounded", _("违法事实不能成立的，请区局负责人撤销立案，不提交审核。"))
    return acts.act(record, "submit_review", by=by)


def pass_review(record: Case, *, by: By, review_opinion: str) -> AuditEntry:
    """The legal reviewer agrees (行政处罚法 58); who handles the case cannot be the reviewer."""
    acts.may(record, "pass_review", by=by)
    opinion = acts.written(review_opinion, _("请写明审核意见。"))
    return acts.act(
        record, "pass_review", by=by, review_opinion=opinion, reviewed_on=today()
    )  # fmt: skip


def return_review(record: Case, *, by: By, reason: str) -> AuditEntry:
    """Back to the handlers with what is wrong. `reason` is obligatory."""
    return acts.say_no(record, "return_review", by=by, reason=reason)


def hearing_right(proposed_fine: Decimal | None, *, is_individual: bool, is_heavy: bool, on: date) -> bool:
    """Whether the party may ask for a hearing: a fine from the local threshold on, or another heavy penalty."""
    least = policy.amount("hearing.citizen_fine" if is_individual else "hearing.unit_fine", on)
    return is_heavy or (proposed_fine or 0) >= least


# What a new notice takes back: the party is heard anew on what is told now, and the draft made of the old one is gone.
# What the party said before stays written; the forms offer it for completion.
UNHEARD: dict[str, Any] = {
    "statement_heard_on": None, "is_hearing_waived": False, "hearing_requested_on": None, "hearing_on": None,
    "hearing_closed_on": None, "decision_kind": "", "decision_text": "", "fine_amount": None, "back_pay_amount": None,
    "back_pay_people": None, "extra_compensation_amount": None, "pay_by": None,
}  # fmt: skip


@transaction.atomic
def give_notice(
    record: Case,
    *,
    by: By,
    notice_kind: str,
    notice_text: str,
    proposed_fine: Decimal | None = None,
    is_individual: bool = False,
    is_heavy: bool = False,
    words: acts.Words | None = None,
) -> AuditEntry:
    """Tell the party facts, grounds and what is proposed; starts the days to state a case and to ask for a hearing.

    Given again (another kind of decision, a higher fine) it takes the place of the first notice and both start over.
    `is_heavy`: besides a fine, closing the business, revoking a licence and the like (行政处罚法 63).
    Raises `Refused` (text, notice_kind, proposed_fine and those of `perform`).
    """
    acts.may(record, "give_notice", by=by)
    text = acts.written(notice_text, _("请写明告知的事实、理由、依据和拟作的决定。"))
    fine = acts.amount(proposed_fine)
    acts.refuse(
        {"notice_kind": rules.kind_error(notice_kind), "proposed_fine": rules.fine_error(notice_kind, fine)}
    )
    kind = DecisionKind(notice_kind)
    has_right = kind == DecisionKind.PENALTY and hearing_right(
        fine, is_individual=is_individual, is_heavy=is_heavy, on=today()
    )
    number = ""
    return acts.act(
        record,
        "give_notice",
        by=by,
        notice_kind=kind,
        notice_number=number,
        notice_text=text,
        notified_on=today(),
        proposed_fine=fine,
        is_individual=is_individual,
        has_hearing_right=has_right,
        given={**(words or {}), "notice_text": text},
        **UNHEARD,
        data={"number": number, "has_hearing_right": has_right, "instead_of": record.notice_number},
        note=_("%(number)s，告知听证权利") % {"number": number} if has_right else number,
    )


def record_statement(
    record: Case,
    *,
    by: By,
    statement: str,
    statement_heard_on: date | None = None,
    is_hearing_waived: bool = False,
    files: Sequence[Any] = (),
) -> AuditEntry:
    """What the party said for itself, or that it has nothing to say. `is_hearing_waived` only with its signature."""
    acts.may(record, "record_statement", by=by)
    text = acts.written(statement, _("请写明当事人的陈述申辩；没有意见的写“无异议”。"))
    day = acts.past_day(statement_heard_on, field="statement_heard_on", since=record.notified_on)
    return acts.act(
        record,
        "record_statement",
        by=by,
        on=day,
        files=files,
        statement=text,
        statement_heard_on=day,
        is_hearing_waived=is_hearing_waived and record.has_hearing_right,
    )


def request_hearing(
    record: Case,
    *,
    by: By,
    hearing_requested_on: date | None = None,
    files: Sequence[Any] = (),
) -> AuditEntry:
    """The party asked for a hearing on `hearing_requested_on` (today when not given), which must be in time.

    Raises `Refused` (hearing_requested_on and those of `perform`).
    """
    acts.may(record, "request_hearing", by=by)
    day = acts.past_day(hearing_requested_on, field="hearing_requested_on", since=record.notified_on)
    acts.refuse({"hearing_requested_on": rules.hearing_request_error(record, day)})
    return acts.act(
        record, "request_hearing", by=by, on=day, files=files, hearing_requested_on=day
    )  # fmt: skip


def set_hearing_day(record: Case, *, by: By, hearing_on: date) -> AuditEntry:
    """Set the day of the hearing, early enough to tell the party (行政处罚法 64). Raises `Refused` (hearing_on)."""
    acts.may(record, "set_hearing_day", by=by)
    acts.refuse({"hearing_on": rules.hearing_day_error(hearing_on)})
    return acts.act(
        record,
        "set_hearing_day",
        by=by,
        hearing_on=hearing_on,
        data={"hearing_on": hearing_on.isoformat()},
        note=hearing_on.isoformat(),
    )


def close_hearing(
    record: Case,
    *,
    by: By,
    hearing_report: str,
    files: Sequence[Any] = (),
) -> AuditEntry:
    """The hearing was held by somebody who does not handle the case; the party has been heard."""
    acts.may(record, "close_hearing", by=by)
    report = acts.written(hearing_report, _("请写明听证情况和意见。"))
    return acts.act(
        record,
        "close_hearing",
        by=by,
        files=files,
        hearing_report=report,
        hearing_closed_on=today(),
        statement_heard_on=record.statement_heard_on or today(),
    )


def submit_decision(
    record: Case,
    *,
    by: By,
    decision_kind: str,
    decision_text: str,
    fine_amount: Decimal | None = None,
    back_pay_amount: Decimal | None = None,
    back_pay_people: int | None = None,
    extra_compensation_amount: Decimal | None = None,
    pay_by: date | None = None,
) -> AuditEntry:
    """Put the draft before the head of the bureau. All amounts in yuan; the extra compensation is no fine.

    Only what was told may be decided, or nothing, and the fine may not exceed it (行政处罚法 44, 45, 62). `pay_by` is
    the day until which the workers are to be paid. Raises `Refused` (text, the field of `rules.draft_errors`
    and those of `perform`).
    """
    acts.may(record, "submit_decision", by=by)
    text = acts.written(decision_text, _("请写明决定的事实、依据和内容。"))
    fine, back_pay, extra = (
        acts.amount(value) for value in (fine_amount, back_pay_amount, extra_compensation_amount)
    )
    wrong = rules.draft_errors(
        record,
        kind=decision_kind,
        fine=fine,
        back_pay=back_pay,
        people=back_pay_people,
        extra=extra,
        pay_by=pay_by,
    )
    acts.refuse(wrong)
    kind = DecisionKind(decision_kind)
    return acts.act(
        record,
        "submit_decision",
        by=by,
        decision_kind=kind,
        decision_text=text,
        fine_amount=fine,
        back_pay_amount=back_pay,
        back_pay_people=back_pay_people,
        extra_compensation_amount=extra,
        pay_by=pay_by,
        data={"kind": kind, "fine": str(fine or 0), "back_pay": str(back_pay or 0), "extra": str(extra or 0)},
    )


@transaction.atomic
def decide(record: Case, *, by: By) -> AuditEntry:
    """Make the draft the decision: its number and day; starts the days to serve it."""
    acts.may(record, "decide", by=by)
    number = numbering.issue(DECISION_MARKS[DecisionKind(record.decision_kind)], today())
    return acts.act(
        record,
        "decide",
        by=by,
        decision_number=number,
        decided_on=today(),
        data={"number": number},
        note=number,
    )


def return_decision(record: Case, *, by: By, reason: str) -> AuditEntry:
    """Back to the handlers to draft anew; what was told and heard stays. `reason` is obligatory."""
    return acts.say_no(record, "return_decision", by=by, reason=reason)
