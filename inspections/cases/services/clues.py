"""A clue: from a complaint, an inspection, a report of a town or another office."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from campaign.models import Campaign
from casework import attachments, audit, numbering
from casework.by import By
from casework.workflow import Refused, perform
from complaints.models import Complaint
from complaints.workflow import State as ComplaintState
from inspections.cases.complaints_hook import taken
from inspections.cases.kinds import Source
from inspections.cases.models import Case
from inspections.cases.services import acts
from inspections.checks.models import Inspection, Visit
from inspections.checks.services.inspecting import file_case
from inspections.checks.workflow import AGAIN
from law.clock import day_of, today
from law.matters import MATTERS
from registry.models import Employer

# Of a clue that comes of nothing on record.
NOTHING: dict[str, Any] = {
    "employer": None, "matters": (), "cause": "", "people_count": None, "amount": None, "found_on": None,
    "act_ended_on": None, "has_harm": False,
}  # fmt: skip
TAKEN_OVER = ("source", "campaign", "cause", "people_count", "found_on", "act_ended_on", "has_harm")


@transaction.atomic
def register_clue(
    *,
    by: By,
    employer: Employer | None = None,
    complaint: Complaint | None = None,
    inspection: Inspection | None = None,
    visit: Visit | None = None,
    origin: str = "",
    matters: Sequence[str] = (),
    cause: str = "",
    people_count: int | None = None,
    amount: Decimal | None = None,
    found_on: date | None = None,
    act_ended_on: date | None = None,
    has_harm: bool = False,
    lead: User | None = None,
    second: User | None = None,
    despite: str = "",
    files: Sequence[Any] = (),
) -> Case:
    """Register a clue with its two handlers and return the case.

    What is not given is taken from the `complaint` (accepted) or the `inspection` (visited or correcting, which
    ends with this); `origin` (kinds.Source) is asked for without either. `visit` is the one it comes of, if any.
    `lead` is the actor when not given.
    Where a case about one of the matters is open against the employer, `despite` says why this is another one.
    Raises `Refused` (complaint_not_accepted, complaint_taken, inspection_not_visited, no_employer, no_matters,
    same_matter, too_few_inspectors, not_certified, conflicted, found_on and those of `perform`).
    """
    audit.lock()
    known = _known(complaint, inspection, origin)
    employer = _visible(employer or known["employer"], by)
    codes = _matters(matters or known["matters"])
    _not_twice(employer, codes, despite)
    facts = known | _told(
        cause=cause.strip(), people_count=people_count, amount=amount, found_on=found_on,
        act_ended_on=act_ended_on, has_harm=has_harm,
    )  # fmt: skip
    facts["found_on"] = acts.past_day(facts["found_on"], field="found_on")
    lead = lead or by.actor
    acts.fit([person for person in (lead, second) if person is not None], employer, today())
    links = {"complaint": complaint, "inspection": inspection, "visit": visit, "lead": lead, "second": second}
    record = _drafted(employer, codes, facts, links)
    acts.keep_secret(record, record.cause, despite, *(file.name for file in files), by=by)
    data = {"matters": codes} | ({"despite": despite.strip()} if despite.strip() else {})
    perform(record, "register_clue", by=by, data=data)
    attachments.adopt(list(files), record)
    if inspection is not None:
        file_case(inspection, by=by)
    return record


def _known(complaint: Complaint | None, inspection: Inspection | None, origin: str) -> dict[str, Any]:
    """What is known before anything is told: of the complaint or the inspection, or only where the clue is from."""
    if complaint is not None:
        return NOTHING | _from_complaint(complaint)
    if inspection is not None:
        return NOTHING | _from_inspection(inspection)
    return NOTHING | {"source": origin or Source.OTHER, "campaign": Campaign.objects.current_on(today())}


def _told(**given: object) -> dict[str, Any]:
    """What was really given; a number may be nought."""
    return {name: value for name, value in given.items() if value not in (None, "") and value is not False}


def _visible(employer: Employer | None, by: By) -> Employer:
    seen = Employer.objects.all() if by.actor is None else Employer.objects.visible_to(by.actor)
    if employer is None or not seen.filter(pk=employer.pk).exists():
        raise Refused("no_employer", _("找不到该单位，请重新选择。"))
    return employer


def _matters(given: Sequence[str]) -> list[str]:
    """The matters a case may be about, each once; what only arbitration decides is none."""
    codes = list(dict.fromkeys(given))
    if not codes or set(codes) - set(MATTERS):
        raise Refused("no_matters", _("请至少选一项案由。"))
    codes = [code for code in codes if not MATTERS[code].is_arbitration_only]
    if not codes:
        raise Refused("no_matters", _("所列事项都属于劳动争议仲裁，不能立案，请告知申请仲裁。"))
    return codes


def _drafted(employer: Employer, codes: list[str], facts: dict[str, Any], links: dict[str, Any]) -> Case:
    return Case(
        number=numbering.issue("案", today()),
        employer=employer,
        town_id=employer.town_id,
        matters=codes,
        amount=acts.amount(facts["amount"]),
        **{name: facts[name] for name in TAKEN_OVER},
        **links,
    )


def _not_twice(employer: Employer, codes: Sequence[str], despite: str) -> None:
    """The same matter is not filed twice while the first case is open, unless somebody says why."""
    if despite.strip():
        return
    for known in Case.objects.under_way().filter(employer=employer).order_by("pk"):
        if shared := [MATTERS[code].label for code in codes if code in known.matters]:
            raise Refused(
                "same_matter",
                _(
                    "这家单位的“%(matter)s”已有在办案件 %(number)s，请到原案件办理；确实不是同一件事的，填写另案理由。"
                )
                % {"matter": shared[0], "number": known.current_number},
            )


def _from_complaint(complaint: Complaint) -> dict[str, Any]:
    """What the case takes over; never who complained."""
    if complaint.state != ComplaintState.ACCEPTED:
        raise Refused("complaint_not_accepted", _("这件投诉举报没有受理或者已经办结，不能转立案。"))
    if taken().filter(pk=complaint.pk).exists():
        raise Refused("complaint_taken", _("这件投诉举报已经转立案，请到原案件办理。"))
    return {
        "source": Source.COMPLAINT,
        "campaign": complaint.campaign,
        "employer": complaint.employer,
        "matters": complaint.matters,
        "people_count": complaint.workers_count,
        "amount": complaint.amount,
        "act_ended_on": complaint.act_ended_on,
        "has_harm": complaint.has_harm,
        "found_on": day_of(complaint.received_at),
        "cause": complaint.content,
    }


def _from_inspection(inspection: Inspection) -> dict[str, Any]:
    if inspection.state not in AGAIN:
        raise Refused("inspection_not_visited", _("这次专项检查还没有到户检查或者已经办结，不能转立案。"))
    return {
        "source": Source.INSPECTION,
        "campaign": inspection.campaign,
        "employer": inspection.employer,
        "matters": inspection.matters,
        "found_on": inspection.visited_on,
    }
