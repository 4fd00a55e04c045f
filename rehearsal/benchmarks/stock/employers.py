"""The register of employers, as if their lists had been taken in."""

from collections.abc import Callable
from datetime import date
from itertools import islice
from random import Random
from typing import Any

from django.db import connection

from registry import search
from registry.intake.layout import layout_of
from registry.intake.words import STATUS_WORDS
from registry.models import Category, Employer, EmployerStatus, Town
from rehearsal import firms
from rehearsal.benchmarks.stock.district import Firm
from rehearsal.benchmarks.stock.shelf import AT_ONCE, Shelf
from rehearsal.benchmarks.stock.trail import instant

NUMBERS = {"headcount", "headcount_female", "headcount_migrant", "headcount_minor", "headcount_dispatched"}
DAYS = {"founded_on", "licence_until"}


def write_employers(random: Random, number: int, shelf: Shelf, keep: Callable[[Firm], None]) -> None:
    """Write so many employers with their categories and search tokens; the active ones are given to `keep`."""
    towns = dict(Town.objects.values_list("name", "pk"))
    categories = {each.name: each for each in Category.objects.all()}
    fields = layout_of([list(firms.HEADS)]).fields
    lines = enumerate(firms.lines(random, number))
    while some := list(islice(lines, AT_ONCE)):
        tokens = []
        for serial, cells in some:
            row = _row(dict(zip(fields, cells, strict=True)), serial, towns)
            category = categories[row.pop("categories")]
            pk = shelf.add(Employer, **row)
            shelf.add(Employer.categories.through, employer_id=pk, category_id=category.pk)
            tokens.append((pk, row["search_text"]))
            if row["status"] == EmployerStatus.ACTIVE:
                keep(Firm(pk, row["code"], row["town_id"], category.code, row["headcount"]))
        search.BACKENDS[connection.vendor].write(tokens)


def _row(row: dict[str, Any], serial: int, towns: dict[str, int]) -> dict[str, Any]:
    """The cells of a line as columns."""
    code = row["credit_code"]
    number = "" if code else f"W{serial:07d}"
    if not code:
        row["address"] += f"{serial}室"  # who has no code is known by name and address
    row |= {name: int(row[name]) for name in NUMBERS}
    row |= {name: date.fromisoformat(row[name]) if row[name] else None for name in DAYS}
    return row | {
        "code": code or number,
        "credit_code": code or None,
        "register_number": number or None,
        "town_id": towns[row["town_id"]],
        "status": STATUS_WORDS[row["status"]],
        "is_licensed": bool(code),
        "created_at": instant(firms.LISTED_ON),
        "updated_at": instant(firms.LISTED_ON),
        **search.found_by(row["name"], row["address"], code or number),
    }
