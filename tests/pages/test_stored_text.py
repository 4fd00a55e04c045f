"""SEC-01: whatever people wrote into any text of the database is text on every page, in every form and every refusal."""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client

from accounts.roles import Role
from casework import append_only
from law import clock
from registry.models import Town
from tests.architecture.sources import ROOMS
from tests.pages.visits import PAGES, readers, visitors
from tests.permissions.addresses import Address
from tests.permissions.crowd import crowd
from tests.permissions.samples import TODAY, World, path_of

LIVE = ("i", "hx-post", "x")
MARK = f"'\"><{LIVE[0]} {LIVE[1]}={LIVE[2]}>"
# Columns whose text is a word of the house: a code, a state, a number, a digest. Nobody writes them by hand.
OF_THE_HOUSE = re.compile(
    r"(?:^|_)(?:code|state|number|matter|clock|term|version|action|kind|key|path|answer|password|sha256|digest|hash|seed"
    r"|instrument|mark|phase|username|secret|index|media_type|value|work|moment|nonce|commitment|previous|before|after)$"
)
TEXTS = ("CharField", "TextField", "JSONField")
NOT_TYPED = ("checkbox", "radio", "file", "submit")
SHORTEST = len(MARK) + 4
READ_BY_PEOPLE = re.compile(r"[\u4e00-\u9fff]")
pytestmark = pytest.mark.django_db


class Page(HTMLParser):
    """Finds elements made of the mark, and what the page's own form would send with the mark typed into each field."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.live: list[str] = []
        self.parts: set[str] = set()
        self.typed: dict[str, str] = {}
        self.is_own_form = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get(LIVE[1]) == LIVE[2]:
            self.live.append(f"line {self.getpos()[0]}: {tag}")
        if tag == "body" or "hx-get" in given or (given.get("src") or "").endswith("htmx.min.js"):
            self.parts.add(tag)
        if tag == "form":
            self.is_own_form = given.get("method") == "post" and not given.get("action")
        kind, name = given.get("type") or "text", given.get("name")
        if self.is_own_form and name and tag in ("input", "textarea") and kind not in NOT_TYPED:
            self.typed[name] = (given.get("value") or "") if kind == "hidden" else MARK


def text_columns() -> Iterator[tuple[type[models.Model], Any]]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields if model.__module__.split(".")[0] in ROOMS else ():
            is_text = field.get_internal_type() in TEXTS and not field.choices
            is_long_enough = (field.max_length or SHORTEST) >= SHORTEST
            if is_text and is_long_enough and not OF_THE_HOUSE.search(field.name):
                yield model, field


def poisoned(value: Any) -> Any:
    """A stored structure with the mark in place of every text in it that people read."""
    if isinstance(value, dict):
        return {name: poisoned(part) for name, part in value.items()}
    if isinstance(value, list):
        return [poisoned(part) for part in value]
    return MARK if isinstance(value, str) and READ_BY_PEOPLE.search(value) else value


def poison() -> set[str]:
    """Write the mark into every text column there is; the columns."""
    append_only.remove(connection, list(append_only.all_guards()))
    columns = set()
    for model, field in text_columns():
        for number, row in enumerate(model._default_manager.all()):
            held = getattr(row, field.attname)
            new = poisoned(held) if field.get_internal_type() == "JSONField" else f"{MARK}{number}"
            if new != held:
                model._default_manager.filter(pk=row.pk).update(**{field.attname: new})
                columns.add(f"{model._meta.model_name}.{field.name}")
    return columns


def test_SEC_01_no_stored_text_is_markup_on_any_page_or_form(
    town_a: Town, client_for: Callable[..., Client]
) -> None:
    with clock.at(TODAY):
        world, people = World.of(town_a), visitors(town_a)
        clients = {role: client_for(user) for role, user in people.items()}
        paths = {
            (role, path_of(address, world, people[role])) for address in PAGES for role in readers(address)
        }
        crowd(world, 4, list(people.values()))
        assert {"finding.fact", "employer.name", "case.cause"} <= poison()
        paths |= {(role, path) for address in PAGES for role, path in _acts_that_may_be_done(address)}
        found = [fault for role, path in sorted(paths) for fault in _faults(role, clients[role], path)]
    assert not found, "\n".join(found)


def _acts_that_may_be_done(address: Address) -> Iterator[tuple[Role, str]]:
    """The act's page of a record that is in one of the states the act is done from."""
    if not address.action:
        return
    model = address.view.model
    sources = {state for row in model.workflow.rows if row.action == address.action for state in row.sources}
    for record in model._default_manager.filter(state__in=sources)[:2]:
        yield from ((role, address.path({"pk": record.pk})) for role in readers(address))


def _faults(role: Role, client: Client, path: str) -> Iterator[str]:
    """On the page, and on the answer to its form with the mark in every field."""
    shown = _page(client.get(path))
    if {"body"} < shown.parts and "script" not in shown.parts:
        yield f"{role.value} {path} asks for a part of itself and has no script for it: components/live.html"
    sent = _page(client.post(path, shown.typed, follow=True)) if shown.typed else shown
    yield from (f"{role.value} {path} {where}" for where in {*shown.live, *sent.live})


def _page(answer: Any) -> Page:
    is_page = not answer.streaming and "html" in answer.headers.get("Content-Type", "")
    return Page(answer.content.decode() if is_page else "")
