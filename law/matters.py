"""What is inspected: the matters of the campaign document 三（二）, and what must be reported at once.

`finding_text` gives the words a finding keeps for good: the basis in force on the day of the act, so
that a later change of law never rewrites an old finding.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from law import policy
from law.clock import day_of
from law.matter_table import MATTER_ROWS, Basis, Group, Matter

__all__ = [
    "MATTERS", "Basis", "Finding", "Group", "Matter", "NotUnlawful", "Stretch", "applies_to",
    "are_about_minors", "are_sensitive", "basis_on", "choices", "choices_for_inspection", "finding_text",
    "grouped", "is_major_arrears", "is_unlawful_on", "law_over", "must_be_reported", "offices", "red_flags", "told",
]  # fmt: skip

MATTERS: dict[str, Matter] = {matter.code: matter for matter in MATTER_ROWS}


class NotUnlawful(LookupError):
    """The act had no legal basis on that day (a bar with a 17-year-old before 2021-06-01)."""


@dataclass(frozen=True)
class Finding:
    """What a finding stores: label, basis, duty and consequence as they were on the day of the act."""

    matter: str
    label: str
    citation: str
    duty: str
    consequence: str
    on: date

    def __str__(self) -> str:
        return f"{self.label}：违反{self.citation}（{self.duty}）"


def basis_on(matter: str, on: date | datetime) -> Basis:
    """The legal basis of `matter` on `on`. KeyError for an unknown code, `NotUnlawful` without basis."""
    day = day_of(on)
    for basis in MATTERS[matter].bases:
        if basis.applies_on(day):
            return basis
    raise NotUnlawful(f"{MATTERS[matter].label}：{day:%Y-%m-%d} 尚无禁止规定，请核对行为日期或改选事项。")


def is_unlawful_on(matter: str, on: date | datetime) -> bool:
    """Whether `matter` has a legal basis on `on`."""
    return any(basis.applies_on(day_of(on)) for basis in MATTERS[matter].bases)


def applies_to(matter: str, categories: Collection[str]) -> bool:
    """Whether an employer of these categories can commit `matter` (《娱乐场所管理条例》第二条, 《未成年人保护法》第六十一条).

    Of an employer without any category nothing can be ruled out.
    """
    meant = MATTERS[matter].categories
    return not meant or not categories or not set(meant).isdisjoint(categories)


def finding_text(matter: str, on: date | datetime) -> Finding:
    """The text a finding pins: `matter` under the law of day `on`. Raises as `basis_on`."""
    basis = basis_on(matter, on)
    label = MATTERS[matter].label
    return Finding(matter, label, basis.citation, basis.duty, basis.consequence, day_of(on))


@dataclass(frozen=True)
class Stretch:
    """The days of an act, both included, under one and the same law; `basis` is None while nothing forbade it."""

    since: date
    until: date
    basis: Basis | None


def law_over(matter: str, since: date, until: date) -> list[Stretch]:
    """The law of `matter` from `since` to `until`, both included: one stretch, or several where it changed in between.

    KeyError for an unknown code; ValueError for days the wrong way round.
    """
    if until < since:
        raise ValueError(f"{until} is before {since}")
    bases = MATTERS[matter].bases
    turns = {basis.in_force_from for basis in bases} | {
        basis.in_force_until + timedelta(days=1) for basis in bases if basis.in_force_until
    }
    starts = sorted({since, *(day for day in turns if since < day <= until)})
    found: list[Stretch] = []
    for start, after in zip(starts, [*starts[1:], until + timedelta(days=1)], strict=True):
        basis = next((each for each in bases if each.applies_on(start)), None)
        if found and found[-1].basis == basis:
            start = found.pop().since
        found.append(Stretch(start, after - timedelta(days=1), basis))
    return found


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Form choices grouped by heading: `[(group label, [(code, label), …]), …]`."""
    return [(group.label, [(m.code, m.label) for m in rows]) for group, rows in grouped().items()]


def choices_for_inspection() -> list[tuple[str, list[tuple[str, str]]]]:
    """The choices of who inspects: without what belongs to arbitration alone (条例第二十一条)."""
    rows = (
        (group.label, [(m.code, m.label) for m in each if not m.is_arbitration_only])
        for group, each in grouped().items()
    )
    return [(label, listed) for label, listed in rows if listed]


def grouped() -> dict[Group, list[Matter]]:
    """All matters under their group, both in the order of the check-list."""
    return {group: [m for m in MATTER_ROWS if m.group == group] for group in Group}


def red_flags() -> frozenset[str]:
    """Codes that must be reported at once and put the employer on the focus list."""
    return frozenset(code for code, matter in MATTERS.items() if matter.is_red_flag)


def is_major_arrears(people: int | None, amount: Decimal | int | None) -> bool:
    """Whether so many people are owed wages, or so much (local values): a red flag whichever line was ticked."""
    return (people or 0) >= policy.integer("red_flag.arrears_workers") or (amount or 0) >= policy.amount(
        "red_flag.arrears_amount"
    )


def must_be_reported(
    codes: Collection[str], *, people: int | None = None, amount: Decimal | int | None = None
) -> bool:
    """Whether these matters are a red flag, by themselves or for how many are owed how much. One rule for every door."""
    is_owed = "wage_arrears" in codes and is_major_arrears(people, amount)
    return is_owed or not red_flags().isdisjoint(codes)


def told(codes: Iterable[str], most: int = 2) -> str:
    """Matters in the words of a line: the first of them, and how many more there are."""
    labels = [MATTERS[code].label if code in MATTERS else code for code in codes]
    named = "、".join(labels[:most])
    return f"{named}等 {len(labels)} 项" if len(labels) > most else named


def offices(codes: Iterable[str]) -> tuple[str, ...]:
    """The other offices that are told of these matters, because they (also) are theirs (方案五（二）); none twice."""
    found = (office for code in codes if code in MATTERS for office in MATTERS[code].notify)
    return tuple(dict.fromkeys(found))


def are_sensitive(codes: Iterable[str]) -> bool:
    """Whether one of these matters tells of children, of minors in venues or of people held by force."""
    return any(MATTERS[code].is_sensitive for code in codes if code in MATTERS)


def are_about_minors(codes: Iterable[str]) -> bool:
    """Whether one of these matters concerns people under 18."""
    found = (MATTERS[code] for code in codes if code in MATTERS)
    return any(matter.is_about_minors or matter.group == Group.MINORS for matter in found)
