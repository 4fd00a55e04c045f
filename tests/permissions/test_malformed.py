"""REG-15: no parameter of any address gives a 500, whatever stands in it. What only PostgreSQL refuses is found by its pass.

The names are read from the code: every `GET.get("…")`, `GET["…"]`, `GET.getlist("…")` of a view's module, and its filters. A page
that reads none of its own gets the common ones only.
"""

import ast
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from accounts.roles import Role
from law import clock
from tests.permissions.addresses import Address, addresses
from tests.permissions.samples import TODAY
from tests.permissions.settled import Settled, settled
from tests.undone import undone

VALUES = {
    "huge": "9" * 400,
    "beyond a bigint": str(2**63),
    "negative": "-1",
    "superscript": "²",
    "full width": "１２",
    "long": "长" * 3000,
    "no day": "2021-02-30",
    "quote": "'; DROP TABLE x; --%",
    "brackets": "[]{}\\",
    "surrogate": "\udcff",
    "invisible": "\u200b\ufeff",
}
COMMON = {"page", "after", "before", "export", "q", "next", "employer", "town"}


def names_of(view: Any) -> set[str]:
    """The parameters a view reads, from the text of the modules its classes stand in."""
    classes = [view, *getattr(view, "__mro__", ())]
    modules = {each.__module__ for each in classes if not each.__module__.startswith(("django", "builtins"))}
    found = set(getattr(getattr(view, "filterset_class", None), "base_filters", ()))
    return found.union(COMMON, *map(_named_in, modules))


@cache
def _named_in(module: str) -> frozenset[str]:
    return frozenset(_read(ast.parse(inspect.getsource(sys.modules[module]))))


def _read(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        key: ast.expr | None = None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            if node.func.attr in ("get", "getlist", "pop"):
                key = node.args[0]
        elif isinstance(node, ast.Subscript):
            key = node.slice
        if isinstance(key, ast.Constant) and isinstance(key.value, str) and key.value.isidentifier():
            yield key.value


def _looks() -> list[tuple[Role, Address]]:
    """Every address with the first role that may open it."""
    return [(address.roles[0], address) for address in addresses() if address.roles]


@pytest.fixture(scope="module")
def district(django_db_setup: None, django_db_blocker: Any) -> Iterator[Settled]:
    with settled(django_db_blocker, _looks()) as made:
        yield made


@pytest.mark.django_db
@pytest.mark.parametrize("room", sorted({address.name.partition(":")[0] for address in addresses()}))
def test_REG_15_nothing_in_an_address_breaks_a_page(room: str, district: Settled) -> None:
    walked: set[Any] = set()
    broken: list[str] = []
    with clock.at(TODAY):
        for role, address in _looks():
            if address.name.partition(":")[0] == room:
                path = district.path(role, address)
                broken += _broken(address, district.client(role), path, is_first=address.view not in walked)
                walked.add(address.view)
    assert not broken, "\n".join(broken)


def _broken(address: Address, client: Client, path: str, *, is_first: bool) -> Iterator[str]:
    """What breaks. The addresses of one view read the same parameters: the first gets every value, each other one the worst."""
    own = sorted(names_of(address.view) - COMMON)
    together = VALUES if own else ("huge", "surrogate")
    sent = [(what, [*COMMON, *own]) for what in (together if is_first else ("huge",))]
    sent += [(what, [name]) for name in own for what in ("huge", "superscript") if is_first]
    for what, names in sent:
        query = urlencode(dict.fromkeys(names, VALUES[what]), errors="surrogateescape")
        with undone():
            status = client.get(path, QUERY_STRING=query).status_code
        if status >= 500:
            yield f"{address}: {status} for {what} in {names}"
