"""What a story has at hand: the campaign, the people, the employers, its own chance, and the diary of what comes next.

A story is a generator. It yields the moment of its next act; the player (`rehearsal.play`) holds the clock at that moment and
lets it run on to the next `yield`. Each story draws from a stream of its own, so one story never changes another, and a
rehearsal until June is the beginning of the rehearsal until August.
"""

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from heapq import heappop, heappush
from random import Random
from typing import Any, TypeVar

from django.db.models import Model

from campaign.models import Campaign
from rehearsal.people import People

Story = Generator[datetime, None, None]
Entry = tuple[datetime, int, Story]


@dataclass
class Diary:
    """The next act of every story that goes on, by moment; of two at one moment, the one written down first."""

    entries: list[Entry] = field(default_factory=list)
    written: int = 0

    def tell(self, story: Story) -> None:
        """Begin a story, or go on with it: it runs to its next `yield` and waits there."""
        moment = next(story, None)
        if moment is not None:
            self.written += 1
            heappush(self.entries, (moment, self.written, story))

    def next_on(self, day: date) -> Entry | None:
        """Take out the first entry that is due by the end of `day`."""
        return heappop(self.entries) if self.entries and self.entries[0][0].date() <= day else None


@dataclass
class Stage:
    campaign: Campaign
    people: People = field(init=False)
    employers: list[Any]
    seed: int
    diary: Diary = field(default_factory=Diary)

    def random(self, *topic: object) -> Random:
        """The stream of one topic: the same for the same seed, whatever else is played."""
        return Random("/".join(map(str, (self.seed, *topic))))

    def random_for(self, topic: str, employer: int, *more: object) -> Random:
        """The stream of a topic of one employer (its id), which is known by its place in the list.

        A database whose earlier rows were rolled back does not number from one, and the same seed must still play the same.
        """
        return self.random(topic, self._places[employer], *more)

    @cached_property
    def _places(self) -> dict[int, int]:
        return {employer.pk: place for place, employer in enumerate(self.employers, 1)}

    def tell(self, story: Story) -> None:
        self.diary.tell(story)


Moving = TypeVar("Moving", bound=Model)


def fresh(record: Moving) -> Moving:
    """The record as it stands now: between two acts of a story others may have acted on it."""
    return type(record)._base_manager.get(pk=record.pk)
