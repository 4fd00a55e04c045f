"""Writing down a visit: what follows from it, and what is refused."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest

from campaign.models import Target
from casework.models import AuditEntry, Notice
from casework.workflow import Refused
from findings.entries import Problem
from inspections.patrols.entries import Companion
from inspections.patrols.models import Patrol
from law import clock
from tests.factories import patrols as make
from tests.factories import registry


def stage_of(employer: Any) -> str:
    return Target.objects.get(employer=employer).state


class TestCleanVisit:
    def test_one_save_records_and_closes_it(self, campaign: Any, town_officer: Any, employer: Any) -> None:
        patrol = make.patrol(actor=town_officer, employer=employer, leaflets=3)
        assert patrol.state == "closed"
        assert patrol.town == employer.town
        assert patrol.number.endswith("巡字〔2021〕第1号")
        assert {each.name for each in patrol.patrollers.all()} == {"李某", "赵某"}
        done = (
            AuditEntry.objects.about(patrol).order_by("seq").values_list("action", "before", "after", "phase")
        )
        assert list(done) == [
            ("record_patrol", "", "recorded", "patrol"),
            ("close_patrol", "recorded", "closed", "patrol"),
        ]
        assert stage_of(employer) == "patrolled"
        assert not patrol.deadlines.exists()

    def test_a_patrol_before_the_campaign_belongs_to_none(self, campaign: Any, employer: Any) -> None:
        patrol = make.patrol(on=date(2021, 3, 1), employer=employer)
        assert patrol.campaign is None
        assert not Target.objects.exists()

    def test_without_any_campaign_it_is_recorded(self, db: Any) -> None:
        assert make.patrol().campaign is None


class TestFindings:
    def test_with_a_due_day_rectification_is_ordered_in_the_same_save(
        self, campaign: Any, town_officer: Any
    ) -> None:
        employer = registry.employer(town=town_officer.postings.get().town)
        patrol = make.patrol(make.NO_CONTRACT, actor=town_officer, employer=employer, due=date(2021, 5, 7))
        assert patrol.state == "rectifying"
        assert patrol.rectification_number.endswith("改字〔2021〕第1号")
        assert patrol.deadlines.running().get().due_on == date(2021, 5, 7)
        assert stage_of(employer) == "rectifying"

    def test_without_a_due_day_it_stays_recorded(self, campaign: Any) -> None:
        assert make.patrol(make.NO_CONTRACT).state == "recorded"

    @pytest.mark.parametrize(
        ("day", "citation", "consequence"),
        [
            (date(2021, 5, 29), "《禁止使用童工规定》第二条", "《禁止使用童工规定》第六条"),
            (
                date(2021, 6, 1),
                "《禁止使用童工规定》第二条、《未成年人保护法》第六十一条第一款",
                "《禁止使用童工规定》第六条、《未成年人保护法》第一百二十五条",
            ),
        ],
    )
    def test_a_finding_pins_the_law_of_the_day(
        self, campaign: Any, day: date, citation: str, consequence: str
    ) -> None:
        finding = make.patrol(make.CHILD, on=day, off_plan="大队交办").findings.get()
        assert (finding.citation, finding.consequence, finding.law_on) == (citation, consequence, day)

    def test_what_was_not_unlawful_that_day_is_refused(self, campaign: Any) -> None:
        """A bar may employ a 17-year-old until 2021-05-31 (未保法 2020, art. 61)."""
        problem = Problem("bar_minor", "服务员17岁", people=1)
        with pytest.raises(Refused) as refusal:
            make.patrol(problem, on=date(2021, 5, 31))
        assert refusal.value.code == "not_unlawful"
        assert not Patrol.objects.exists()
        assert make.patrol(problem, on=date(2021, 6, 1), off_plan="大队交办").is_red_flag

    @pytest.mark.parametrize(
        ("people", "amount", "is_major"),
        [(9, 49_999, False), (10, 1000, True), (1, 50_000, True), (None, None, False)],
    )
    def test_large_arrears_are_a_red_flag_whatever_line_was_ticked(
        self, campaign: Any, people: int, amount: int, is_major: bool
    ) -> None:
        patrol = make.patrol(Problem("wage_arrears", "拖欠三月工资", people=people, amount=amount))
        assert patrol.is_red_flag is is_major
        assert patrol.findings.get().matter == ("wage_arrears_major" if is_major else "wage_arrears")

    @pytest.mark.parametrize(
        ("counted", "is_major"),
        [
            ({"arrears_people": 40, "arrears_amount": 300_000}, True),
            ({"arrears_people": 10}, True),
            ({"arrears_amount": 50_000}, True),
            ({"arrears_people": 9, "arrears_amount": 49_999}, False),
        ],
    )
    def test_arrears_counted_on_the_visit_alone_are_a_red_flag_too(
        self, campaign: Any, counted: dict[str, int], is_major: bool
    ) -> None:
        patrol = make.patrol(Problem("wage_arrears", "拖欠三月工资"), **counted)
        assert patrol.is_red_flag is is_major
        assert patrol.deadlines.running().filter(clock="escalation.report").exists() is is_major

    @pytest.mark.parametrize(
        ("matter", "categories", "is_refused"),
        [
            ("venue_minor", ("labour_intensive",), True),
            ("venue_minor", ("bar",), True),
            ("venue_minor", ("live_streaming",), True),
            ("venue_minor", ("labour_intensive", "karaoke"), False),
            ("venue_minor", (), False),
            ("bar_minor", ("labour_intensive",), True),
            ("bar_minor", ("bar",), False),
        ],
    )
    def test_a_matter_of_another_kind_of_employer_is_refused(
        self, campaign: Any, matter: str, categories: tuple[str, ...], is_refused: bool
    ) -> None:
        """《娱乐场所管理条例》 covers 歌舞、游艺 only; what is known of no kind is taken at the officer's word."""
        firm = registry.employer(categories=categories)
        day, problem = date(2021, 6, 1), Problem(matter, "服务员17岁", people=1)
        if not is_refused:
            assert make.patrol(problem, on=day, employer=firm, off_plan="大队交办").is_red_flag
            return
        with pytest.raises(Refused) as refusal:
            make.patrol(problem, on=day, employer=firm, off_plan="大队交办")
        assert refusal.value.code == "misfit"
        assert "不适用于" in refusal.value.sentence
        assert not Patrol.objects.exists()

    def test_a_matter_that_does_not_exist_is_refused(self, campaign: Any) -> None:
        with pytest.raises(Refused) as refusal:
            make.patrol(Problem("noise", "吵"))
        assert refusal.value.code == "unknown_matter"


class TestRedFlag:
    def test_the_report_clock_runs_for_24_hours_and_leaders_are_told(
        self, campaign: Any, brigade_leader: Any, town_officer: Any
    ) -> None:
        employer = registry.employer(town=town_officer.postings.get().town)
        patrol = make.patrol(make.CHILD, actor=town_officer, employer=employer)
        deadline = patrol.deadlines.running().get()
        assert deadline.clock == "escalation.report"
        assert deadline.due_at == clock.instant_of(datetime(2021, 4, 21, 9, 0))
        assert [notice.user for notice in Notice.objects.all()] == [brigade_leader]

    def test_a_visit_written_down_a_day_later_owes_its_report_from_the_day_of_the_visit(
        self, campaign: Any
    ) -> None:
        patrol = make.patrol(make.CHILD, on=date(2021, 4, 22), patrolled_on=date(2021, 4, 21))
        deadline = patrol.deadlines.running().get()
        assert (deadline.due_on, deadline.due_at) == (date(2021, 4, 22), None), (
            "of the visit only the day is known"
        )

    def test_an_ordinary_problem_starts_no_report_clock(self, campaign: Any, brigade_leader: Any) -> None:
        assert not make.patrol(make.NO_CONTRACT).deadlines.exists()
        assert not Notice.objects.exists()


class TestOnTheSpot:
    def test_a_child_sent_home_before_the_report_is_kept_with_the_finding(self, campaign: Any) -> None:
        child = Problem("child_labour", "后厨1人15岁", people=1, outcomes={"children_sent_home": 1})
        finding = make.escalated(child).findings.get()
        assert (finding.totals["children_sent_home"], finding.result) == (1, "")
        assert finding.recoveries.get().source == finding.record
        assert not finding.record.rechecks.exists(), "being there is no re-check"

    def test_a_re_check_goes_on_from_what_was_paid_on_the_spot(self, campaign: Any) -> None:
        arrears = Problem("wage_arrears", "3月工资未发", people=3, outcomes={"wages_paid_people": 1})
        patrol = make.rectifying(arrears)
        make.recheck(patrol, on=date(2021, 4, 28), wages_paid_people=3)
        assert patrol.findings.get().totals["wages_paid_people"] == 3


class TestPhase:
    """The day of the visit decides, not the day on which it is typed."""

    @pytest.mark.parametrize("day", [date(2021, 5, 31), date(2021, 5, 28)])
    def test_what_was_on_plan_or_in_a_gap_needs_no_reason_when_typed_later(
        self, campaign: Any, day: date
    ) -> None:
        patrol = make.patrol(make.NO_CONTRACT, on=date(2021, 6, 2), patrolled_on=day, due=date(2021, 6, 20))
        entry = AuditEntry.objects.about(patrol).get(action="record_patrol")
        assert (entry.off_plan, entry.happened_on) == ("", day)
        assert entry.entered_late == (date(2021, 6, 2) - day).days

    @pytest.mark.parametrize(
        ("typed_on", "day"),
        [(date(2021, 6, 2), date(2021, 6, 1)), (date(2021, 4, 13), date(2021, 4, 8))],
    )
    def test_what_was_off_plan_needs_one_whenever_it_is_typed(
        self, campaign: Any, typed_on: date, day: date
    ) -> None:
        with pytest.raises(Refused) as refusal:
            make.patrol(on=typed_on, patrolled_on=day)
        assert refusal.value.code == "off_plan"
        assert day.isoformat() in refusal.value.sentence
        assert make.patrol(on=typed_on, patrolled_on=day, off_plan="大队交办").pk


class TestRefusals:
    def test_M_AC_05_an_employer_of_another_town_is_as_unknown_as_none(
        self, campaign: Any, other_officer: Any, employer: Any
    ) -> None:
        with pytest.raises(Refused) as refusal:
            make.patrol(actor=other_officer, employer=employer)
        assert refusal.value.code == "employer_unknown"
        assert employer.name not in refusal.value.sentence

    def test_a_day_to_come(self, campaign: Any) -> None:
        with pytest.raises(Refused) as refusal:
            make.patrol(patrolled_on=date(2021, 4, 21))
        assert refusal.value.code == "patrolled_later"

    @pytest.mark.parametrize(
        "alone", [(), (Companion("李某"),), (Companion("李某"), Companion("李某", "inspector"))]
    )
    def test_fewer_than_two_people(self, campaign: Any, alone: tuple[Companion, ...]) -> None:
        with pytest.raises(Refused) as refusal:
            make.patrol(patrollers=alone)
        assert refusal.value.code == "too_few_patrollers"

    def test_a_role_that_may_not(self, campaign: Any, brigade_leader: Any, employer: Any) -> None:
        with pytest.raises(Refused) as refusal:
            make.patrol(actor=brigade_leader, employer=employer)
        assert refusal.value.code == "permission"
        assert not Patrol.objects.exists()

    def test_a_due_day_that_is_not_later_refuses_the_whole_save(self, campaign: Any) -> None:
        with pytest.raises(Refused) as refusal:
            make.patrol(make.NO_CONTRACT, due=make.PATROL_DAY)
        assert refusal.value.code == "due_not_later"
        assert not Patrol.objects.exists()
        assert not AuditEntry.objects.filter(action="record_patrol").exists()

    def test_a_fact_nobody_knows_is_a_mistake_of_the_caller(self, campaign: Any) -> None:
        with pytest.raises(TypeError):
            make.patrol(state="closed")


class TestHeadcount:
    def test_it_follows_the_newest_visit_that_counted(self, campaign: Any, employer: Any) -> None:
        make.patrol(employer=employer, headcount=30, headcount_female=10)
        make.patrol(employer=employer, on=date(2021, 4, 22))
        employer.refresh_from_db()
        assert (employer.headcount, employer.headcount_female) == (30, 10)

    def test_an_older_visit_written_down_later_changes_nothing(self, campaign: Any, employer: Any) -> None:
        make.patrol(employer=employer, on=date(2021, 4, 22), headcount=30)
        make.patrol(employer=employer, on=date(2021, 4, 23), patrolled_on=date(2021, 4, 20), headcount=12)
        employer.refresh_from_db()
        assert employer.headcount == 30


class TestSecondSend:
    def test_T_13_the_same_visit_sent_twice_is_one_patrol(
        self, campaign: Any, town_officer: Any, employer: Any
    ) -> None:
        uid = uuid4()
        first = make.patrol(actor=town_officer, employer=employer, uid=uid)
        again = make.patrol(actor=town_officer, employer=employer, uid=uid)
        assert first == again
        assert Patrol.objects.count() == 1
        assert AuditEntry.objects.filter(action="record_patrol").count() == 1

    def test_nobody_gets_anothers_patrol_by_its_uid(
        self, campaign: Any, town_officer: Any, other_officer: Any, employer: Any
    ) -> None:
        uid = uuid4()
        make.patrol(actor=town_officer, employer=employer, uid=uid)
        with pytest.raises(Refused) as refusal:
            make.patrol(actor=other_officer, uid=uid)
        assert refusal.value.code == "uid_taken"
