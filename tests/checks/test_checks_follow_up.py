"""What a visit found is followed up (方案四（三）: 检查中发现问题的，要及时跟进处理到位), and what that brought the workers."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from casework import deeds
from casework.by import By
from casework.models import AuditEntry
from casework.submissions import new_key
from casework.upkeep import set_policy
from casework.workflow import Refused
from findings.entries import Problem
from findings.outcomes import told as brought_by
from inspections.checks.models import Inspection, Outcome
from inspections.checks.services import inspecting, visits
from law import clock, policy
from tests.checks.test_checks_pages import act, body
from tests.factories import checks
from tests.factories.accounts import doer

CHILD = Problem(matter="child_labour", fact="后厨1人自称15岁", people=1)
LATER = date(2021, 6, 8)

pytestmark = pytest.mark.usefixtures("day")


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}:")


def visit(line: Inspection, *findings: Problem, on: date = checks.DRAW_DAY, **facts: Any) -> None:
    facts = {"result": "ordered" if findings else "no_problem", **facts}
    if findings:
        facts["findings"] = findings
    checks.visit(inspection=line, inspectors=[line.lead, line.second], on=on, **facts)
    line.refresh_from_db()


@pytest.fixture
def found(campaign: Any) -> Inspection:
    """A child in the kitchen and the wages of May: two problems, to be corrected by order."""
    line = checks.assigned(campaign=campaign)
    visit(line, CHILD, checks.OVERTIME)
    return line


def test_an_inspection_that_found_a_child_is_not_clean(found: Inspection) -> None:
    assert (found.state, found.problems, found.found_on) == ("visited", 2, checks.DRAW_DAY)
    for outcome in set(Outcome.values) - {"on_site"}:
        with refused("problems_are_dealt_with"):
            inspecting.conclude_inspection(found, by=By(found.lead), outcome=outcome, note="已查看")
    assert Inspection.objects.get(pk=found.pk).state == "visited"


def test_what_was_corrected_on_the_spot_may_end_there(found: Inspection) -> None:
    with refused("no_note"):
        inspecting.conclude_inspection(found, by=By(found.lead), outcome="on_site")
    inspecting.conclude_inspection(
        found, by=By(found.lead), outcome="on_site", note="当场送回监护人，补发工资"
    )
    assert (found.state, found.outcome) == ("concluded", "on_site")


def test_nothing_found_is_not_corrected_on_the_spot(campaign: Any) -> None:
    line = checks.visited(campaign=campaign)
    with refused("has_problems_to_correct"):
        inspecting.conclude_inspection(line, by=By(line.lead), outcome="on_site", note="已改正")
    inspecting.conclude_inspection(line, by=By(line.lead))
    assert line.outcome == "clean"


def test_a_clock_runs_from_the_visit_until_the_problems_are_dealt_with(campaign: Any) -> None:
    """Five working days: Thursday 2021-06-03 … Thursday 06-10."""
    ways = {
        "order_correction": {"correct_by": date(2021, 6, 20), "correction_text": "补签"},
        "conclude_inspection": {"outcome": "on_site", "note": "当场改正"},
        "file_case": {},
    }
    for action, facts in ways.items():
        line = checks.visited(campaign=campaign, problems=1)
        running = line.deadlines.running().get()
        assert (running.clock, running.due_on) == ("inspection.follow_up", date(2021, 6, 10))
        assert line in Inspection.objects.late(date(2021, 6, 11))
        deeds.service("checks", action)(line, by=doer(line, action), **facts)
        assert line.deadlines.get(clock="inspection.follow_up").outcome == "met", action
    assert not checks.visited(campaign=campaign).deadlines.exists()


def test_the_clock_counts_from_the_day_of_the_visit_and_by_the_local_value(
    campaign: Any, brigade_leader: Any
) -> None:
    line = checks.assigned(campaign=campaign)
    set_policy(
        by=By(brigade_leader),
        code="inspection.follow_up_days",
        value="2",
        in_force_from=date(2021, 6, 1),
        reason="从严",
    )
    policy.reload()
    with clock.at(LATER):
        visits.record_visit(
            by=By(line.lead),
            inspection=line,
            inspectors=[line.lead, line.second],
            visited_on=checks.DRAW_DAY,
            result="ordered",
            findings=[checks.OVERTIME],
        )
    assert line.deadlines.get().due_on == date(2021, 6, 7)


def test_a_later_visit_adds_what_it_found(campaign: Any) -> None:
    """The first visit found nothing; the second a child. The day of the first stays the day of the inspection."""
    line = checks.assigned(campaign=campaign)
    visit(line)
    assert (line.problems, line.found_on) == (0, None)
    visit(line, on=date(2021, 6, 4))
    assert AuditEntry.objects.about(line).filter(action="record_visit").count() == 1
    visit(line, CHILD, on=LATER)
    assert (line.state, line.visited_on) == ("visited", checks.DRAW_DAY)
    assert (line.problems, line.found_on) == (1, LATER)
    assert line.deadlines.running().get().due_on == date(2021, 6, 16), "Monday 06-14 is a holiday"
    with refused("problems_are_dealt_with"):
        inspecting.conclude_inspection(line, by=By(line.lead))


def test_a_problem_found_while_an_order_runs_has_its_own_clock(campaign: Any) -> None:
    line = checks.correcting(campaign=campaign, correct_by=date(2021, 6, 20))
    visit(line, CHILD, on=LATER)
    assert line.state == "correcting"
    assert set(line.deadlines.running().values_list("clock", flat=True)) == {
        "inspection.correction",
        "inspection.follow_up",
    }
    inspecting.confirm_corrected(line, by=doer(line, "confirm_corrected"))
    assert not line.deadlines.running().exists()


def test_a_visit_that_becomes_a_case_ends_the_inspection(campaign: Any) -> None:
    line = checks.assigned(campaign=campaign)
    visit(line, CHILD, result="to_case")
    assert (line.state, line.problems) == ("case_filed", 1) and not line.deadlines.running().exists()


def test_the_day_of_the_order_is_kept(found: Inspection) -> None:
    with clock.at(LATER):
        inspecting.order_correction(
            found, by=doer(found, "order_correction"), correct_by=date(2021, 6, 20), correction_text="补签"
        )
    found.refresh_from_db()
    assert (found.visited_on, found.correction_ordered_on) == (checks.DRAW_DAY, LATER)


def test_what_an_inspection_brought_the_workers_is_kept(found: Inspection, campaign: Any) -> None:
    brought = {"children_sent_home": 1, "wages_paid_people": 3, "wages_paid_amount": Decimal("9000.50")}
    inspecting.conclude_inspection(
        found, by=By(found.lead), outcome="on_site", note="送回监护人", outcomes=brought
    )
    other = checks.correcting(campaign=campaign)
    inspecting.confirm_corrected(other, by=doer(other, "confirm_corrected"), outcomes={"contracts_signed": 5})
    found.refresh_from_db()
    assert dict(brought_by(found.recoveries.all())) == {
        "补发工资": "3 人，9,000.50 元",
        "清退童工": "1 人",
    }
    assert AuditEntry.objects.about(found).first().data["children_sent_home"] == "1"
    assert other.totals["contracts_signed"] == 5


def test_outcomes_are_complete_and_belong_to_what_was_corrected(found: Inspection, campaign: Any) -> None:
    told = {"by": doer(found, "conclude_inspection"), "outcome": "on_site", "note": "已改正"}
    with refused("half_wages"):
        inspecting.conclude_inspection(found, outcomes={"wages_paid_people": 3}, **told)
    with pytest.raises(TypeError):
        inspecting.conclude_inspection(found, outcomes={"fines": 3}, **told)
    clean = checks.visited(campaign=campaign)
    with refused("no_outcomes"):
        inspecting.conclude_inspection(
            clean, by=doer(clean, "conclude_inspection"), outcomes={"insured_people": 1}
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Inspection.objects.filter(pk=found.pk).update(problems=0)


def test_the_page_offers_only_what_the_visit_allows(
    found: Inspection, campaign: Any, client_for: Any
) -> None:
    mine = client_for(found.lead)
    form = body(mine.get(act(found, "conclude_inspection")))
    assert "发现问题，当场改正" in form and "未发现问题</" not in form and "发现问题 2 条" in form
    assert "清退童工（人）" in form
    forced = mine.post(act(found, "conclude_inspection"), {"submission": new_key(), "outcome": "clean"})
    assert forced.status_code == 422
    sent = {"outcome": "on_site", "note": "当场送回监护人", "children_sent_home": "1"}
    half = mine.post(
        act(found, "conclude_inspection"), {"submission": new_key(), **sent, "wages_paid_people": "3"}
    )
    assert half.status_code == 422 and "人数和金额要一起填写" in half.content.decode()
    mine.post(act(found, "conclude_inspection"), {"submission": new_key(), **sent})
    found.refresh_from_db()
    assert (found.state, found.totals["children_sent_home"]) == ("concluded", 1)
    text = body(mine.get(found.get_absolute_url()))
    assert "清退童工" in text and "1 人" in text and "2 条" in text
    clean = checks.visited(campaign=campaign, lead=found.lead)
    form = body(mine.get(act(clean, "conclude_inspection")))
    assert "未发现问题" in form and "当场改正" not in form and "清退童工" not in form


def test_the_recheck_asks_what_it_brought(campaign: Any, client_for: Any) -> None:
    line = checks.correcting(campaign=campaign)
    mine = client_for(line.lead)
    assert "补签劳动合同（人）" in body(mine.get(act(line, "confirm_corrected")))
    mine.post(act(line, "confirm_corrected"), {"submission": new_key(), "note": "", "contracts_signed": "4"})
    line.refresh_from_db()
    assert (line.state, line.totals["contracts_signed"]) == ("concluded", 4)
