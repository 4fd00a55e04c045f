"""What a report counts: one campaign, from its first day to the cut-off."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q

from campaign.models import Campaign
from law.clock import SHANGHAI, end_of_day


@dataclass(frozen=True)
class Window:
    """Events dated from the campaign's first day to `cut_off`, both counted; the gaps between phases count too.

    What belongs to another campaign is left out; what belongs to none is daily supervision and is counted.
    """

    campaign: Campaign
    cut_off: date

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
