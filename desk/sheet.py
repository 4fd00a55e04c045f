"""Today's sheet of one person: the duties of the worklist as `desk.day` plans them, and what was done today already."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.by import Reader
from casework.models import AuditEntry, Deadline
from casework.table import CALL, VISIT
from casework.templatetags.shell import UNITS
from desk import day, deeds, lines, worklist
from desk.day import Item, Plan, Sort, Verdict
from desk.lines import Line
from desk.models import Planned
from law import workdays
from law.clock import day_of, end_of_day, now, today

# More than anybody does in a month; the rest is on the worklist.
MOST = 150
# How far ahead is looked for room, and how many days the picker offers.
AHEAD, OFFERED, COMPARED = 25, 6, 4
WEEKDAYS = (
    gettext_lazy("周一"),
    gettext_lazy("周二"),
    gettext_lazy("周三"),
    gettext_lazy("周四"),
    gettext_lazy("周五"),
    gettext_lazy("周六"),
    gettext_lazy("周日"),
)


@dataclass(frozen=True)
class Choice:
    """A day something may be put off to, and what that would mean."""

    day: date
    verdict: Verdict
    word: str


@dataclass(frozen=True)
class Head:
    """A day above the comparison."""

    day: date
    word: str


@dataclass(frozen=True)
class Entry:
    """A line of the sheet: the duty, when it may begin, where, and the days it may be put off to."""

    line: Line
    starts: str
    way: int
    spot: str
    choices: tuple[Choice, ...]
    put_off_to: date | None = None

    @property
    def key(self) -> str:
        return self.line.key


@dataclass(frozen=True)
class Done:
    """What was done today, and what that saved."""

    deed: deeds.Deed
    lamp: str
    saved: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    on: date
    entries: tuple[Entry, ...]
    later: tuple[Entry, ...]
    put_off: tuple[Entry, ...]
    done: tuple[Done, ...]
    days: tuple[date, ...]
    heads: tuple[Head, ...]
    plan: Plan
    warnings: tuple[str, ...] = ()
    streets: tuple[tuple[str, tuple[Entry, ...]], ...] = ()
    numbers: dict[str, int] = field(default_factory=dict)


def of(user: Reader, *, leads: bool) -> Sheet:
    """The sheet as its person arranged it; a fixed number of queries for each kind of record on it."""
    on = today()
    days = working_days(on, AHEAD)
    told = lines.told(worklist.todo(user, limit=MOST), user)
    kept = list(Planned.objects.visible_to(user).from_day(on))
    off = {each.key: each.day for each in kept}
    order = [each.key for each in kept if each.place is not None and each.day == on]
    items = [_item(line, off.get(line.key)) for line in told]
    moment = now().time()
    planned = day.plan(
        items, on=on, days=days, leads=leads, order=order, begins=moment.hour * 60 + moment.minute
    )
    known = {line.key: line for line in told}
    entries = [_entry(known[step.item.key], step.starts, step.way, days) for step in planned.steps]
    later = [_entry(known[item.key], None, 0, days, item.day) for item, _by in planned.later]
    return Sheet(
        on=on,
        entries=tuple(entries),
        later=tuple(entry for entry in later if entry.put_off_to is None),
        put_off=tuple(entry for entry in later if entry.put_off_to is not None),
        done=tuple(_done(user, on)),
        days=tuple(days[:OFFERED]),
        heads=tuple(_heads(days)),
        plan=planned,
        warnings=tuple(_warnings(planned, known)),
        streets=tuple(_streets(entries)),
        numbers=_numbers(entries),
    )


def working_days(on: date, count: int) -> list[date]:
    """Today and the working days after it; today also where it is none, as somebody works on it."""
    days = [on]
    while len(days) < count:
        days.append(workdays.add_workdays(days[-1], 1, provisional=True))
    return days


def choices(due_on: date | None, days: Sequence[date]) -> tuple[Choice, ...]:
    """What putting something off to each of these days would mean."""
    words = {Verdict.IN_TIME: _("可以"), Verdict.LAST_DAY: _("末日")}
    return tuple(
        Choice(each, verdict, words.get(verdict) or _("迟 %(n)s 天") % {"n": late})
        for each, verdict, late in day.shift(due_on, days)
    )


def _item(line: Line, put_off: date | None) -> Item:
    clock = line.clock
    at = clock.due_at.astimezone(now().tzinfo).time() if clock and clock.due_at else None
    return Item(
        key=line.key,
        sort=_sort(line),
        town=line.town,
        street=day.street_of(line.brief.where, line.town),
        due_on=clock.due_on if clock else None,
        due_at=at,
        since=day_of(line.since),
        day=put_off,
    )


def _sort(line: Line) -> Sort:
    if line.is_signature:
        return Sort.DECISION
    place = line.act.place if line.act else None
    return {VISIT: Sort.VISIT, CALL: Sort.CALL}.get(place, Sort.DESK) if place else Sort.DESK


def _entry(
    line: Line, starts: int | None, way: int, days: Sequence[date], put_off: date | None = None
) -> Entry:
    return Entry(
        line=line,
        starts=_hour(starts),
        way=way,
        spot=_spot(line),
        choices=choices(line.due_on, days[:OFFERED]),
        put_off_to=put_off,
    )


def _hour(starts: int | None) -> str:
    """When it may begin; empty where that would be after hours."""
    return "" if starts is None or starts >= day.CLOSES else time(starts // 60, starts % 60).strftime("%H:%M")


def _heads(days: Sequence[date]) -> list[Head]:
    return [
        Head(each, _("今天") if place == 0 else str(WEEKDAYS[each.weekday()]))
        for place, each in enumerate(days[:COMPARED])
    ]


def _spot(line: Line) -> str:
    sort = _sort(line)
    if sort == Sort.VISIT:
        return line.brief.where or line.town or _("单位所在地")
    return _("电话") if sort == Sort.CALL else _("办公室")


def _streets(entries: Sequence[Entry]) -> list[tuple[str, tuple[Entry, ...]]]:
    """The visits of the sheet, street by street in the order one comes to them."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if _sort(entry.line) == Sort.VISIT:
            street = day.street_of(entry.line.brief.where, entry.line.town)
            found.setdefault(" ".join(filter(None, (entry.line.town, street))) or entry.spot, []).append(
                entry
            )
    return [(street, tuple(visits)) for street, visits in found.items()]


def _numbers(entries: Sequence[Entry]) -> dict[str, int]:
    sorts = [_sort(entry.line) for entry in entries]
    lamps = [entry.line.lamp for entry in entries]
    return {
        "late": lamps.count("late"),
        "near": lamps.count("near"),
        "visits": sorts.count(Sort.VISIT),
        "calls": sorts.count(Sort.CALL),
        "decisions": sorts.count(Sort.DECISION),
    }


def _warnings(planned: Plan, known: dict[str, Line]) -> list[str]:
    """What the sheet, as it was arranged, does not keep."""
    told = []
    for each in planned.broken:
        line = known[each.key]
        told.append(
            _("%(what)s挪到 %(day)s：%(clock)s %(due)s 到期，迟 %(n)s 天。")
            % {
                "what": line.name, "day": each.on.isoformat(), "due": each.due_on.isoformat(), "n": each.days,
                "clock": line.clock.label if line.clock else "",
            }
        )  # fmt: skip
    missed = [known[key].name for key in planned.missed_hours]
    if missed:
        told.append(_("照这个顺序赶不上钟点：%(what)s。请往前挪。") % {"what": "、".join(missed)})
    if planned.over:
        hours = f"{planned.over / 60:.1f}"
        told.append(_("今天必须办的比一个工作日多约 %(n)s 小时，请找人分担。") % {"n": hours})
    return told


def _done(user: Reader, on: date) -> list[Done]:
    """Today's deeds with the clocks they stopped; two queries besides those of the deeds."""
    midnight = end_of_day(date.fromordinal(on.toordinal() - 1))
    entries = [entry for entry in worklist.done(user, limit=MOST) if entry.at > midnight]
    found = [deed for _day, listed in deeds.by_day(entries) for deed in listed]
    stopped = _stopped(entries, midnight)
    shown: set[tuple[int, int]] = set()
    told = []
    for deed in found:
        key = (deed.type_of, deed.record.pk)
        clocks = [] if key in shown else stopped.get(key, [])
        shown.add(key)
        lamp = "done" if all(not clock.is_late for clock in clocks) else "late"
        told.append(Done(deed, lamp, tuple(map(_saved, clocks))))
    return told[::-1]


def _stopped(entries: Sequence[AuditEntry], since: Any) -> dict[tuple[int, int], list[Deadline]]:
    about = {(entry.content_type_id, entry.object_id) for entry in entries}
    if not about:
        return {}
    rows = reduce(or_, (Q(content_type=type_of, object_id=pk) for type_of, pk in about))
    met = Deadline.objects.duties().filter(rows, outcome=Deadline.MET, stop_entered_at__gt=since)
    found: dict[tuple[int, int], list[Deadline]] = {}
    for clock in met.soonest_first():
        found.setdefault((clock.content_type_id, clock.object_id), []).append(clock)
    return found


def _saved(clock: Deadline) -> str:
    """What it was worth that it was done: how long before its end, or that it does not get later still."""
    facts = {"clock": clock.label, "n": abs(clock.left), "unit": UNITS[clock.unit]}
    if clock.is_late:
        return _("%(clock)s停在超期 %(n)s %(unit)s，不再拖") % facts
    if clock.left == 0:
        return _("%(clock)s赶在最后一天") % facts
    return _("%(clock)s提前 %(n)s %(unit)s") % facts
