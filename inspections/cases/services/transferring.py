"""To the police (国务院令第310号): three days to approve, 24 hours to hand over, never a penalty instead."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from campaign.workflow import Stage
from casework import numbering
from casework.by import By
from casework.models import AuditEntry
from inspections.cases import rules
from inspections.cases.models import Case
from inspections.cases.services import acts
from law.clock import today


def propose_transfer(
    record: Case,
    *,
    by: By,
    crime: str = "",
    crime_facts: str = "",
    suspects_count: int | None = None,
    files: Sequence[Any] = (),
) -> AuditEntry:
    """Report a suspected crime to the head of the bureau, from whatever state of a filed case; its clocks run on.

    拒不支付劳动报酬 needs an order to pay that was not followed and the amount of 法释〔2013〕3号 (policy values).
    Raises `Refused` (text, crime and those of `perform`).
    """
    acts.may(record, "propose_transfer", by=by)
    text = acts.written(crime_facts.strip() or record.crime_facts, _("请写明涉嫌犯罪的事实和依据。"))
    crime = crime or record.crime
    acts.refuse({"crime": rules.crime_error(record, crime)})
    return acts.act(
        record,
        "propose_transfer",
        by=by,
        files=files,
        crime=crime,
        crime_facts=text,
        crime_cleared_on=None,
        suspects_count=suspects_count,
        transfer_from=record.state,
        data={"crime": crime},
    )


def approve_transfer(record: Case, *, by: By) -> AuditEntry:
    """Approve: 24 hours from now to hand over, with the number of the paper."""
    acts.may(record, "approve_transfer", by=by)
    with transaction.atomic():
        number = numbering.issue("移", today())
        return acts.act(
            record, "approve_transfer", by=by, transfer_number=number, data={"number": number}, note=number
        )


def reject_transfer(record: Case, *, by: By, reason: str) -> AuditEntry:
    """Not a crime: the case goes on from where it was, and a penalty may follow."""
    return acts.say_no(
        record, "reject_transfer", by=by, reason=reason, crime_cleared_on=today(), transfer_from=""
    )  # fmt: skip


@transaction.atomic
def hand_over(
    record: Case,
    *,
    by: By,
    transfer_receipt: str,
    suspects_count: int | None = None,
    files: Sequence[Any] = (),
) -> AuditEntry:
    """The police have signed for it; the case ends here."""
    acts.may(record, "hand_over", by=by)
    receipt = acts.written(transfer_receipt, _("请写明接收的公安机关和签收人。"))
    entry = acts.act(
        record,
        "hand_over",
        by=by,
        files=files,
        transferred_on=today(),
        transfer_receipt=receipt,
        suspects_count=record.suspects_count if suspects_count is None else suspects_count,
    )
    acts.move(record, Stage.CONCLUDED, by.actor)
    return entry
