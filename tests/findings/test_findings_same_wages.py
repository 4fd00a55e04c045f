"""REP-11: wages two records tell of are asked about, counted once where they are the same, and shown until somebody says."""

from datetime import date
from typing import Any

import pytest

from accounts.roles import Role
from casework import deeds
from casework.by import By
from casework.models import AuditEntry
from casework.workflow import Refused
from complaints.services import acts
from findings.models import Recovery
from findings.services.recovering import APART, bring, clarify_recovery
from inspections.patrols.entries import Checked
from law import clock
from registry.models import Employer, Town
from reports.metrics import Window, figures
from tests.factories import accounts, cases, complaints, registry
from tests.factories import patrols as make

DAY = date(2021, 6, 23)
WAGES = {"wages_paid_people": 3, "wages_paid_amount": 9000}


@pytest.fixture
def firm(town_a: Town) -> Employer:
    return registry.employer(town=town_a)


@pytest.fixture
def leader() -> By:
    return By(accounts.user(Role.BRIGADE_LEADER))


def wages() -> dict[str, tuple[str | None, bool]]:
    """Of each origin: with which other origin's money it is the same, and whether that is to be clarified."""
    rows = Recovery.objects.filter(what="wages").select_related("same_as")
    return {row.origin: (row.same_as and row.same_as.origin, row.is_unclear) for row in rows}


def rechecked(firm: Employer, **said: str) -> Any:
    patrol = make.rectifying(make.ARREARS, employer=firm)
    finding = patrol.findings.get()
    with clock.at(DAY):
        deeds.service("patrols", "record_recheck")(
            patrol,
            by=By(accounts.user(Role.INSPECTOR)),
            rechecked_on=DAY,
            rechecked_by="张三",
            results=[Checked(finding.pk, "fixed", WAGES)],
            note="已核对工资支付凭证",
            **said,
        )
    return patrol


def concluded(firm: Employer, leader: By, **said: str) -> Any:
    record = complaints.accepted(employer=firm, on=date(2021, 6, 1), actor=leader.actor)
    with clock.at(DAY):
        acts.conclude(record, by=leader, result="已付清", recovered_amount=9000, recovered_people=3, **said)
    return record


def test_the_first_record_is_not_asked_about(campaign: Any, firm: Employer, leader: By) -> None:
    concluded(firm, leader)
    assert wages() == {"complaint": (None, False)}


def test_unsaid_the_one_fewer_may_read_is_to_be_clarified(campaign: Any, firm: Employer, leader: By) -> None:
    """The complaint came first; no row of the patrol may tell its town that there is one."""
    concluded(firm, leader)
    rechecked(firm)
    assert wages() == {"complaint": (None, True), "patrol": (None, False)}


@pytest.mark.parametrize("is_patrol_first", [True, False])
def test_yes_counts_it_once_whoever_came_first(
    campaign: Any, firm: Employer, leader: By, is_patrol_first: bool
) -> None:
    first, second = (
        (lambda **said: rechecked(firm, **said), lambda **said: concluded(firm, leader, **said))
        if is_patrol_first
        else (lambda **said: concluded(firm, leader, **said), lambda **said: rechecked(firm, **said))
    )
    first()
    second(same_wages=str(Recovery.objects.get().pk))
    assert wages() == {"complaint": ("patrol", False), "patrol": (None, False)}
    found = figures(Window(campaign, DAY))["towns"][firm.town.code]
    assert (found["patrol_wages_amount"], found["complaint_wages_amount"]) == (9000, 0)
    assert found["wages_amount"] == 9000


def test_no_counts_both(campaign: Any, firm: Employer, leader: By) -> None:
    rechecked(firm)
    concluded(firm, leader, same_wages=APART)
    assert wages() == {"complaint": (None, False), "patrol": (None, False)}
    assert figures(Window(campaign, DAY))["towns"][firm.town.code]["wages_amount"] == 18000


def test_until_answered_it_counts_and_is_answered_once(campaign: Any, firm: Employer, leader: By) -> None:
    rechecked(firm)
    concluded(firm, leader)
    row, patrol = Recovery.objects.get(is_unclear=True), Recovery.objects.get(origin="patrol")
    assert figures(Window(campaign, DAY))["towns"][firm.town.code]["wages_amount"] == 18000
    with clock.at(DAY):
        clarify_recovery(row, by=leader, same_wages=str(patrol.pk))
        with pytest.raises(Refused, match="已经核实过了"):
            clarify_recovery(row, by=leader, same_wages=APART)
    assert wages()["complaint"] == ("patrol", False)
    assert figures(Window(campaign, DAY))["towns"][firm.town.code]["wages_amount"] == 9000
    assert AuditEntry.objects.get(action="clarify_recovery").data["same_as"] == patrol.pk


def test_only_the_brigade_clarifies(campaign: Any, firm: Employer, leader: By) -> None:
    rechecked(firm)
    concluded(firm, leader)
    town = By(accounts.user(Role.TOWN_OFFICER))
    with pytest.raises(Refused) as refused:
        clarify_recovery(Recovery.objects.get(is_unclear=True), by=town, same_wages=APART)
    assert refused.value.code == "permission"


@pytest.mark.parametrize("said", ["0", "x", "999999"])
def test_another_money_than_the_employers_is_refused(
    campaign: Any, firm: Employer, leader: By, said: str
) -> None:
    rechecked(firm)
    with pytest.raises(Refused) as refused:
        concluded(firm, leader, same_wages=said)
    assert refused.value.code == "same_wages"


def test_other_times_are_other_money(campaign: Any, firm: Employer) -> None:
    """Wages of March and of May: neither asked nor to be clarified."""
    rows = []
    for month in (3, 5):
        patrol = make.rectifying(make.ARREARS, employer=firm)
        finding = patrol.findings.get()
        finding.found_on = DAY
        finding.act_from, finding.act_until = date(2021, month, 1), date(2021, month, 28)
        finding.save()
        rows += bring(patrol, WAGES, on=DAY, finding=finding)
    assert [row.is_unclear for row in rows] == [False, False]


def test_a_total_put_right_follows_the_money_it_corrects(campaign: Any, firm: Employer, leader: By) -> None:
    patrol, other = make.rectifying(make.ARREARS, employer=firm), rechecked(firm)
    finding, counted = patrol.findings.get(), Recovery.objects.get()
    bring(patrol, WAGES, on=DAY, finding=finding, same_wages=str(counted.pk))
    (less,) = bring(
        patrol, {"wages_paid_people": 2}, so_far={"wages_paid_people": 3}, on=DAY, finding=finding
    )
    assert other is not None and less.same_as == counted
    assert figures(Window(campaign, DAY))["towns"][firm.town.code]["wages_people"] == 3


def test_the_complaint_a_case_was_made_of_is_the_same_unsaid(
    campaign: Any, firm: Employer, leader: By
) -> None:
    made = cases.case("closed", employer=firm, on=DAY)
    record = complaints.accepted(employer=firm, on=date(2021, 6, 1), actor=leader.actor)
    type(made).objects.filter(pk=made.pk).update(complaint=record, campaign=record.campaign)
    made.refresh_from_db()
    bring(made, WAGES, on=DAY)
    with clock.at(DAY):
        acts.conclude(record, by=leader, result="已付清", recovered_amount=9000, recovered_people=3)
    assert wages() == {"case": (None, False), "complaint": ("case", False)}


def test_a_town_is_not_asked_about_what_it_may_not_see(campaign: Any, firm: Employer, leader: By) -> None:
    record = concluded(firm, leader)
    type(record).objects.filter(pk=record.pk).update(label="whistleblower")
    patrol = make.rectifying(make.ARREARS, employer=firm)
    form_class = deeds.forms_of(type(patrol))["record_recheck"]
    town, inspector = accounts.user(Role.TOWN_OFFICER, town=firm.town), accounts.user(Role.INSPECTOR)
    asked = ["same_wages" in form_class(record=patrol, user=user).fields for user in (town, inspector)]
    assert asked == [False, True]
