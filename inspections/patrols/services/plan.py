"""Whether a visit was on plan (方案四（二）): the day of the visit decides, not the day on which it is typed."""

from datetime import date

from django.utils.translation import gettext as _

from campaign.models import Campaign
from campaign.phases import Phase
from casework.workflow import Refused


def is_off_plan(day: date) -> bool:
    """In a phase of the campaign other than the towns' own; a gap and a day outside the campaign never are."""
    campaign = Campaign.objects.current()
    return campaign is not None and campaign.phase_on(day) not in (None, Phase.PATROL)


def ask_why(patrolled_on: date, reason: str) -> None:
    """A visit off plan needs a reason; what was on plan and is only typed later needs none. Raises `Refused` (off_plan)."""
    if is_off_plan(patrolled_on) and not reason.strip():
        raise Refused(
            "off_plan",
            _("%(day)s 不在镇街巡视整改阶段，请写明为什么在这一天巡查。") % {"day": patrolled_on.isoformat()},
        )
