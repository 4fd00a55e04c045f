"""A day that plans itself (今日一张单): what belongs on today's sheet, in which order, and what putting it off would break.

Pure: no database, no clock. Whoever asks gives the duties, today, and the working days from today on as the law counts them.

The rules, in this order:

1. What is late, due today or bound to an hour is on the sheet, whether or not the day has room for it.
2. Every other duty with a lawful day is laid on the latest working day on which it is still in time and there is room; what
   finds room only today is on the sheet. What is left over can therefore wait, and stands under «later» with its last safe day.
3. Whoever decides for others does the decisions that wait first: all of them are on the sheet.
4. What room is left is filled with what is due soonest, then with visits in a street one goes to anyhow, then with what has
   lain longest.
5. Decisions come first, then what has an hour, what is late or due, visits town by town and street by street, calls, the rest.
   Where a person has arranged the sheet, that order stands and newcomers are set behind what goes before them by rule.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from itertools import pairwise

# A working day in minutes, and what is guessed for a duty and for the way to it.
CAPACITY = 7 * 60
NEAR = 3
OPENS, NOON, AFTERNOON, CLOSES = 8 * 60 + 30, 12 * 60, 13 * 60 + 30, 17 * 60 + 30
WAY_OUT, WAY_BETWEEN_TOWNS, WAY_IN_TOWN, WAY_IN_STREET = 40, 40, 15, 5
STREET = re.compile(r"(?P<street>[^\d\s,，、（(]{1,10}?(?:大道|大街|路|巷|街(?!道)|村|园区|工业园|社区))")
PLACES = re.compile(r"^(?:山东省)?(?:青岛市)?(?:青岛)?(?:西海岸新区|黄岛区|[^\d\s]{2,4}?区(?!域))?")


class Sort(StrEnum):
    """What sort of work a duty is."""

    DECISION = "decision"
    DESK = "desk"
    CALL = "call"
    VISIT = "visit"


MINUTES: Mapping[Sort, int] = {Sort.DECISION: 10, Sort.DESK: 30, Sort.CALL: 10, Sort.VISIT: 60}


@dataclass(frozen=True)
class Item:
    """One duty. `due_on` is its lawful day, `due_at` the hour of it where it has one; `day` is where its person put it off to."""

    key: str
    sort: Sort
    town: str = ""
    street: str = ""
    due_on: date | None = None
    due_at: time | None = None
    since: date = date.min
    day: date | None = None
    guess: int = 0

    @property
    def minutes(self) -> int:
        return self.guess or MINUTES[self.sort]

    @property
    def spot(self) -> tuple[str, str]:
        return self.town, self.street


class Verdict(StrEnum):
    """What doing something on a day means for its lawful day."""

    IN_TIME = "ok"
    LAST_DAY = "near"
    LATE = "late"


@dataclass(frozen=True)
class Broken:
    """A lawful day that is not kept: of the item with this key, which is done on `on`."""

    key: str
    due_on: date
    on: date

    @property
    def days(self) -> int:
        return (self.on - self.due_on).days


@dataclass(frozen=True)
class Step:
    """An item on the sheet: when it may begin, in minutes from midnight, after so many minutes on the way."""

    item: Item
    starts: int
    way: int = 0

    @property
    def ends(self) -> int:
        return self.starts + self.item.minutes


@dataclass(frozen=True)
class Plan:
    """`steps` are today's, `later` the rest with the last day on which each is safe (None: no lawful day).

    `broken` are lawful days that putting off breaks, `missed_hours` the keys of what ends after its hour; `over` is by how many
    minutes the sheet is longer than a day.
    """

    steps: tuple[Step, ...]
    later: tuple[tuple[Item, date | None], ...]
    broken: tuple[Broken, ...]
    missed_hours: tuple[str, ...] = ()
    over: int = 0

    @property
    def way(self) -> int:
        return sum(step.way for step in self.steps)


def plan(
    items: Iterable[Item],
    *,
    on: date,
    days: Sequence[date],
    leads: bool = False,
    order: Sequence[str] = (),
    begins: int = OPENS,
) -> Plan:
    """Today's sheet as of `begins`. `days` are the working days from `on` itself; `order` the keys as their person set them."""
    listed = list(items)
    room = left_of_day(begins)
    put_off = [item for item in listed if item.day is not None and item.day > on]
    free = [item for item in listed if item not in put_off]
    safe = _latest(free, days, room)
    must = [item for item in free if safe[item.key] == days[0] or _is_due(item, on)]
    if leads:
        must += [item for item in free if item.sort == Sort.DECISION and item not in must]
    chosen = must + _filling([item for item in free if item not in must], must, days, room)
    steps = _timed(arranged(_by_rule(chosen, on), order), begins)
    later = [(item, safe[item.key]) for item in free if item not in chosen] + [
        (item, item.day) for item in put_off
    ]
    return Plan(
        steps=tuple(steps),
        later=tuple(sorted(later, key=lambda each: (each[1] or date.max, each[0].since, each[0].key))),
        broken=tuple(_broken(put_off)),
        missed_hours=tuple(step.item.key for step in steps if _misses_its_hour(step, on)),
        over=max(0, sum(item.minutes for item in chosen) - room),
    )


def shift(due_on: date | None, days: Iterable[date]) -> list[tuple[date, Verdict, int]]:
    """What doing it on each of these days means for its lawful day, and by how many days it would be late.

    The last of the days that is not behind the lawful day is the last one, also where that day itself is a rest day.
    """
    listed = list(days)
    in_time = [day for day in listed if due_on is None or day <= due_on]
    last = in_time[-1] if in_time and len(in_time) < len(listed) else due_on
    told = []
    for day in listed:
        if due_on is not None and day > due_on:
            told.append((day, Verdict.LATE, (day - due_on).days))
        else:
            told.append((day, Verdict.LAST_DAY if day == last else Verdict.IN_TIME, 0))
    return told


def street_of(address: str, town: str = "") -> str:
    """The street of an address, as far as it can be read; empty where it cannot."""
    rest = PLACES.sub("", address.strip(), count=1)
    rest = rest.removeprefix(town)
    found = STREET.search(rest)
    return found["street"] if found else ""


def arranged(items: Sequence[Item], order: Sequence[str]) -> list[Item]:
    """The items in the order of these keys; one that is not among them stands behind what goes before it by rule."""
    places = {key: place for place, key in enumerate(order)}
    known = sorted((item for item in items if item.key in places), key=lambda item: places[item.key])
    before: Item | None = None
    for item in items:
        if item.key not in places:
            known.insert(known.index(before) + 1 if before is not None else 0, item)
        before = item
    return known


def moved(keys: Sequence[str], key: str, by: int) -> list[str]:
    """The same keys with one of them moved up or down, not beyond an end."""
    rest = [each for each in keys if each != key]
    if len(rest) == len(keys):
        return list(keys)
    place = min(max(keys.index(key) + by, 0), len(rest))
    return [*rest[:place], key, *rest[place:]]


def _is_due(item: Item, on: date) -> bool:
    return item.due_on is not None and item.due_on <= on


def left_of_day(begins: int) -> int:
    """How many minutes of work today still has room for."""
    if begins <= OPENS:
        return CAPACITY
    pause = max(0, AFTERNOON - max(begins, NOON))
    return min(CAPACITY, max(0, CLOSES - begins - pause))


def _latest(items: Collection[Item], days: Sequence[date], today: int) -> dict[str, date | None]:
    """By key the latest working day on which each is in time and there is room; today where none is, None without a day.

    `today` is how much room today has left.
    """
    room = {**dict.fromkeys(days, CAPACITY), days[0]: today}
    found: dict[str, date | None] = {item.key: None for item in items}
    dated = [item for item in items if item.due_on is not None]
    for item in sorted(
        dated, key=lambda each: (each.due_on or date.max, -each.minutes, each.key), reverse=True
    ):
        able = [day for day in days if day <= (item.due_on or day)]
        day = next((day for day in reversed(able) if room[day] >= item.minutes), days[0])
        room[day] -= item.minutes
        found[item.key] = day
    return found


def _filling(rest: Collection[Item], must: Sequence[Item], days: Sequence[date], today: int) -> list[Item]:
    """What else fits into today."""
    room = today - sum(item.minutes for item in must)
    near = days[min(NEAR, len(days) - 1)]
    spots = {item.spot for item in must if item.sort == Sort.VISIT and item.street}
    chosen: list[Item] = []
    for item in sorted(rest, key=lambda each: _wish(each, near, spots)):
        if item.minutes <= room:
            chosen.append(item)
            room -= item.minutes
    return chosen


def _wish(item: Item, near: date, spots: Collection[tuple[str, str]]) -> tuple[int, date, date, str]:
    """How much one wants it today: due within days, on the way, without any day, then what can wait."""
    due = item.due_on or date.max
    if due <= near:
        return 0, due, item.since, item.key
    if item.sort == Sort.VISIT and item.spot in spots:
        return 1, due, item.since, item.key
    return (2, date.max, item.since, item.key) if item.due_on is None else (3, due, item.since, item.key)


def _by_rule(items: Collection[Item], on: date) -> list[Item]:
    urgent: dict[tuple[str, str], tuple[date, date]] = {}
    towns: dict[str, tuple[date, date]] = {}
    for item in items:
        if item.sort == Sort.VISIT:
            urgency = (item.due_on or date.max, item.since)
            urgent[item.spot] = min(urgent.get(item.spot, urgency), urgency)
            towns[item.town] = min(towns.get(item.town, urgency), urgency)

    def place(item: Item) -> tuple[object, ...]:
        own = (item.due_on or date.max, item.since, item.key)
        if item.sort == Sort.DECISION:
            return (0, *own)
        if item.due_at is not None and _is_due(item, on):
            return (1, item.due_at, *own)
        if item.sort == Sort.VISIT:
            return (3, towns[item.town], item.town, urgent[item.spot], item.street, *own)
        if _is_due(item, on):
            return (2, *own)
        return (4 if item.sort == Sort.CALL else 5, *own)

    return sorted(items, key=place)


def _timed(items: Sequence[Item], begins: int) -> list[Step]:
    """When each may begin, one after the other, with the ways between and the break at noon."""
    steps, at = [], max(begins, OPENS)
    pairs: list[tuple[Item | None, Item]] = [(None, items[0]), *pairwise(items)] if items else []
    for before, item in pairs:
        way = _way(before, item)
        at = _after_noon(at + way, item.minutes)
        steps.append(Step(item, at, way))
        at += item.minutes
    return steps


def _after_noon(at: int, minutes: int) -> int:
    return AFTERNOON if at < AFTERNOON and at + minutes > NOON and at >= NOON - minutes // 2 else at


def _way(before: Item | None, item: Item) -> int:
    """How long one is on the way: out from the desk, from town to town, within one, and back to the desk."""
    here = before if before is not None and before.sort == Sort.VISIT else None
    if item.sort != Sort.VISIT:
        return WAY_OUT if here else 0
    if here is None:
        return WAY_OUT
    if here.town != item.town:
        return WAY_BETWEEN_TOWNS
    return WAY_IN_STREET if item.street and here.street == item.street else WAY_IN_TOWN


def _broken(put_off: Iterable[Item]) -> Iterable[Broken]:
    return (
        Broken(item.key, item.due_on, item.day)
        for item in put_off
        if item.due_on is not None and item.day is not None and item.day > item.due_on
    )


def _misses_its_hour(step: Step, on: date) -> bool:
    hour = step.item.due_at
    return hour is not None and _is_due(step.item, on) and step.ends > hour.hour * 60 + hour.minute
