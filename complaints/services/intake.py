"""Taking a complaint in."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from campaign.models import Campaign
from casework import acts, audit, deadlines, numbering
from casework.by import By
from casework.workflow import Refused, perform
from complaints import rules
from complaints.confidentiality import Complainant, guard_texts
from complaints.kinds import least_label, strictest, usual_label
from complaints.models import Complaint
from complaints.services.targets import follow
from complaints.services.vault import keep_materials, lock_away
from law.clock import instant_of, now, today
from law.matters import are_about_minors
from registry.models import Employer, Town

NOBODY = Complainant()


@transaction.atomic
def register(
    *,
    by: By,
    kind: str,
    channel: str,
    content: str,
    matters: Sequence[str],
    received_at: datetime | date | None = None,
    is_anonymous: bool = False,
    complainant: Complainant = NOBODY,
    employer: Employer | None = None,
    employer_named: str = "",
    town: Town | None = None,
    workers_count: int | None = None,
    amount: Decimal | None = None,
    act_ended_on: date | None = None,
    external_number: str = "",
    external_deadline: date | None = None,
    has_harm: bool = False,
    involves_minors: bool = False,
    label: str = "",
    files: Sequence[Any] = (),
) -> Complaint:
    """Enter a complaint or report; the acceptance clock runs from `received_at` (now when not given).

    `content` is the text others will read; the complainant's own words go into `complainant.statement`,
    sealed. `files` are held attachments; they are kept with the vault. Without a `label` whoever reports by name is
    protected (举报保密); below the least of its matters none lies. Raises `Refused` (`intake`) as `complaints.rules` say.
    """
    record = Complaint(
        kind=kind, channel=channel, content=content.strip(), matters=list(dict.fromkeys(matters)),
        received_at=instant_of(received_at) if received_at else now(), is_anonymous=is_anonymous,
        employer=employer, employer_named=employer_named.strip(),
        town=employer.town if employer is not None else town,
        workers_count=workers_count, amount=amount, act_ended_on=act_ended_on, has_harm=has_harm,
        external_number=external_number.strip(), external_deadline=external_deadline,
        involves_minors=involves_minors or are_about_minors(matters),
        received_by=by.actor,
    )  # fmt: skip
    _check(record, complainant)
    usual = usual_label(kind=kind, is_anonymous=is_anonymous)
    record.label = strictest(label or usual, _least_label(record))
    record.campaign = Campaign.objects.current_on(record.received_on)
    audit.lock()
    record.number = numbering.issue("投", today())
    perform(record, "register", by=by, on=record.received_at, data=_told(record))
    lock_away(record, complainant)
    keep_materials(record, list(files))
    raise_alarm(record, by=by)
    return record


def raise_alarm(record: Complaint, *, by: By) -> None:
    """The clock of hours starts and who decides is told, once: at intake, or when the matters are put right."""
    if record.is_red_flag and deadlines.running(record, "complaint.urgent") is None:
        perform(record, "raise_alarm", by=by)


CORRECTABLE = (
    "employer",
    "town",
    "label",
    "matters",
    "act_ended_on",
    "has_harm",
    "workers_count",
    "amount",
    "involves_minors",
)
FIXED_ON_ACCEPTANCE = ("employer", "town", "act_ended_on", "has_harm")


@transaction.atomic
def correct(record: Complaint, *, by: By, reason: str, version: int | None = None, **values: Any) -> None:
    """Put right what was entered, or name the employer once it is found; every change is in the audit trail.

    `values` are fields of `CORRECTABLE`. After acceptance the employer and what the limitation was counted from
    stay as they were decided on. Raises `Refused`: `final`, `fixed`, `conflict`, `identity_in_text`.
    """
    acts.require(by, "complaints.correct_complaint")
    changed = {
        name: value
        for name, value in values.items()
        if name in CORRECTABLE and getattr(record, name) != value
    }
    if changed.get("employer") is not None:
        changed["town"] = changed["employer"].town
    if record.is_final:
        raise Refused("final", _("已经办完，不能再更正。"))
    if record.accepted_on and set(changed) & set(FIXED_ON_ACCEPTANCE):
        raise Refused("fixed", _("已经受理，用人单位、镇街、行为终了日期和危害后果不能再改。"))
    guard_texts(record, reason, by.remark, actor=by.actor)
    changed = _with_what_follows(record, changed)
    acts.correct(record, "correct_complaint", by=by, values=changed, version=version, reason=reason)
    if "label" in changed:
        follow(record, by=by)
    if {"matters", "workers_count", "amount"} & set(changed):
        raise_alarm(record, by=by)


def _with_what_follows(record: Complaint, changed: dict[str, Any]) -> dict[str, Any]:
    """What is changed, with what other matters bring along: whether minors are concerned, and the least label."""
    codes = changed.get("matters", record.matters)
    involves_minors = changed.get("involves_minors", record.involves_minors) or are_about_minors(codes)
    least = least_label(kind=record.kind, codes=codes, involves_minors=involves_minors)
    found = {
        "involves_minors": involves_minors,
        "label": strictest(changed.get("label", record.label), least),
    }
    return {name: value for name, value in (changed | found).items() if getattr(record, name) != value}


def _check(record: Complaint, told: Complainant) -> None:
    errors = {
        **rules.date_errors(
            received_at=record.received_at,
            act_ended_on=record.act_ended_on,
            external_deadline=record.external_deadline,
        ),
        **rules.person_errors(kind=record.kind, is_anonymous=record.is_anonymous, told=told),
        **rules.case_errors(
            has_employer=record.employer_id is not None,
            employer_named=record.employer_named,
            matters=record.matters,
            content=record.content,
            told=told,
            workers_count=record.workers_count,
            amount=record.amount,
            employer=record.employer,
            external_number=record.external_number,
        ),
    }
    if errors:
        raise Refused("intake", next(iter(errors.values())))


def _least_label(record: Complaint) -> str:
    return least_label(kind=record.kind, codes=record.matters, involves_minors=record.involves_minors)


def _told(record: Complaint) -> dict[str, Any]:
    """What the audit trail may hold about it."""
    return {
        "kind": record.kind,
        "channel": record.channel,
        "is_anonymous": record.is_anonymous,
        "matters": record.matters,
        "label": record.label,
        "received_on": record.received_on.isoformat(),
    }
