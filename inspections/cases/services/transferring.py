"""To the police and back (国务院令第310号): three days to approve, 24 hours to hand over, never a penalty instead."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from campaign.workflow import Stage
from casework.by import By
from casework.models import AuditEntry
from casework.papers import issuing
from casework.workflow import Happening, Refused
from inspections.cases import rules
from inspections.cases.kinds import PoliceAnswer
from inspections.cases.models import Case, Transfer
from inspections.cases.services import acts
from law.clock import day_of, now, today

REPORT = "crime_transfer_approval"


def noted(record: Case, crime: str, facts: str) -> Transfer:
    """The suspected crime in these words: what stands already, or a new row; other facts are open again."""
    known = record.transfer
    if known is not None and (known.crime, known.facts) == (crime, facts):
        return known
    return Transfer.objects.create(case=record, crime=crime, facts=facts, noted_on=today())


@transaction.atomic
def propose_transfer(
    record: Case,
    *,
    by: By,
    crime: str = "",
    crime_facts: str = "",
    suspects_count: int | None = None,
    files: Sequence[Any] = (),
    words: acts.Words | None = None,
) -> AuditEntry:
    """Report a suspected crime to the head of the bureau, from the clue on; the case's clocks run on.

    拒不支付劳动报酬 needs an order to pay that was not followed and the amount of 法释〔2013〕3号 (policy values).
    Raises `Refused` (text, crime and those of `perform`).
    """
    acts.may(record, "propose_transfer", by=by)
    known = record.transfer
    text = acts.written(
        crime_facts.strip() or (known.facts if known else ""), _("请写明涉嫌犯罪的事实和依据。")
    )
    crime = crime or (known.crime if known else "")
    acts.refuse({"crime": rules.crime_error(record, crime)})
    transfer = noted(record, crime, text)
    if transfer.proposed_on:  # asked for a second time: what became of the first stays
        transfer = Transfer.objects.create(case=record, crime=crime, facts=text, noted_on=today())
    entry = acts.act(
        record,
        "propose_transfer",
        by=by,
        files=files,
        transfer=transfer,
        transfer_from=record.state,
        words=words,
        given={"crime_facts": text},
        data={"crime": crime},
    )
    transfer.proposed_on, transfer.cleared_on = today(), None
    transfer.suspects = transfer.suspects if suspects_count is None else suspects_count
    transfer.report = issuing.begin_paper(
        record, kind=REPORT, given={"crime_facts": text}, made_by="propose_transfer", by=by
    )
    transfer.save()
    return entry


def approve_transfer(record: Case, *, by: By) -> AuditEntry:
    """Approve: 24 hours from now to hand over."""
    acts.may(record, "approve_transfer", by=by)
    return acts.act(record, "approve_transfer", by=by)


@transaction.atomic
def reject_transfer(record: Case, *, by: By, reason: str) -> AuditEntry:
    """Not a crime: the case goes on from where it was, and a penalty may follow."""
    entry = acts.say_no(record, "reject_transfer", by=by, reason=reason, transfer_from="")
    _clear(record, today())
    return entry


@transaction.atomic
def hand_over(
    record: Case,
    *,
    by: By,
    transfer_receipt: str,
    handed_over_at: datetime | None = None,
    suspects_count: int | None = None,
    files: Sequence[Any] = (),
    words: acts.Words | None = None,
) -> AuditEntry:
    """The police have signed for it at `handed_over_at` (now when not given); they answer within three days."""
    acts.may(record, "hand_over", by=by)
    receipt = acts.written(transfer_receipt, _("请写明接收的公安机关和签收人。"))
    transfer: Any = record.transfer
    moment = handed_over_at or now()
    acts.refuse({"handed_over_at": rules.handed_over_error(record, moment)})
    entry = acts.act(
        record,
        "hand_over",
        by=by,
        on=moment,
        files=files,
        transferred_on=day_of(moment),
        words=words,
        given={"crime_facts": transfer.facts, "transfer_receipt": receipt},
        note=receipt,
    )
    transfer.handed_over_at, transfer.receipt = moment, receipt
    transfer.suspects = transfer.suspects if suspects_count is None else suspects_count
    transfer.paper = acts.paper_of(entry, "crime_transfer_letter")
    transfer.save()
    acts.move(record, Stage.CONCLUDED, by.actor)
    return entry


@transaction.atomic
def record_police_answer(
    record: Case,
    *,
    by: By,
    answer: str,
    answer_number: str = "",
    answer_reason: str = "",
    answered_on: date | None = None,
    files: Sequence[Any] = (),
) -> AuditEntry:
    """What the police decided (310号令 8). Taken up: nothing more is owed here. Refused: the case goes on where it stood.

    Raises `Refused` (answer, text, answered_on and those of `perform`).
    """
    acts.may(record, "record_police_answer", by=by)
    if answer not in PoliceAnswer.values:
        raise Refused("answer", _("请选择公安机关的答复。"))
    is_refused = answer == PoliceAnswer.REFUSED
    if is_refused:
        acts.written(answer_reason, _("不予立案的，请写明公安机关说明的理由。"))
    transfer: Any = record.transfer
    day = acts.past_day(answered_on, field="answered_on", since=record.transferred_on)
    transfer.answer, transfer.answered_on = answer, day
    transfer.answer_number, transfer.answer_reason = answer_number.strip(), answer_reason.strip()
    acts.keep_secret(record, transfer.answer_reason, by=by)
    going_on: dict[str, Any] = {"transfer_from": ""} if is_refused else {}
    try:
        entry = acts.act(
            record,
            "record_police_answer",
            by=by,
            on=day,
            files=files,
            happened=[Happening(f"answered:{answer}", day)],
            note=f"{PoliceAnswer(answer).label} {transfer.answer_number}".strip(),
            **going_on,
        )
    except Refused:
        transfer.answer = ""
        raise
    transfer.save()
    if is_refused:
        _clear(record, day)
        acts.move(record, Stage.CASE, by.actor)
    return entry


@transaction.atomic
def challenge_refusal(
    record: Case, *, by: By, challenge_reason: str, words: acts.Words | None = None
) -> AuditEntry:
    """Ask the police to look at their refusal again, within three days (310号令 9); the case goes on meanwhile."""
    acts.may(record, "challenge_refusal", by=by)
    text = acts.written(challenge_reason, _("请写明提请复议的理由。"))
    transfer: Any = record.transfers.exclude(answered_on=None).last()
    entry = acts.act(
        record, "challenge_refusal", by=by, reason=text, words=words, given={"challenge_reason": text}
    )  # fmt: skip
    transfer.challenged_on = today()
    transfer.challenge = acts.paper_of(entry, "police_review_request")
    transfer.save()
    return entry


def _clear(record: Case, day: date) -> None:
    """It is no matter of the police: a penalty may follow."""
    transfer: Any = record.transfer
    transfer.cleared_on = day
    transfer.save(update_fields=["cleared_on"])
