"""What the rooms tell of their kinds of records is so."""

import re
from collections import Counter

import pytest
from django.apps import apps
from django.urls import reverse

from accounts.roles import PERMISSIONS
from casework import hooks
from casework.kinds import Kind, kinds
from casework.models import WorkflowRecord
from tests.architecture.sources import ROOT

KINDS = kinds()
ICONS = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static" / "icons.svg").read_text(encoding="utf-8")))
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.model)


def test_no_two_kinds_have_one_model_one_name_or_one_place() -> None:
    places = [kind.ledger.place for kind in KINDS if kind.ledger]
    for told in ([kind.model for kind in KINDS], [kind.name for kind in KINDS], places):
        assert [each for each, times in Counter(told).items() if times > 1] == []


def test_every_record_that_moves_is_told() -> None:
    moving = {model._meta.label for model in apps.get_models() if issubclass(model, WorkflowRecord)}
    assert moving <= {kind.model for kind in KINDS}


@each_kind
def test_a_room_tells_of_its_own_models(kind: Kind) -> None:
    assert kind in kind.model_class._meta.app_config.kinds


@each_kind
def test_its_rows_are_scoped_and_its_permissions_held(kind: Kind) -> None:
    assert callable(kind.rows.visible_to)
    assert kind.permission in PERMISSIONS and (not kind.export or kind.export in PERMISSIONS)


@each_kind
def test_its_columns_and_ways_are_there(kind: Kind) -> None:
    """The queries of worklist, search and doors can be made of them."""
    str(kind.rows.select_related(*kind.joined).values("pk", *kind.joined).query)
    str(kind.rows.values(*kind.series).query)
    if kind.desk:
        assert issubclass(kind.model_class, WorkflowRecord)
        str(kind.rows.values(kind.titled_by).query)
    if kind.page:
        assert kind.model_class._meta.get_field(kind.page)


@each_kind
def test_UX_02_what_waits_on_the_desk_says_what_it_is_about(kind: Kind) -> None:
    assert not kind.desk or callable(hooks.function(kind.brief))


@each_kind
def test_UX_10_what_one_takes_on_is_an_act_and_has_a_holder(kind: Kind) -> None:
    if kind.claim:
        (row,) = kind.model_class.workflow.rows_of(kind.claim)
        assert kind.holders and row.permission in PERMISSIONS


@each_kind
def test_its_ledger_is_a_page_with_an_icon(kind: Kind) -> None:
    if kind.ledger:
        assert reverse(kind.ledger.route) and kind.icon in ICONS
