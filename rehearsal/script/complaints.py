"""Complaints and reports, from March on: taken in, looked at within five working days, dealt with, answered."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from accounts.models import User
from casework.by import By
from complaints.models import Complaint
from complaints.services import acts, intake
from inspections.cases.complaints_hook import holds_up
from law.clock import today
from registry.models import Employer
from rehearsal.hours import later, on, workday_from, working
from rehearsal.script.claims import facts
from rehearsal.stage import Stage, Story, fresh

FIRST, LAST = date(2021, 3, 2), date(2021, 8, 6)
COURSES = (
    ("accept", 74),
    ("supplement", 9),
    ("unidentified", 5),
    ("expired", 4),
    ("elsewhere", 3),
    ("waiting", 3),
    ("slow", 2),
)


def script(stage: Stage) -> None:
    random = stage.random("complaints")
    active = [each for each in stage.employers if each.is_active]
    number = 20 + len(stage.employers) * 11 // 200
    days = working(FIRST, LAST)
    courses, weights = zip(*COURSES, strict=True)
    for serial in range(number):
        course = courses[serial] if serial < len(courses) else random.choices(courses, weights)[0]
        stage.tell(complaint_story(stage, serial, random.choice(active), random.choice(days), course))
    _repeated(stage, random.sample(active, 2), number)


def _repeated(stage: Stage, employers: list[Any], serial: int) -> None:
    """Two employers about whom people complain again and again, and one complaint that concerns many workers."""
    for place, employer in enumerate(employers):
        for number in range(3 + place):
            day = workday_from(date(2021, 3, 15) + timedelta(days=9 * number + 20 * place))
            stage.tell(
                complaint_story(
                    stage, serial + 10 * place + number, employer, day, "accept", people=4 + number
                )
            )
    stage.tell(complaint_story(stage, serial + 30, employers[0], date(2021, 4, 7), "accept", people=14))
    stage.tell(complaint_story(stage, serial + 31, employers[1], date(2021, 4, 20), "again", people=5))


def complaint_story(
    stage: Stage, serial: int, employer: Employer, day: date, course: str, *, people: int | None = None
) -> Story:
    random = stage.random("complaint", serial)
    handler = random.choice(stage.people.inspectors)
    moment = on(day, random)
    yield moment
    told = facts(employer, moment, random, course=course, people=people)
    complaint = intake.register(by=By(handler), **told)
    _given_out(stage, complaint, handler, course)
    if course == "again":
        yield from _again(complaint, handler, told, moment, random)
        return
    if complaint.matters == ["double_wage_claim"]:
        course = "arbitration"
    if course == "slow":
        yield from _slow(stage, complaint, handler, moment, random)
        return
    yield from _COURSES[course](complaint, handler, employer, moment, random)


def _given_out(stage: Stage, complaint: Complaint, handler: User, course: str) -> None:
    """Who took it in takes it on, or the leader gives it to somebody; what nobody looked at is nobody's."""
    if course == "slow":
        acts.reassign_complaint(
            complaint, by=By(stage.people.leader), handler=handler, reason="当日值班，由其承办"
        )
    elif course != "waiting":
        acts.take_on(complaint, by=By(handler))


def _accept(
    complaint: Complaint, handler: User, employer: Employer, moment: datetime, random: Random
) -> Story:
    moment = later(moment, random.randint(0, 4), random)
    yield moment
    acts.accept(fresh(complaint), by=By(handler))
    if random.random() < 0.1:
        return
    yield from _conclude(complaint, handler, moment, random)


def _conclude(complaint: Complaint, handler: User, moment: datetime, random: Random) -> Story:
    moment = later(moment, random.randint(8, 42), random)
    yield moment
    while complaint.cases.open().exists() or holds_up(complaint):
        moment = later(moment, 5, random)
        yield moment
    complaint = fresh(complaint)
    is_paid = bool(complaint.amount) and random.random() < 0.75
    acts.conclude(
        complaint,
        by=By(handler),
        result="经调查属实，单位已支付" if is_paid else "经调查，已责令单位改正并复查",
        recovered_amount=complaint.amount if is_paid else None,
        recovered_people=complaint.workers_count if is_paid else None,
    )
    if complaint.is_anonymous or random.random() < 0.08:
        return
    yield later(moment, random.choice((0, 1, 2, 3, 4, 7)), random)
    acts.give_feedback(fresh(complaint), by=By(handler), feedback="已告知处理结果", feedback_method="phone")


def _again(
    complaint: Complaint, handler: User, told: dict[str, Any], moment: datetime, random: Random
) -> Story:
    """The same person about the same thing while it is under way: attached, answered with the first."""
    moment = later(moment, 2, random)
    yield moment
    acts.accept(fresh(complaint), by=By(handler))
    moment = later(moment, random.randint(4, 9), random)
    yield moment
    again = intake.register(by=By(handler), **told | {"received_at": moment, "channel": "phone"})
    moment = later(moment, 1, random)
    yield moment
    acts.attach(again, by=By(handler), earlier=complaint, note="已电话告知，处理结果随原件一并反馈")
    yield from _conclude(complaint, handler, moment, random)


def _slow(stage: Stage, complaint: Complaint, handler: User, moment: datetime, random: Random) -> Story:
    """Accepted after the fifth working day by somebody who was ill; the leader gives it to the next one."""
    moment = later(moment, random.randint(6, 9), random)
    yield moment
    acts.accept(fresh(complaint), by=By(handler))
    inspectors = stage.people.inspectors
    other = inspectors[(inspectors.index(handler) + 1) % len(inspectors)]
    moment = later(moment, 1, random)
    yield moment
    acts.reassign_complaint(
        fresh(complaint), by=By(stage.people.leader), handler=other, reason="原承办人病假，由他人接办"
    )
    yield from _conclude(complaint, other, moment, random)


def _supplement(
    complaint: Complaint, handler: User, employer: Employer, moment: datetime, random: Random
) -> Story:
    """The employer is not known until the complainant comes back with a contract."""
    moment = later(moment, random.randint(1, 3), random)
    yield moment
    acts.request_supplement(
        fresh(complaint), by=By(handler), supplement_request="请补充用人单位全称和工作地点的材料"
    )
    moment = later(moment, random.randint(2, 9), random)
    yield moment
    acts.receive_supplement(fresh(complaint), by=By(handler), employer=employer, supplemented_on=today())
    yield from _accept(fresh(complaint), handler, employer, moment, random)


def _unidentified(
    complaint: Complaint, handler: User, employer: Employer, moment: datetime, random: Random
) -> Story:
    moment = later(moment, random.randint(1, 3), random)
    yield moment
    acts.request_supplement(
        fresh(complaint), by=By(handler), supplement_request="请补充用人单位全称和工作地点的材料"
    )
    moment = later(moment, random.randint(5, 12), random)
    yield moment
    acts.receive_supplement(
        fresh(complaint), by=By(handler), supplemented_on=today(), note="来人说明仍不清楚单位名称"
    )
    yield later(moment, random.randint(1, 3), random)
    acts.refuse(
        fresh(complaint),
        by=By(handler),
        refusal_ground="employer_unidentified",
        refusal_reason="补正后仍无法确定用人单位",
    )


def _expired(
    complaint: Complaint, handler: User, employer: Employer, moment: datetime, random: Random
) -> Story:
    yield later(moment, random.randint(1, 4), random)
    acts.refuse(
        fresh(complaint),
        by=By(handler),
        refusal_ground="expired",
        refusal_reason="违法行为终了已超过二年，期间未发现也未举报",
    )


def _arbitration(
    complaint: Complaint, handler: User, employer: Employer, moment: datetime, random: Random
) -> Story:
    yield later(moment, random.randint(1, 4), random)
    acts.redirect(
        fresh(complaint),
        by=By(handler),
        redirected_to="arbitration",
        redirect_note="属于劳动争议，请申请劳动人事争议仲裁",
    )


def _elsewhere(
    complaint: Complaint, handler: User, employer: Employer, moment: datetime, random: Random
) -> Story:
    yield later(moment, random.randint(1, 4), random)
    acts.redirect(
        fresh(complaint),
        by=By(handler),
        redirected_to="other_district",
        redirect_office="用工所在地区劳动监察机构",
        redirect_note="实际用工地不在本区，已告知向用工所在地反映",
    )


def _waiting(
    complaint: Complaint, handler: User, employer: Employer, moment: datetime, random: Random
) -> Story:
    """Nobody has looked at it yet."""
    yield from ()


_COURSES = {
    "accept": _accept, "supplement": _supplement, "unidentified": _unidentified, "expired": _expired,
    "arbitration": _arbitration, "elsewhere": _elsewhere, "waiting": _waiting,
}  # fmt: skip
