"""The cockpit: whose numbers, which are doors, the week before, the funnel and the rates of the towns."""

from datetime import date
from typing import Any

import pytest

from campaign.models import Campaign
from campaign.services.targets import move_target
from casework.by import SYSTEM
from inspections.checks.models import Inspection
from law import clock
from registry.services.towns import load_towns
from reports import cockpit, tiles
from reports.metrics import Window, figures
from reports.services import cockpits
from tests.factories import cases, checks, complaints, patrols, registry
from tests.opened import Opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("campaign")]
URL = "/cockpit/"
TODAY = date(2021, 6, 23)


@pytest.fixture(autouse=True)
def day() -> Any:
    with clock.at(TODAY):
        yield


def shown(user: Any, **query: str) -> dict[str, Any]:
    """The page as a worker has just counted it."""
    cockpits.make(Campaign.objects.current())
    client = Opened()
    client.force_login(user, backend="accounts.backends.RoleBackend")
    return client.get(URL, query).context


def named(user: Any) -> dict[str, Any]:
    return {str(tile.label): tile for tile in shown(user)["tiles"]}


def test_the_leading_group_is_told_numbers_it_may_not_open(people: Any) -> None:
    cases.case("investigating", employer=registry.employer(town=people.here))
    complaints.complaint(actor=people.inspector, employer=registry.employer(), on=date(2021, 6, 1))
    theirs, ours = named(people.leadership), named(people.inspector)
    assert {name: tile.value for name, tile in theirs.items()} == {
        name: tile.value for name, tile in ours.items()
    }
    for name in ("收到投诉举报", "超期时限"):
        assert theirs[name].value == 1 and not theirs[name].url and ours[name].url
    assert theirs["立案"].value == 1 and not theirs["立案"].url
    assert len(theirs) <= 8 and theirs["超期时限"].is_late


def test_the_clocks_count_the_same_for_all_who_see_all_towns(people: Any) -> None:
    complaints.complaint(actor=people.inspector, employer=registry.employer(), on=date(2021, 6, 1))
    (theirs,), (ours,) = shown(people.leadership)["clocks"], shown(people.inspector)["clocks"]
    assert [cell.number for cell in theirs.cells] == [cell.number for cell in ours.cells]
    assert not any(cell.url for cell in theirs.cells) and all(cell.url for cell in ours.cells)
    assert not cockpit.clock_sums([theirs])[0].url and cockpit.clock_sums([ours])[0].url
    assert shown(people.stranger)["clocks"] == []


def test_a_town_is_told_its_own_and_no_complaint(people: Any) -> None:
    patrols.rectifying(employer=registry.employer(town=people.here))
    patrols.rectifying(employer=registry.employer(town=people.there))
    complaints.complaint(actor=people.inspector, employer=registry.employer(town=people.here))
    own = named(people.officer)
    assert own["巡查户数"].value == 1 and "收到投诉举报" not in own
    assert len(own) <= 8 and len(shown(people.officer)["towns"]) == 1


def test_a_tile_says_what_changed_in_a_week(campaign: Campaign, people: Any) -> None:
    for on in (date(2021, 6, 1), date(2021, 6, 17), date(2021, 6, 20)):
        patrols.patrol(on=on, employer=registry.employer(town=people.here), off_plan="补查")
    assert named(people.leader)["巡查户数"].change == "比上周 +2"
    assert named(people.leader)["立案"].change == "与上周持平"
    with clock.at(date(2021, 3, 25)):
        assert named(people.leader)["立案"].change == ""


def test_what_was_overdue_a_week_ago_is_known(people: Any) -> None:
    complaints.complaint(actor=people.inspector, employer=registry.employer(), on=date(2021, 6, 1))
    complaints.complaint(actor=people.inspector, employer=registry.employer(), on=date(2021, 6, 11))
    assert named(people.leader)["超期时限"].change == "比上周 +1"


def test_the_figures_are_those_of_the_report(campaign: Campaign, people: Any) -> None:
    made = patrols.rectifying(
        patrols.ARREARS, employer=registry.employer(town=people.here), on=date(2021, 4, 20)
    )
    patrols.recheck(made, on=date(2021, 4, 28), wages_paid_people=2, wages_paid_amount=100)
    checks.visit(employer=registry.employer(town=people.there), result="ordered")
    numbers = figures(Window(campaign, TODAY))["district"]
    found = shown(people.leader)["tiles"]
    for code, tile in zip(tiles.FOR_DISTRICT, found, strict=False):
        expected = numbers[code]
        assert tile.value == (pytest.approx(expected, abs=1e-4) if expected is not None else None), code
    assert any(tile.value for tile in found)


def test_a_town_has_its_rates_with_their_base(campaign: Campaign, people: Any) -> None:
    patrols.rectifying(employer=registry.employer(town=people.here), on=date(2021, 4, 20))
    registry.employer(town=people.here)
    registry.employer(town=people.there)
    rows = {row.line.name: row.shares for row in shown(people.leader)["towns"]}
    coverage, rectified = rows[people.here.name]
    assert (coverage.top, coverage.base, coverage.text) == (1, 2, "50%")
    assert (rectified.top, rectified.base) == (0, 1)
    assert [share.text for share in rows[people.there.name]] == ["0%", "—"]
    ranked = shown(people.leader, by="coverage")["towns"]
    assert ranked[0].line.name == people.here.name
    assert shown(people.leader, by="nonsense")["by"] == "nonsense"


def test_the_funnel_counts_to_whom_a_step_happened(campaign: Campaign, people: Any, client_for: Any) -> None:
    """REP: never what must have happened before. An employer drawn and concluded without a patrol is no patrolled one."""
    load_towns()
    patrols.rectifying(employer=registry.employer(town=people.here), on=date(2021, 5, 10))
    patrols.escalated(employer=registry.employer(town=people.here), on=date(2021, 5, 10))
    for stage in ("listed", "listed", "inspected", "concluded"):
        move_target(campaign=campaign, employer=registry.employer(town=people.here), stage=stage, by=SYSTEM)
    steps = shown(people.leader)["steps"]
    assert {str(step.label): step.number for step in steps} == {
        "列入对象": 6, "已巡查": 2, "整改或上报": 2, "列入检查名单": 1, "已检查": 1, "已立案": 0, "已办结": 1,
    }  # fmt: skip
    for step in steps:
        assert len(client_for(people.leader).get(step.url).context["records"]) == step.number, step.label
    assert steps[1].percent == pytest.approx(33.3, abs=0.1)


def test_a_number_of_the_cockpit_equals_the_rows_it_opens(inspector: Any, client_for: Any) -> None:
    employer = registry.employer()
    complaints.complaint(actor=inspector, employer=employer, on=date(2021, 6, 1))
    complaints.complaint(actor=inspector, employer=employer, on=TODAY)
    client = client_for(inspector)
    cockpits.make(Campaign.objects.current())
    page = client.get("/cockpit/")
    assert {str(tile.label): tile.value for tile in page.context["tiles"]}["收到投诉举报"] == 2
    for tile in page.context["tiles"]:
        if tile.url and tile.unit:
            rows = client.get(tile.url).context
            made_of = [client.get(part["url"]).context for part in rows.get("parts", [])]
            assert tile.value == sum(len(one["records"]) for one in made_of or [rows]), tile.label
    for line in page.context["clocks"]:
        for cell in line.cells:
            if cell.number:
                assert cell.number == len(client.get(cell.url).context["records"])


def test_a_list_of_clocks_names_its_clock_in_words(inspector: Any, client_for: Any) -> None:
    answer = client_for(inspector).get("/cockpit/clocks/", {"clock": "inspection.correction"})
    label = next(clock.label for clock in Inspection.clocks if clock.code == "inspection.correction")
    assert [chip.value for chip in answer.context["filter_chips"]] == [label]
    assert ">inspection.correction<" not in answer.content.decode()
