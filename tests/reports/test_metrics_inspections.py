"""Figures of the brigade's own work: orders by their day, headcounts by the newest, what an inspection brought."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from campaign.models import Campaign
from findings.entries import Problem
from inspections.checks.services import inspecting
from law import clock
from registry.models import Town
from reports.metrics import FIGURES, Window, figures
from tests.factories import cases, checks, patrols, registry
from tests.factories.accounts import doer
from tests.factories.cases import investigating

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report_day")]
CUT_OFF = date(2021, 8, 17)
MINORS = Problem(matter="venue_minor", fact="2名服务员17周岁", people=2)


def of(campaign: Campaign, town: Town, cut_off: date = CUT_OFF) -> dict[str, Any]:
    return figures(Window(campaign, cut_off))["towns"][town.code]


def rows(campaign: Campaign, code: str) -> list[Any]:
    return list(FIGURES[code].rows(Window(campaign, CUT_OFF)))


def corrected(campaign: Campaign, town: Town, *, on: date = checks.DRAW_DAY, **outcomes: Any) -> Any:
    line = checks.correcting(campaign=campaign, employer=registry.employer(town=town), problems=2, on=on)
    with clock.at(on):
        inspecting.confirm_corrected(line, by=doer(line, "confirm_corrected"), outcomes=outcomes)
    return line


def test_an_order_counts_on_its_own_day_not_on_that_of_the_visit(campaign: Campaign, people: Any) -> None:
    line = checks.visited(
        campaign=campaign, employer=registry.employer(town=people.here), on=date(2021, 8, 10)
    )
    with clock.at(date(2021, 8, 19)):
        inspecting.order_correction(
            line, by=doer(line, "order_correction"), correct_by=date(2021, 8, 30), correction_text="补签"
        )
    assert of(campaign, people.here)["inspection_corrections"] == 0
    assert of(campaign, people.here, date(2021, 8, 18))["inspection_corrections"] == 0
    assert of(campaign, people.here, date(2021, 8, 19))["inspection_corrections"] == 1


def test_two_orders_in_one_case_are_two(campaign: Campaign, people: Any) -> None:
    case = cases.case("correcting", employer=registry.employer(town=people.here), on=date(2021, 7, 5))
    with clock.at(date(2021, 7, 12)):
        investigating.confirm_correction(
            case, by=doer(case, "confirm_correction"), correction_result="没有改正", is_corrected=False
        )
        investigating.order_correction(
            case, by=doer(case, "order_correction"), correct_by=date(2021, 7, 20), correction_text="再次责令"
        )
    assert of(campaign, people.here)["case_corrections"] == 2 == of(campaign, people.here)["corrections"]
    assert of(campaign, people.here, date(2021, 7, 11))["case_corrections"] == 1
    assert set(rows(campaign, "case_corrections")) == {case}


@pytest.mark.parametrize(
    ("patrolled_on", "visited_on", "workers"),
    [
        (date(2021, 7, 20), date(2021, 4, 20), 50),
        (date(2021, 4, 20), date(2021, 7, 20), 10),
        (date(2021, 6, 7), date(2021, 6, 7), 10),
        (None, date(2021, 6, 7), 10),
        (date(2021, 6, 7), None, 50),
    ],
)
def test_the_newest_headcount_holds_whoever_counted(
    campaign: Campaign, people: Any, patrolled_on: date | None, visited_on: date | None, workers: int
) -> None:
    firm = registry.employer(town=people.here, headcount=7)
    if visited_on:
        checks.visit(employer=firm, on=visited_on, headcount=10)
    if patrolled_on:
        patrols.patrol(employer=firm, on=patrolled_on, headcount=50, off_plan="补查")
    assert of(campaign, people.here)["workers"] == workers


def test_a_check_that_counted_nobody_leaves_the_older_number(campaign: Campaign, people: Any) -> None:
    firm = registry.employer(town=people.here, headcount=7)
    patrols.patrol(employer=firm, on=date(2021, 4, 20), headcount=50)
    checks.visit(employer=firm, on=date(2021, 6, 7))
    assert of(campaign, people.here)["workers"] == 50


def test_what_inspections_brought_the_workers(campaign: Campaign, people: Any) -> None:
    corrected(campaign, people.here, contracts_signed=5, insured_people=4)
    line = checks.visited(campaign=campaign, employer=registry.employer(town=people.here), problems=1)
    with clock.at(checks.DRAW_DAY):
        inspecting.conclude_inspection(
            line,
            by=doer(line, "conclude_inspection"),
            outcome="on_site",
            note="当场改正",
            outcomes={
                "children_sent_home": 1,
                "wages_paid_people": 3,
                "wages_paid_amount": Decimal("9000.30"),
            },
        )
    found = of(campaign, people.here)
    assert {code: number for code, number in found.items() if code.startswith("inspection_") and number} == {
        "inspection_corrections": 1,
        "inspection_problems_fixed": 3,
        "inspection_contract_employers": 1,
        "inspection_contracts_signed": 5,
        "inspection_insured_people": 4,
        "inspection_children_sent_home": 1,
        "inspection_wages_people": 3,
        "inspection_wages_amount": 9000.3,
    }
    assert [row.source for row in rows(campaign, "inspection_children_sent_home")] == [line]


def test_they_count_on_the_day_the_inspection_was_done(campaign: Campaign, people: Any) -> None:
    corrected(campaign, people.here, on=date(2021, 7, 20), contracts_signed=5)
    assert of(campaign, people.here, date(2021, 7, 19))["inspection_contracts_signed"] == 0
    assert of(campaign, people.here, date(2021, 7, 20))["inspection_contracts_signed"] == 5


def test_problems_fixed_by_towns_and_by_the_brigade_add_up(campaign: Campaign, people: Any) -> None:
    made = patrols.rectifying(employer=registry.employer(town=people.here))
    patrols.recheck(made, on=date(2021, 4, 28))
    corrected(campaign, people.here)
    found = of(campaign, people.here)
    assert (found["problems_fixed"], found["found_problems_fixed"]) == (1, 3)


def test_what_ends_in_a_case_is_not_fixed_by_the_inspection(campaign: Campaign, people: Any) -> None:
    line = checks.visited(campaign=campaign, employer=registry.employer(town=people.here), problems=2)
    with clock.at(checks.DRAW_DAY):
        inspecting.file_case(line, by=doer(line, "file_case"))
    assert of(campaign, people.here)["inspection_problems_fixed"] == 0


def test_venues_with_minors_found_by_a_visit(campaign: Campaign, people: Any) -> None:
    bar = registry.employer(town=people.here, categories=("karaoke",))
    for day in (date(2021, 6, 7), date(2021, 6, 21)):
        checks.visit(employer=bar, on=day, result="ordered", findings=[MINORS])
    found = of(campaign, people.here)
    assert (found["visit_venue_minor_employers"], found["visit_venue_minors"]) == (1, 4)


def test_what_towns_and_the_brigade_brought_is_one_number(campaign: Campaign, people: Any) -> None:
    """One employer both asked for contracts counts once; people and yuan add up."""
    firm = registry.employer(town=people.here, categories=("karaoke",))
    made = patrols.rectifying(patrols.NO_CONTRACT, employer=firm)
    patrols.recheck(made, on=date(2021, 4, 28), contracts_signed=5)
    line = checks.correcting(campaign=campaign, employer=firm, problems=1)
    with clock.at(checks.DRAW_DAY):
        brought = {
            "contracts_signed": 2,
            "children_sent_home": 1,
            "wages_paid_people": 1,
            "wages_paid_amount": 10,
        }
        inspecting.confirm_corrected(line, by=doer(line, "confirm_corrected"), outcomes=brought)
    checks.visit(employer=firm, result="ordered", findings=[MINORS])
    found = of(campaign, people.here)
    assert (found["contract_employers"], found["contracts_signed"], found["children_sent_home"]) == (1, 7, 1)
    assert (found["wages_people"], found["wages_amount"]) == (1, 10)
    assert (found["venue_minor_employers"], found["venue_minors"]) == (1, 2)


def test_the_towns_add_up(campaign: Campaign, people: Any) -> None:
    for town, number in ((people.here, 2), (people.there, 3)):
        corrected(
            campaign, town, contracts_signed=number, wages_paid_people=1, wages_paid_amount=Decimal("0.10")
        )
    found = figures(Window(campaign, CUT_OFF))
    assert found["district"]["inspection_contracts_signed"] == 5
    assert found["district"]["inspection_wages_amount"] == 0.2
