"""The focus part of the inspection list (方案四（三）: 镇街巡视、行业预警发现问题及投诉举报的相关单位列为检查重点).

What a town escalates does not wait for the phase (方案四（二）: 及时上报，列为专项检查对象).
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from campaign.models import Campaign, Target, TargetReason
from campaign.phases import Phase
from campaign.reasons import Reason
from campaign.services.targets import move_target
from campaign.workflow import Stage
from casework import audit, numbering
from casework.by import SYSTEM, By
from casework.workflow import Refused, check, perform
from complaints.services.repeats import repeated_employers
from inspections.checks import frequency
from inspections.checks.models import Inspection, Source
from law.clock import today
from registry.models import Employer, Warning

REASON_OF = {
    Source.ESCALATION: Reason.PATROL_ESCALATION,
    Source.COMPLAINTS: Reason.REPEATED_COMPLAINTS,
    Source.WARNING: Reason.WARNING,
    Source.MANUAL: Reason.OTHER,
}
Grounds = dict[int, list[tuple[Source, str]]]


def draft_focus_list(campaign: Campaign, on: date) -> dict[str, Any]:
    """Start of the inspection phase: list every employer that was escalated, has an open warning or repeated complaints.

    One line per employer, under the weightiest ground, with all grounds told. An employer that already has an inspection
    in this campaign (open, done or cancelled) is left alone, so it may run twice or late. Returns counts by source.
    """
    return _draft_all(campaign, _grounds(campaign, on))


def extend_focus_list(campaign: Campaign, on: date) -> dict[str, Any]:
    """Daily: what came up since is listed as well.

    From the patrol phase on what a town escalated, whatever the phase, so that it waits for the brigade the next
    morning; warnings and complaints while the inspection phase runs.
    """
    grounds = _grounds(campaign, on) if on >= campaign.opens_on(Phase.PATROL) else {}
    if campaign.phase_on(on) != Phase.INSPECTION:
        grounds = {pk: found for pk, found in grounds.items() if found[0][0] == Source.ESCALATION}
    return _draft_all(campaign, grounds)


def _draft_all(campaign: Campaign, grounds: Grounds) -> dict[str, Any]:
    already = set(Inspection.objects.filter(campaign=campaign).values_list("employer_id", flat=True))
    grounds = {pk: found for pk, found in grounds.items() if pk not in already}
    employers = Employer.objects.active().filter(pk__in=list(grounds)).select_related("town").order_by("pk")
    counts: dict[str, int] = defaultdict(int)
    for employer in employers:
        if _draft(campaign, employer, grounds[employer.pk]):
            counts[grounds[employer.pk][0][0].value] += 1
    total = sum(counts.values())
    return {**counts, "listed": total, "summary": _("列为检查重点 %(n)s 户") % {"n": total}}


def _draft(campaign: Campaign, employer: Employer, grounds: list[tuple[Source, str]]) -> bool:
    """One transaction for each employer; False when somebody listed it meanwhile."""
    with transaction.atomic():
        audit.lock()
        if Inspection.objects.open().filter(campaign=campaign, employer=employer).exists():
            return False
        _list(campaign, employer, grounds, by=SYSTEM)
    return True


def _grounds(campaign: Campaign, on: date) -> Grounds:
    """Employer id -> grounds, the weightiest first: escalated by a town, complained of repeatedly, warned of."""
    found: Grounds = defaultdict(list)
    told = TargetReason.objects.filter(target__campaign=campaign, reason=Reason.PATROL_ESCALATION)
    notes = dict(told.values_list("target__employer_id", "note"))
    escalated = Target.objects.filter(campaign=campaign, state=Stage.ESCALATED)
    for pk in escalated.values_list("employer_id", flat=True):
        found[pk].append((Source.ESCALATION, notes.get(pk, "")))
    # Without the number: a town must not learn of reports it may not see.
    for pk in repeated_employers(on):
        found[pk].append((Source.COMPLAINTS, _("多次举报、反响强烈")))
    for warning in Warning.objects.open().order_by("pk"):
        label = f"{warning.get_level_display()}{_('预警')}，{warning.get_kind_display()}"
        found[warning.employer_id].append((Source.WARNING, label))
    return found


@transaction.atomic
def list_focus(
    *,
    by: By,
    campaign: Campaign | None,
    employer: Employer,
    note: str,
    matters: Sequence[str] = (),
) -> Inspection:
    """Put one employer on the list by hand, with the ground in `note`.

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
    if frequency.at_limit(on, alone) and not frequency.suspected(campaign, on, alone):
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
        [(Source.MANUAL, note)],
        by=by,
        matters=matters,
    )


def _list(
    campaign: Campaign | None,
    employer: Employer,
    grounds: list[tuple[Source, str]],
    *,
    by: By,
    matters: Sequence[str] = (),
) -> Inspection:
    first, note = grounds[0]
    inspection = Inspection(
        number=numbering.issue("列", today()),
        campaign=campaign,
        employer=employer,
        town_id=employer.town_id,
        source=first,
        grounds=[{"source": source.value, "note": text} for source, text in grounds],
        matters=list(matters),
        listed_on=today(),
    )
    perform(
        inspection,
        "list_focus",
        by=by,
        data={"grounds": [source.value for source, _note in grounds]},
        note="；".join(inspection.ground_labels),
    )
    for source, text in grounds:
        move_target(
            campaign=campaign,
            employer=employer,
            stage=Stage.INSPECTION_LISTED,
            by=by,
            reason_code=REASON_OF[source],
            note=text or note,
        )
    return inspection
