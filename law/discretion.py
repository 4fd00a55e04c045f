"""裁量: the step inside a span that a published table names for so many people. The tables are local values with their source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from law import policy
from law.policies import POLICIES

TABLES = {"arrears_report.local": "discretion.arrears_report"}
ABOVE = "以上"
_STEP = re.compile(rf"(?P<people>\d+|{ABOVE})\s+(?P<sum>\d+(?:\.\d+)?)")


@dataclass(frozen=True)
class Step:
    """The sum a table proposes, in yuan, with where the table comes from. It binds nobody: the span of the norm does."""

    amount: Decimal
    source: str
    doubt: str


def step(norm: str, people: int, on: date) -> Step | None:
    """The step of `norm` for `people` workers concerned, in the table in force on `on`; None where there is no table for it.

    A part of the table that cannot be read is passed over.
    """
    code = TABLES.get(norm)
    if code is None:
        return None
    for part in re.split(r"[;；]", policy.text(code, on)):
        found = _STEP.fullmatch(part.strip())
        if found and (found["people"] == ABOVE or people <= int(found["people"])):
            return Step(
                Decimal(found["sum"]),
                POLICIES[code].reason,
                policy.unconfirmed(code, on) and POLICIES[code].doubt,
            )
    return None
