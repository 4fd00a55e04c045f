"""Complaints and reports with their clocks, and the vault of those who made them."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.models import User
from complaints.kinds import Label
from complaints.models import ComplainantIdentity, Complaint
from complaints.workflow import State
from findings.kinds import Origin
from rehearsal.benchmarks.scale import COMPLAINTS_HELD, DAY, Scale
from rehearsal.benchmarks.stock.district import District, Year
from rehearsal.benchmarks.stock.findings import Place, write_recovery
from rehearsal.benchmarks.stock.trail import Deed, Run
from rehearsal.hours import on, working
from rehearsal.script.claims import facts
from rehearsal.script.complaints import FIRST

PAID = "经调查属实，单位已支付"
NOT_PAID = "经调查，已责令单位改正并复查"
REFUSED_SHARE, PAID_SHARE, RECEIVED_SHARE = 0.06, 0.75, 0.3
DAYS = ("closed_on", "accepted_on", "concluded_on", "feedback_on")
LONGEST = timedelta(days=51)  # from receipt to the result, at most
# What the vault holds of everybody: what counts is that something has to be opened.
WHO = {"name": "王小明", "phone": "13800000000", "id_number": "370211199001011234", "statement": "来访陈述"}


def write_complaints(district: District, scale: Scale) -> None:
    random, days = district.random("complaints"), working(FIRST, DAY)
    finished = [day for day in days if day <= DAY - LONGEST]
    serial = 0
    for year, is_open, number in district.shares(
        scale.complaints, scale.open_of(scale.complaints, COMPLAINTS_HELD)
    ):
        for place in range(number):
            serial += 1
            day = random.choice(days[-20:] if is_open else finished)
            handler = (
                district.people.inspectors[place // COMPLAINTS_HELD % len(district.people.inspectors)]
                if is_open
                else random.choice(district.people.inspectors)
            )
            _write(district, random, year, day, handler, serial, is_open)


def _write(
    district: District, random: Random, year: Year, day: date, handler: User, serial: int, is_open: bool
) -> None:
    firm: Any = random.choice(year.firms)
    moment = on(year.day(day), random)
    told = facts(firm, moment, random, course="accept", people=None)
    told["employer_id"], told["town_id"] = told.pop("employer").pk, told.pop("town")
    told = {"external_number": "", "external_deadline": None, **told}
    told.pop("complainant", None)
    course = _open(random, year.day(day)) if is_open else _finished(random, year.day(day), told)
    pk = district.shelf.next_key(Complaint)
    number = f"青西新人社投字〔{moment.year}〕第{serial}号"
    kept = district.trail.clocks(Complaint, pk, list(_clocks(moment.date(), told, course)))
    district.shelf.add(
        Complaint,
        pk,
        number=number,
        campaign_id=year.campaign,
        label=Label.WHISTLEBLOWER if told["kind"] == "report" else Label.GENERAL,
        received_by_id=handler.pk,
        handler_id=handler.pk,
        state_since=moment,
        **{name: told[name] for name in sorted(told)},
        **course,
        **kept,
    )
    if not told["is_anonymous"]:
        district.shelf.add(ComplainantIdentity, complaint_id=pk, person=UUID(int=serial), **_sealed())
    if course["result"] == PAID:
        place = Place(Complaint, pk, Origin.COMPLAINT, firm, year.campaign)
        write_recovery(
            district.shelf, place, course["concluded_on"], people=told["workers_count"], amount=told["amount"]
        )
    district.trail.told(Complaint, pk, number, list(_deeds(handler, moment.date(), course)))


def _open(random: Random, day: date) -> dict[str, Any]:
    if random.random() < RECEIVED_SHARE:
        return _course(State.RECEIVED)
    return _course(State.ACCEPTED, accepted_on=min(DAY, day + timedelta(days=random.randint(0, 6))))


def _finished(random: Random, day: date, told: dict[str, Any]) -> dict[str, Any]:
    looked_at = day + timedelta(days=random.randint(0, 6))
    if random.random() < REFUSED_SHARE:
        return _course(State.REFUSED, closed_on=looked_at)
    is_paid = told["amount"] is not None and random.random() < PAID_SHARE
    concluded_on = looked_at + timedelta(days=random.randint(8, 45))
    return _course(
        State.CONCLUDED if told["is_anonymous"] else State.ANSWERED,
        result=PAID if is_paid else NOT_PAID,
        accepted_on=looked_at,
        concluded_on=concluded_on,
        feedback_on=None if told["is_anonymous"] else concluded_on,
    )


def _course(state: State, *, result: str = "", **days: date | None) -> dict[str, Any]:
    """The state and what it asks for, always the same columns."""
    is_refused = state == State.REFUSED
    return {
        "state": state,
        "result": result,
        "refusal_ground": "expired" if is_refused else "",
        "refusal_reason": "超过二年查处时效" if is_refused else "",
        **dict.fromkeys(DAYS),
        **days,
    }


def _clocks(received_on: date, told: dict[str, Any], course: dict[str, Any]) -> Iterator[Run]:
    ended_on = course["concluded_on"] or course["closed_on"]
    yield "complaint.acceptance", received_on, 5, course["accepted_on"] or course["closed_on"]
    if course["accepted_on"]:
        yield "complaint.investigation", course["accepted_on"], 60, ended_on
    if told["external_deadline"]:
        yield "complaint.external", received_on, told["external_deadline"], ended_on
    if course["feedback_on"]:
        yield "complaint.feedback", course["concluded_on"], 5, course["feedback_on"]


def _deeds(handler: User, received_on: date, course: dict[str, Any]) -> Iterator[Deed]:
    yield "register", "", State.RECEIVED, handler, received_on
    if course["closed_on"]:
        yield "refuse", State.RECEIVED, State.REFUSED, handler, course["closed_on"]
    if course["accepted_on"]:
        yield "accept", State.RECEIVED, State.ACCEPTED, handler, course["accepted_on"]
    if course["concluded_on"]:
        yield "conclude", State.ACCEPTED, State.CONCLUDED, handler, course["concluded_on"]
    if course["feedback_on"]:
        yield "give_feedback", State.CONCLUDED, State.ANSWERED, handler, course["feedback_on"]


@cache
def _sealed() -> dict[str, Any]:
    fields: dict[str, Any] = {name: ComplainantIdentity._meta.get_field(name) for name in WHO}
    return {name: field.get_db_prep_save(WHO[name], connection) for name, field in fields.items()}
