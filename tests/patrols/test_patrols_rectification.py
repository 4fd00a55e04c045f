"""From the order to the end: re-checks, extensions, confirmation, escalation, and what the days do by
themselves.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from campaign.models import Target
from casework.models import Notice
from casework.workflow import Refused
from inspections.patrols import limits
from inspections.patrols.entries import Checked
from inspections.patrols.models import Patrol
from inspections.patrols.services import escalation, rectification
from law import clock
from tests.factories import patrols as make
from tests.factories.accounts import doer

DUE = date(2021, 5, 5)  # of make.rectifying()


def targets_of(patrol: Patrol) -> tuple[str, set[str]]:
    target = Target.objects.get(employer=patrol.employer)
    return target.state, {reason.reason for reason in target.reasons.all()}


class TestOrder:
    def test_it_gives_number_clock_and_stage(self, campaign: Any, town_officer: Any) -> None:
        patrol = make.patrol(make.NO_CONTRACT)
        with clock.at(date(2021, 4, 22)):
            rectification.order_rectification(
                patrol,
                by=doer(patrol, "order_rectification"),
                rectify_by=date(2021, 5, 7),
                requirements="补签合同",
            )
        patrol.refresh_from_db()
        assert (patrol.state, patrol.ordered_on, patrol.rectify_by) == (
            "rectifying",
            date(2021, 4, 22),
            date(2021, 5, 7),
        )
        assert patrol.requirements == "补签合同"
        assert targets_of(patrol)[0] == "rectifying"

    @pytest.mark.parametrize("due", [date(2021, 4, 19), date(2021, 4, 20)])
    def test_the_due_day_is_later(self, campaign: Any, due: date) -> None:
        patrol = make.patrol(make.NO_CONTRACT)
        with clock.at(make.PATROL_DAY), pytest.raises(Refused) as refusal:
            rectification.order_rectification(patrol, by=doer(patrol, "order_rectification"), rectify_by=due)
        assert refusal.value.code == "due_not_later"
        assert patrol.state == "recorded"


class TestRecheck:
    def test_results_and_running_totals_are_kept(self, campaign: Any) -> None:
        patrol = make.rectifying(make.NO_CONTRACT, make.ARREARS)
        contract, wages = patrol.findings.all()
        with clock.at(date(2021, 4, 28)):
            rectification.record_recheck(
                patrol,
                by=doer(patrol, "record_recheck"),
                rechecked_on=date(2021, 4, 28),
                rechecked_by="李某、赵某",
                results=[
                    Checked(contract.pk, "fixed", {"contracts_signed": 5}),
                    Checked(
                        wages.pk, "partly", {"wages_paid_people": 2, "wages_paid_amount": Decimal("6000.50")}
                    ),
                ],
            )
        contract.refresh_from_db()
        wages.refresh_from_db()
        assert (contract.fixed_on, contract.totals["contracts_signed"]) == (date(2021, 4, 28), 5)
        assert (wages.fixed_on, wages.totals["wages_paid_amount"]) == (None, Decimal("6000.50"))
        make.recheck(patrol, on=date(2021, 4, 30), wages_paid_people=3, wages_paid_amount=Decimal(9000))
        wages.refresh_from_db()
        contract.refresh_from_db()
        assert (wages.fixed_on, wages.totals["wages_paid_people"]) == (date(2021, 4, 30), 3)
        assert contract.fixed_on == date(2021, 4, 28), "the first day it was found fixed stays"
        first = patrol.rechecks.last()
        assert first.results.get(finding=wages).result == "partly", "what an earlier re-check found stays"
        added = [(each.source.rechecked_on.day, each.people, each.amount) for each in wages.recoveries.all()]
        assert added == [(28, 2, Decimal("6000.50")), (30, 1, Decimal("2999.50"))], "each look what it added"

    def test_a_problem_that_comes_back_is_open_again(self, campaign: Any) -> None:
        patrol = make.rectifying()
        make.recheck(patrol, on=date(2021, 4, 28))
        make.recheck(patrol, "not_fixed", on=date(2021, 4, 30))
        assert patrol.findings.get().fixed_on is None

    def test_what_was_not_looked_at_stays_as_it_was(self, campaign: Any) -> None:
        patrol = make.rectifying(make.NO_CONTRACT, make.ARREARS)
        contract, wages = patrol.findings.all()
        with clock.at(date(2021, 4, 28)):
            rectification.record_recheck(
                patrol,
                by=doer(patrol, "record_recheck"),
                rechecked_on=date(2021, 4, 28),
                rechecked_by="李某",
                results=[Checked(contract.pk, "fixed")],
            )
        wages.refresh_from_db()
        assert wages.result == ""

    @pytest.mark.parametrize(
        ("facts", "code"),
        [
            ({"rechecked_on": date(2021, 4, 19)}, "recheck_day"),
            ({"rechecked_on": date(2021, 4, 29)}, "recheck_day"),
            ({"results": []}, "no_results"),
            ({"results": [Checked(0, "fixed")]}, "foreign_finding"),
        ],
    )
    def test_refusals_change_nothing(self, campaign: Any, facts: dict[str, Any], code: str) -> None:
        patrol = make.rectifying()
        given = {
            "rechecked_on": date(2021, 4, 28),
            "rechecked_by": "李某",
            "results": [Checked(patrol.findings.get().pk, "fixed")],
        }
        with clock.at(date(2021, 4, 28)), pytest.raises(Refused) as refusal:
            rectification.record_recheck(patrol, by=doer(patrol, "record_recheck"), **(given | facts))
        assert refusal.value.code == code
        assert not patrol.rechecks.exists()
        assert patrol.findings.get().result == ""

    def test_a_finding_of_another_patrol_cannot_be_changed(self, campaign: Any) -> None:
        mine, other = make.rectifying(), make.rectifying()
        with clock.at(date(2021, 4, 28)), pytest.raises(Refused) as refusal:
            rectification.record_recheck(
                mine,
                by=doer(mine, "record_recheck"),
                rechecked_on=date(2021, 4, 28),
                rechecked_by="李某",
                results=[Checked(other.findings.get().pk, "fixed")],
            )
        assert refusal.value.code == "foreign_finding"

    def test_a_failed_recheck_owes_a_report_in_three_working_days(self, campaign: Any) -> None:
        patrol = make.rectifying()
        make.recheck(patrol, "not_fixed", on=date(2021, 4, 28))
        owed = patrol.deadlines.running().get(clock="escalation.unrectified")
        assert owed.due_on == date(2021, 5, 6), "04-29, 04-30, then 05-06 after the May holidays"
        make.recheck(patrol, "not_fixed", on=date(2021, 4, 30))
        assert patrol.deadlines.running().get(clock="escalation.unrectified").due_on == date(2021, 5, 6)

    @pytest.mark.parametrize(
        ("result", "day", "due"),
        [
            ("partly", date(2021, 5, 6), date(2021, 5, 10)),
            ("partly", DUE, None),
            ("fixed", date(2021, 5, 6), None),
        ],
    )
    def test_a_look_after_the_last_day_that_leaves_problems_owes_a_report(
        self, campaign: Any, result: str, day: date, due: date | None
    ) -> None:
        patrol = make.rectifying()
        make.recheck(patrol, result, on=day)
        owed = patrol.deadlines.running().filter(clock="escalation.unrectified").first()
        assert (owed.due_on if owed else None) == due

    def test_what_is_put_forward_owes_a_report_too(self, campaign: Any) -> None:
        left, fixed = make.rectifying(), make.rectifying()
        make.recheck(fixed, on=date(2021, 5, 4))
        with clock.at(date(2021, 5, 30)):
            escalation.put_forward_overdue(campaign, date(2021, 5, 30))
        assert left.deadlines.running().get(clock="escalation.unrectified").due_on == date(2021, 6, 2)
        running = fixed.deadlines.running().values_list("clock", flat=True)
        assert list(running) == ["patrol.rectification"], "found fixed: to be confirmed, not to be reported"
        left.refresh_from_db()
        make.recheck(left, "partly", on=date(2021, 6, 1))
        assert left.deadlines.running().get(clock="escalation.unrectified").due_on == date(2021, 6, 2)
        with clock.at(date(2021, 6, 2)):
            left.refresh_from_db()
            escalation.escalate(left, by=doer(left, "escalate"), trigger="overdue")
        assert left.deadlines.get(clock="escalation.unrectified").outcome == "met"


class TestExtension:
    def test_the_clock_moves_and_keeps_the_first_day(self, campaign: Any) -> None:
        patrol = make.rectifying()
        with clock.at(date(2021, 4, 28)):
            rectification.extend_rectification(
                patrol,
                by=doer(patrol, "extend_rectification"),
                rectify_by=date(2021, 5, 20),
                reason="负责人住院",
            )
        deadline = patrol.deadlines.running().get()
        assert (deadline.first_due_on, deadline.due_on) == (DUE, date(2021, 5, 20))
        assert deadline.extension_reason == "负责人住院"
        assert patrol.state == "rectifying"

    @pytest.mark.parametrize(
        ("today", "due", "reason", "code"),
        [
            (date(2021, 4, 28), DUE, "住院", "due_not_later"),
            (date(2021, 4, 28), date(2021, 5, 1), "住院", "due_not_later"),
            (date(2021, 6, 1), date(2021, 5, 20), "住院", "due_not_later"),
            (date(2021, 4, 28), date(2021, 5, 20), " ", "no_reason"),
        ],
    )
    def test_refusals(self, campaign: Any, today: date, due: date, reason: str, code: str) -> None:
        patrol = make.rectifying()
        with clock.at(today), pytest.raises(Refused) as refusal:
            rectification.extend_rectification(
                patrol, by=doer(patrol, "extend_rectification"), rectify_by=due, reason=reason
            )
        assert refusal.value.code == code
        assert patrol.rectify_by == DUE

    def test_it_clears_what_a_failed_recheck_and_the_boundary_left(self, campaign: Any) -> None:
        patrol = make.rectifying()
        make.recheck(patrol, "not_fixed", on=date(2021, 5, 6))
        with clock.at(date(2021, 5, 30)):
            escalation.put_forward_overdue(campaign, date(2021, 5, 30))
            patrol.refresh_from_db()
            rectification.extend_rectification(
                patrol,
                by=doer(patrol, "extend_rectification"),
                rectify_by=limits.last_day(patrol),
                reason="已付一半，余款月底付",
            )
        assert patrol.put_forward_on is None
        assert [each.clock for each in patrol.deadlines.running()] == ["patrol.rectification"]


class TestEnd:
    def test_confirmed_stops_the_clock_and_moves_the_target(self, campaign: Any) -> None:
        patrol = make.rectifying()
        make.recheck(patrol, on=date(2021, 4, 30))
        with clock.at(date(2021, 4, 30)):
            rectification.confirm_rectified(patrol, by=doer(patrol, "confirm_rectified"))
        assert (patrol.state, patrol.rectified_on) == ("rectified", date(2021, 4, 30))
        assert patrol.deadlines.get().outcome == "met"
        assert targets_of(patrol)[0] == "rectified"

    def test_escalated_tells_the_brigade_and_lists_the_reason(
        self, campaign: Any, brigade_leader: Any
    ) -> None:
        patrol = make.escalated(make.CHILD, due=date(2021, 5, 5))
        outcomes = {each.clock: each.outcome for each in patrol.deadlines.all()}
        assert outcomes == {"escalation.report": "met", "patrol.rectification": "void"}
        state, reasons = targets_of(patrol)
        assert state == "inspection_listed", "reported, and listed at once"
        assert "patrol_escalation" in reasons
        assert Notice.objects.filter(user=brigade_leader, what__contains="上报大队").count() == 1

    def test_T_21_nothing_more_happens_to_an_ended_patrol(self, campaign: Any) -> None:
        patrol = make.escalated(make.CHILD, due=date(2021, 5, 5))
        for act in (
            lambda: rectification.confirm_rectified(patrol, by=doer(patrol, "confirm_rectified")),
            lambda: make.recheck(patrol, on=date(2021, 4, 28)),
            lambda: rectification.extend_rectification(
                patrol, by=doer(patrol, "extend_rectification"), rectify_by=date(2022, 1, 1), reason="x"
            ),
            lambda: escalation.escalate(patrol, by=doer(patrol, "escalate"), trigger="child_labour"),
        ):
            with clock.at(date(2021, 4, 28)), pytest.raises(Refused) as refusal:
                act()
            assert refusal.value.code == "state"
        assert not patrol.rechecks.exists()

    def test_T_12_of_two_who_act_on_what_they_both_saw_one_wins(self, campaign: Any) -> None:
        first = make.patrol(make.CHILD)
        second = Patrol.objects.get(pk=first.pk)
        with clock.at(make.PATROL_DAY):
            escalation.escalate(first, by=doer(first, "escalate"), trigger="child_labour")
            with pytest.raises(Refused) as refusal:
                rectification.order_rectification(
                    second, by=doer(second, "order_rectification"), rectify_by=date(2021, 5, 1)
                )
        assert refusal.value.code == "conflict"
        assert Patrol.objects.get(pk=first.pk).state == "escalated"


def test_a_recheck_cannot_bring_more_than_was_found_without_a_word(campaign: Any) -> None:
    made = make.rectifying(make.ARREARS)
    finding = made.findings.get()
    for outcomes in ({"wages_paid_people": 50}, {"wages_paid_amount": Decimal(99_999_999)}):
        with pytest.raises(Refused) as refused:
            make.recheck(made, "fixed", on=date(2021, 4, 26), **outcomes)
        assert refused.value.code == "outcome" and "问题里只有" in refused.value.sentence
    finding.refresh_from_db()
    assert finding.totals["wages_paid_amount"] == 0
    make.recheck(made, "partly", on=date(2021, 4, 26), wages_paid_amount=Decimal(5000))
    with pytest.raises(Refused, match="累计数"):
        make.recheck(made, "fixed", on=date(2021, 4, 27), wages_paid_amount=Decimal(4000))


def test_a_town_extends_only_so_far(campaign: Any) -> None:
    made = make.rectifying()
    last = limits.last_day(made)
    with clock.at(made.rectify_by), pytest.raises(Refused, match="请上报大队"):
        rectification.extend_rectification(
            made,
            by=doer(made, "extend_rectification"),
            rectify_by=last + timedelta(days=1),
            reason="资金周转",
        )
    with clock.at(made.rectify_by):
        rectification.extend_rectification(
            made, by=doer(made, "extend_rectification"), rectify_by=last, reason="资金周转"
        )
        assert limits.last_day(made) == last
