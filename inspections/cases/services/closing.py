"""Closing and archive: every way a case ends is closed and put away."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from campaign.workflow import Stage
from casework.by import By
from casework.models import AuditEntry
from inspections.cases import rules
from inspections.cases.kinds import ReportKind
from inspections.cases.models import Case
from inspections.cases.services import acts
from law.clock import today


@transaction.atomic
def request_closing(record: Case, *, by: By, closing_report: str) -> AuditEntry:
    """Ask to close a case that has its result (executed, not punished, withdrawn, taken up by the police), with the report."""
    acts.may(record, "request_closing", by=by)
    text = acts.written(closing_report, _("请写明处理结果和履行情况。"))
    acts.keep_secret(record, text, by=by)
    entry = acts.act(record, "request_closing", by=by, closing_from=record.state)
    acts.write_report(record, ReportKind.CLOSING, text, by.actor)
    return entry


def return_closing(record: Case, *, by: By, reason: str) -> AuditEntry:
    """Back to the handlers: material is missing. `reason` is obligatory."""
    return acts.say_no(record, "return_closing", by=by, reason=reason, closing_from="")


@transaction.atomic
def approve_closing(record: Case, *, by: By, words: acts.Words | None = None) -> AuditEntry:
    """Close the case; its employer is concluded in the campaign."""
    acts.may(record, "approve_closing", by=by)
    entry = acts.act(
        record,
        "approve_closing",
        by=by,
        closed_on=today(),
        words=words,
        given={"closing_report": record.closing_report},
    )
    acts.move(record, Stage.CONCLUDED, by.actor)
    return entry


def archive_case(
    record: Case,
    *,
    by: By,
    archive_number: str,
    files: Sequence[Any] = (),
    words: acts.Words | None = None,
) -> AuditEntry:
    """Put the file away under `archive_number`; stops the archive clock. Refused while a paper of its way is missing.

    Raises `Refused` (text, archive_number and those of `perform`).
    """
    acts.may(record, "archive_case", by=by)
    number = acts.written(archive_number, _("请填写归档号。"))
    acts.refuse({"archive_number": rules.archive_number_error(record, number)})
    return acts.act(
        record,
        "archive_case",
        by=by,
        files=files,
        words=words,
        given={"archive_number": number},
        archive_number=number,
        archived_on=today(),
    )
