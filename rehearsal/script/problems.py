"""What is found at an employer: made-up problems with the words an officer would write."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from random import Random
from typing import NamedTuple

from findings.entries import Problem
from findings.outcomes import outcomes_of
from law.matters import is_unlawful_on

LABOUR, VENUES = ("labour_intensive", "service", "other"), ("karaoke", "arcade")


class Pattern(NamedTuple):
    """How often a matter comes (weight), at which categories (none: all), and how it is written down."""

    matter: str
    weight: int
    fact: str
    measure: str
    people: tuple[int, int]
    per_head: int = 0
    categories: tuple[str, ...] = ()


PATTERNS = (
    Pattern("no_written_contract", 30, "{people}名职工未签订书面劳动合同", "逐人补签并交复印件备查", (1, 9)),
    Pattern(
        "wage_arrears",
        16,
        "拖欠{people}名职工上月工资，共{amount}元",
        "到期前足额支付，交银行流水",
        (2, 8),
        3600,
    ),
    Pattern("no_insurance", 22, "{people}名职工未参加社会保险", "办理参保登记，交参保证明", (1, 12)),
    Pattern(
        "illegal_overtime", 12, "{people}名职工当月加班超过36小时", "调整班次，按规定支付加班费", (3, 20)
    ),
    Pattern(
        "overtime_pay", 6, "{people}名职工加班费未支付，共{amount}元", "补发加班费，交发放表", (2, 8), 700
    ),
    Pattern("wage_ledger", 8, "未编制农民工工资支付台账", "建立台账并按月更新", (0, 0)),
    Pattern(
        "child_labour_records",
        6,
        "录用登记材料不全，未留存身份证核查记录",
        "补齐全部在岗人员登记核查材料",
        (0, 0),
    ),
    Pattern(
        "minor_registration", 3, "{people}名16至17周岁职工未办理登记", "办理未成年工登记证", (1, 2), 0, LABOUR
    ),
    Pattern("internal_rules", 7, "考勤和奖惩制度未向职工公示", "公示并组织学习", (0, 0)),
    Pattern("no_rest_day", 5, "{people}名职工连续工作，未保证每周休息一日", "调整排班", (2, 10)),
    Pattern("women_overtime", 2, "安排{people}名哺乳期女职工上夜班", "立即调整岗位和班次", (1, 2), 0, LABOUR),
)
RED = (
    Pattern(
        "child_labour",
        3,
        "在岗{people}人经查验身份证不满16周岁",
        "立即停止使用，送回监护人",
        (1, 2),
        0,
        LABOUR,
    ),
    Pattern(
        "wage_arrears_major",
        5,
        "拖欠{people}名职工两个月工资，共{amount}元",
        "制定支付计划，先行支付",
        (12, 30),
        7200,
    ),
    Pattern("retained_id", 2, "扣押{people}名职工身份证", "当场退还", (2, 6)),
    Pattern("deposit", 2, "收取{people}名职工工装押金共{amount}元", "全部退还", (3, 12), 300),
    Pattern("venue_minor", 6, "{people}名服务人员为16、17周岁", "立即清退", (1, 3), 0, VENUES),
    Pattern("bar_minor", 6, "{people}名服务人员为16、17周岁", "立即清退", (1, 2), 0, ("bar",)),
    Pattern("obstruction", 1, "负责人拒绝提供职工名册和工资表", "配合检查，提供材料", (0, 0)),
)
UNLICENSED = Pattern("unlicensed", 1, "未取得营业执照，雇用{people}人", "停止经营，依法办理登记", (2, 9))

# Set right on the spot: the child goes home before the report is written.
AT_ONCE = ("child_labour",)


def problem(pattern: Pattern, random: Random) -> Problem:
    people = random.randint(*pattern.people)
    amount = Decimal(people * pattern.per_head + random.randrange(0, 90) * 10) if pattern.per_head else None
    return Problem(
        matter=pattern.matter,
        fact=pattern.fact.format(people=people, amount=amount),
        severity="minor" if people < 5 else "serious",
        people=people or None,
        amount=amount,
        measure=pattern.measure,
        outcomes=dict.fromkeys(outcomes_of(pattern.matter), people) if pattern.matter in AT_ONCE else {},
    )


def ordinary(random: Random, category: str, number: int) -> list[Problem]:
    """`number` different problems of the common kind."""
    return [problem(each, random) for each in _pick(PATTERNS, random, category, number)]


def red_flag(random: Random, category: str, day: date) -> list[Problem]:
    """One that must be reported at once; only what was unlawful on that day."""
    fitting = [each for each in RED if is_unlawful_on(each.matter, day)]
    return [problem(each, random) for each in _pick(fitting, random, category, 1)]


def unlicensed(random: Random) -> Problem:
    return problem(UNLICENSED, random)


def _pick(patterns: Iterable[Pattern], random: Random, category: str, number: int) -> list[Pattern]:
    left = [each for each in patterns if not each.categories or category in each.categories]
    found: list[Pattern] = []
    while left and len(found) < number:
        chosen = random.choices(left, [each.weight for each in left])[0]
        left.remove(chosen)
        found.append(chosen)
    return found
