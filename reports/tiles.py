"""The cockpit's figures: a tile for each, with what it was a week ago, and the rates of each town.

They are figures of `reports.metrics`, over the rows of the reader's towns. Who sees all towns is told the district's
numbers, as the district's report tells them, also where the rows are not theirs to open: the leading group reads no case
and no complaint, so there the number stands without a door. A town is told what a town's own report tells it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.models import Campaign
from casework.by import Reader
from law import money
from registry.scoping import sees_all_towns
from reports.doors import door
from reports.metrics import FIGURES, Figure, Window
from reports.metrics.compute import Asked
from reports.metrics.figure import CHECKED
from reports.metrics.tables import EMPLOYERS as EVERYBODY
from reports.shape import shown

WEEK = timedelta(days=7)
NOW, THEN = "now", "then"
Sums = dict[str, Decimal]

# What is covered by patrols is measured against the register; no column of any report.
EMPLOYERS = Figure(
    "employers", gettext_lazy("在册单位"), gettext_lazy("户"), CHECKED, gettext_lazy("一企一档在册的用人单位"),
    source="U-11", table=EVERYBODY,
)  # fmt: skip

# Each tile's figure, and the figure that is told below it.
FOR_DISTRICT = {
    "patrolled_employers": "employers",
    "check_times": "visits",
    "found_employers": "found_problems",
    "rectification_rate": "problems_due",
    "complaints_received": "complaints_concluded",
    "cases_filed": "cases_closed",
    "wages_amount": "wages_people",
}
FOR_TOWNS = {
    "patrolled_employers": "employers",
    "check_times": "visits",
    "found_employers": "found_problems",
    "rectification_rate": "problems_due",
    "self_checked_employers": "",
    "cases_filed": "cases_closed",
    "patrol_wages_amount": "patrol_wages_people",
}


@dataclass(frozen=True)
class Tile:
    label: Any
    unit: Any
    value: int | float | None
    text: str
    url: str
    note: str = ""
    change: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class Share:
    """A rate with its base; the number is a door to what was counted."""

    label: Any
    top: int
    base: int
    url: str

    @property
    def percent(self) -> float | None:
        return 100 * self.top / self.base if self.base else None

    @property
    def text(self) -> str:
        return f"{self.percent:.0f}%" if self.base else "—"


@dataclass(frozen=True)
class Counted:
    """Sums of the figures by town (no town: ``""``), on a day and a week before."""

    user: Any
    campaign: Campaign
    day: date
    now: dict[str, Sums]
    then: dict[str, Sums]

    def tiles(self) -> list[Tile]:
        lines = FOR_DISTRICT if sees_all_towns(self.user) else FOR_TOWNS
        now, then = _whole(self.now), _whole(self.then)
        is_comparable = self.day - WEEK >= self.campaign.starts_on
        return [
            self._tile(named(code), below, now, then if is_comparable else {})
            for code, below in lines.items()
        ]

    def _tile(self, figure: Figure, below: str, now: Sums, then: Sums) -> Tile:
        value = value_of(figure, now)
        text, unit = shown(figure, value), "" if figure.is_rate else figure.unit
        if figure.is_money and value:
            text, unit = money.summed_up(Decimal(value))
        return Tile(
            label=figure.label,
            unit=unit,
            value=value,
            text=text.removesuffix(".00"),
            url=door(self.user, figure, self.campaign, self.day) if value else "",
            note=_told(named(below), now) if below else "",
            change=change(value, value_of(figure, then), is_rate=figure.is_rate) if then else "",
        )

    def shares(self, town: str | None = "") -> list[Share]:
        """Coverage and rectification of one town, of what has none (``""``), or of the whole (None)."""
        sums = _whole(self.now) if town is None else self.now.get(town, {})
        return [
            self._share(
                _("巡查覆盖率"), "patrolled_employers", ("patrolled_employers", "employers"), sums, town
            ),
            self._share(
                _("整改率"), "rectification_rate", FIGURES["rectification_rate"].fraction, sums, town
            ),
        ]

    def _share(self, label: str, code: str, quotient: tuple[str, str], sums: Sums, town: str | None) -> Share:
        top, base = (int(sums.get(part, 0)) for part in quotient)
        is_door = base and town != ""
        url = door(self.user, FIGURES[code], self.campaign, self.day, town or "") if is_door else ""
        return Share(label, top, base, url)


def asked(campaign: Campaign, day: date, *, is_open: bool) -> dict[tuple[str, str], Asked]:
    """Every figure the cockpit shows, `now` and `then`, a week before; those of towns as they are told, or all."""
    lines = FOR_TOWNS if is_open else FOR_DISTRICT
    codes = {NOW: basis(*lines, *filter(None, lines.values())), THEN: basis(*lines)}
    days = {NOW: day, THEN: day - WEEK}
    return {
        (when, code): (named(code), Window(campaign, days[when], is_open=is_open))
        for when in codes
        for code in sorted(codes[when])
    }


def of_places(
    user: Reader, campaign: Campaign, day: date, places: Mapping[str, Mapping[str, Any]]
) -> Counted:
    """What was counted of each place on a day, for a reader."""
    now, then = (
        {
            town: {code: Decimal(number) for code, number in place[when].items()}
            for town, place in places.items()
        }
        for when in (NOW, THEN)
    )
    return Counted(user, campaign, day, now, then)


def named(code: str) -> Figure:
    return EMPLOYERS if code == EMPLOYERS.code else FIGURES[code]


def basis(*codes: str) -> set[str]:
    """The figures with rows that these are made of."""
    found: set[str] = set()
    for code in codes:
        made_of = named(code).parts or named(code).quotient
        found |= basis(*made_of) if made_of else {code}
    return found


def value_of(figure: Figure, sums: Sums) -> int | float | None:
    if figure.quotient:
        top, bottom = (sums.get(part, 0) for part in figure.quotient)
        return float(top / bottom) if bottom else None
    number = sum(sums.get(code, 0) for code in basis(figure.code))
    return float(number) if figure.is_money else int(number)


def change(now: float | None, then: float | None, *, is_rate: bool = False) -> str:
    """`比上周 +3`; nothing where one of the two has no number."""
    if now is None or then is None:
        return ""
    if is_rate:
        step = round(100 * (now - then), 1)
        return _("比上周 %(n)s 个百分点") % {"n": f"{step:+.1f}"} if step else _("与上周持平")
    return _("比上周 %(n)s") % {"n": f"{now - then:+,.0f}"} if now != then else _("与上周持平")


def _told(figure: Figure, sums: Sums) -> str:
    return f"{figure.label} {shown(figure, value_of(figure, sums))} {figure.unit}"


def _whole(by_town: dict[str, Sums]) -> Sums:
    """All towns and what has no town: the very rows the number opens."""
    whole: Sums = {}
    for sums in by_town.values():
        for code, number in sums.items():
            whole[code] = whole.get(code, Decimal(0)) + number
    return whole
