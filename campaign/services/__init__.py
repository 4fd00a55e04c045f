"""What may be done to a campaign. Other rooms call `move_target` and read `Campaign.objects.current()`."""

from campaign.services.boundaries import advance, moments
from campaign.services.loading import load
from campaign.services.plans import change_campaign, create_next, set_current
from campaign.services.publicity import change_publicity, record_publicity
from campaign.services.reminders import remind_reports
from campaign.services.targets import build_targets, clear_target, move_target

__all__ = [
    "advance",
    "build_targets",
    "change_campaign",
    "change_publicity",
    "clear_target",
    "create_next",
    "load",
    "moments",
    "move_target",
    "record_publicity",
    "remind_reports",
    "set_current",
]
