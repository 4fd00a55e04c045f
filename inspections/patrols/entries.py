"""What is handed to the services when a visit or a re-check is written down."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, TypedDict


@dataclass(frozen=True)
class Companion:
    """One of those who were there; `duty` is a code of `models.Duty`, `user` None without an account."""

    name: str
    duty: str = "assistant"
    user: Any = None


@dataclass(frozen=True)
class Checked:
    """One problem at a re-check: `result` is a code of `models.Result`, `outcomes` are running totals."""

    finding: int
    result: str
    outcomes: dict[str, int | Decimal] = field(default_factory=dict)


class Observed(TypedDict, total=False):
    """Facts of the visit that need no rule; all are fields of `Patrol` and may be left out."""

    started_at: datetime | None
    headcount: int | None
    headcount_female: int | None
    headcount_migrant: int | None
    headcount_minor: int | None
    headcount_dispatched: int | None
    contracts_signed: int | None
    insured: int | None
    wages_due: Decimal | None
    wages_paid: Decimal | None
    arrears_people: int | None
    arrears_amount: Decimal | None
    lowest_wage: Decimal | None
    daily_hours: Decimal | None
    weekly_hours: Decimal | None
    monthly_overtime: Decimal | None
    leaflets: int
    is_self_check_guided: bool
    answers: dict[str, str]
    received_by: str
    signature: str
    note: str
    latitude: Decimal | None
    longitude: Decimal | None
    accuracy: int | None
    located_at: datetime | None
    place_note: str


HEADCOUNTS = ("headcount", "headcount_female", "headcount_migrant", "headcount_minor", "headcount_dispatched")
OBSERVED: frozenset[str] = frozenset(Observed.__annotations__)
