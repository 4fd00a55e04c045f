"""The investigation: findings, extension, correction, its end (条例 17–18)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from campaign.workflow import Stage
from casework import numbering
from casework.by import By
from casework.models import AuditEntry
from casework.workflow import Refused
from inspections.cases import rules
from inspections.cases.models import Case
from inspections.cases.services import acts
from inspections.checks.rules import correct_by_error
from law.clock import today


def record_findings(
    record: Case,
    *,
    by: By,
    findings: str,
    crime: str = "",
    crime_facts: str = "",
    people_count: int | None = None,
    amount: Decimal | None = None,
    files: Sequence[Any] = (),
) -> AuditEntry:
    """Write down what has been found out and with what evidence; may be done again and again.

    `crime_facts` with `crime` (kinds.Crime) bar a penalty until the head has decided on a transfer; written anew they
    do so again. `people_count` and `amount` (yuan) replace
    what the clue said.
    """
    acts.may(record, "record_findings", by=by)
    changes: dict[str, Any] = {"findings": acts.written(findings, _("请写明查明的事实和证据。"))}
    if crime_facts.strip():
        if not crime:
            raise Refused("no_crime", _("写了涉嫌犯罪的事实，请同时选择涉嫌的罪名。"))
        changes |= {"crime": crime, "crime_facts": crime_facts.strip()}
        if (crime, changes["crime_facts"]) != (record.crime, record.crime_facts):
            changes["crime_cleared_on"] = None
    if people_count is not None:
        changes["people_count"] = people_count
    if amount is not None:
        changes["amount"] = acts.amount(amount)
    return acts.act(
        record, "record_findings", by=by, files=files, **changes
    )  # fmt: skip


def request_extension(record: Case, *, by: By, extension_reason: str) -> AuditEntry:
    """Ask for 30 more working days, before day 60 and once only."""
    acts.may(record, "request_extension", by=by)
    text = acts.written(extension_reason, _("请写明案情为什么复杂、还要查什么。"))
    return acts.act(
        record, "request_extension", by=by, reason=text, extension_reason=text
    )  # fmt: skip


def approve_extension(record: Case, *, by: By) -> AuditEntry:
    """Grant it: the clock runs to the 90th working day from the same start."""
    return acts.act(
        record,
        "approve_extension",
        by=by,
        reason=record.extension_reason,
        extension_approved_on=today(),
    )


@transaction.atomic
def order_correction(record: Case, *, by: By, correct_by: date, correction_text: str) -> AuditEntry:
    """Order correction until the day `correct_by`, with a numbered order. Raises `Refused` (correct_by, text)."""
    acts.may(record, "order_correction", by=by)
    acts.refuse({"correct_by": correct_by_error(correct_by)})
    text = acts.written(correction_text, _("请逐项写明要改正什么。"))
    number = numbering.issue("令", today())
    return acts.act(
        record,
        "order_correction",
        by=by,
        correct_by=correct_by,
        correction_text=text,
        correction_number=number,
        correction_ordered_on=today(),
        corrected_on=None,
        correction_result="",
        data={"number": number, "correct_by": correct_by.isoformat()},
        note=_("%(number)s，改正期限 %(day)s") % {"number": number, "day": correct_by.isoformat()},
    )


def confirm_correction(
    record: Case,
    *,
    by: By,
    correction_result: str,
    is_corrected: bool = True,
    is_minor_and_corrected: bool = False,
    files: Sequence[Any] = (),
) -> AuditEntry:
    """Say what the re-check found. Minor and corrected is a ground to withdraw the case (条例 18)."""
    acts.may(record, "confirm_correction", by=by)
    text = acts.written(correction_result, _("请写明复查情况。"))
    if is_minor_and_corrected and not is_corrected:
        raise Refused("not_corrected", _("没有改正到位的，不能认定为轻微且已改正。"))
    return acts.act(
        record,
        "confirm_correction",
        by=by,
        files=files,
        correction_result=text,
        corrected_on=today() if is_corrected else None,
        is_minor_and_corrected=is_minor_and_corrected,
        note=_("改正到位") if is_corrected else _("没有改正到位"),
    )


def conclude_investigation(
    record: Case,
    *,
    by: By,
    findings: str = "",
    is_minor_and_corrected: bool | None = None,
    is_unfounded: bool = False,
    files: Sequence[Any] = (),
) -> AuditEntry:
    """End the investigation; from now on 15 working days for the decision. `findings` replaces what was written so far."""
    acts.may(record, "conclude_investigation", by=by)
    text = acts.written(findings.strip() or record.findings, _("请写明查明的事实和证据。"))
    minor = record.is_minor_and_corrected if is_minor_and_corrected is None else is_minor_and_corrected
    acts.refuse({"is_unfounded": rules.grounds_error(is_minor=minor, is_unfounded=is_unfounded)})
    return acts.act(
        record,
        "conclude_investigation",
        by=by,
        files=files,
        investigated_on=today(),
        findings=text,
        is_minor_and_corrected=minor,
        is_unfounded=is_unfounded,
    )


@transaction.atomic
def withdraw_case(record: Case, *, by: By, reason: str) -> AuditEntry:
    """Withdraw a case that was minor and corrected, or unfounded. `reason` is obligatory."""
    acts.may(record, "withdraw_case", by=by)
    text = acts.written(reason, _("请写明撤销立案的理由。"))
    entry = acts.act(record, "withdraw_case", by=by, reason=text, withdrawn_on=today())
    acts.move(record, Stage.CONCLUDED, by.actor)
    return entry
