"""From clue to case (25号令 18–19): two handlers ask, the brigade's head approves."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from campaign.workflow import Stage
from casework import holdings, numbering
from casework.by import By
from casework.models import AuditEntry
from casework.workflow import Refused
from complaints.kinds import Kind
from complaints.services.acts import file_case
from inspections.cases.models import Case
from inspections.cases.services import acts
from law.clock import today


def request_filing(
    record: Case,
    *,
    by: By,
    lead: User | None = None,
    second: User | None = None,
    is_edge_confirmed: bool = False,
) -> AuditEntry:
    """Ask for filing; `lead` and `second` replace the handlers named with the clue.

    Found on the last day of the limitation, it needs `is_edge_confirmed`: whether that day is still in time is for a
    person to say. Raises `Refused` (limitation_edge, not_certified, conflicted, too_few_inspectors and those of `perform`).
    """
    acts.may(record, "request_filing", by=by)
    lead, second = lead or record.lead, second or record.second
    acts.fit([lead, second], record.employer, today())
    if record.is_limitation_edge and not is_edge_confirmed:
        raise Refused(
            "limitation_edge", _("发现的日子正是查处时效的最后一天，请核对违法行为终了日期并勾选确认。")
        )
    return acts.act(
        record,
        "request_filing",
        by=by,
        lead=lead,
        second=second,
        is_edge_confirmed=record.is_limitation_edge and is_edge_confirmed,
    )


@transaction.atomic
def approve_filing(record: Case, *, by: By, words: acts.Words | None = None) -> AuditEntry:
    """File the case: its number, its day, the 60 working days. A 投诉 is filed on the day it was accepted (25号令 18).

    The handlers must still be fit: a conflict may have been declared since filing was asked for (条例 16).
    """
    acts.may(record, "approve_filing", by=by)
    acts.fit(record.handlers(), record.employer, today())
    filed_on, number = _filing_day(record), numbering.issue("立", today())
    entry = acts.act(
        record,
        "approve_filing",
        by=by,
        filed_on=filed_on,
        filing_number=number,
        words=words,
        data={"number": number, "filed_on": filed_on.isoformat()},
        note=_("%(number)s，立案日期 %(day)s") % {"number": number, "day": filed_on.isoformat()},
    )
    acts.move(record, Stage.CASE, by.actor)
    for complaint in record.complaints():
        file_case(complaint, by=by)
    return entry


def return_filing(record: Case, *, by: By, reason: str) -> AuditEntry:
    """Back to the handlers to complete."""
    return acts.say_no(record, "return_filing", by=by, reason=reason)


@transaction.atomic
def reject_filing(record: Case, *, by: By, reason: str, words: acts.Words | None = None) -> AuditEntry:
    """No case. Where an inspection led here, its employer is done with."""
    entry = acts.say_no(record, "reject_filing", by=by, reason=reason, words=words)
    if record.inspection_id:
        acts.move(record, Stage.CONCLUDED, by.actor)
    return entry


def reassign_case(record: Case, *, by: By, lead: User, second: User, reason: str) -> AuditEntry:
    """Other handlers from now on (illness, recusal, leaving). `reason` is obligatory.

    Raises `Refused` (same_handlers, not_certified, conflicted, too_few_inspectors and those of `perform`).
    """
    acts.may(record, "reassign_case", by=by)
    acts.written(reason, _("请写明为什么换人。"))
    if (lead.pk, second.pk) == (record.lead_id, record.second_id):
        raise Refused("same_handlers", _("选的就是现在的承办人，请另选。"))
    acts.fit([lead, second], record.employer, today(), record=record)
    before, after = record.handlers(), [lead, second]
    note = _("%(before)s 改为 %(after)s") % {
        "before": "、".join(person.name for person in before),
        "after": "、".join(person.name for person in after),
    }
    return acts.act(
        record,
        "reassign_case",
        by=by,
        reason=reason.strip(),
        lead=lead,
        second=second,
        note=note,
        data={"before": [person.pk for person in before], "after": [person.pk for person in after]},
    )


def pass_on(record: Case, *, leaver: User, to: User, by: By, reason: str) -> None:
    """The leaver's seat to another, the other seat as it is. Raises `Refused`."""
    seats = {name: holdings.other(getattr(record, name), leaver=leaver, to=to) for name in ("lead", "second")}
    reassign_case(record, by=by, reason=reason, **seats)


def _filing_day(record: Case) -> date:
    complaint = record.complaint
    if complaint is not None and complaint.kind == Kind.COMPLAINT and complaint.accepted_on:
        return complaint.accepted_on
    return today()
