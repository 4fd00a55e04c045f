"""What people complain about, and who they are: made up."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple

from complaints.confidentiality import Complainant
from law.identity import resident_id_check_digit
from registry.models import Employer
from rehearsal import names
from rehearsal.hours import later


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


def facts(
    employer: Employer, moment: datetime, random: Random, *, course: str, people: int | None
) -> dict[str, Any]:
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
        "employer_named": ""
        if is_named
        else f"{employer.town}一家{random.choice(('饭店', '加工厂', '工地'))}",
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
