"""Every figure counts what its definition says, on rows made by hand; towns add up to the district."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaign.models import Campaign
from casework.by import SYSTEM, By
from complaints.services import acts
from findings.entries import Problem
from findings.services.recovering import bring
from inspections.patrols.services import self_checks
from law import clock
from registry.models import Town
from registry.services.towns import load_towns
from reports.metrics import FIGURES, GROUPS, Window, figures, for_towns, of_group
from tests.factories import campaign as campaigns
from tests.factories import cases, checks, complaints, patrols, registry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report_day")]
CUT_OFF = date(2021, 8, 17)
GAP = date(2021, 5, 31)


def count(campaign: Campaign, cut_off: date = CUT_OFF) -> dict[str, Any]:
    return figures(Window(campaign, cut_off))


def of(campaign: Campaign, town: Town, cut_off: date = CUT_OFF) -> dict[str, Any]:
    return count(campaign, cut_off)["towns"][town.code]


def test_patrols_count_by_their_day_and_gap_days_count_too(campaign: Campaign, people: Any) -> None:
    """Acceptance scenario 24: 2021-05-31 lies between the phases and counts in the campaign's totals."""
    firm = registry.employer(town=people.here)
    patrols.patrol(on=GAP, employer=firm)
    patrols.patrol(on=date(2021, 3, 22), employer=firm, off_plan="先行摸底")
    patrols.patrol(on=date(2021, 3, 21), employer=firm)
    found = of(campaign, people.here)
    assert found["patrols"] == 2
    assert of(campaign, people.here, GAP)["patrols"] == 2
    assert of(campaign, people.here, date(2021, 5, 30))["patrols"] == 1


def test_employers_are_counted_once_and_people_every_time(campaign: Campaign, people: Any) -> None:
    firm, other = registry.employer(town=people.here), registry.employer(town=people.here)
    for day in (date(2021, 4, 20), date(2021, 4, 21)):
        patrols.patrol(on=day, employer=firm)
    patrols.patrol(employer=other)
    found = of(campaign, people.here)
    assert (found["patrols"], found["patrolled_employers"], found["checked_employers"]) == (3, 2, 2)
    assert found["patrol_person_times"] == found["person_times"] == 6


def test_a_patrol_of_another_campaign_is_left_out(campaign: Campaign, people: Any) -> None:
    other = campaigns.campaign("2022")
    made = patrols.patrol(employer=registry.employer(town=people.here))
    type(made).objects.filter(pk=made.pk).update(campaign=other)
    assert of(campaign, people.here)["patrols"] == 0
    type(made).objects.filter(pk=made.pk).update(campaign=None)
    assert of(campaign, people.here)["patrols"] == 1


def test_problems_and_the_rate_of_rectification(campaign: Campaign, people: Any) -> None:
    """整改率 is fixed ÷ due: what is not due yet is in neither."""
    firm = registry.employer(town=people.here)
    fixed = patrols.rectifying(patrols.NO_CONTRACT, patrols.ARREARS, employer=firm)
    patrols.recheck(fixed, on=date(2021, 4, 28))
    patrols.rectifying(patrols.NO_CONTRACT, employer=registry.employer(town=people.here))
    patrols.rectifying(
        on=date(2021, 8, 10), days=30, employer=registry.employer(town=people.here), off_plan="补查"
    )
    found = of(campaign, people.here)
    assert (found["problems"], found["problem_employers"], found["problems_fixed"]) == (4, 3, 2)
    assert (found["problems_due"], found["problems_due_fixed"]) == (3, 2)
    assert found["rectification_rate"] == 0.6667
    assert found["rectification_orders"] == 3


def test_a_rate_with_nothing_due_is_no_number(campaign: Campaign, people: Any) -> None:
    assert of(campaign, people.here)["rectification_rate"] is None
    assert count(campaign)["district"]["conclusion_rate"] is None


def test_the_district_rate_comes_from_sums_not_from_rates(campaign: Campaign, people: Any) -> None:
    for place, number, fix in ((people.here, 3, True), (people.there, 1, False)):
        for _index in range(number):
            made = patrols.rectifying(employer=registry.employer(town=place))
            if fix:
                patrols.recheck(made, on=date(2021, 4, 28))
    found = count(campaign)
    assert found["towns"][people.here.code]["rectification_rate"] == 1
    assert found["towns"][people.there.code]["rectification_rate"] == 0
    assert found["district"]["rectification_rate"] == 0.75


def test_outcomes_are_those_of_the_latest_recheck_before_the_cut_off(campaign: Campaign, people: Any) -> None:
    made = patrols.rectifying(patrols.ARREARS, employer=registry.employer(town=people.here))
    patrols.recheck(
        made, "partly", on=date(2021, 4, 25), wages_paid_people=1, wages_paid_amount=Decimal("3000.10")
    )
    patrols.recheck(made, on=date(2021, 4, 30), wages_paid_people=3, wages_paid_amount=Decimal("8999.30"))
    found = of(campaign, people.here)
    assert (found["patrol_wages_people"], found["patrol_wages_amount"]) == (3, 8999.3)
    earlier = of(campaign, people.here, date(2021, 4, 26))
    assert (earlier["patrol_wages_people"], earlier["patrol_wages_amount"]) == (1, 3000.1)
    assert earlier["problems_fixed"] == 0
    assert found["wages_amount"] == 8999.3


def test_what_was_paid_before_the_campaign_is_not_counted_again(campaign: Campaign, people: Any) -> None:
    """Outcomes are running totals: a re-check in the window that finds the same total adds nothing."""
    early = {"on": date(2021, 3, 1), "days": 40}
    same = patrols.rectifying(patrols.ARREARS, employer=registry.employer(town=people.here), **early)
    more = patrols.rectifying(patrols.ARREARS, employer=registry.employer(town=people.here), **early)
    for made in (same, more):
        patrols.recheck(made, "partly", on=date(2021, 3, 10), wages_paid_people=2, wages_paid_amount=6000)
    patrols.recheck(same, on=date(2021, 4, 1), wages_paid_people=2, wages_paid_amount=6000)
    patrols.recheck(more, on=date(2021, 4, 1), wages_paid_people=3, wages_paid_amount=9000)
    found = of(campaign, people.here)
    assert (found["patrol_wages_people"], found["patrol_wages_amount"]) == (1, 3000)


def test_a_child_sent_home_on_the_spot_is_counted_though_nobody_looks_again(
    campaign: Campaign, people: Any
) -> None:
    child = Problem("child_labour", "后厨2人15岁", people=2, outcomes={"children_sent_home": 2})
    patrols.escalated(child, employer=registry.employer(town=people.here))
    assert of(campaign, people.here)["children_sent_home"] == 2
    assert of(campaign, people.here, date(2021, 4, 19))["children_sent_home"] == 0


def test_wages_paid_on_the_spot_are_counted_once(campaign: Campaign, people: Any) -> None:
    outcomes = {"wages_paid_people": 1, "wages_paid_amount": Decimal("3000.10")}
    arrears = Problem("wage_arrears", "3月工资未发", people=3, amount=Decimal(9000), outcomes=outcomes)
    made = patrols.rectifying(arrears, employer=registry.employer(town=people.here))
    patrols.recheck(made, on=date(2021, 4, 30), wages_paid_people=3, wages_paid_amount=Decimal(9000))
    assert of(campaign, people.here)["patrol_wages_amount"] == 9000
    assert of(campaign, people.here, date(2021, 4, 25))["patrol_wages_amount"] == 3000.1


def test_contracts_insurance_and_children(campaign: Campaign, people: Any) -> None:
    made = patrols.rectifying(patrols.NO_CONTRACT, employer=registry.employer(town=people.here))
    patrols.recheck(made, on=date(2021, 4, 28), contracts_signed=5)
    found = of(campaign, people.here)
    assert (found["contract_employers"], found["contracts_signed"]) == (1, 5)
    assert (found["insured_people"], found["children_sent_home"]) == (0, 0)


def test_escalations_count_by_the_day_of_the_report(campaign: Campaign, people: Any) -> None:
    patrols.escalated(on=date(2021, 5, 10), employer=registry.employer(town=people.here))
    assert of(campaign, people.here)["escalated_employers"] == 1
    assert of(campaign, people.here, date(2021, 5, 9))["escalated_employers"] == 0


def test_inspections_and_patrols_together(campaign: Campaign, people: Any) -> None:
    firm = registry.employer(town=people.here, headcount=30, categories=("labour_intensive",))
    bar = registry.employer(town=people.here, headcount=8, categories=("bar",))
    patrols.patrol(employer=firm, headcount=40)
    checks.visit(employer=bar, result="ordered", on=date(2021, 6, 7))
    found = of(campaign, people.here)
    assert (found["checked_employers"], found["checked_work"], found["checked_venues"]) == (2, 1, 1)
    assert found["workers"] == 48
    assert (found["visits"], found["visit_person_times"], found["person_times"]) == (1, 2, 4)
    assert (found["visit_problem_employers"], found["visit_problems"], found["found_employers"]) == (1, 1, 1)
    assert found["check_times"] == 2


def test_focus_is_never_counted_as_drawn(campaign: Campaign, people: Any) -> None:
    checks.visited(campaign=campaign, employer=registry.employer(town=people.here))
    checks.correcting(campaign=campaign, employer=registry.employer(town=people.here))
    checks.assigned(campaign=campaign, employer=registry.employer(town=people.here))
    found = of(campaign, people.here)
    assert (found["focus_employers"], found["drawn_employers"]) == (2, 0)
    assert (found["inspection_corrections"], found["corrections"], found["checked_employers"]) == (1, 1, 2)


def test_complaints_accepted_concluded_and_in_time(campaign: Campaign, people: Any) -> None:
    firm = registry.employer(town=people.here)
    complaints.concluded(employer=firm, on=date(2021, 6, 7), actor=people.leader)
    complaints.accepted(employer=firm, on=date(2021, 6, 8), actor=people.leader)
    late = complaints.complaint(employer=firm, on=date(2021, 6, 1), actor=people.leader)
    with clock.at(date(2021, 6, 25)):
        acts.accept(late, by=By(people.leader))
        acts.conclude(late, by=By(people.leader), result="已支付")
    complaints.complaint(employer=firm, on=date(2021, 8, 16), actor=people.leader)
    found = of(campaign, people.here)
    assert (found["complaints_received"], found["accepted"], found["complaints_accepted"]) == (4, 3, 3)
    assert (found["complaints_concluded"], found["conclusion_rate"]) == (2, 0.6667)
    assert (found["complaints_in_time"], found["in_time_rate"]) == (1, 0.5)


def test_a_repeat_that_was_attached_is_received_and_not_accepted(campaign: Campaign, people: Any) -> None:
    firm = registry.employer(town=people.here)
    merged = complaints.in_state("merged", employer=firm, on=date(2021, 6, 7), actor=people.leader)
    found = of(campaign, people.here)
    assert (found["complaints_received"], found["complaints_accepted"]) == (2, 1)
    window = Window(campaign, CUT_OFF)
    left = {str(reason): list(rows(window)) for reason, rows in FIGURES["complaints_accepted"].missed}
    assert [(("并入原件" in reason), rows) for reason, rows in left.items()] == [(True, [merged])]


def test_concluded_after_the_sixtieth_working_day_is_not_in_time(campaign: Campaign, people: Any) -> None:
    firm = registry.employer(town=people.here)
    for accepted_on in (date(2021, 4, 2), date(2021, 4, 6)):
        record = complaints.accepted(employer=firm, on=accepted_on, actor=people.leader)
        with clock.at(date(2021, 7, 1)):
            acts.conclude(record, by=By(people.leader), result="已支付")
    found = of(campaign, people.here)
    assert (found["complaints_concluded"], found["complaints_in_time"]) == (2, 1)


def test_cases_filed_closed_decided_and_paid(campaign: Campaign, people: Any) -> None:
    closed = cases.case("closed", employer=registry.employer(town=people.here), on=date(2021, 7, 20))
    cases.case("investigating", employer=registry.employer(town=people.here), on=date(2021, 3, 15))
    found = of(campaign, people.here)
    assert (found["cases_filed"], found["cases_carried_in"], found["cases_closed"]) == (1, 1, 1)
    assert found["cases_closed"] <= found["cases_filed"] + found["cases_carried_in"]
    assert (found["penalty_decisions"], found["fines_decided"]) == (1, float(closed.decision.fine))
    assert found["fines_collected"] == float(closed.decision.paid("fine"))
    assert found["handling_decisions"] == found["extra_compensation_decided"] == 0


def test_fines_of_persons_stand_in_figures_of_their_own(campaign: Campaign, people: Any) -> None:
    """The fine of whoever is responsible is never counted as the unit's."""
    way = ("give_notice", "deliver", "record_statement")
    made = cases.ledger(*way, employer=registry.employer(town=people.here))
    with clock.at(date(2021, 7, 1)):
        for action in ("submit_decision", "decide", "serve"):
            cases.do(made, action)
        paid = {"what": "person_fine", "person": cases.RESPONSIBLE["name"], "paid_amount": 4000}
        cases.do(made, "record_payment", **paid)
    found = of(campaign, people.here)
    assert (found["fines_decided"], found["fines_collected"]) == (20_000, 0)
    assert (found["person_fines_decided"], found["person_fines_collected"]) == (10_000, 4_000)


def test_money_that_went_back_was_not_collected(campaign: Campaign, people: Any) -> None:
    """By its own day: what was collected before stays in the figures of its time, what went back later is taken off later."""
    made = cases.case("served", employer=registry.employer(town=people.here), on=date(2021, 7, 20))
    done = {"result": "changed", "changed_fine": 3000}
    days = (date(2021, 7, 20), date(2021, 7, 21), date(2021, 7, 23), date(2021, 7, 26))
    acts_done = (
        ("record_payment", {"paid_amount": 4000}), ("record_appeal", {}), ("record_appeal_result", done),
        ("record_repayment", {"repaid_amount": 1000}),
    )  # fmt: skip
    for day, (action, told) in zip(days, acts_done, strict=True):
        with clock.at(day):
            cases.do(made, action, **told)
    before, since = Window(campaign, date(2021, 7, 25)), Window(campaign, CUT_OFF)
    assert [figures(window)["district"]["fines_collected"] for window in (before, since)] == [4000, 3000]
    fines = FIGURES["fines_collected"]
    (row,) = fines.rows(since).annotate(counted=fines.value())
    assert (row.pk, row.counted) == (made.pk, 3000)


def test_cases_withdrawn_and_transferred(campaign: Campaign, people: Any) -> None:
    cases.case("withdrawn", employer=registry.employer(town=people.here))
    cases.case("transferred", employer=registry.employer(town=people.here))
    found = of(campaign, people.here)
    assert (found["cases_withdrawn"], found["cases_transferred"]) == (1, 1)


def test_extra_compensation_stands_in_no_column_of_fines(campaign: Campaign, people: Any) -> None:
    """Acceptance scenario 16: 105,000–210,000 to the workers, shown outside 罚款."""
    made = cases.case("executed", employer=registry.employer(town=people.here), on=date(2021, 7, 20))
    type(made.decision).objects.filter(pk=made.decision.pk).update(extra=105000, back_pay=210000)
    paid = {"wages_paid_people": 35, "wages_paid_amount": 210000, "compensation_paid": 105000}
    bring(made, paid, on=date(2021, 7, 20))
    found = of(campaign, people.here)
    assert (found["extra_compensation_decided"], found["extra_compensation_paid"]) == (105000, 105000)
    assert (found["fines_decided"], found["fines_collected"]) == (5000, 5000)
    assert (found["back_pay_ordered"], found["case_wages_amount"], found["wages_people"]) == (
        210000,
        210000,
        35,
    )


def test_publicity_and_leaflets(campaign: Campaign, people: Any) -> None:
    campaigns.publicity(
        campaign, actor=people.officer, town=people.here, consultations=30, trained_employers=4
    )
    patrols.patrol(employer=registry.employer(town=people.here), leaflets=3)
    found = of(campaign, people.here)
    assert (
        found["publicity_events"],
        found["event_leaflets"],
        found["patrol_leaflets"],
        found["leaflets"],
    ) == (1, 120, 3, 123)
    assert (found["consultations"], found["trained_employers"]) == (30, 4)


def test_towns_add_up_to_the_district_and_rows_without_a_town_stand_apart(
    campaign: Campaign, people: Any
) -> None:
    for place, number in ((people.here, 2), (people.there, 3)):
        for _index in range(number):
            made = patrols.rectifying(patrols.ARREARS, employer=registry.employer(town=place, headcount=7))
            patrols.recheck(
                made, on=date(2021, 4, 28), wages_paid_people=2, wages_paid_amount=Decimal("0.10")
            )
    patrols.patrol(employer=registry.employer(town=None))
    campaigns.publicity(campaign, actor=people.leader, town=None)
    cases.case("closed", employer=registry.employer(town=people.here))
    complaints.complaint(on=date(2021, 6, 7), actor=people.leader)
    found = count(campaign)
    for figure in FIGURES.values():
        if not figure.is_rate:
            towns = sum(Decimal(str(numbers[figure.code])) for numbers in found["towns"].values())
            assert towns == Decimal(str(found["district"][figure.code])), figure.code
    assert found["district"]["wages_amount"] == 0.5
    assert (found["unassigned"]["patrols"], found["unassigned"]["publicity_events"]) == (1, 1)
    assert found["unassigned"]["complaints_received"] == 1


def test_the_number_of_queries_does_not_grow_with_the_towns(campaign: Campaign, people: Any) -> None:
    count(campaign)
    with CaptureQueriesContext(connection) as few:
        assert len(count(campaign)["towns"]) == 2
    load_towns()
    for place in Town.objects.all():
        patrols.patrol(employer=registry.employer(town=place))
    with CaptureQueriesContext(connection) as many:
        assert len(count(campaign)["towns"]) == 23
    assert len(few) == len(many) == 2


def test_every_figure_has_a_unit_a_definition_a_source_and_a_documented_function() -> None:
    for figure in FIGURES.values():
        assert str(figure.label) and str(figure.unit) and str(figure.definition) and figure.source
        if figure.table is not None:
            assert figure.condition.__name__ == figure.code and figure.condition.__doc__
        assert set(figure.parts) | set(figure.quotient or ()) <= set(FIGURES)
    assert sum(len(of_group(group)) for group in GROUPS) == len(FIGURES)


def test_towns_learn_no_count_of_complaints(campaign: Campaign) -> None:
    """A complaint labelled 举报保密 is not shown to the town, not even as a count; so no figure of complaints is."""
    shown = for_towns()
    assert (
        not {figure.code for group in GROUPS if not group.is_for_towns for figure in of_group(group)} & shown
    )
    for code in shown:
        parts = FIGURES[code].parts or FIGURES[code].quotient or ()
        assert set(parts) <= shown, f"{code} would tell a figure that towns may not know"


def test_rows_left_out_are_named_with_the_reason(campaign: Campaign, people: Any) -> None:
    late = patrols.patrol(on=date(2021, 8, 10), employer=registry.employer(town=people.here), off_plan="补查")
    window = Window(campaign, date(2021, 8, 9))
    left = {str(reason): list(rows(window)) for reason, rows in FIGURES["patrols"].missed}
    assert left == {"巡查日期早于行动开始": [], "巡查日期晚于统计截止日": [late]}


@pytest.mark.parametrize(
    "figure", [figure for figure in FIGURES.values() if figure.missed], ids=lambda figure: figure.code
)
def test_counted_and_left_out_never_overlap(campaign: Campaign, people: Any, figure: Any) -> None:
    patrols.rectifying(employer=registry.employer(town=people.here))
    cases.case("closed", employer=registry.employer(town=people.there))
    window = Window(campaign, date(2021, 6, 30))
    counted = set(figure.rows(window))
    for _reason, rows in figure.missed:
        assert not counted & set(rows(window))


def test_an_employer_sees_one_town_when_it_moved(campaign: Campaign, people: Any) -> None:
    """Distinct employers are counted in the town they have now, so one that moved is not counted twice."""
    firm = registry.employer(town=people.here)
    patrols.patrol(employer=firm, on=date(2021, 4, 20))
    type(firm).objects.filter(pk=firm.pk).update(town=people.there)
    firm.refresh_from_db()
    patrols.patrol(employer=firm, on=date(2021, 4, 22))
    found = count(campaign)
    assert found["district"]["patrolled_employers"] == 1
    assert found["district"]["patrols"] == 2


def test_a_self_check_counts_its_employer(campaign: Campaign, people: Any) -> None:
    firm = registry.employer(town=people.here)
    with clock.at(date(2021, 4, 22)):
        self_checks.record_self_check(
            by=SYSTEM, employer=firm, received_on=date(2021, 4, 22), filled_by="孙某", answers={"a": "ok"}
        )
    assert of(campaign, people.here)["self_checked_employers"] == 1
