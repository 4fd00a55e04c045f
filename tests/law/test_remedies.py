"""Remedies by the day, who may decide what, and steps inside a span."""

from datetime import date
from decimal import Decimal

import pytest

from law import policy, services
from law.discretion import step
from law.powers import Office, account_query, hearing_host_needs, recusal, town_measures
from law.remedies import Paper, bodies_on, remedies
from law.terms import NoTermInForce
from tests.factories.accounts import user

LAST_OLD, FIRST_NEW = date(2023, 12, 31), date(2024, 1, 1)
NOTHING_TO_STAY = (Paper.REFUSAL_NOTICE, Paper.WITHDRAWAL, Paper.NO_PENALTY)


@pytest.mark.parametrize("paper", [each for each in Paper if each != Paper.CORRECTION_ORDER])
def test_every_decision_names_bodies_court_and_terms_of_its_day(paper: Paper) -> None:
    for on in (LAST_OLD, FIRST_NEW):
        found = remedies(paper, on)
        assert found and all(body in found.text for body in found.bodies)
        assert found.court in found.text and "60 日" in found.text and "%" not in found.text
        assert ("不停止执行" in found.text) is (paper not in NOTHING_TO_STAY)
    assert (len(bodies_on(LAST_OLD)), len(bodies_on(FIRST_NEW))) == (2, 1)


def test_only_a_penalty_on_the_spot_asks_for_reconsideration_first_and_only_since_2024() -> None:
    texts = {on: remedies("on_the_spot_penalty", on).text for on in (LAST_OLD, FIRST_NEW)}
    assert ["应当先" in text for text in texts.values()] == [False, True]
    assert "应当先" not in remedies("penalty_decision", FIRST_NEW).text


def test_a_correction_order_has_a_block_only_where_it_names_a_sum() -> None:
    assert remedies("correction_order", LAST_OLD) is None
    assert remedies("correction_order", LAST_OLD, names_sum=True)
    assert remedies("site_record", LAST_OLD) is None


def test_the_last_days_are_told_from_service() -> None:
    found = remedies("penalty_decision", date(2021, 7, 16), served_on=date(2021, 7, 20))
    assert found.last_days == ("申请行政复议至 2021-09-18 周六", "提起行政诉讼至 2022-01-20 周四")
    first = remedies("on_the_spot_penalty", FIRST_NEW, served_on=FIRST_NEW)
    assert len(first.last_days) == 1


def test_before_the_law_there_is_no_block() -> None:
    with pytest.raises(NoTermInForce):
        remedies("penalty_decision", date(1998, 1, 1))


@pytest.mark.django_db
def test_names_nobody_confirmed_are_said_until_the_bureau_sets_its_own() -> None:
    assert len(remedies("penalty_decision", LAST_OLD).unconfirmed) == 3
    assert len(remedies("penalty_decision", FIRST_NEW).unconfirmed) == 2
    services.set_policy(
        code="remedy.court",
        value="青岛铁路运输法院",
        reason="集中管辖",
        in_force_from=date(2024, 1, 1),
        actor=user("brigade_leader"),
    )
    policy.reload()
    found = remedies("penalty_decision", FIRST_NEW)
    assert found.court == "青岛铁路运输法院" and len(found.unconfirmed) == 1


def test_who_decides_on_a_recusal_changes_for_a_party_in_a_penalty_case() -> None:
    old, new = date(2021, 7, 14), date(2021, 7, 15)
    assert recusal(old, by_party=True, in_penalty_case=True).office == Office.BRIGADE_LEADER
    assert recusal(new, by_party=True, in_penalty_case=True).office == Office.BUREAU_HEAD
    assert recusal(new, by_party=False, in_penalty_case=True).office == Office.BRIGADE_LEADER
    leader = recusal(new, by_party=False, in_penalty_case=False, of_leader=True)
    head = recusal(new, by_party=True, in_penalty_case=True, of_head=True)
    assert (head.office, head.office.label) == (
        Office.GOVERNMENT,
        "本级人民政府",
    ) and "第四十三条" in head.citation
    assert (leader.office.label, leader.citation) == ("区局负责人", "《青岛市劳动保障监察条例》第二十九条")


def test_accounts_are_queried_only_for_migrant_workers_and_with_the_citys_approval() -> None:
    assert account_query(date(2021, 6, 1), of_migrant_workers=True).office == Office.CITY_BUREAU_HEAD
    assert account_query(date(2021, 6, 1), of_migrant_workers=False) is None
    assert account_query(date(2020, 4, 30), of_migrant_workers=True) is None


def test_a_town_does_what_it_is_entrusted_with_and_never_decides() -> None:
    assert town_measures(date(2021, 4, 1), has_entrustment=False) == ()
    assert town_measures(date(2020, 7, 31), has_entrustment=True) == ()
    assert "现场检查" in town_measures(date(2020, 8, 1), has_entrustment=True)


def test_the_host_of_a_hearing_holds_a_certificate() -> None:
    assert "听证主持人" in hearing_host_needs(date(2021, 7, 1))


@pytest.mark.parametrize(
    ("people", "amount"), [(1, 2000), (10, 2000), (11, 3000), (50, 3500), (100, 4000), (101, 5000)]
)
def test_a_step_is_taken_from_the_table_and_says_where_it_is_from(people: int, amount: int) -> None:
    found = step("arrears_report.local", people, date(2021, 6, 1))
    assert found.amount == Decimal(amount) and "莱西" in found.source and found.doubt
    assert step("obstruction.resisting", people, date(2021, 6, 1)) is None


@pytest.mark.django_db
def test_a_table_that_cannot_be_read_gives_no_step() -> None:
    services.set_policy(
        code="discretion.arrears_report",
        value="待定",
        reason="待定",
        in_force_from=date(2021, 6, 1),
        actor=user("brigade_leader"),
    )
    policy.reload()
    assert step("arrears_report.local", 5, date(2021, 6, 1)) is None
