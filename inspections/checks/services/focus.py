"""The focus part of the inspection list (方案四（三）: 镇街巡视、行业预警发现问题及投诉举报的相关单位列为检查重点).

What a town escalates waits neither for the phase nor for the night (方案四（二）: 及时上报，列为专项检查对象): it is listed
at once, or as soon as the inspection has ended that goes on at its employer.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from campaign.models import Campaign
from campaign.phases import Phase
from campaign.reasons import Reason
from campaign.services.targets import move_target
from campaign.workflow import Stage
from casework import audit, numbering
from casework.by import SYSTEM, By
from casework.workflow import Refused, check, perform
from complaints.services.repeats import repeated_since
from findings.models import Escalation
from findings.services.escalating import lead_to
from findings.workflow import State as Reported
from inspections.checks import frequency
from inspections.checks.models import Inspection, Source
from inspections.checks.querysets import InspectionQuerySet
from inspections.checks.workflow import InspectionState
from law.clock import today
from registry.models import Employer, Warning

REASON_OF = {
    Source.ESCALATION: Reason.PATROL_ESCALATION,
    Source.COMPLAINTS: Reason.REPEATED_COMPLAINTS,
    Source.WARNING: Reason.WARNING,
    Source.MANUAL: Reason.OTHER,
}


class Ground(NamedTuple):
    """Why an employer is to be inspected, in words, and since when."""

    source: Source
    note: str
    since: date


Grounds = dict[int, list[Ground]]
OFTEN = "多次举报、反响强烈"


def draft_focus_list(campaign: Campaign, on: date) -> dict[str, Any]:
    """Start of the inspection phase: list every employer that was escalated, has an open warning or repeated complaints.

    One line per employer, under the weightiest ground, with all grounds told. An employer whose inspection is under way is
    left alone, and so are grounds its last inspection of this campaign already knew, so it may run twice or late. Returns
    counts by source, of the lines all may know: who is complained of under 举报保密 alone gets a confidential line beside.
    """
    counts = _draft_all(campaign, _grounds(campaign, on))
    _draft_confidential(campaign, on)
    return counts


def extend_focus_list(campaign: Campaign, on: date) -> dict[str, Any]:
    """Daily: what came up since is listed as well.

    From the patrol phase on what a town escalated while an inspection went on that has ended since, whatever the phase;
    warnings and complaints while the inspection phase runs.
    """
    grounds = _grounds(campaign, on) if on >= campaign.opens_on(Phase.PATROL) else {}
    if campaign.phase_on(on) != Phase.INSPECTION:
        grounds = {pk: found for pk, found in grounds.items() if found[0].source == Source.ESCALATION}
        return _draft_all(campaign, grounds)
    counts = _draft_all(campaign, grounds)
    _draft_confidential(campaign, on)
    return counts


def under_way(escalation: Escalation) -> list[Inspection]:
    """The inspections that go on at the employer of a report: it may be joined to one (`findings.hooks`)."""
    rows = Inspection.objects.told_openly().open().filter(employer=escalation.employer_id)
    return list(rows.select_related("employer"))


def list_escalated(escalation: Escalation) -> None:
    """A town reported an employer, or the brigade accepted that (`findings.hooks`): it is on the list at once.

    With whatever else speaks for it. Nothing happens where it stands there for this report already, or an inspection goes on.
    """
    line = escalation.led_to
    if (line is None or line.state == InspectionState.CANCELLED) and not under_way(escalation):
        lead_to(Escalation.objects.filter(pk=escalation.pk), None)
        _draft(escalation.campaign, escalation.employer, _grounds_of(escalation))
    escalation.refresh_from_db(fields=["led_to_type", "led_to_id"])


def follow_answer(escalation: Escalation, *, by: By) -> None:
    """The brigade returned a report (`findings.hooks`): the line that stands for it alone is cancelled.

    Raises `Refused` (those of `perform`).
    """
    line = escalation.led_to
    if escalation.state != Reported.RETURNED or line is None or line.state != InspectionState.LISTED:
        return
    if not _grounds_of(escalation):
        perform(line, "cancel_inspection", by=by.plainly(), reason=escalation.answer)


def _draft_all(campaign: Campaign, grounds: Grounds) -> dict[str, Any]:
    """As if there were no confidential line: what is listed, and when, must not tell of one."""
    grounds = _news(Inspection.objects.told_openly().filter(campaign=campaign), grounds)
    employers = Employer.objects.active().filter(pk__in=list(grounds)).select_related("town").order_by("pk")
    counts: dict[str, int] = defaultdict(int)
    for employer in employers:
        if _draft(campaign, employer, grounds[employer.pk]):
            counts[grounds[employer.pk][0].source.value] += 1
    total = sum(counts.values())
    return {**counts, "listed": total, "summary": _("列为检查重点 %(n)s 户") % {"n": total}}


def _draft_confidential(campaign: Campaign, on: date) -> None:
    """The employers that only complaints labelled 举报保密 have made «多次举报»: a line for the brigade alone."""
    openly = repeated_since(on, openly=True)
    found = {
        pk: [Ground(Source.COMPLAINTS, OFTEN, last)]
        for pk, last in repeated_since(on).items()
        if pk not in openly
    }
    found = _news(Inspection.objects.filter(campaign=campaign), found)
    for employer in Employer.objects.active().filter(pk__in=found).select_related("town").order_by("pk"):
        with transaction.atomic():
            audit.lock()
            _list(campaign, employer, found[employer.pk], by=SYSTEM, is_confidential=True)


def _draft(campaign: Campaign | None, employer: Employer, grounds: list[Ground]) -> bool:
    """One transaction for each employer; False when somebody listed it meanwhile."""
    with transaction.atomic():
        audit.lock()
        listed = Inspection.objects.open().filter(campaign=campaign, employer=employer)
        if listed.told_openly().exists():
            return False
        for hidden in listed.hidden().filter(state=InspectionState.LISTED):
            perform(hidden, "cancel_inspection", by=SYSTEM, reason=_("已另有公开的依据列入检查名单。"))
        line = _list(campaign, employer, grounds, by=SYSTEM)
        lead_to(Escalation.objects.unlisted().filter(campaign=campaign, employer=employer), line)
    return True


def _grounds_of(escalation: Escalation) -> list[Ground]:
    """What speaks for inspecting the employer of a report, today."""
    return _grounds(escalation.campaign, today(), escalation.employer).get(escalation.employer_id, [])


def _grounds(campaign: Campaign | None, on: date, employer: Employer | None = None) -> Grounds:
    """Employer id -> grounds, the weightiest first: escalated by a town, complained of repeatedly, warned of.

    Of one `employer`, or of all.
    """
    found: Grounds = defaultdict(list)
    only = {"employer": employer} if employer else {}
    for report in Escalation.objects.unlisted().filter(campaign=campaign, **only).order_by("pk"):
        # Whatever the last inspection found: a report never goes nowhere.
        found[report.employer_id].append(Ground(Source.ESCALATION, report.get_trigger_display(), date.max))
    for pk, last in repeated_since(on, openly=True, **only).items():
        found[pk].append(Ground(Source.COMPLAINTS, OFTEN, last))
    for warning in Warning.objects.open().filter(**only).order_by("pk"):
        label = f"{warning.get_level_display()}{_('预警')}，{warning.get_kind_display()}"
        found[warning.employer_id].append(Ground(Source.WARNING, label, warning.opened_on))
    return found


def _news(listed: InspectionQuerySet, grounds: Grounds) -> Grounds:
    """Without employers whose inspection goes on, and without grounds that are no news after the last one ended.

    What is asked is whether there is open work, not how far the employer ever got.
    """
    rows = listed.filter(employer__in=list(grounds))
    busy = set(rows.open().values_list("employer_id", flat=True))
    ended: dict[int, date] = {}
    for inspection in rows.exclude(employer__in=busy).only(
        "employer_id", "state", "state_since", "concluded_on"
    ):
        ended[inspection.employer_id] = max(ended.get(inspection.employer_id, date.min), inspection.ended_on)
    return {
        pk: news
        for pk, told in grounds.items()
        if pk not in busy and (news := [ground for ground in told if ground.since > ended.get(pk, date.min)])
    }


@transaction.atomic
def list_focus(
    *,
    by: By,
    campaign: Campaign | None,
    employer: Employer,
    note: str,
    matters: Sequence[str] = (),
    is_confidential: bool = False,
) -> Inspection:
    """Put one employer on the list by hand, with the ground in `note`.

    `is_confidential` where a complaint labelled 举报保密 is behind it, also where nothing else lifts the limit: towns and the
    leading group then do not see the line, and the employer's target is not moved.
    Raises `Refused`: no_reason; already_listed; frequency where 山东条例第十三条 bars another special inspection this year
    and there is no open warning, accepted complaint or escalation to lift it; and those of `perform`.
    """
    if not note.strip():
        raise Refused("no_reason", _("请写明列为检查重点的依据。"))
    check(Inspection(campaign=campaign, employer=employer), "list_focus", by=by)
    audit.lock()
    if Inspection.objects.open().filter(campaign=campaign, employer=employer).exists():
        raise Refused("already_listed", _("这家单位已经在检查名单里，尚未办结。"))
    on, alone = today(), [employer.pk]
    is_barred = bool(frequency.at_limit(on, alone))
    if is_barred and not frequency.suspected(campaign, on, alone):
        raise Refused(
            "frequency",
            _(
                "这家单位今年已做过专项检查。《山东省劳动和社会保障监察条例》第十三条：专项检查每年不超过一次；"
                "有预警、受理的投诉举报或者镇街上报的，先登记后再列入。"
            ),
        )
    return _list(
        campaign,
        employer,
        [Ground(Source.MANUAL, note, today())],
        by=by,
        matters=matters,
        is_confidential=is_confidential
        or (is_barred and not frequency.suspected(campaign, on, alone, openly=True)),
    )


def _list(
    campaign: Campaign | None,
    employer: Employer,
    grounds: list[Ground],
    *,
    by: By,
    matters: Sequence[str] = (),
    is_confidential: bool = False,
) -> Inspection:
    first = grounds[0]
    inspection = Inspection(
        number=numbering.issue("列", today()),
        campaign=campaign,
        employer=employer,
        town_id=employer.town_id,
        source=first.source,
        grounds=[{"source": ground.source.value, "note": ground.note} for ground in grounds],
        is_confidential=is_confidential,
        matters=list(matters),
        listed_on=today(),
    )
    perform(
        inspection,
        "list_focus",
        by=by,
        data={"grounds": [ground.source.value for ground in grounds]},
        note="；".join(inspection.ground_labels),
    )
    for ground in () if is_confidential else grounds:
        move_target(
            campaign=campaign,
            employer=employer,
            stage=Stage.INSPECTION_LISTED,
            by=by,
            reason_code=REASON_OF[ground.source],
            note=ground.note or first.note,
        )
    return inspection
