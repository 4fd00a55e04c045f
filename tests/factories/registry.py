"""Towns, employers and warnings for tests, made by the services the pages use."""

from datetime import date, datetime
from itertools import count
from typing import Any

from casework.by import SYSTEM, By
from law.clock import SHANGHAI
from law.identity import credit_code_check_digits
from registry.models import Category, Employer, Grid, Posting, Town, Warning
from registry.services import employers, warnings
from registry.towns import TOWNS

MOMENT = datetime(2021, 3, 22, 9, tzinfo=SHANGHAI)
_serial = count(1)
_LINES = {line.code: (order, line) for order, line in enumerate(TOWNS, start=1)}


def town(code: str = "370211001") -> Town:
    """The town with that code, as `load_towns` makes it."""
    order, line = _LINES[code]
    return Town.objects.get_or_create(
        code=code, defaults={"name": line.name, "kind": line.kind, "order": order}
    )[0]


def credit_code(serial: int | None = None) -> str:
    """A valid 统一社会信用代码 of a company in the district; each call another one."""
    body = f"91370211MA3{next(_serial) if serial is None else serial:05d}"
    return body + credit_code_check_digits(body)


def employer(*, categories: tuple[str, ...] = (), actor: Any = None, **facts: Any) -> Employer:
    """An active employer of the first town with a credit code; `credit_code=None` makes an unlicensed workshop."""
    number = next(_serial)
    facts = {"name": f"青岛第{number}食品有限公司", "address": f"海汀路{number}号", **facts}
    facts.setdefault("credit_code", credit_code())
    if "town" not in facts:
        facts["town"] = town()
    chosen = Category.objects.filter(code__in=categories)
    return employers.create_employer(by=By(actor), categories=chosen, **facts)


def grid(place: Town | None = None, code: str = "01") -> Grid:
    place = place or town()
    return Grid.objects.get_or_create(town=place, code=code, defaults={"name": f"{place.name}第{code}网格"})[
        0
    ]


def posting(user: Any, place: Town | None = None, since: date = date(2021, 1, 1), **fields: Any) -> Posting:
    return Posting.objects.create(user=user, town=place or town(), since=since, **fields)


def warning(
    on: Employer | None = None, *, kind: str = "arrears", level: str = "yellow", **facts: Any
) -> Warning:
    return warnings.open_warning(employer=on or employer(), kind=kind, level=level, by=SYSTEM, **facts)
