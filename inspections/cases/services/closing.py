"""Service, execution, closing and archive of a decided case."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from campaign.workflow import Stage
from casework.by import By
from casework.models import AuditEntry
from casework.workflow import Refused
from findings.models import Recovery
from findings.services.recovering import bring
from inspections.cases import rules
from inspections.cases.kinds import ServiceMethod
from inspections.cases.models import Case
from inspections.cases.services import acts
from law.clock import today


def serve(
    record: Case,
    *,
    by: By,
    service_method: str,
    served_on: date | None = None,
    files: Sequence[Any] = (),
) -> AuditEntry:
    """The decision has reached the party on `served_on` (today when not given); a fine is due 15 days later."""
    acts.may(record, "serve", by=by)
    if service_method not in ServiceMethod.values:
        raise Refused("no_method", _("请选择送达方式。"))
    day = acts.past_day(served_on, field="served_on", since=record.decided_on)
    return acts.act(
        record,
        "serve",
        by=by,
        on=day,
        files=files,
        served_on=day,
        service_method=service_method,
        data={"served_on": day.isoformat(), "method": service_method},
        note=f"{ServiceMethod(service_method).label} {day.isoformat()}",
    )


@transaction.atomic
def record_execution(
    record: Case,
    *,
    by: By,
    executed_on: date | None = None,
    fine_collected: Decimal | None = None,
    back_pay_paid: Decimal | None = None,
    back_pay_paid_people: int | None = None,
    extra_paid: Decimal | None = None,
    execution_note: str = "",
    same_wages: str = "",
    files: Sequence[Any] = (),
) -> AuditEntry:
    """What was paid in fact (yuan). Less than ordered needs `execution_note`: court, instalments, reconsideration.

    Whether the wages are those another record tells of says `same_wages` (`findings.services.bring`); unsaid, what the
    case's own complaint got back is the same.
    """
    acts.may(record, "record_execution", by=by)
    day = acts.past_day(executed_on, field="executed_on", since=record.served_on)
    fine, back_pay, extra = (acts.amount(value) for value in (fine_collected, back_pay_paid, extra_paid))
    acts.refuse(
        rules.execution_errors(
            record,
            fine=fine,
            back_pay=back_pay,
            people=back_pay_paid_people,
            extra=extra,
            note=execution_note,
        )
    )
    paid = {
        "wages_paid_people": back_pay_paid_people or 0,
        "wages_paid_amount": back_pay or 0,
        "compensation_paid": extra or 0,
    }
    entry = acts.act(
        record,
        "record_execution",
        by=by,
        on=day,
        files=files,
        data={name: str(number) for name, number in paid.items() if number},
        executed_on=day,
        fine_collected=fine,
        execution_note=execution_note.strip(),
    )
    bring(record, paid, on=day, same_wages=same_wages or _of_complaint(record))
    return entry


def _of_complaint(record: Case) -> str:
    """The number of what the complaint the case was made of got back, if it did."""
    if record.complaint is None:
        return ""
    wages = Recovery.objects.wages_of(record.employer_id, record.campaign_id)
    row = wages.filter(pk__in=record.complaint.recoveries.values("pk")).first()
    return str(row.pk) if row else ""


def request_closing(record: Case, *, by: By, closing_report: str) -> AuditEntry:
    """Ask to close the executed case, with the report on result and performance."""
    acts.may(record, "request_closing", by=by)
    report = acts.written(closing_report, _("请写明处理结果和履行情况。"))
    return acts.act(record, "request_closing", by=by, closing_report=report)


def return_closing(record: Case, *, by: By, reason: str) -> AuditEntry:
    """Back to the handlers: material is missing. `reason` is obligatory."""
    return acts.say_no(record, "return_closing", by=by, reason=reason)


@transaction.atomic
def approve_closing(record: Case, *, by: By) -> AuditEntry:
    """Close the case; its employer is concluded in the campaign."""
    entry = acts.act(record, "approve_closing", by=by, closed_on=today())
    acts.move(record, Stage.CONCLUDED, by.actor)
    return entry


def archive_case(
    record: Case,
    *,
    by: By,
    archive_number: str,
    files: Sequence[Any] = (),
) -> AuditEntry:
    """Put the file away under `archive_number`; stops the archive clock."""
    acts.may(record, "archive_case", by=by)
    number = acts.written(archive_number, _("请填写归档号。"))
    return acts.act(record, "archive_case", by=by, files=files, archive_number=number, archived_on=today())
