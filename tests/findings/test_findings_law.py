"""Whose law a problem gets: that of the days of the act, not of the visit."""

from datetime import date
from typing import Any

import pytest

from casework.workflow import Refused
from findings.entries import Problem
from findings.models import Finding
from law import clock, matters
from tests.factories import checks, registry
from tests.factories import patrols as make
from tests.patrols.pages import of

VISIT = date(2021, 6, 24)
BAR = {"on": VISIT, "off_plan": "大队交办"}


def bar_patrol(*findings: Problem, **facts: Any) -> Any:
    return make.patrol(*findings, employer=registry.employer(categories=("bar",)), **BAR, **facts)


def minor(**days: Any) -> Problem:
    return Problem("bar_minor", "一名17岁服务员", people=1, **days)


class TestLawOver:
    def test_one_law_is_one_stretch(self) -> None:
        (only,) = matters.law_over("deposit", date(2021, 3, 1), date(2021, 6, 24))
        assert (only.since, only.until) == (date(2021, 3, 1), date(2021, 6, 24))
        assert only.basis is not None

    def test_a_law_that_begins_in_between_makes_two(self) -> None:
        before, after = matters.law_over("bar_minor", date(2021, 5, 20), date(2021, 6, 24))
        assert (before.since, before.until, before.basis) == (date(2021, 5, 20), date(2021, 5, 31), None)
        assert (after.since, after.until) == (date(2021, 6, 1), date(2021, 6, 24))
        assert "第六十一条" in after.basis.citation

    def test_the_day_of_the_change_alone(self) -> None:
        (only,) = matters.law_over("bar_minor", date(2021, 6, 1), date(2021, 6, 1))
        assert only.basis is not None

    def test_days_the_wrong_way_round(self) -> None:
        with pytest.raises(ValueError, match="is before"):
            matters.law_over("bar_minor", date(2021, 6, 2), date(2021, 6, 1))


class TestDayOfTheAct:
    def test_AC_13_a_bar_whose_minor_left_before_the_law_came(self, campaign: Any) -> None:
        """DOMAIN 9 no. 13: 04-01…05-20, visited 06-24: no 61(2); the rules on 未成年工 alone."""
        left = {"act_from": date(2021, 4, 1), "act_until": date(2021, 5, 20)}
        with clock.at(VISIT), pytest.raises(Refused) as refusal:
            bar_patrol(minor(**left))
        assert refusal.value.code == "not_unlawful" and "2021-05-20" in refusal.value.sentence
        told = bar_patrol(Problem("minor_registration", "一名17岁服务员没有登记", people=1, **left))
        found = told.findings.get()
        assert (found.law_on, found.found_on) == (date(2021, 5, 20), VISIT)

    def test_AC_13_from_06_01_on_it_is_unlawful(self, campaign: Any) -> None:
        found = bar_patrol(minor()).findings.get()
        assert (found.act_from, found.act_until, found.law_on) == (VISIT, VISIT, VISIT)
        assert found.law_changes == [] and not found.is_of_a_period

    def test_an_act_over_a_change_of_law_shows_both(self, campaign: Any, brigade_leader: Any) -> None:
        patrol = bar_patrol(minor(act_from=date(2021, 4, 1)))
        found = patrol.findings.get()
        assert found.law_on == VISIT and "第六十一条" in found.citation
        assert [(each["since"], each["until"], bool(each["citation"])) for each in found.law_changes] == [
            ("2021-04-01", "2021-05-31", False),
            ("2021-06-01", "2021-06-24", True),
        ]
        with clock.at(VISIT):
            page = of(brigade_leader).get(patrol.get_absolute_url()).content.decode()
        assert "行为 2021-04-01 至 2021-06-24" in page
        assert "2021-04-01 至 2021-05-31：" in page and "当时没有禁止规定" in page

    @pytest.mark.parametrize(
        "days",
        [
            {"act_until": date(2021, 6, 25)},
            {"act_from": date(2021, 6, 20), "act_until": date(2021, 6, 19)},
            {"act_from": date(2021, 6, 25)},
        ],
    )
    def test_days_that_cannot_be(self, campaign: Any, days: dict[str, date]) -> None:
        with clock.at(VISIT), pytest.raises(Refused) as refusal:
            bar_patrol(minor(**days))
        assert refusal.value.code == "act_period"
        assert not Finding.objects.exists()

    def test_wages_of_a_period_are_recovered_for_that_period(self, campaign: Any) -> None:
        days = {"act_from": date(2021, 2, 1), "act_until": date(2021, 3, 31)}
        owed = Problem("wage_arrears", "2、3月工资未发", people=3, amount=9000, **days)
        patrol = make.rectifying(owed)
        make.recheck(patrol, on=date(2021, 4, 28), wages_paid_people=3, wages_paid_amount=9000)
        brought = patrol.findings.get().recoveries.get()
        assert (brought.period_from, brought.period_until) == (days["act_from"], days["act_until"])
        assert (brought.paid_on, brought.people, brought.amount) == (date(2021, 4, 28), 3, 9000)


class TestVisits:
    def test_AC_13_the_formal_visit_pins_the_law_of_the_act_too(self, campaign: Any) -> None:
        bar = registry.employer(categories=("bar",))
        left = {"act_from": date(2021, 4, 1), "act_until": date(2021, 5, 20)}
        with pytest.raises(Refused) as refusal:
            checks.visit(employer=bar, on=VISIT, result="ordered", findings=[minor(**left)])
        assert refusal.value.code == "not_unlawful"
        told = Problem("minor_registration", "一名17岁服务员没有登记", people=1, **left)
        found = checks.visit(employer=bar, on=VISIT, result="ordered", findings=[told]).findings.get()
        assert (found.law_on, found.origin) == (date(2021, 5, 20), "inspection")
