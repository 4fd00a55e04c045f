"""A line of the worklist: what it is about, for whom, how many people, how much money, which act, by when."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, reduce
from operator import or_

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext as _

from casework import numbers
from casework.by import Reader
from casework.kinds import Brief, Kind
from casework.models import Deadline
from casework.table import VISIT, Row
from law.clock import day_of, today
from law.words import Sentence

# From this sum on people say it in ten thousands.
IN_TEN_THOUSANDS = 100_000


@dataclass(frozen=True)
class Line:
    """A row of the worklist; `clock` is the duty of the record that ends first, if one runs.

    `brief` and `acts` are empty until it is told (`told`): acts are those it waits for from its reader, the first one foremost.
    """

    kind: Kind
    pk: int
    number: str
    title: str
    town: str
    state: str
    since: datetime
    clock: Deadline | None
    version: int = 0
    is_signature: bool = False
    brief: Brief = field(default_factory=Brief)
    acts: tuple[Row, ...] = ()
    # A clock of the record that is for somebody else to stop.
    others: Deadline | None = None

    @property
    def key(self) -> str:
        return f"{self.kind.name}-{self.pk}"

    @property
    def name(self) -> str:
        return self.brief.name or self.title or _("单位待查明")

    @property
    def short_number(self) -> str:
        return numbers.short(self.number)

    @property
    def state_label(self) -> Sentence:
        label: Sentence = self.kind.model_class.workflow.labels[self.state]
        return label

    @property
    def url(self) -> str:
        url: str = self.kind.model_class(pk=self.pk).get_absolute_url()
        return url

    @property
    def act(self) -> Row | None:
        """The act to be done: the one its facts call for, otherwise the first."""
        called = (row for row in self.acts if row.action == self.brief.act)
        return next(called, self.acts[0] if self.acts else None)

    @property
    def act_url(self) -> str:
        if self.act is None:
            return self.url
        url: str = self.kind.model_class(pk=self.pk).act_url(self.act.action)
        return url

    @property
    def claim_url(self) -> str:
        """Where whoever takes it on sends it."""
        url: str = self.kind.model_class(pk=self.pk).act_url(self.kind.claim)
        return url

    @property
    def size(self) -> str:
        """How many people and how much money, as far as it is known."""
        return sized(self.brief.people, self.brief.amount)

    @property
    def waited_days(self) -> int:
        """How many days it has lain where it is."""
        return max(0, (today() - day_of(self.since)).days)

    @property
    def is_visit(self) -> bool:
        """Somebody has to go there, and no clock says by when."""
        return self.clock is None and self.act is not None and self.act.place == VISIT

    @property
    def due_on(self) -> date | None:
        return self.clock.due_on if self.clock else None

    @cached_property
    def lamp(self) -> str:
        return self.clock.lamp if self.clock else "off"


@dataclass(frozen=True)
class Group:
    """Lines of one urgency under one heading; `name` is what it goes by in the style sheets."""

    name: str
    label: str
    lines: list[Line]

    @property
    def is_late(self) -> bool:
        return self.name == "late"


def told(lines: list[Line], user: Reader) -> list[Line]:
    """The same lines with what their kinds tell of them and the acts they wait for; a fixed number of queries for each kind."""
    briefs: dict[str, Brief] = {}
    acts: dict[str, tuple[Row, ...]] = {}
    for kind in {line.kind.name: line.kind for line in lines}.values():
        states = {line.pk: line.state for line in lines if line.kind.name == kind.name}
        briefs |= {f"{kind.name}-{pk}": brief for pk, brief in kind.briefs(states).items()}
        found = kind.model_class._default_manager.acts_awaited(states, user)
        acts |= {f"{kind.name}-{pk}": tuple(rows) for pk, rows in found.items()}
    told_of = [
        replace(line, brief=briefs.get(line.key, line.brief), acts=acts.get(line.key, ())) for line in lines
    ]
    return _with_own_clocks(told_of)


def _with_own_clocks(lines: list[Line]) -> list[Line]:
    """A clock that somebody else is to stop now is not the reader's: the next one of the record that is stands in its place.

    Two queries, none where every clock is the reader's own.
    """
    others = [line for line in lines if line.acts and line.clock and not _is_own(line, line.clock)]
    if not others:
        return lines
    about = reduce(
        or_,
        (
            Q(content_type=ContentType.objects.get_for_model(line.kind.model_class), object_id=line.pk)
            for line in others
        ),
    )
    running: dict[tuple[int, int], list[Deadline]] = {}
    for clock in Deadline.objects.running().duties().filter(about).soonest_first():
        running.setdefault((clock.content_type_id, clock.object_id), []).append(clock)
    found = {}
    for line in others:
        type_of = ContentType.objects.get_for_model(line.kind.model_class).pk
        own = (clock for clock in running.get((type_of, line.pk), []) if _is_own(line, clock))
        found[line.key] = replace(line, clock=next(own, None), others=line.clock)
    return [found.get(line.key, line) for line in lines]


def _is_own(line: Line, clock: Deadline) -> bool:
    """Whether the reader is to stop it, or nobody is yet: then what they do leads there."""
    model = line.kind.model_class
    rule = next((rule for rule in model.clocks if rule.code == clock.clock), None)
    if rule is None:
        return True
    now_able = [
        row for row in model.workflow.rows_from(line.state) if row.is_waited_for and row.action in rule.stops
    ]
    return not now_able or any(row in line.acts for row in now_able)


def grouped(lines: Iterable[Line]) -> list[Group]:
    """What waits for the reader's name, then what is late, near and in time, the visits still to be made, what has no clock."""
    headings = {
        "sign": _("等我签批 %(n)s"),
        "late": _("已超期 %(n)s"),
        "near": _("临近到期 %(n)s"),
        "visit": _("还没到户 %(n)s 户"),
        "ok": _("在期内 %(n)s"),
        "off": _("没有时限 %(n)s"),
    }
    heaps: dict[str, list[Line]] = {name: [] for name in headings}
    for line in lines:
        heaps[_heap(line)].append(line)
    return [Group(name, headings[name] % {"n": len(found)}, found) for name, found in heaps.items() if found]


def _heap(line: Line) -> str:
    if line.is_signature:
        return "sign"
    if line.is_visit:
        return "visit"
    return line.lamp if line.lamp in ("late", "near", "ok") else "off"


def sized(people: int | None, amount: Decimal | None) -> str:
    """«12 人，36.40 万元»; empty where neither is known."""
    counted = _("%(n)s 人") % {"n": people} if people else ""
    return "，".join(filter(None, (counted, money(amount) if amount else "")))


def money(yuan: Decimal) -> str:
    """A sum as people say it: grouped, without empty decimals, in ten thousands where it is large."""
    if abs(yuan) >= IN_TEN_THOUSANDS:
        return _("%(sum)s 万元") % {"sum": f"{yuan / 10_000:,.2f}"}
    whole = yuan == yuan.to_integral_value()
    return _("%(sum)s 元") % {"sum": f"{yuan:,.0f}" if whole else f"{yuan:,.2f}"}
