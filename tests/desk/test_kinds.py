"""A kind of record is told to the house once: a made-up one is found wherever kinds are listed (HSE-09)."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

import pytest
from django.apps import apps
from django.utils.translation import gettext_lazy as _

from campaign.models import Campaign
from casework import kinds
from casework.kinds import Kind, Ledger
from casework.models import WorkflowRecord
from casework.views import RecordListView
from casework.views.listing import Column
from desk import navigation, search, worklist
from inspections.patrols.models import Patrol
from law.clock import at
from reports import doors
from reports.metrics.figure import PATROL, Figure
from reports.metrics.tables import Table
from reports.metrics.window import Window
from tests.factories import campaign, patrols, registry

pytestmark = pytest.mark.django_db


@pytest.fixture
def placard(monkeypatch: pytest.MonkeyPatch) -> Iterator[Kind]:
    """A kind the house does not know, told by a room that had none: in truth every patrol once more."""

    class Placard(Patrol):
        class Meta:
            proxy = True
            app_label = "rehearsal"

        def get_absolute_url(self) -> str:
            return f"/placards/{self.pk}/"

        def act_url(self, action: str) -> str:
            return f"/placards/{self.pk}/{action}/"

    told = Kind(
        model="rehearsal.Placard",
        label=_("告示"),
        permission="patrols.view_patrol",
        series=("number",),
        icon="doc",
        desk=True,
        ledger=Ledger("patrols:patrol_list", 15),
        dossier="employer",
        town="town",
        export="patrols.export_patrols",
    )
    monkeypatch.setattr(apps.get_app_config("rehearsal"), "kinds", (told,), raising=False)
    yield told
    del apps.all_models["rehearsal"]["placard"]
    apps.clear_cache()


@pytest.fixture
def row(placard: Kind, town_officer: Any, town_a: Any) -> Iterator[WorkflowRecord]:
    campaign.campaign_2021()
    with at(date(2021, 6, 23)):
        made = patrols.rectifying(employer=registry.employer(town=town_a), actor=town_officer)
        yield placard.rows.get(pk=made.pk)


def test_HSE_09_it_stands_on_the_worklist(
    placard: Kind, row: Any, town_officer: Any, client_for: Any
) -> None:
    (line,) = worklist.todo(town_officer, kind=placard.name)
    assert (line.kind, line.pk, line.number, line.title) == (placard, row.pk, row.number, row.employer.name)
    assert line.url == row.get_absolute_url() and line.state_label == row.state_label
    assert worklist.todo_counts(town_officer)["placard"] == 1
    assert row.get_absolute_url() in client_for(town_officer).get("/?kind=placard").content.decode()


def test_HSE_09_it_is_found_by_its_number(row: Any, town_officer: Any, other_officer: Any) -> None:
    assert ("告示", row) in [(str(label), found) for label, found in search.records(row.number, town_officer)]
    assert search.records(row.number, other_officer) == []


def test_HSE_09_it_stands_in_the_navigation(
    placard: Kind, town_officer: Any, inspector: Any, system_admin: Any, client_for: Any
) -> None:
    assert [str(entry.label) for entry in navigation.entries()][1:4] == ["巡查", "告示", "单位"]
    for person, is_shown in ((town_officer, True), (inspector, True), (system_admin, False)):
        nav = client_for(person).get("/").context["shell"]["nav"]
        assert ("告示" in [str(item.label) for item in nav]) is is_shown


def test_HSE_09_a_number_opens_its_rows(
    placard: Kind, row: Any, town_officer: Any, other_officer: Any, system_admin: Any
) -> None:
    figure = Figure(
        "placards", _("告示"), _("件"), PATROL, _("告示"), source="",
        table=Table(placard.model_class),
    )  # fmt: skip
    assert doors.may_open(town_officer, figure) and not doors.may_open(system_admin, figure)
    rows = figure.rows(Window(Campaign.objects.current(), date(2021, 6, 23)))
    assert list(doors.visible(rows, town_officer)) == [row] and not doors.visible(rows, other_officer)
    assert kinds.of(type(row)).shown_by(row) == row


def test_HSE_09_it_is_taken_away_by_who_may(
    placard: Kind, row: Any, inspector: Any, leadership: Any, rf: Any
) -> None:
    class List(RecordListView):
        permission = placard.permission
        model = placard.model_class
        columns: ClassVar = (Column("编号", lambda each: each.number),)
        title = "告示"

    for person, is_offered in ((inspector, True), (leadership, False)):
        view = List()
        view.setup(rf.get("/placards/"))
        view.request.user, view.filterset = person, None
        assert bool(view.get_context_data()["export_url"]) is is_offered
