"""Who and what is there before anything happens: people, ten campaigns, and the employers each of them names."""

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import NamedTuple

from campaign.models import Campaign, PhaseWindow
from campaign.phases import Phase
from rehearsal.benchmarks.stock.shelf import Shelf
from rehearsal.benchmarks.stock.trail import Trail
from rehearsal.hours import working
from rehearsal.people import People


class Firm(NamedTuple):
    """What is remembered of an active employer, and no more: there are very many."""

    pk: int
    code: str
    town: int
    category: str
    headcount: int


@dataclass
class Year:
    """A campaign as many years `back` from the current one, and the employers it names."""

    campaign: int
    code: str
    starts_on: date
    back: int
    firms: list[Firm]

    def day(self, day: date) -> date:
        """A day of the current campaign in this one's year. 2021 had no 29 February, so every year has it."""
        return day.replace(year=day.year - self.back)


@dataclass
class District:
    people: People
    current: Campaign
    years: list[Year]  # the oldest first, the current one last
    shelf: Shelf
    trail: Trail
    seed: int

    def random(self, topic: str) -> Random:
        return Random(f"{self.seed}/{topic}")

    def shares(self, number: int, still_open: int) -> list[tuple[Year, bool, int]]:
        """How many records of each year there are, and whether they are open: the open ones are the newest of all."""
        finished, years = number - still_open, len(self.years)
        each, more = divmod(finished, years)
        done = [(year, False, each + (place < more)) for place, year in enumerate(reversed(self.years))]
        return [*reversed(done), (self.years[-1], True, still_open)]

    def days(self, phase: Phase, until: date) -> list[date]:
        """The working days of a phase of the current campaign, as far as they have come."""
        window = self.current.window(phase)
        return working(window.starts_on, min(window.ends_on, until))


def found_years(current: Campaign, number: int) -> list[Year]:
    """The current campaign and, copied from it, those of the years before; without employers yet."""
    phases = list(current.phases.all())
    for back in range(number - 1, 0, -1):
        made = Campaign.objects.get(pk=current.pk)
        made.pk, made.code, made.is_current = None, str(current.starts_on.year - back), False
        made.title = f"{made.code} {current.title}"
        made.issued_on, made.report_due_on = _before(made.issued_on, back), _before(made.report_due_on, back)
        made.starts_on, made.ends_on = _before(made.starts_on, back), _before(made.ends_on, back)
        made.save(force_insert=True)
        PhaseWindow.objects.bulk_create(
            PhaseWindow(
                campaign=made,
                phase=each.phase,
                title=each.title,
                text=each.text,
                starts_on=_before(each.starts_on, back),
                ends_on=_before(each.ends_on, back),
            )
            for each in phases
        )
    return [
        Year(each.pk, each.code, each.starts_on, current.starts_on.year - each.starts_on.year, [])
        for each in Campaign.objects.order_by("starts_on")
    ]


def _before(day: date, years: int) -> date:
    return day.replace(year=day.year - years)
