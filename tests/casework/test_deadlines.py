"""Clocks in motion: hours and days, what counts as late, and what a new holiday calendar or policy value moves."""

from datetime import date, datetime
from typing import Any

import pytest

from casework import deadlines, upkeep
from casework.by import By
from casework.models import AuditEntry, Deadline
from complaints.models import Complaint
from complaints.services import acts
from law import workdays
from law.clock import SHANGHAI, at
from tests.factories import campaign, cases, complaints, patrols, registry

pytestmark = pytest.mark.django_db
FRIDAY = date(2021, 4, 16)


@pytest.fixture(autouse=True)
def calendar() -> Any:
    yield
    workdays.forget()


def moment(day: int, hour: int) -> datetime:
    return datetime(2021, 4, day, hour, tzinfo=SHANGHAI)


def red_flag(*, found_on: date, on: Any) -> Deadline:
    """The clock of the report a town owes, of a visit with a child at work."""
    campaign.campaign_2021()
    with at(on):
        made = patrols.patrol(patrols.CHILD, on=on, patrolled_on=found_on)
    return made.deadlines.get(clock="escalation.report")


def test_a_limit_in_hours_is_late_after_the_hour_in_every_query() -> None:
    clock = red_flag(found_on=FRIDAY, on=moment(16, 15))
    assert (clock.unit, clock.due_at) == ("hour", moment(17, 15))
    rows = Deadline.objects.filter(pk=clock.pk)
    with at(moment(17, 14)):
        assert (clock.lamp, clock.left) == ("near", 1)
        assert not rows.overdue(date(2021, 4, 17)).exists()
    with at(moment(17, 16)):
        assert (clock.lamp, clock.left) == ("late", -1)
        assert rows.overdue(date(2021, 4, 17)).exists()
    rows.update(stopped_at=moment(17, 16), outcome=Deadline.MET)
    assert rows.met_late().exists()


def test_D_15_no_clock_ends_before_it_began(brigade_leader: Any) -> None:
    """The machine's clock was set back between the two deeds, or the end came with its day and without its hour."""
    record = complaints.complaint(on=moment(16, 15), employer=registry.employer())
    with at(moment(16, 14)):
        acts.accept(record, by=By(brigade_leader), handler=brigade_leader)
    ended = record.deadlines.get(clock="complaint.acceptance")
    assert ended.stopped_at == ended.started_at


def test_of_a_visit_written_down_later_only_the_day_is_known() -> None:
    clock = red_flag(found_on=FRIDAY, on=moment(18, 10))
    assert (clock.due_on, clock.due_at) == (date(2021, 4, 17), None)
    assert "未记录时刻" in "".join(clock.explanation)


def test_a_limit_in_calendar_days_is_told_and_drawn_in_calendar_days(inspector: Any) -> None:
    clock = cases.case("served", on=date(2021, 6, 23)).deadlines.get(clock="fine.payment")
    with at(clock.started_on):
        assert (clock.unit, clock.left) == ("day", (clock.due_on - clock.started_on).days)
        assert sum(day.is_left for day in clock.days) == clock.left


def test_the_other_party_s_time_is_nobody_s_delay() -> None:
    clock = red_flag(found_on=FRIDAY, on=moment(16, 15))
    rows = Deadline.objects.filter(pk=clock.pk)
    rows.update(is_right=True)
    clock.refresh_from_db()
    with at(date(2021, 4, 20)):
        assert (clock.lamp, clock.is_late, clock.is_past) == ("done", False, True)
        assert not rows.overdue(date(2021, 4, 20)).exists()
    deadlines.keep_next(clock.record)
    assert not patrols.Patrol.objects.filter(next_due_on__isnull=False).exists()


def test_a_new_rest_day_moves_the_clocks_it_touches_and_says_so(inspector: Any, system_admin: Any) -> None:
    made = complaints.complaint(actor=inspector, on=date(2021, 6, 21))
    done = complaints.complaint(actor=inspector, on=date(2021, 6, 1))
    assert (made.deadlines.get().due_on, done.deadlines.get().due_on) == (
        date(2021, 6, 28), date(2021, 6, 8),
    )  # fmt: skip
    with at(date(2021, 6, 22)):
        moved = upkeep.override_day(
            day=date(2021, 6, 25),
            is_workday=False,
            note="台风停工",
            document="应急〔2021〕1号",
            by=By(system_admin),
        )
    clock = made.deadlines.get()
    assert (moved, clock.due_on) == (1, date(2021, 6, 29))
    assert any("06-25" in line for line in clock.explanation)
    assert done.deadlines.get().due_on == date(2021, 6, 8)
    entry = AuditEntry.objects.get(action="recompute_deadline")
    assert entry.data == {"clock": "complaint.acceptance", "from": "2021-06-28", "to": "2021-06-29"}
    assert (entry.actor, entry.object_id) == (system_admin, made.pk)


def test_a_changed_policy_value_never_moves_a_clock_that_runs(
    inspector: Any, brigade_leader: Any, system_admin: Any
) -> None:
    concluded = complaints.concluded(employer=registry.employer(), actor=inspector, on=date(2021, 6, 21))
    clock = concluded.deadlines.get(clock="complaint.feedback")
    with at(date(2021, 6, 22)):
        upkeep.set_policy(
            code="complaint.feedback_days",
            value="10",
            reason="试行",
            in_force_from=date(2021, 6, 1),
            by=By(brigade_leader),
        )
        upkeep.override_day(
            day=date(2021, 6, 26),
            is_workday=True,
            note="补班",
            document="调休〔2021〕2号",
            by=By(system_admin),
        )
    again = Complaint.objects.get(pk=concluded.pk).deadlines.get(clock="complaint.feedback")
    assert (clock.due_on, again.due_on) == (date(2021, 6, 28), date(2021, 6, 26))


def test_a_provisional_clock_is_counted_anew_when_its_year_is_announced(system_admin: Any) -> None:
    with at(date(2026, 11, 23)):
        record = cases.case("investigating", on=date(2026, 11, 23))
        clock = record.deadlines.get(clock="case.investigation")
        assert clock.is_provisional
        upkeep.announce_year(
            year=2027,
            days_off={date(2027, 1, 1): "元旦", date(2027, 2, 5): "春节", date(2027, 2, 8): "春节"},
            makeup_days={},
            document="国办发明电〔2026〕1号",
            by=By(system_admin),
        )
    again = record.deadlines.get(clock="case.investigation")
    assert not again.is_provisional and again.due_on > clock.due_on
