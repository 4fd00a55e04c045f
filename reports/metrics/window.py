"""What a report counts: one campaign, from its first day to the cut-off."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q
from django.utils.translation import gettext as _

from campaign.models import Campaign
from law.clock import SHANGHAI, end_of_day, today


@dataclass(frozen=True)
class Window:
    """Events dated from the campaign's first day to `cut_off`, both counted; the gaps between phases count too.

    What belongs to another campaign is left out; what belongs to none is daily supervision and is counted. A window that
    `is_open` counts what a town may be told of only (`reports.metrics.secrecy`).
    """

    campaign: Campaign
    cut_off: date
    is_open: bool = False

    @property
    def starts_on(self) -> date:
        return self.campaign.starts_on

    def dated(self, field: str) -> Q:
        """The day at `field` lies in the window."""
        return Q(**{f"{field}__gte": self.starts_on, f"{field}__lte": self.cut_off})

    def timed(self, field: str) -> Q:
        """The instant at `field` lies in the window, by days of Shanghai."""
        first = datetime.combine(self.starts_on, time.min, SHANGHAI)
        return Q(**{f"{field}__gte": first, f"{field}__lte": end_of_day(self.cut_off)})

    def own(self, path: str = "campaign") -> Q:
        """The record at `path` belongs to this campaign or to none."""
        return Q(**{path: self.campaign}) | Q(**{f"{path}__isnull": True})

    def events(self, field: str, prefix: str = "") -> Q:
        """Of this campaign and dated in the window; `prefix` leads to the dated record."""
        return self.dated(f"{prefix}{field}") & self.own(f"{prefix}campaign")

    def early(self, field: str, prefix: str = "") -> Q:
        return Q(**{f"{prefix}{field}__lt": self.starts_on, f"{prefix}campaign": self.campaign})

    def late(self, field: str, prefix: str = "") -> Q:
        return Q(**{f"{prefix}{field}__gt": self.cut_off}) & self.own(f"{prefix}campaign")


def last_cut_off(campaign: Campaign) -> date:
    """The latest day a report may count up to, and the one offered: today, once the campaign is over its last day."""
    return min(today(), campaign.ends_on)


def cut_off_error(campaign: Campaign, cut_off: date) -> str:
    """Why a report cannot count up to this day, as a sentence; empty when it can."""
    last = {"day": last_cut_off(campaign).isoformat()}
    if cut_off > today():
        return _("统计截止日不能晚于今天，请改为 %(day)s 或更早的日期。") % last
    if cut_off > campaign.ends_on:
        return _("行动到 %(day)s 结束，统计截止日不能晚于这一天。") % last
    if cut_off < campaign.starts_on:
        return _("统计截止日不能早于行动开始（%(day)s）。") % {"day": campaign.starts_on.isoformat()}
    return ""
