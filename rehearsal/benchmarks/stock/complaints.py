"""Complaints and reports with their clocks; who complains stays unknown, nothing measured reads the vault."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

from complaints.kinds import Label
from complaints.models import Complaint
from complaints.workflow import State
from rehearsal.benchmarks.scale import DAY
from rehearsal.benchmarks.stock.rows import clock_row, days_after, in_sets, wages_row, write
from rehearsal.hours import on, working
from rehearsal.script.claims import facts
from rehearsal.script.complaints import FIRST
from rehearsal.stage import Stage

PAID = "经调查属实，单位已支付"
REFUSED_SHARE, PAID_SHARE, UNANSWERED_SHARE = 0.06, 0.75, 0.08


def write_complaints(stage: Stage, number: int) -> None:
    """Write so many complaints of the days before `DAY`, each as far as it could have got by then."""
    for drafts in in_sets(_drafts(stage, number)):
        write(drafts)
        write(clock for complaint in drafts for clock in _clocks(complaint))
        write(
            wages_row(each, each.concluded_on, each.workers_count, each.amount)
            for each in drafts
            if each.concluded_on and each.result == PAID
        )


def _drafts(stage: Stage, number: int) -> Iterator[Complaint]:
    random, days = stage.random("bench complaints"), working(FIRST, DAY)
    active = [each for each in stage.employers if each.is_active]
    for serial in range(1, number + 1):
        moment = on(random.choice(days), random)
        told = facts(random.choice(active), moment, random, course="accept", people=None)
        told.pop("complainant", None)
        handler = random.choice(stage.people.inspectors)
        yield Complaint(
            number=f"青西新人社投字〔{moment.year}〕第{serial}号",
            campaign=stage.campaign,
            label=Label.WHISTLEBLOWER if told["kind"] == "report" else Label.GENERAL,
            received_by=handler,
            handler=handler,
            state_since=moment,
            **told,
            **_course(random, moment.date(), told),
        )


def _course(random: Random, received_on: date, told: dict[str, Any]) -> dict[str, Any]:
    """The state by `DAY` and what it asks for."""
    looked_at = days_after(received_on, random, 0, 6)
    concluded_on = days_after(looked_at, random, 8, 45)
    if looked_at > DAY:
        return {"state": State.RECEIVED}
    if random.random() < REFUSED_SHARE:
        return {
            "state": State.REFUSED,
            "refusal_ground": "expired",
            "refusal_reason": "超过二年查处时效",
            "closed_on": looked_at,
        }
    if concluded_on > DAY:
        return {"state": State.ACCEPTED, "accepted_on": looked_at}
    is_paid = told["amount"] is not None and random.random() < PAID_SHARE
    is_waiting = told["is_anonymous"] or random.random() < UNANSWERED_SHARE
    return {
        "state": State.CONCLUDED if is_waiting else State.ANSWERED,
        "accepted_on": looked_at,
        "concluded_on": concluded_on,
        "result": PAID if is_paid else "经调查，已责令单位改正并复查",
        "feedback_on": None if is_waiting else concluded_on,
    }


def _clocks(complaint: Complaint) -> Iterator[Any]:
    looked_at = complaint.accepted_on or complaint.closed_on
    yield clock_row(complaint, "complaint.acceptance", complaint.received_on, 5, looked_at)
    if complaint.external_deadline:
        stopped_on = complaint.concluded_on or complaint.closed_on
        yield clock_row(
            complaint, "complaint.external", complaint.received_on, complaint.external_deadline, stopped_on
        )
    if complaint.concluded_on and complaint.needs_feedback:
        yield clock_row(complaint, "complaint.feedback", complaint.concluded_on, 5, complaint.feedback_on)
