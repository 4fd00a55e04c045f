"""Visits: two certified inspectors without conflict, the law of the day, and what follows at once."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from casework.by import By
from casework.models import AuditEntry
from casework.submissions import new_key
from casework.workflow import Refused
from findings.entries import Problem
from inspections.checks.models import Visit
from inspections.checks.services import visits
from law import clock
from registry.services.conflicts import declare_conflict, withdraw_conflict
from tests.factories import accounts, cases, registry
from tests.factories import checks as make

DAY = make.VISIT_DAY


def refusal(**told: Any) -> str:
    made = Visit.objects.count()
    with clock.at(DAY), pytest.raises(Refused) as refused:
        visits.record_visit(**{"result": "no_problem", **told})
    assert Visit.objects.count() == made
    return refused.value.code


def test_DOMAIN_28_one_officer_is_refused_and_the_same_one_twice(firm: Any, people: SimpleNamespace) -> None:
    for alone in ([], [people.lead], [people.lead, people.lead]):
        assert refusal(by=By(people.lead), employer=firm, inspectors=alone) == "too_few_inspectors"


def test_who_was_there_writes_it_down(firm: Any, people: SimpleNamespace) -> None:
    pair = [people.second, accounts.user("inspector")]
    assert refusal(by=By(people.lead), employer=firm, inspectors=pair) == "inspectors"


def test_the_pair_the_inspection_was_given_to_goes(campaign: Any, people: SimpleNamespace) -> None:
    line = make.assigned(campaign=campaign, lead=people.lead, second=people.second, on=DAY)
    other = accounts.user("inspector")
    assert refusal(by=By(people.lead), inspection=line, inspectors=[people.lead, other]) == "inspectors"
    assert refusal(by=By(other), inspection=line, inspectors=[people.lead, people.second]) == "inspectors"
    with clock.at(DAY):
        three = [people.lead, people.second, other]
        visits.record_visit(by=By(other), inspection=line, inspectors=three, result="no_problem")
    assert Visit.objects.get().seats.count() == 3


def test_without_a_valid_certificate_on_the_day_of_the_visit_refused(
    firm: Any, people: SimpleNamespace
) -> None:
    for other in (
        accounts.user("inspector", certificate_until=date(2021, 6, 6)),
        accounts.user("inspector", certificate=None),
        people.leader,
    ):
        assert refusal(by=By(people.lead), employer=firm, inspectors=[people.lead, other]) == "not_certified"
    last_day = accounts.user("inspector", certificate_until=DAY)
    with clock.at(DAY):
        visits.record_visit(
            by=By(people.lead), employer=firm, inspectors=[people.lead, last_day], result="no_problem"
        )


def test_a_declared_conflict_is_refused_until_it_is_withdrawn(firm: Any, people: SimpleNamespace) -> None:
    both = [people.lead, people.second]
    with clock.at(DAY):
        declared = declare_conflict(by=By(people.second), employer=firm, kind="relative")
    assert refusal(by=By(people.lead), employer=firm, inspectors=both) == "conflicted"
    with clock.at(DAY):
        withdraw_conflict(declared, by=By(people.second))
        visits.record_visit(by=By(people.lead), employer=firm, inspectors=both, result="no_problem")
    assert Visit.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"result": "fine"}, "no_result"),
        ({"result": "ordered"}, "no_findings"),
        ({"findings": [make.OVERTIME]}, "findings_unexpected"),
        ({"result": "not_found", "text": " "}, "no_text"),
        ({"result": "ordered", "findings": [Problem("theft", "偷窃")]}, "unknown_matter"),
        ({"visited_on": date(2021, 6, 8)}, "visited_on"),
        ({"employer": None}, "no_employer"),
    ],
)
def test_a_visit_that_cannot_be(
    firm: Any, people: SimpleNamespace, changes: dict[str, Any], code: str
) -> None:
    both = [people.lead, people.second]
    assert refusal(**{"by": By(people.lead), "employer": firm, "inspectors": both, **changes}) == code


def test_only_an_inspector_records_a_visit(firm: Any, people: SimpleNamespace, town_officer: Any) -> None:
    for actor in (people.leader, people.head, town_officer):
        assert refusal(by=By(actor), employer=firm, inspectors=[people.lead, people.second]) == "permission"


def test_the_law_of_the_day_is_pinned(firm: Any, people: SimpleNamespace) -> None:
    """A bar with a 17-year-old: no ban before 2021-06-01, a finding from then on."""
    told = {
        "by": By(people.lead),
        "employer": firm,
        "inspectors": [people.lead, people.second],
        "result": "ordered",
    }
    minor = [Problem("bar_minor", "一名17岁服务员", people=1)]
    with clock.at(date(2021, 6, 1)):
        with pytest.raises(Refused) as refused:
            visits.record_visit(**told, findings=minor, visited_on=date(2021, 5, 31))
        assert refused.value.code == "not_unlawful"
        visit = visits.record_visit(**told, findings=minor)
    found = visit.findings.get()
    assert found.law_on == date(2021, 6, 1) and "《未成年人保护法》" in found.citation


def test_a_visit_moves_the_inspection_and_the_target(
    campaign: Any, firm: Any, people: SimpleNamespace
) -> None:
    listed = make.assigned(campaign=campaign, employer=firm, lead=people.lead, second=people.second)
    visit = make.visit(
        inspection=listed, actor=people.lead, inspectors=[people.lead, people.second], result="ordered"
    )
    assert listed.state == "visited" and listed.visited_on == DAY and visit.campaign == campaign
    assert campaign.targets.get(employer=firm).state == "inspected"
    assert [seat.certificate for seat in visit.seats.all()] == [
        people.lead.certificate,
        people.second.certificate,
    ]
    assert "监检字〔2021〕" in visit.number and visit.town == firm.town
    assert AuditEntry.objects.about(visit).get().data == {
        "result": "ordered",
        "findings": ["illegal_overtime"],
    }
    again = make.visit(inspection=listed, inspectors=[people.lead, people.second])
    assert again.inspection == listed and listed.state == "visited"


def test_a_visit_that_ends_in_a_case(campaign: Any, firm: Any, people: SimpleNamespace) -> None:
    listed = make.assigned(campaign=campaign, employer=firm, lead=people.lead, second=people.second)
    visit = make.visit(
        inspection=listed, actor=people.lead, inspectors=[people.lead, people.second], result="to_case"
    )
    case = visit.cases.get()
    assert listed.state == "case_filed" and case.inspection == listed
    assert (case.state, case.lead, case.second, case.people_count) == ("clue", people.lead, people.second, 12)
    assert case.matters == ["illegal_overtime"] and case.cause == make.OVERTIME.fact
    assert campaign.targets.get(employer=firm).state == "case"
    alone = make.visit(
        employer=firm, inspectors=[people.lead, people.second], result="to_case", on=date(2021, 6, 8)
    )
    made = alone.cases.get()
    assert made.source == "inspection" and made.inspection is None


def test_an_inspection_that_is_not_assigned_or_over_takes_no_visit(
    campaign: Any, people: SimpleNamespace
) -> None:
    both = [people.lead, people.second]
    for state in ("listed", "concluded", "cancelled"):
        over = make.in_state(state, campaign=campaign)
        assert refusal(by=By(people.lead), inspection=over, inspectors=both) == "inspection_over"


def test_daily_checks_are_limited_in_number_unless_something_is_suspected(campaign: Any) -> None:
    """山东条例第十三条: two a year; a suspicion, written down or on record, lifts it."""
    firm = registry.employer()
    for day in (date(2021, 3, 10), date(2021, 4, 20)):
        make.visit(employer=firm, on=day)
    with pytest.raises(Refused) as refused:
        make.visit(employer=firm)
    assert refused.value.code == "too_often" and "2 次" in refused.value.sentence
    make.visit(employer=firm, reason="接群众反映，疑似使用童工")
    cases.case("investigating", employer=firm)
    make.visit(employer=firm)


def test_the_limit_is_told_on_the_form_which_asks_for_the_reason(
    campaign: Any, inspector: Any, client_for: Any
) -> None:
    firm, other = registry.employer(), accounts.user("inspector")
    for _ in range(2):
        make.visit(employer=firm)
    typed = {
        "submission": new_key(), "employer": firm.code, "visited_on": "2021-06-07", "result": "no_problem",
        "inspectors": [inspector.pk, other.pk], "finding-TOTAL_FORMS": "0", "finding-INITIAL_FORMS": "0",
    }  # fmt: skip
    client = client_for(inspector)
    answer = client.post("/cases/visits/new/", typed)
    assert answer.status_code == 422 and "写明检查理由" in answer.content.decode()
    assert client.post("/cases/visits/new/", typed | {"reason": "疑似使用童工"}).status_code == 302


def test_a_matter_that_does_not_fit_the_employer_is_refused(campaign: Any) -> None:
    """《娱乐场所管理条例》第二条: what it forbids venues cannot be found at a factory."""
    factory = registry.employer(categories=("labour_intensive",))
    with pytest.raises(Refused) as refused:
        make.visit(
            employer=factory, result="ordered", findings=[Problem("venue_minor", "一名17岁服务员", people=1)]
        )
    assert refused.value.code == "misfit"


def test_the_page_says_which_offices_are_told(campaign: Any, inspector: Any, client_for: Any) -> None:
    """方案五（二）: 无合法证照、其它违法行为及时通报相关部门."""
    arcade = registry.employer(categories=("arcade",))
    made = make.visit(
        employer=arcade, result="ordered", findings=[Problem("venue_minor", "一名17岁服务员", people=1)]
    )
    page = client_for(inspector).get(made.get_absolute_url()).content.decode()
    assert "须通报" in page and "文旅" in page
