"""A report of a town lies on the brigade's desk until it is answered, and never goes nowhere (FLD-02, FLD-03)."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from campaign import funnel
from campaign.models import Campaign, Target
from campaign.services.boundaries import advance
from casework.by import By
from casework.models import Notice
from casework.workflow import Refused, check
from desk import worklist
from findings.models import Escalation
from findings.services import escalating
from findings.workflow import TABLE
from inspections.checks.models import Inspection
from inspections.checks.services import focus, inspecting
from inspections.patrols.services import escalation, rectification
from law import clock
from tests.factories import accounts, checks, complaints, registry
from tests.factories import findings as make
from tests.factories import patrols as patrol_of
from tests.factories.accounts import doer
from tests.patrols.pages import of

DAY = date(2021, 6, 24)
OFF_PLAN = {"off_plan": "大队交办"}
REASON = "情况不属实，请镇街核实"


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}:")


def on_desk(user: User) -> list[int]:
    """What of reports lies on somebody's worklist."""
    return [line.pk for line in worklist.todo(user, kind="escalation")]


def accept(report: Escalation, on: date) -> Escalation:
    with clock.at(on):
        escalating.accept_escalation(report, by=doer(report, "accept_escalation"))
    return Escalation.objects.get(pk=report.pk)


class TestDesk:
    def test_FLD_03_what_a_town_reports_lies_on_the_leaders_desk_with_a_clock(
        self, campaign: Campaign, brigade_leader: User
    ) -> None:
        report = make.sent()
        with clock.at(patrol_of.PATROL_DAY):
            (line,) = worklist.todo(brigade_leader, kind="escalation")
            assert (line.pk, line.state_label) == (report.pk, "待大队答复")
            assert line.clock is not None and line.clock.unit == "hour" and line.clock.left in (23, 24)
            told = Notice.objects.get(user=brigade_leader, what__contains="上报大队")
            assert told.record == report

    def test_FLD_03_what_stayed_unrectified_has_working_days(self, campaign: Campaign) -> None:
        patrol = patrol_of.rectifying()
        patrol_of.recheck(patrol, "not_fixed", on=date(2021, 4, 30))
        report = _escalated(patrol, "not_rectified", date(2021, 4, 30))
        assert report.deadlines.get().due_on == date(2021, 5, 8), (
            "three working days after 04-30; 05-08 is made up for"
        )
        assert not report.is_red_flag

    def test_FLD_03_a_child_lies_there_before_the_town_reports_it(
        self, campaign: Campaign, brigade_leader: User
    ) -> None:
        patrol = patrol_of.patrol(patrol_of.CHILD)
        report = patrol.escalations.get()
        assert (report.state, report.trigger) == ("proposed", "child_labour")
        with clock.at(patrol_of.PATROL_DAY):
            assert on_desk(brigade_leader) == [report.pk]
        accept(report, patrol_of.PATROL_DAY)
        patrol.refresh_from_db()
        assert patrol.state == "escalated" and Inspection.objects.get().employer == patrol.employer
        assert Target.objects.get().escalated_on == patrol_of.PATROL_DAY

    def test_what_the_system_proposes_of_the_rest_is_the_towns_to_decide(
        self, campaign: Campaign, brigade_leader: User
    ) -> None:
        patrol = patrol_of.rectifying()
        with clock.at(date(2021, 5, 30)):
            advance(campaign, date(2021, 5, 30))
            assert patrol.escalations.get().state == "proposed" and on_desk(brigade_leader) == []
        patrol.refresh_from_db()
        patrol_of.recheck(patrol, on=date(2021, 6, 1))
        with clock.at(date(2021, 6, 1)):
            rectification.confirm_rectified(patrol, by=doer(patrol, "confirm_rectified"))
        assert patrol.escalations.get().state == "dropped"

    @pytest.mark.parametrize("action", ["accept_escalation", "return_escalation"])
    def test_FLD_03_it_is_gone_only_by_an_act(
        self, campaign: Campaign, brigade_leader: User, action: str
    ) -> None:
        report = make.sent()
        with clock.at(patrol_of.PATROL_DAY + timedelta(days=30)):
            advance(campaign, patrol_of.PATROL_DAY + timedelta(days=30))
            assert on_desk(brigade_leader) == [report.pk]
        make_gone = make.answered(action, employer=registry.employer())
        assert make_gone.pk not in on_desk(brigade_leader)
        assert make_gone.deadlines.get().outcome == "met"


class TestAnswer:
    def test_FLD_02_what_is_sent_is_listed_at_once_and_accepted_there(self, campaign: Campaign) -> None:
        report = make.sent()
        line = Inspection.objects.get()
        assert (line.employer, line.source, line.state) == (report.employer, "escalation", "listed")
        assert line.listed_on == patrol_of.PATROL_DAY and "使用童工" in line.ground_labels[0]
        assert report.led_to == line
        target = Target.objects.get()
        assert (target.state, target.escalated_on) == ("inspection_listed", patrol_of.PATROL_DAY)
        assert target.inspection_listed_on == patrol_of.PATROL_DAY
        assert accept(report, patrol_of.PATROL_DAY).led_to == Inspection.objects.get(), "no second line"

    def test_FLD_02_an_employer_inspected_before_is_listed_again(
        self, campaign: Campaign, brigade_leader: User
    ) -> None:
        """Inspected and concluded in June; reported on 06-24: on the desk, in the funnel, on the list."""
        employer = registry.employer()
        checks.concluded(campaign=campaign, employer=employer)
        report = make.sent(on=DAY, employer=employer, **OFF_PLAN)
        with clock.at(DAY):
            assert on_desk(brigade_leader) == [report.pk]
            (town,) = (line for line in funnel.by_town(campaign, brigade_leader) if line.total.number)
        assert {str(cell.stage): cell.number for cell in town.cells}["已上报"] == 1
        assert Target.objects.get().state == "concluded"
        report = accept(report, DAY)
        assert Inspection.objects.filter(employer=employer, state="listed").get() == report.led_to

    def test_FLD_02_what_comes_while_an_inspection_goes_on_is_listed_when_that_has_ended(
        self, campaign: Campaign, brigade_leader: User
    ) -> None:
        employer = registry.employer()
        line = checks.inspection(campaign=campaign, employer=employer)
        report = make.sent(employer=employer)
        assert report.led_to is None and Inspection.objects.get() == line
        with clock.at(DAY):
            inspecting.cancel_inspection(line, by=doer(line, "cancel_inspection"), reason="与上报合并安排")
        for _ in range(2):
            with clock.at(DAY):
                advance(campaign, DAY)
                assert on_desk(brigade_leader) == [report.pk], "listed by itself, it still wants its answer"
        assert Escalation.objects.get().led_to == Inspection.objects.open().get()

    def test_accepted_it_is_listed_where_its_line_was_cancelled(self, campaign: Campaign) -> None:
        report = make.sent()
        with clock.at(patrol_of.PATROL_DAY):
            inspecting.cancel_inspection(
                report.led_to, by=doer(report.led_to, "cancel_inspection"), reason="待核实后再定"
            )
        report = accept(Escalation.objects.get(), DAY)
        assert (report.led_to.state, Inspection.objects.count()) == ("listed", 2)

    @pytest.mark.parametrize(("is_warned", "state"), [(False, "cancelled"), (True, "listed")])
    def test_returned_its_line_is_cancelled_unless_something_else_speaks_for_it(
        self, campaign: Campaign, is_warned: bool, state: str
    ) -> None:
        report = make.sent()
        with clock.at(patrol_of.PATROL_DAY):
            if is_warned:
                registry.warning(report.employer)
            escalating.return_escalation(report, by=doer(report, "return_escalation"), reason=REASON)
        assert Escalation.objects.get().led_to.state == state

    def test_nothing_is_returned_that_somebody_was_set_to_inspect(self, campaign: Campaign) -> None:
        report = make.sent()
        pair = {"lead": accounts.user("inspector"), "second": accounts.user("inspector")}
        with clock.at(patrol_of.PATROL_DAY):
            inspecting.assign(report.led_to, by=doer(report.led_to, "assign"), **pair)
            with refused("nobody_inspects"):
                escalating.return_escalation(
                    Escalation.objects.get(), by=doer(report, "return_escalation"), reason=REASON
                )
        assert accept(Escalation.objects.get(), DAY).led_to.state == "assigned"

    def test_returned_it_is_the_towns_again_and_the_town_reads_why(
        self, campaign: Campaign, town_officer: User, town_a: Any
    ) -> None:
        patrol = patrol_of.escalated(
            patrol_of.CHILD, due=date(2021, 5, 5), employer=registry.employer(town=town_a), actor=town_officer
        )
        report = patrol.reports[0]
        with clock.at(date(2021, 4, 21)):
            escalating.return_escalation(report, by=doer(report, "return_escalation"), reason=REASON)
            patrol.refresh_from_db()
            assert patrol.state == "rectifying"
            assert {each.clock for each in patrol.deadlines.running()} == {
                "patrol.rectification",
                "escalation.again",
            }
            page = of(town_officer).get(patrol.get_absolute_url()).content.decode()
            assert "已退回镇街" in page and REASON in page
            assert Notice.objects.filter(user=town_officer, what__contains="大队退回镇街").exists()
        assert not Inspection.objects.open().exists()
        again = _escalated(patrol, "child_labour", date(2021, 4, 22))
        assert (again.state, again.pk != report.pk) == ("sent", True)
        assert again.led_to == Inspection.objects.open().get()

    def test_what_the_brigade_gave_back_the_town_may_settle(self, campaign: Campaign) -> None:
        patrol = patrol_of.escalated(patrol_of.CHILD, due=date(2021, 5, 5))
        report = patrol.reports[0]
        with clock.at(date(2021, 4, 21)):
            escalating.return_escalation(report, by=doer(report, "return_escalation"), reason=REASON)
        patrol.refresh_from_db()
        patrol_of.recheck(patrol, on=date(2021, 4, 30), children_sent_home=1)
        with clock.at(date(2021, 4, 30)):
            rectification.confirm_rectified(patrol, by=doer(patrol, "confirm_rectified"))
        assert patrol.state == "rectified" and not patrol.deadlines.running().exists()

    def test_a_patrol_without_an_order_goes_back_to_where_it_was(self, campaign: Campaign) -> None:
        report = make.answered("return_escalation")
        assert report.source.state == "recorded"

    def test_to_return_needs_a_reason(self, campaign: Campaign) -> None:
        report = make.sent()
        with refused("no_reason"):
            escalating.return_escalation(report, by=doer(report, "return_escalation"), reason=" ")
        assert Escalation.objects.get().state == "sent"

    def test_joined_to_an_inspection_under_way(self, campaign: Campaign) -> None:
        employer = registry.employer()
        line = checks.assigned(campaign=campaign, employer=employer)
        report = make.sent(on=DAY, employer=employer, **OFF_PLAN)
        by = doer(report, "accept_escalation")
        with clock.at(DAY):
            with refused("nothing_is_under_way"):
                escalating.accept_escalation(report, by=by)
            with refused("not_under_way"):
                escalating.join_escalation(report, by=by, joined_to="checks.inspection:0")
            escalating.join_escalation(report, by=by, joined_to=escalating.key_of(line))
        report = Escalation.objects.get()
        assert (report.state, report.led_to) == ("joined", line)
        assert Inspection.objects.count() == 1

    def test_there_is_nothing_to_join_where_nothing_goes_on(self, campaign: Campaign) -> None:
        report = make.sent()
        with refused("something_is_under_way"):
            escalating.join_escalation(report, by=doer(report, "join_escalation"), joined_to="x")

    def test_one_open_report_of_a_record(self, campaign: Campaign) -> None:
        patrol = patrol_of.patrol(patrol_of.CHILD)
        assert escalating.propose(patrol, trigger="child_labour") is None
        assert patrol.escalations.count() == 1

    def test_the_database_refuses_a_state_that_changes_by_itself(self, campaign: Campaign) -> None:
        make.sent()
        with pytest.raises(Exception, match="only through casework"), connection.cursor() as cursor:
            cursor.execute("UPDATE findings_escalation SET state = 'accepted'")


class TestNews:
    """What comes after an inspection that is closed or cancelled is listed again; what it knew is not."""

    def night(self, campaign: Campaign, day: date) -> int:
        with clock.at(day):
            return focus.extend_focus_list(campaign, day)["listed"]

    @pytest.mark.parametrize("ending", ["concluded", "cancelled"])
    def test_FLD_02_a_warning_after_the_end_is_listed_and_one_before_is_not(
        self, campaign: Campaign, ending: str
    ) -> None:
        known, new = registry.employer(), registry.employer()
        with clock.at(date(2021, 6, 2)):
            registry.warning(known)
        for employer in (known, new):
            checks.in_state(ending, campaign=campaign, employer=employer)
        with clock.at(date(2021, 6, 9)):
            registry.warning(new)
        assert self.night(campaign, date(2021, 6, 10)) == 1
        assert Inspection.objects.get(source="warning").employer == new
        assert self.night(campaign, date(2021, 6, 11)) == 0

    def test_FLD_02_another_complaint_after_the_end_is_listed(
        self, campaign: Campaign, brigade_leader: User
    ) -> None:
        employer = registry.employer()
        for day in (1, 2, 2):
            complaints.accepted(employer=employer, actor=brigade_leader, on=date(2021, 6, day))
        checks.concluded(campaign=campaign, employer=employer)
        assert self.night(campaign, date(2021, 6, 10)) == 0
        complaints.accepted(employer=employer, actor=brigade_leader, on=date(2021, 6, 10))
        assert self.night(campaign, date(2021, 6, 11)) == 1

    def test_work_under_way_is_left_alone(self, campaign: Campaign) -> None:
        employer = registry.employer()
        checks.assigned(campaign=campaign, employer=employer)
        with clock.at(date(2021, 6, 9)):
            registry.warning(employer)
        assert self.night(campaign, date(2021, 6, 10)) == 0


class TestWhoMay:
    ALLOWED = {"accept_escalation", "join_escalation", "return_escalation"}

    def test_only_the_leader_answers(self, campaign: Campaign) -> None:
        report = make.sent()
        people = {role: By(accounts.user(role)) for role in Role.values}
        for (role, by), action in product(people.items(), TABLE.actions):
            code = ""
            try:
                check(report, action, by=by)
            except Refused as refusal:
                code = refusal.code
            if action in self.ALLOWED:
                assert (code == "permission") == (role != Role.BRIGADE_LEADER), (role, action, code)
            else:
                assert code in ("state", "permission"), (
                    "an act of the record it came from, no door of its own"
                )

    def test_towns_see_their_own(
        self, campaign: Campaign, town_officer: User, other_officer: User, town_a: Any
    ) -> None:
        report = make.sent(employer=registry.employer(town=town_a))
        assert list(Escalation.objects.visible_to(town_officer)) == [report]
        assert not Escalation.objects.visible_to(other_officer).exists()
        assert of(other_officer).get(report.get_absolute_url()).status_code == 404


class TestPages:
    def test_the_leader_answers_through_the_pages(self, campaign: Campaign, brigade_leader: User) -> None:
        report, client = make.sent(), of(brigade_leader)
        with clock.at(patrol_of.PATROL_DAY):
            assert report.employer.name in client.get("/escalations/").content.decode()
            page = client.get(report.get_absolute_url()).content.decode()
            assert "受理" in page and "退回镇街" in page and "使用童工" in page
            assert self.post(client, report, "return_escalation").status_code == 422
            assert self.post(client, report, "return_escalation", reason=REASON).status_code == 302
        assert Escalation.objects.get().answer == REASON

    def test_join_offers_what_goes_on(self, campaign: Campaign, brigade_leader: User) -> None:
        employer = registry.employer()
        line = checks.assigned(campaign=campaign, employer=employer)
        report, client = make.sent(on=DAY, employer=employer, **OFF_PLAN), of(brigade_leader)
        with clock.at(DAY):
            assert line.number in client.get(report.act_url("join_escalation")).content.decode()
            sent = {"joined_to": escalating.key_of(line)}
            assert self.post(client, report, "join_escalation", **sent).status_code == 302
        assert Escalation.objects.get().led_to == line

    def post(self, client: Client, report: Escalation, action: str, **sent: str) -> Any:
        return client.post(report.act_url(action), {"submission": f"{action}{len(sent)}", **sent})


def _escalated(patrol: Any, trigger: str, on: date) -> Escalation:
    with clock.at(on):
        escalation.escalate(patrol, by=doer(patrol, "escalate"), trigger=trigger)
    return patrol.escalations.order_by("-pk").first()
