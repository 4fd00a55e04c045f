"""Penalty norms: what one article attaches to one kind of act, from when to when. The data stand in norms.toml.

They are read once, at import, and strictly: an unknown field, form, authority, precondition, place or code stops the
start with its name. Nothing is computed here; see `law.penalties`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from law.citations import cite
from law.matters import MATTERS

SOURCE = Path(__file__).with_name("norms.toml")
VERSION = 1


class NormsInvalid(ValueError):
    """norms.toml says something that cannot be; the message names the norm and the part."""


class Form(StrEnum):
    """How the amount of a norm is found."""

    FIXED_PER_PERSON_MONTH = "fixed_per_person_month"
    FIXED_PER_PERSON = "fixed_per_person"
    RANGE_PER_PERSON = "range_per_person"
    FIXED = "fixed"
    FLAT_RANGE = "flat_range"
    RANGE_OF_AMOUNT = "range_of_amount"
    UPPER_LIMIT = "upper_limit"
    PERCENT_TO_WORKER = "percent_to_worker"
    ORDER_ONLY = "order_only"
    REFERRAL_TO = "referral_to"
    ALTERNATIVE = "alternative"


# What each form cannot be computed without.
NEEDED: Mapping[Form, tuple[str, ...]] = {
    Form.FIXED_PER_PERSON_MONTH: ("rate",), Form.FIXED_PER_PERSON: ("rate",), Form.RANGE_PER_PERSON: ("low", "high"),
    Form.FIXED: ("rate",), Form.FLAT_RANGE: ("min", "max"), Form.RANGE_OF_AMOUNT: ("low", "high"),
    Form.UPPER_LIMIT: ("max",), Form.PERCENT_TO_WORKER: ("low", "high"), Form.ORDER_ONLY: (), Form.REFERRAL_TO: (),
    Form.ALTERNATIVE: ("rate", "min", "max"),
}  # fmt: skip
FIXED_FORMS = frozenset({Form.FIXED, Form.FIXED_PER_PERSON, Form.FIXED_PER_PERSON_MONTH})

OURS = "hrss"
AUTHORITIES: Mapping[str, str] = {
    OURS: "人力资源社会保障部门", "police": "公安机关", "culture": "文化和旅游部门", "market": "市场监督管理部门",
    "health": "卫生健康部门", "tax": "税务机关", "civil_affairs": "民政部门", "construction": "住房城乡建设部门",
    "finance": "财政部门", "regulator": "金融监督管理部门", "government": "人民政府", "court": "人民法院",
}  # fmt: skip


class Precondition(StrEnum):
    """What must be so before a norm may be used."""

    NONE = ""
    ORDER_EXPIRED = "order_expired"
    REFUSED_OR_SERIOUS = "refused_or_serious"
    ILLEGAL_GAINS = "illegal_gains"
    NO_GAINS = "no_gains"


class Segment(StrEnum):
    """Which days a norm charges when an order to send the child home cuts them in two."""

    WHOLE = ""
    BEFORE_ORDER = "before_order"
    FROM_ORDER = "from_order"


VENUES: Mapping[str, str] = {
    "ktv": "歌舞娱乐场所",
    "arcade": "游艺娱乐场所",
    "bar": "酒吧",
    "netcafe": "网吧",
}
DOUBLED_IF = ("", "unlicensed")


@dataclass(frozen=True)
class Persons:
    """A second fine for each of the people responsible, in yuan; never part of the unit's."""

    min: Decimal
    max: Decimal
    who: str


@dataclass(frozen=True)
class Norm:
    """One norm; the fields are those of norms.toml, explained at its head. Money in yuan."""

    code: str
    violation: str
    label: str
    duty: str
    article: str
    by: tuple[str, ...]
    form: Form
    in_force_from: date
    source: str
    is_checked: bool
    publicity: int
    needs_review: bool
    matter: str = ""
    rate: Decimal | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    under: int | None = None
    segment: Segment = Segment.WHOLE
    leads: bool = False
    is_per_day: bool = False
    falls_on_persons: bool = False
    is_optional: bool = False
    precondition: Precondition = Precondition.NONE
    doubled_if: str = ""
    persons: Persons | None = None
    also: tuple[str, ...] = ()
    venues: tuple[str, ...] = ()
    in_force_until: date | None = None
    successor: str = ""
    competing: tuple[str, ...] = ()
    doubt: str = ""

    @property
    def citation(self) -> str:
        """The article of the consequence as papers print it."""
        return cite(self.article)

    @property
    def duty_citation(self) -> str:
        """The article of the duty as papers print it."""
        return cite(self.duty)

    @property
    def is_ours(self) -> bool:
        """Whether the labour authority may punish by it: not a referral, and it is named among the authorities."""
        return OURS in self.by and self.form != Form.REFERRAL_TO

    @property
    def authorities(self) -> str:
        """Who may punish, in words."""
        return "、".join(AUTHORITIES[code] for code in self.by)

    def touches(self, first: date, last: date) -> bool:
        """Whether any day from `first` to `last` lies in its time in force."""
        return self.in_force_from <= last and (self.in_force_until is None or first <= self.in_force_until)


# Names of norms.toml that are spelled otherwise here.
_RENAMED = {
    "from": "in_force_from", "until": "in_force_until", "checked": "is_checked", "review": "needs_review",
    "optional": "is_optional",
}  # fmt: skip
_KNOWN = {field.name for field in fields(Norm)} - set(_RENAMED.values()) | set(_RENAMED)
_MONEY = ("rate", "min", "max", "low", "high")
_TUPLES = ("by", "also", "venues", "competing")


def read(text: str) -> tuple[dict[str, Norm], dict[str, str]]:
    """Norms by code and open questions by name, from a text like norms.toml. Raises `NormsInvalid`."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise NormsInvalid(f"norms.toml: {broken}") from broken
    unknown = set(data) - {"version", "norm", "doubts"}
    if unknown or data.get("version") != VERSION:
        raise NormsInvalid(f"norms.toml: unknown {sorted(unknown)} or version other than {VERSION}")
    norms: dict[str, Norm] = {}
    for row in data.get("norm", ()):
        made = _norm(row)
        if made.code in norms:
            raise NormsInvalid(f"{made.code}: code used twice")
        norms[made.code] = made
    for made in norms.values():
        _check_references(made, norms)
    return norms, dict(data.get("doubts", {}))


def _norm(row: Mapping[str, Any]) -> Norm:
    code = str(row.get("code", "(no code)"))
    if unknown := sorted(set(row) - _KNOWN):
        raise NormsInvalid(f"{code}: unknown field {', '.join(unknown)}")
    values = {_RENAMED.get(name, name): value for name, value in row.items()}
    for name in _MONEY:
        if name in values:
            values[name] = Decimal(str(values[name]))
    for name in _TUPLES:
        values[name] = tuple(values.get(name, ()))
    try:
        values["form"] = Form(values.get("form", ""))
        values["precondition"] = Precondition(values.get("precondition", ""))
        values["segment"] = Segment(values.get("segment", ""))
        if "persons" in values:
            persons = values["persons"]
            values["persons"] = Persons(Decimal(persons["min"]), Decimal(persons["max"]), persons["who"])
        made = Norm(**values)
    except (TypeError, ValueError, KeyError) as wrong:
        raise NormsInvalid(f"{code}: {wrong}") from wrong
    for problem in _problems(made):
        raise NormsInvalid(f"{code}: {problem}")
    return made


def _problems(norm: Norm) -> Iterator[str]:
    yield from _unknown_words(norm)
    yield from _wrong_sums(norm)
    if not norm.violation or "." not in norm.code:
        yield "code must be <violation>.<variant>"
    if norm.in_force_until and norm.in_force_until < norm.in_force_from:
        yield "ends before it begins"
    if not all((norm.by, norm.label, norm.article, norm.source)):
        yield "by, label, article and source must be filled in"
    if not (norm.is_checked or norm.doubt):
        yield "not checked and no doubt says why"


def _unknown_words(norm: Norm) -> Iterator[str]:
    yield from (f"by {name!r} is no authority" for name in norm.by if name not in AUTHORITIES)
    yield from (f"venue {name!r} is unknown" for name in norm.venues if name not in VENUES)
    if norm.doubled_if not in DOUBLED_IF:
        yield f"doubled_if {norm.doubled_if!r} is unknown"
    if norm.matter and norm.matter not in MATTERS:
        yield f"matter {norm.matter!r} is unknown"


def _wrong_sums(norm: Norm) -> Iterator[str]:
    yield from (f"{norm.form} needs {name}" for name in NEEDED[norm.form] if getattr(norm, name) is None)
    for least, most in ((norm.min, norm.max), (norm.low, norm.high)):
        if least is not None and most is not None and least > most:
            yield f"{least} is more than {most}"


def _check_references(norm: Norm, norms: Mapping[str, Norm]) -> None:
    for code in (*norm.competing, *((norm.successor,) if norm.successor else ())):
        if code not in norms:
            raise NormsInvalid(f"{norm.code}: code {code!r} is unknown")


NORMS, DOUBTS = read(SOURCE.read_text(encoding="utf-8"))
VIOLATIONS: tuple[str, ...] = tuple(dict.fromkeys(each.violation for each in NORMS.values()))


def norm(code: str) -> Norm:
    """The norm of that code. KeyError if there is none."""
    return NORMS[code]


def norms_for(violation: str, on: date | None = None, until: date | None = None) -> tuple[Norm, ...]:
    """The norms of a violation, in the order of the table; with `on` those in force on it, or on a day from `on` to `until`.

    Empty for a violation that is not in the table.
    """
    return tuple(
        each
        for each in NORMS.values()
        if each.violation == violation and (on is None or each.touches(on, until or on))
    )
