"""Complaints and reports, from March on: taken in, looked at within five working days, dealt with, answered."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple

from complaints import services
from complaints.confidentiality import Complainant
from complaints.models import Complaint
from law.clock import today
from law.identity import resident_id_check_digit
from rehearsal import names
from rehearsal.hours import later, on, workday_from, working
from rehearsal.stage import Stage, Story, fresh

FIRST, LAST = date(2021, 3, 2), date(2021, 8, 6)


class Claim(NamedTuple):
    matter: str
    weight: int
    content: str
    per_head: int = 0


CLAIMS = (
    Claim("wage_arrears", 34, "反映单位拖欠{people}名职工近两个月工资", 6800),
    Claim("no_insurance", 18, "反映单位未给{people}名职工参加社会保险"),
    Claim("no_written_contract", 12, "反映入职半年仍未签订书面劳动合同，同样情况的有{people}人"),
    Claim("illegal_overtime", 9, "反映每天工作十一小时以上，每月只休两天，涉及{people}人"),
    Claim("overtime_pay", 8, "反映法定节假日加班未付加班费，涉及{people}人", 900),
    Claim("deposit", 5, "反映入职收取工装押金，离职不退，涉及{people}人", 300),
    Claim("child_labour", 4, "反映后厨有看上去不满十六岁的孩子干活"),
    Claim("minimum_wage", 3, "反映每月工资低于最低工资标准，涉及{people}人", 400),
    Claim("double_wage_claim", 7, "要求支付未签劳动合同的二倍工资差额", 3000),
)
CHANNELS = (
    ("visit", 24), ("phone", 16), ("letter", 5), ("hotline_12333", 16), ("hotline_12345", 22), ("wage_platform", 10),
    ("petition", 4), ("grid_patrol", 3),
)  # fmt: skip
COURSES = (("accept", 74), ("supplement", 9), ("unidentified", 5), ("expired", 4), ("elsewhere", 3), ("waiting", 3), ("slow", 2))


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
            stage.tell(complaint_story(stage, serial + 10 * place + number, employer, day, "accept", people=4 + number))
    stage.tell(complaint_story(stage, serial + 30, employers[0], date(2021, 4, 7), "accept", people=14))


def complaint_story(
    stage: Stage, serial: int, employer: Any, day: date, course: str, *, people: int | None = None
) -> Story:
    random = stage.random("complaint", serial)
    handler = random.choice(stage.people.inspectors)
    moment = on(day, random)
    yield moment
    complaint = services.register(actor=handler, **_facts(employer, moment, random, course=course, people=people))
    if complaint.matters == ["double_wage_claim"]:
        course = "arbitration"
    yield from _COURSES[course](complaint, handler, employer, moment, random)


def _facts(employer: Any, moment: datetime, random: Random, *, course: str, people: int | None) -> dict[str, Any]:
    claim = random.choices(CLAIMS, [each.weight for each in CLAIMS])[0] if people is None else CLAIMS[0]
    workers = people or random.randint(1, 7)
    is_report = random.random() < 0.35 and people is None and claim.matter != "double_wage_claim"
    is_anonymous = is_report and random.random() < 0.5
    channels, weights = zip(*CHANNELS, strict=True)
    channel = random.choices(channels, weights)[0]
    is_named = course not in ("unidentified", "supplement")
    facts = {
        "kind": "report" if is_report else "complaint",
        "channel": channel,
        "content": claim.content.format(people=workers),
        "matters": [claim.matter],
        "received_at": moment,
        "is_anonymous": is_anonymous,
        "employer": employer if is_named else None,
        "employer_named": "" if is_named else f"{employer.town.name}一家{random.choice(('饭店', '加工厂', '工地'))}",
        "town": employer.town,
        "workers_count": workers,
        "amount": Decimal(workers * claim.per_head) if claim.per_head else None,
        "act_ended_on": date(2019, 1, 31) if course == "expired" else None,
    }
    if not is_anonymous:
        facts["complainant"] = _complainant(random)
    if channel == "hotline_12345":
        facts["external_number"] = f"QD{moment:%Y%m%d}{random.randrange(10000):04d}"
        facts["external_deadline"] = later(moment, random.randint(18, 35), random).date()
    return facts


def _complainant(random: Random) -> Complainant:
    born = date(1965, 1, 1) + timedelta(days=random.randrange(13500))
    body = f"370211{born:%Y%m%d}{random.randrange(1000):03d}"
    return Complainant(
        name=names.person(random),
        gender=random.choice(("男", "女")),
        age=str(2021 - born.year),
        id_number=body + resident_id_check_digit(body),
        phone=names.phone(random),
        statement="来访陈述，已核对本人签名。",
    )


def _accept(complaint: Complaint, handler: Any, employer: Any, moment: datetime, random: Random, wait: int = 0) -> Story:
    moment = later(moment, wait or random.randint(0, 4), random)
    yield moment
    services.accept(fresh(complaint), actor=handler)
    if random.random() < 0.1:
        return
    moment = later(moment, random.randint(8, 42), random)
    yield moment
    while complaint.cases.open().exists():
        moment = later(moment, 5, random)
        yield moment
    complaint = fresh(complaint)
    is_paid = bool(complaint.amount) and random.random() < 0.75
    services.conclude(
        complaint,
        actor=handler,
        result="经调查属实，单位已支付" if is_paid else "经调查，已责令单位改正并复查",
        recovered_amount=complaint.amount if is_paid else None,
        recovered_people=complaint.workers_count if is_paid else None,
    )
    if complaint.is_anonymous or random.random() < 0.08:
        return
    yield later(moment, random.choice((0, 1, 2, 3, 4, 7)), random)
    services.give_feedback(fresh(complaint), actor=handler, feedback="已告知处理结果", feedback_method="phone")


def _slow(complaint: Complaint, handler: Any, employer: Any, moment: datetime, random: Random) -> Story:
    """Accepted after the fifth working day."""
    yield from _accept(complaint, handler, employer, moment, random, wait=random.randint(6, 9))


def _supplement(complaint: Complaint, handler: Any, employer: Any, moment: datetime, random: Random) -> Story:
    """The employer is not known until the complainant comes back with a contract."""
    moment = later(moment, random.randint(1, 3), random)
    yield moment
    services.request_supplement(fresh(complaint), actor=handler, supplement_request="请补充用人单位全称和工作地点的材料")
    moment = later(moment, random.randint(2, 9), random)
    yield moment
    services.receive_supplement(fresh(complaint), actor=handler, employer=employer, supplemented_on=today())
    yield from _accept(fresh(complaint), handler, employer, moment, random)


def _unidentified(complaint: Complaint, handler: Any, employer: Any, moment: datetime, random: Random) -> Story:
    moment = later(moment, random.randint(1, 3), random)
    yield moment
    services.request_supplement(fresh(complaint), actor=handler, supplement_request="请补充用人单位全称和工作地点的材料")
    moment = later(moment, random.randint(5, 12), random)
    yield moment
    services.receive_supplement(fresh(complaint), actor=handler, supplemented_on=today(), note="来人说明仍不清楚单位名称")
    yield later(moment, random.randint(1, 3), random)
    services.refuse(
        fresh(complaint), actor=handler, refusal_ground="employer_unidentified", refusal_reason="补正后仍无法确定用人单位"
    )


def _expired(complaint: Complaint, handler: Any, employer: Any, moment: datetime, random: Random) -> Story:
    yield later(moment, random.randint(1, 4), random)
    services.refuse(
        fresh(complaint), actor=handler, refusal_ground="expired", refusal_reason="违法行为终了已超过二年，期间未发现也未举报"
    )


def _arbitration(complaint: Complaint, handler: Any, employer: Any, moment: datetime, random: Random) -> Story:
    yield later(moment, random.randint(1, 4), random)
    services.redirect(
        fresh(complaint), actor=handler, redirected_to="arbitration", redirect_note="属于劳动争议，请向劳动人事争议仲裁委员会申请仲裁"
    )


def _elsewhere(complaint: Complaint, handler: Any, employer: Any, moment: datetime, random: Random) -> Story:
    yield later(moment, random.randint(1, 4), random)
    services.redirect(
        fresh(complaint),
        actor=handler,
        redirected_to="other_district",
        redirect_office="用工所在地区劳动监察机构",
        redirect_note="实际用工地不在本区，已告知向用工所在地反映",
    )


def _waiting(complaint: Complaint, handler: Any, employer: Any, moment: datetime, random: Random) -> Story:
    """Nobody has looked at it yet."""
    yield from ()


_COURSES = {
    "accept": _accept, "slow": _slow, "supplement": _supplement, "unidentified": _unidentified, "expired": _expired,
    "arbitration": _arbitration, "elsewhere": _elsewhere, "waiting": _waiting,
}  # fmt: skip
