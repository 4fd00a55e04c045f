"""DESIGN §2.13: a clock runs on the days things happened; how late they were written down is a fact about the entry."""

from datetime import date
from typing import Any

import pytest

from casework.models import AuditEntry
from casework.views.detail import timeline
from law import clock
from tests.factories import cases, checks
from tests.factories.accounts import doer
from tests.factories.cases import investigating, serving

pytestmark = pytest.mark.django_db
DECIDED, SERVED, ENTERED = cases.CASE_DAY, date(2021, 6, 9), date(2021, 6, 30)


def served_late_on_paper() -> Any:
    case = cases.case("decided", on=DECIDED)
    with clock.at(ENTERED):
        serving.serve(case, by=doer(case, "serve"), **cases.HANDED, done_on=SERVED)
    return case


def test_what_was_served_in_time_is_not_late_because_it_was_entered_late() -> None:
    case = served_late_on_paper()
    with clock.at(ENTERED):
        served = case.deadlines.get(clock="service.penalty_decision")
        assert (served.stopped_on, served.is_late, served.entered_late) == (SERVED, False, 21)
        assert case.deadlines.get(clock="fine.payment").started_on == SERVED


def test_the_history_says_when_it_was_written_down() -> None:
    case = served_late_on_paper()
    entry = AuditEntry.objects.about(case).get(action="serve")
    assert (entry.happened_on, entry.entered_late) == (SERVED, 21)
    told = next(line for line in timeline(case) if line.action == "serve")
    assert "2021-06-09 办理，21 天后补录" in told.detail


@pytest.mark.parametrize(("is_corrected", "late"), [(True, False), (False, True)])
def test_a_recheck_after_the_day_does_not_make_the_correction_late(is_corrected: bool, late: bool) -> None:
    case = cases.case("correcting", on=DECIDED)
    with clock.at(date(2021, 8, 2)):
        investigating.confirm_correction(
            case, by=doer(case, "confirm_correction"), correction_result="已核对", is_corrected=is_corrected
        )
        correction = case.deadlines.get(clock="case.correction")
        assert correction.due_on < date(2021, 8, 2)
        assert (correction.outcome, correction.is_late) == ("met", late)


def test_the_next_duty_follows_every_act() -> None:
    for state in ("investigating", "correcting", "investigated", "notified", "decided", "served", "closed"):
        case = cases.case(state, on=DECIDED)
        case.refresh_from_db()
        first = case.deadlines.running().duties().soonest_first().first()
        assert (case.next_clock, case.next_due_on) == (first, first.due_on if first else None), state
    assert checks.in_state("correcting").next_due_on
