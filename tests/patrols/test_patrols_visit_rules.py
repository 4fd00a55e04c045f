"""The page of a visit: what the law of the day and the kind of employer ask for, and what it says by itself."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from findings.outcomes import totals
from inspections.patrols.models import Patrol
from law import clock, policy
from law.services import set_policy
from tests.factories import patrols as make
from tests.factories import registry
from tests.patrols.pages import NEW, finding, send, visit


class TestMinors:
    """有没有16、17周岁的人在岗: what a yes must name depends on the kind of employer and on the day."""

    @pytest.mark.parametrize(
        ("category", "day", "matter"),
        [
            ("karaoke", date(2021, 4, 20), "venue_minor"),
            ("arcade", date(2021, 6, 1), "venue_minor"),
            ("bar", date(2021, 6, 1), "bar_minor"),
        ],
    )
    def test_a_venue_that_may_not_names_its_own_matter(
        self, campaign: Any, browser: Client, town_a: Any, category: str, day: date, matter: str
    ) -> None:
        venue = registry.employer(town=town_a, categories=(category,))
        sent = visit(
            venue, patrolled_on=day.isoformat(), rectify_by="2021-07-01", q_minor="yes", note="两人17岁"
        )
        sent |= {"off_plan": "大队交办"}
        answer = send(browser, sent, day)
        assert answer.status_code == 422
        assert "选择事项并写明事实" in str(answer.context["form"].errors["q_minor"])
        assert f'data-question="{matter}"' in answer.content.decode()
        assert send(browser, sent | finding(matter=matter, fact="两人17岁"), day).status_code == 302
        assert Patrol.objects.get().is_red_flag

    @pytest.mark.parametrize(
        ("category", "day"),
        [
            ("bar", date(2021, 4, 20)),
            ("live_streaming", date(2021, 4, 20)),
            ("live_streaming", date(2021, 6, 1)),
        ],
    )
    def test_where_no_law_forbids_it_a_note_is_enough(
        self, campaign: Any, browser: Client, town_a: Any, category: str, day: date
    ) -> None:
        venue = registry.employer(town=town_a, categories=(category,))
        sent = visit(venue, patrolled_on=day.isoformat(), q_minor="yes", off_plan="大队交办")
        bare = send(browser, sent, day)
        assert "请在备注里写明" in str(bare.context["form"].errors["q_minor"])
        assert 'data-question=""' in bare.content.decode()
        assert send(browser, sent | {"note": "主播1人17岁，有监护人同意书"}, day).status_code == 302
        patrol = Patrol.objects.get()
        assert (patrol.answers["q_minor"], patrol.is_red_flag, patrol.state) == ("yes", False, "closed")

    def test_a_line_of_the_protection_of_young_workers_is_enough_too(
        self, campaign: Any, browser: Client, town_a: Any
    ) -> None:
        bar = registry.employer(town=town_a, categories=("bar",))
        found = finding(matter="minor_registration", fact="1人17岁未登记")
        assert send(browser, visit(bar, q_minor="yes", **found)).status_code == 302
        assert not Patrol.objects.get().is_red_flag

    @pytest.mark.parametrize("matter", ["venue_minor", "bar_minor"])
    def test_a_garment_factory_is_no_venue(
        self, campaign: Any, browser: Client, town_a: Any, matter: str
    ) -> None:
        factory = registry.employer(town=town_a, categories=("labour_intensive",))
        answer = send(browser, visit(factory, **finding(matter=matter)))
        assert answer.status_code == 422
        told = dict(answer.context["form"].error_list)["id_finding-0-matter"]
        assert "不适用于劳动密集型单位" in told


class TestTypedLater:
    def test_a_visit_in_the_gap_is_saved_in_the_next_phase_without_a_reason(
        self, campaign: Any, browser: Client, employer: Any
    ) -> None:
        answer = send(browser, visit(employer, patrolled_on="2021-05-31"), date(2021, 6, 2))
        assert answer.status_code == 302
        assert Patrol.objects.get().phase == ""

    def test_a_visit_off_plan_is_told_of_at_the_field(
        self, campaign: Any, browser: Client, employer: Any
    ) -> None:
        answer = send(browser, visit(employer, patrolled_on="2021-04-08"), date(2021, 4, 13))
        told = dict(answer.context["form"].error_list)["id_off_plan"]
        assert "2021-04-08 不在镇街巡视整改阶段" in told
        assert "这个字段是必填项" not in answer.content.decode()


class TestSettledOnTheSpot:
    def test_children_sent_home_and_wages_paid_are_entered_with_the_visit(
        self, campaign: Any, browser: Client, employer: Any
    ) -> None:
        sent = visit(
            employer,
            q_child="yes",
            **finding(0, matter="child_labour", fact="1人15岁", people="1", settled_people="1"),
            **finding(1, matter="wage_arrears", fact="3人", people="3", amount="9000", settled_people="3")
            | {"finding-1-settled_amount": "9000"},
        )
        assert send(browser, sent).status_code == 302
        child, arrears = Patrol.objects.get().findings.all()
        assert totals(child.recoveries.all())["children_sent_home"] == 1
        paid = totals(arrears.recoveries.all())
        assert (paid["wages_paid_people"], paid["wages_paid_amount"]) == (3, 9000)


class TestHints:
    def test_the_same_employer_on_the_same_day_is_said_before_it_is_typed_twice(
        self, campaign: Any, browser: Client, employer: Any
    ) -> None:
        held = make.patrol(employer=employer)
        with clock.at(make.PATROL_DAY):
            assert (
                f"今天已登记过这家单位的巡查：{held.number}"
                in browser.get(NEW, {"employer": employer.pk}).content.decode()
            )
        with clock.at(date(2021, 4, 21)):
            assert "今天已登记过" not in browser.get(NEW, {"employer": employer.pk}).content.decode()

    def test_two_visits_a_year_are_as_many_as_the_province_allows(
        self, campaign: Any, browser: Client, employer: Any
    ) -> None:
        """山东条例第十三条; suspicion lifts it, so it is only said."""
        make.patrol(employer=employer)
        with clock.at(date(2021, 4, 22)):
            assert "今年已巡查" not in browser.get(NEW, {"employer": employer.pk}).content.decode()
        make.patrol(employer=employer, on=date(2021, 4, 21))
        with clock.at(date(2021, 4, 22)):
            assert "今年已巡查 2 次" in browser.get(NEW, {"employer": employer.pk}).content.decode()

    def test_the_local_values_of_the_form_are_the_leaders(
        self, campaign: Any, browser: Client, employer: Any, brigade_leader: Any
    ) -> None:
        for code, value in (("patrol.days_to_rectify", "5"), ("patrol.good_accuracy", "100")):
            set_policy(
                code=code,
                value=value,
                reason="会议纪要",
                in_force_from=date(2021, 4, 1),
                actor=brigade_leader,
            )
        policy.reload()
        with clock.at(make.PATROL_DAY):
            page = browser.get(NEW, {"employer": employer.pk}).content.decode()
        assert 'value="2021-04-26"' in page, "five working days, one of them a Sunday worked"
        assert "默认 5 个工作日后" in page and 'data-good-from="100"' in page
        sent = visit(employer, latitude="36.0", longitude="120.1", accuracy="80")
        assert send(browser, sent).status_code == 302

    def test_a_wage_below_the_minimum_may_be_explained(
        self, campaign: Any, browser: Client, employer: Any
    ) -> None:
        sent = visit(employer, lowest_wage="1200")
        assert "lowest_wage" in send(browser, sent).context["form"].errors
        assert send(browser, sent | {"note": "非全日制用工"}).status_code == 302
