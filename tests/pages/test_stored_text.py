"""SEC-01: whatever people wrote into any text of the database is text on every page, in every form and every refusal."""

import re
import sys
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.db import connection, models
from django.test import Client

from accounts.roles import Role
from casework import append_only
from law import clock
from law.models import PolicyValue
from law.policies import POLICIES, Kind
from registry.models import Town
from tests.architecture.sources import ROOMS
from tests.pages.visits import PAGES, looks, readers, visitors
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
# Columns of such a name that people do write.
TYPED = {
    "law.PolicyValue.value",
    "registry.Grid.code",
    "registry.ImportedChange.before",
    "registry.ImportedChange.after",
    "registry.Employer.register_number",
    "campaign.Campaign.document_number",
    "findings.Escalation.answer",
    "complaints.Complaint.external_number",
    "cases.Case.archive_number",
    "cases.Transfer.answer_number",
    "cases.Party.code",
}
# Columns with a field of the same name in a form, where nothing but a word of the house gets through.
CHECKED = {
    "law.PolicyValue.code": "chosen by the address",
    "accounts.RecoveryCode.code": "a hash",
    "accounts.User.password": "a hash",
    "accounts.PasswordHistory.password": "a hash",
    "accounts.User.username": "letters, digits and _ (accounts/names.py)",
    "registry.Employer.credit_code": "check digits (law/identity.py)",
    "registry.Employer.code": "the credit code or made here",
    "registry.Town.code": "digits of the region, loaded",
    "registry.Category.code": "seeded by a migration",
    "campaign.Campaign.code": "a slug",
    "draws.PoolEmployer.code": "the employer's",
    "draws.RoundResult.code": "the employer's",
    "complaints.ComplainantIdentity.id_number": "check digit, sealed and masked",
}
TEXTS = ("CharField", "TextField", "JSONField")
NOT_TYPED = ("checkbox", "radio", "file", "submit")
SHORT = f"<{LIVE[0]} {LIVE[1]}={LIVE[2]}>"
SHORTEST, SHORTEST_OF_ALL = len(MARK) + 4, len(SHORT) + 3
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
        if tag == "body" or "data-hx-get" in given or (given.get("src") or "").endswith("htmx.min.js"):
            self.parts.add(tag)
        if tag == "form":
            self.is_own_form = given.get("method") == "post" and not given.get("action")
        kind, name = given.get("type") or "text", given.get("name")
        if self.is_own_form and name and tag in ("input", "textarea") and kind not in NOT_TYPED:
            self.typed[name] = (given.get("value") or "") if kind == "hidden" else MARK


def columns() -> Iterator[tuple[type[models.Model], Any, str]]:
    """Every column that could hold words, and its name in full."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields if model.__module__.split(".")[0] in ROOMS else ():
            if field.get_internal_type() in TEXTS and not field.choices:
                yield model, field, f"{model._meta.label}.{field.name}"


def is_planted(field: Any, name: str) -> bool:
    is_long_enough = (field.max_length or SHORTEST) >= SHORTEST_OF_ALL
    return name in TYPED or (is_long_enough and not OF_THE_HOUSE.search(field.name))


def text_columns() -> Iterator[tuple[type[models.Model], Any]]:
    yield from ((model, field) for model, field, name in columns() if is_planted(field, name))


def planted(row: models.Model, field: Any, number: int) -> Any:
    """What stands in the column from now on: the mark, in what is read as a number or as a structure only where words stand."""
    held = getattr(row, field.attname)
    if field.get_internal_type() == "JSONField":
        return poisoned(held)
    if isinstance(row, PolicyValue) and POLICIES[row.code].kind != Kind.TEXT:
        return held
    return f"{MARK if (field.max_length or SHORTEST) >= SHORTEST else SHORT}{number}"


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
            new = planted(row, field, number)
            if new != held:
                model._default_manager.filter(pk=row.pk).update(**{field.attname: new})
                columns.add(f"{model._meta.model_name}.{field.name}")
    return columns


def test_SEC_01_no_column_that_people_write_is_left_out() -> None:
    """Whatever a form of the house asks for in words is planted where it is stored, or it is said why not."""
    typed = {(room, name) for room, form in forms_of_the_house() for name in asked_in_words(form)}
    left_out = {
        name
        for model, field, name in columns()
        if not is_planted(field, name) and (model._meta.app_label, field.name) in typed
    }
    assert left_out - set(CHECKED) == set()
    known = {name for _model, _field, name in columns()}
    assert known >= TYPED | set(CHECKED) and not TYPED & set(CHECKED)


def forms_of_the_house() -> Iterator[tuple[str, type[forms.BaseForm]]]:
    for config in apps.get_app_configs():
        if config.name.split(".")[0] in ROOMS:
            for module in _modules_of(config.name):
                for found in vars(module).values():
                    if isinstance(found, type) and issubclass(found, forms.BaseForm):
                        yield config.label, found


def asked_in_words(form: type[forms.BaseForm]) -> Iterator[str]:
    for name, field in getattr(form, "base_fields", {}).items():
        is_words = isinstance(field, forms.CharField) and not isinstance(field.widget, forms.HiddenInput)
        if is_words or isinstance(field, forms.JSONField):
            yield name


def _modules_of(room: str) -> Iterator[Any]:
    """The modules of a room that hold forms."""
    for name in sorted(sys.modules):
        if name.startswith(f"{room}.") and "forms" in name.split("."):
            yield sys.modules[name]


def test_SEC_01_no_stored_text_is_markup_on_any_page_or_form(
    town_a: Town, client_for: Callable[..., Client]
) -> None:
    with clock.at(TODAY):
        world, people = World.of(town_a), visitors(town_a)
        clients = {role: client_for(user) for role, user in people.items()}
        paths = {(role, path_of(address, world, people[role])) for role, address in looks(PAGES)}
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
