"""Local policy values: numbers the law leaves to us, or that we could not find.

What exists, with default and reason: `law.policies`. A `PolicyValue` row changes a value from a day
on (page and audit are in casework). Reading asks memory, not the database; see `law.stored`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.apps import apps

from law import clock
from law.policies import POLICIES, Kind, Policy, PolicyInvalid, Value
from law.stored import Stored

__all__ = [
    "POLICIES", "Policy", "PolicyInvalid", "amount", "current", "integer", "load", "reload", "text", "value",
]  # fmt: skip

Rows = dict[str, list[tuple[date, Value]]]


def load() -> Rows:
    """Read all local values from the database now; one query. Of one day, the later row wins."""
    rows: Rows = {}
    stored = apps.get_model("law", "PolicyValue").objects.order_by("in_force_from", "set_at", "pk")
    for code, raw, since in stored.values_list("code", "value", "in_force_from"):
        if code in POLICIES:
            rows.setdefault(code, []).append((since, POLICIES[code].parse(raw)))
    return rows


_stored: Stored[Rows] = Stored(load=load, default={})
current = _stored.get
reload = _stored.reload
forget = _stored.forget


def value(code: str, on: date | None = None) -> Value:
    """The value of policy `code` in force on day `on` (today if not given). KeyError if unknown.

    `integer`, `amount` and `text` say the type as well.
    """
    policy = POLICIES[code]
    rows = current().get(code, ())
    if not rows and not policy.later:
        return policy.default
    day = clock.day_of(on) if on else clock.today()
    return next((v for since, v in reversed(rows) if since <= day), policy.default_on(day))


def values_in(code: str, year: int) -> list[Value]:
    """Every value policy `code` had on some day of the year, each once, in the order of their days."""
    first = date(year, 1, 1)
    changes = [since for since, _value in current().get(code, ()) if since.year == year]
    changes += [since for since, _value in POLICIES[code].later if since.year == year]
    return list(dict.fromkeys(value(code, day) for day in sorted({first, *changes})))


def unconfirmed(code: str, on: date | None = None) -> str:
    """Why the value in force on day `on` is open to doubt: the reason of its default; empty once a bureau has set its own."""
    policy, day = POLICIES[code], on or clock.today()
    is_set = any(since <= day for since, _value in current().get(code, ()))
    return "" if is_set or not policy.doubt else policy.reason


def integer(code: str, on: date | None = None) -> int:
    """A policy value that is a whole number."""
    return int(_typed(code, Kind.INT, on))


def amount(code: str, on: date | None = None) -> Decimal:
    """A policy value that is a decimal (yuan, per cent)."""
    return Decimal(_typed(code, Kind.DECIMAL, on))


def text(code: str, on: date | None = None) -> str:
    """A policy value that is a text."""
    return str(_typed(code, Kind.TEXT, on))


def _typed(code: str, kind: Kind, on: date | None) -> Value:
    if POLICIES[code].kind != kind:
        raise TypeError(f"policy {code} is {POLICIES[code].kind}, not {kind}")
    return value(code, on)
