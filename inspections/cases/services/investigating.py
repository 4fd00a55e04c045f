"""The investigation: findings, correction, its end (条例 17–18)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from campaign.workflow import Stage
from casework.acts import plain
from casework.by import By
from casework.models import AuditEntry
from casework.workflow import Refused
from inspections.cases import rules
from inspections.cases.kinds import ReportKind
from inspections.cases.models import Case, Correction
from inspections.cases.services import acts, transferring
from inspections.checks.rules import correct_by_error
from law.clock import today


@transaction.atomic
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
    """Write down what has been found out and with what evidence; done again, the former stays.

    `crime_facts` with `crime` (kinds.Crime) bar a penalty until the head has decided on a transfer; written anew they
    do so again. `people_count` and `amount` (yuan) replace
    what the clue said.
    """
    acts.may(record, "record_findings", by=by)
    text = acts.written(findings, _("请写明查明的事实和证据。"))
    changes: dict[str, Any] = {}
    if crime_facts.strip():
        if not crime:
            raise Refused("no_crime", _("写了涉嫌犯罪的事实，请同时选择涉嫌的罪名。"))
        changes["transfer"] = transferring.noted(record, crime, crime_facts.strip())
    if people_count is not None:
        changes["people_count"] = people_count
    if amount is not None:
        changes["amount"] = acts.amount(amount)
    acts.keep_secret(record, text, crime_facts, by=by)
    entry = acts.act(
        record, "record_findings", by=by, files=files, data=_recounted(record, changes), **changes
    )
    acts.write_report(record, ReportKind.FINDINGS, text, by.actor)
    return entry


def _recounted(record: Case, changes: dict[str, Any]) -> dict[str, Any]:
    """What the clue or an earlier finding counted, and what is counted now, for the trail."""
    told = {
        name: [plain(name, getattr(record, name)), plain(name, changes[name])]
        for name in ("people_count", "amount")
        if name in changes and getattr(record, name) != changes[name]
    }
    return {"changes": told} if told else {}


@transaction.atomic
def order_correction(
    record: Case, *, by: By, correct_by: date, correction_text: str, words: acts.Words | None = None
) -> AuditEntry:
    """Order correction until the day `correct_by`; the order has to be served. Raises `Refused` (correct_by, text)."""
    acts.may(record, "order_correction", by=by)
    acts.refuse({"correct_by": correct_by_error(correct_by)})
    text = acts.written(correction_text, _("请逐项写明要改正什么。"))
    order = Correction.objects.create(case=record, text=text, ordered_on=today(), correct_by=correct_by)
    entry = acts.act(
        record,
        "order_correction",
        by=by,
        correction=order,
        words=words,
        given={"correction_text": text, "correct_by": correct_by},
        data={"correct_by": correct_by.isoformat()},
    )
    order.paper = acts.paper_of(entry, "correction_order")
    order.save(update_fields=["paper"])
    return entry


@transaction.atomic
def confirm_correction(
    record: Case,
    *,
    by: By,
    correction_result: str,
    is_corrected: bool = True,
    is_minor_and_corrected: bool = False,
    rechecked_on: date | None = None,
    corrected_on: date | None = None,
    files: Sequence[Any] = (),
    words: acts.Words | None = None,
) -> AuditEntry:
    """Say what the re-check of `rechecked_on` (today if not given) found. Minor and corrected is a ground to withdraw (条例 18).

    `corrected_on` is the day the proofs say it was set right; unknown, what the re-check finds corrected was so in time.
    """
    acts.may(record, "confirm_correction", by=by)
    text = acts.written(correction_result, _("请写明复查情况。"))
    if is_minor_and_corrected and not is_corrected:
        raise Refused("not_corrected", _("没有改正到位的，不能认定为轻微且已改正。"))
    order: Any = record.correction
    day = acts.past_day(rechecked_on, field="rechecked_on", since=order.ordered_on)
    acts.refuse(
        {"corrected_on": rules.corrected_on_error(order, corrected_on, day, is_corrected=is_corrected)}
    )
    order.rechecked_on, order.is_corrected, order.corrected_on = day, is_corrected, corrected_on
    order.result = text
    entry = acts.act(
        record,
        "confirm_correction",
        by=by,
        on=day,
        files=files,
        is_minor_and_corrected=is_minor_and_corrected,
        words=words,
        given={"correction_result": text},
        note=_("改正到位") if is_corrected else _("没有改正到位"),
    )
    order.result_paper = acts.paper_of(entry, "recheck_record")
    order.save()
    return entry


@transaction.atomic
def conclude_investigation(
    record: Case,
    *,
    by: By,
    findings: str = "",
    is_minor_and_corrected: bool | None = None,
    is_unfounded: bool = False,
    files: Sequence[Any] = (),
    words: acts.Words | None = None,
) -> AuditEntry:
    """End the investigation with its report; from now on 15 working days for the decision. Without `findings` the last count."""
    acts.may(record, "conclude_investigation", by=by)
    text = acts.written(findings.strip() or record.findings, _("请写明查明的事实和证据。"))
    minor = record.is_minor_and_corrected if is_minor_and_corrected is None else is_minor_and_corrected
    acts.refuse({"is_unfounded": rules.grounds_error(is_minor=minor, is_unfounded=is_unfounded)})
    entry = acts.act(
        record,
        "conclude_investigation",
        by=by,
        files=files,
        investigated_on=today(),
        words=words,
        given={"findings": text},
        is_minor_and_corrected=minor,
        is_unfounded=is_unfounded,
    )
    if text != record.findings:
        acts.write_report(record, ReportKind.FINDINGS, text, by.actor)
    return entry


@transaction.atomic
def withdraw_case(record: Case, *, by: By, reason: str, words: acts.Words | None = None) -> AuditEntry:
    """Withdraw a case that was minor and corrected (条例 18); the decision has to be served. `reason` is obligatory."""
    acts.may(record, "withdraw_case", by=by)
    text = acts.written(reason, _("请写明撤销立案的理由。"))
    entry = acts.act(
        record, "withdraw_case", by=by, reason=text, withdrawn_on=today(), words=words, given={"reason": text}
    )  # fmt: skip
    acts.move(record, Stage.CONCLUDED, by.actor)
    return entry
