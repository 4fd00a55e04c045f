"""Breaches made for the purpose: each is caught by the rule of its name (HSE-07). All of them once passed every test."""

import ast
from collections.abc import Callable, Iterator

import pytest

from tests.architecture import ways_around

Rule = Callable[[ast.Module], Iterator[tuple[int, str]]]


def of_registry(tree: ast.Module) -> Iterator[tuple[int, str]]:
    return ways_around.reaches_a_room(tree, "registry")


PLANTED: list[tuple[Rule, str]] = [
    (ways_around.sets_a_state, 'before, record.state = record.state, "closed"'),
    (ways_around.sets_a_state, 'record.state += "d"'),
    (ways_around.sets_a_state, 'for record.state in ("closed",): record.save()'),
    (ways_around.sets_a_state, "with opened() as record.state: pass"),
    (ways_around.sets_a_state, 'setattr(record, field, "closed")'),
    (ways_around.sets_a_state, 'object.__setattr__(record, "state", "closed")'),
    (ways_around.sets_a_state, 'Case.objects.filter(pk=1).update(state="closed")'),
    (ways_around.sets_a_state, "Case.objects.filter(pk=1).update(**values)"),
    (ways_around.sets_a_state, 'Case.objects.bulk_update(rows, ["state"])'),
    (ways_around.sets_a_state, "Case.objects.bulk_update(rows, fields)"),
    (ways_around.reaches_rows, "rows = employer.complaints.all()"),
    (ways_around.reaches_rows, "rows = self.object.employer.cases.filter(state=1).count()"),
    (ways_around.reaches_rows, "rows = company.complaints.all()"),
    (ways_around.reaches_rows, "rows = self.object.patrols_recorded.count()"),
    (ways_around.reaches_rows, "rows = Case.objects.all()"),
    (ways_around.reaches_rows, "rows = models.Patrol._base_manager.filter(pk=1)"),
    (ways_around.reaches_rows, "rows = type(record)._default_manager.get(pk=1)"),
    (of_registry, 'Target = apps.get_model("campaign", "Target")'),
    (of_registry, 'Target = django.apps.apps.get_model("campaign.Target")'),
    (of_registry, 'services = importlib.import_module("complaints.services.acts")'),
    (of_registry, 'accept = import_string("complaints.services.acts.accept")'),
    (of_registry, 'from importlib import import_module as load\nload("complaints.services.acts")'),
    (of_registry, 'import importlib\nload = importlib.import_module\nload("complaints.services.acts")'),
    (of_registry, 'apps.get_app_config("complaints").get_model("Complaint")'),
    (of_registry, 'apps.get_model(app_label="complaints", model_name="Complaint")'),
    (of_registry, 'apps.all_models["complaints"]["complaint"]'),
    (ways_around.asks_the_day, "import datetime as dt\ndt.date.today()"),
    (ways_around.asks_the_day, "import datetime as dt\nday = dt.date\nday.today()"),
    (ways_around.asks_the_day, "from django.utils import timezone\nmoment = timezone.now\nmoment()"),
    (ways_around.asks_the_day, "from datetime import date as d\nd.today()"),
    (ways_around.asks_the_day, "from datetime import datetime\nfield(default=datetime.now)"),
    (ways_around.asks_the_day, "from django.utils.timezone import now as moment\nmoment()"),
    (ways_around.asks_the_day, "from time import time\ntime()"),
]
PLANTED_INLINE = [
    "<button onclick='go()'>",
    '<button onclick="go()">',
    "<button onclick=go()>",
    "<button onclick\n=\n'go()'>",
    "<button oNcLiCk=`go()`>",
    "<img src=x\n  ONERROR = 'go()'>",
    '<a href="javascript:go()">',
    "<div hx-on:click='go()'>",
    "<p style='color:red'>",
    "<script>go()</script>",
]


@pytest.mark.parametrize(("rule", "code"), PLANTED, ids=[code for _rule, code in PLANTED])
def test_HSE_07_a_way_around_is_caught(rule: Rule, code: str) -> None:
    assert list(rule(ast.parse(code)))


@pytest.mark.parametrize("text", PLANTED_INLINE)
def test_HSE_07_an_inline_handler_is_caught(text: str) -> None:
    assert list(ways_around.runs_inline(text))


@pytest.mark.parametrize(
    "text",
    [
        "{{ employer.cases.count }}",
        "{% for each in town.patrols.all %}",
        "{% if record.employer.complaints.exists %}",
    ],
)
def test_HSE_07_rows_asked_for_by_a_template_are_caught(text: str) -> None:
    assert list(ways_around.reaches_rows_in_a_page(text))
    assert not list(
        ways_around.reaches_rows_in_a_page("{% for each in employer.categories.all %}{{ tab.count }}")
    )


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (ways_around.sets_a_state, 'told = {"state": record.state}\ncontext.update(**extra)'),
        (ways_around.sets_a_state, 'rows.update(version=1)\nCase.objects.bulk_update(rows, ["version"])'),
        (ways_around.reaches_rows, "Case.objects.visible_to(user).filter(employer=employer)"),
        (ways_around.reaches_rows, "employer.cases.visible_to(user)"),
        (of_registry, 'apps.get_model("registry", "Town")'),
        (ways_around.asks_the_day, "from law.clock import today, now\ntoday()\nnow()"),
    ],
)
def test_what_is_right_passes(rule: Rule, code: str) -> None:
    assert not list(rule(ast.parse(code)))
