"""What a rehearsed case is decided on: the facts its sums are computed from, and a sum inside the law.

`PLAYED` is the place where each matter with a sum of ours has the facts that make it answer.
"""

from decimal import Decimal
from random import Random
from typing import Any, NamedTuple

from inspections.cases import assessing, reviewing
from inspections.cases.models import Case
from law.assessment import ZERO, Assessment
from law.matters import MATTERS

# Sums above it give the right to a hearing (a local value: well above it).
HEARD = Decimal(10_000)
FINDINGS = "经询问笔录、工资表和考勤记录相互印证，违法事实成立"


class Played(NamedTuple):
    """One matter: the course a case of it takes, how many workers, which sum in yuan, at which kind of place.

    `is_new`: forbidden only from the day the law of 2021-06-01 is in force.
    """

    matter: str
    course: str
    people: int = 6
    amount: Decimal | None = None
    category: str = ""
    is_new: bool = False


PLAYED: tuple[Played, ...] = (
    Played("child_labour", "penalty", people=1),
    Played("child_labour_agency", "penalty", people=2),
    Played("child_labour_records", "penalty"),
    Played("venue_minor", "penalty", people=1, category="karaoke"),
    Played("bar_minor", "penalty", people=1, category="bar", is_new=True),
    Played("minor_forbidden_work", "penalty", people=2),
    Played("minor_health_check", "penalty", people=3),
    Played("women_overtime", "penalty", people=2),
    Played("maternity_leave", "penalty", people=1),
    Played("illegal_overtime", "penalty", people=18),
    Played("no_rest_day", "penalty", people=9),
    Played("deposit", "penalty", people=4),
    Played("obstruction", "penalty"),
    Played("false_evidence", "penalty"),
    Played("unlicensed_agency", "penalty", amount=Decimal(4_600)),
    Played("social_insurance_misreport", "penalty", amount=Decimal(8_200)),
    Played("refused_order", "after_order"),
    Played("dispatch", "after_order", people=5),
    Played("wage_ledger", "after_order"),
    Played("no_insurance", "persons", amount=Decimal(7_300)),
    Played("wage_arrears", "after_order", people=7, amount=Decimal(39_200)),
    Played("minimum_wage", "after_order", people=5, amount=Decimal(2_750)),
    Played("overtime_pay", "after_order", people=8, amount=Decimal(11_480)),
    Played("severance", "after_order", people=3, amount=Decimal(24_000)),
)


def fine(case: Case, random: Random) -> Decimal:
    """Yuan, inside the law: the least, or a part of the span above it; nothing where the law has no fine."""
    return _between(assessing.whole(case), random.choice((Decimal(0), Decimal("0.25"), Decimal("0.5"))))


def heavy_fine(case: Case, random: Random) -> Decimal:
    """One that gives the right to a hearing, where the law lets it be so much."""
    made, share = assessing.whole(case), random.choice((Decimal("0.5"), Decimal("0.625")))
    told = _between(made, share)
    return told if made is None or told >= HEARD else made.fine_max


def higher_fine(case: Case, random: Random) -> Decimal:
    """More than was told before, and no more than the law allows."""
    told, made = case.notices.earliest("pk").fine or ZERO, assessing.whole(case)
    return told if made is None else min(made.fine_max, told + Decimal(5000))


def _between(made: Assessment | None, share: Decimal) -> Decimal:
    if made is None:
        return ZERO
    return (made.fine_min + (made.fine_max - made.fine_min) * share).quantize(Decimal("0.01"))


def persons(case: Case) -> dict[str, Decimal]:
    """A sum in the middle of the span for each of those responsible, where the law fines them."""
    made = assessing.whole(case)
    if made is None or not made.persons_max:
        return {}
    return dict.fromkeys((each.name for each in case.responsible), (made.persons_min + made.persons_max) / 2)


def confiscated(case: Case) -> Decimal | None:
    made = assessing.whole(case)
    return (made.confiscate or None) if made is not None else None


def found(case: Case, random: Random) -> dict[str, Any]:
    """What the investigation writes down: the facts a sum is computed from, where the clue did not say."""
    told: dict[str, Any] = {"findings": FINDINGS}
    if case.people_count is None:
        told["people_count"] = random.randint(2, 9)
    if case.amount is None and _counts_money(case):
        told["amount"] = Decimal((case.people_count or told.get("people_count", 1)) * 2400)
    return told


def _counts_money(case: Case) -> bool:
    return any(MATTERS[code].group in ("wages", "insurance") for code in case.matters if code in MATTERS)


def confirmed(case: Case) -> list[str]:
    """The reviewer ticks each value nobody has verified."""
    return [each.key for each in reviewing.unasked(case)]
