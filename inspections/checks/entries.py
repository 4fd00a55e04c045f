"""What a form or the rehearsal hands to the services."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Problem:
    """Something found on a visit: `matter` is a code of law.matters, `amount` in yuan."""

    matter: str
    fact: str
    people: int | None = None
    amount: Decimal | None = None
