"""What is handed to the services when a problem is written down."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from findings.outcomes import Number


@dataclass(frozen=True)
class Problem:
    """A problem as found: `matter` is a code of `law.matters`, `amount` in yuan.

    `act_from` and `act_until` are the days of the act, where it is not simply what was seen that day; its law is the law of
    those days. `outcomes` (names of `findings.outcomes`) is what was set right on the spot, such as a child handed to its
    guardian before the report.
    """

    matter: str
    fact: str
    severity: str = field(default="minor", kw_only=True)
    people: int | None = field(default=None, kw_only=True)
    amount: Decimal | None = field(default=None, kw_only=True)
    measure: str = field(default="", kw_only=True)
    responsible: str = field(default="", kw_only=True)
    act_from: date | None = field(default=None, kw_only=True)
    act_until: date | None = field(default=None, kw_only=True)
    outcomes: dict[str, Number] = field(default_factory=dict, kw_only=True)
