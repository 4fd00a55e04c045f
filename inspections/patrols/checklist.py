"""What an officer looks at, line by line, and what each kind of problem leads to. Plain tables; nothing is stored.

Lines A–F are the document's 三（二）1, X its 三（二）2 and the order of inspection; the red-flag questions
are asked first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from law.matters import MATTERS, Group, applies_to, is_unlawful_on


class Answer(models.TextChoices):
    OK = "ok", _("符合")
    BAD = "bad", _("有问题")
    NA = "na", _("不适用")


@dataclass(frozen=True)
class Line:
    """One line of the check-list: its letter, its words, and the groups of matters that belong under it."""

    letter: str
    label: str
    groups: tuple[Group, ...]


LINES = (
    Line("a", _("书面劳动合同、规章制度"), (Group.CONTRACT,)),
    Line("b", _("按月足额发工资，不低于最低工资"), (Group.WAGES,)),
    Line("c", _("参加社会保险"), (Group.INSURANCE,)),
    Line("d", _("工作时间和休息"), (Group.HOURS,)),
    Line("e", _("未成年工保护、录用登记和身份证核查"), (Group.MINORS,)),
    Line("f", _("女职工保护"), (Group.WOMEN,)),
    Line("x", _("营业执照、配合检查，没有其他违法行为"), (Group.CRIME, Group.ORDER)),
)


@dataclass(frozen=True)
class Question:
    """A red-flag question. `categories` are where it is asked (none: everywhere).

    A yes names one of those `matters` that are unlawful for such an employer on that day (`demanded`). Where none is,
    it is told by one of `milder` or by a note.
    """

    code: str
    label: str
    hint: str
    matters: tuple[str, ...]
    categories: tuple[str, ...] = ()
    milder: tuple[str, ...] = ()

    def demanded(self, categories: Iterable[str], day: date) -> tuple[str, ...]:
        """The matters of which a yes names one: law of the day, kind of employer (`law.matter_table`)."""
        asked = set(categories) & set(self.categories or categories)
        return tuple(each for each in self.matters if is_unlawful_on(each, day) and applies_to(each, asked))


VENUES = ("karaoke", "bar", "arcade", "live_streaming")
QUESTIONS = (
    Question(
        "child",
        _("有没有不满16周岁的人在岗？"),
        _("看身份证，当天生日的仍不满"),
        ("child_labour", "child_labour_agency"),
    ),
    Question(
        "minor",
        _("有没有16、17周岁的人在岗？"),
        _("歌舞、游艺场所上报；酒吧 2021年6月1日起上报；其余写明情况"),
        ("venue_minor", "bar_minor"),
        VENUES,
        ("minor_forbidden_work", "minor_health_check", "minor_registration"),
    ),
    Question(
        "freedom",
        _("有没有扣身份证、收押金、限制出入？"),
        _("问一线员工，不要只问老板"),
        ("retained_id", "deposit", "forced_labour"),
    ),
)


class RedAnswer(models.TextChoices):
    NO = "no", _("没有")
    YES = "yes", _("有")
    UNCLEAR = "unclear", _("没查清")


class Trigger(models.TextChoices):
    """Why an employer is put on the special inspection's list (方案四（二）、五（二）), the gravest first."""

    CHILD_LABOUR = "child_labour", _("使用童工")
    VENUE_MINOR = "venue_minor", _("娱乐场所、酒吧等使用未成年人")
    FORCED_LABOUR = "forced_labour", _("强迫劳动、扣押证件、收取押金")
    GROUP_INCIDENT = "group_incident", _("群体性事件")
    MAJOR_ARREARS = "major_arrears", _("重大欠薪、拒不支付劳动报酬")
    OBSTRUCTION = "obstruction", _("拒绝检查、打击报复")
    UNLICENSED = "unlicensed", _("无照用工、非法职业中介")
    OTHER_MAJOR = "other_major", _("其他重大违法行为")
    NOT_RECTIFIED = "not_rectified", _("整改不到位")


TRIGGERS: dict[str, Trigger] = {
    "child_labour": Trigger.CHILD_LABOUR,
    "child_labour_agency": Trigger.CHILD_LABOUR,
    "venue_minor": Trigger.VENUE_MINOR,
    "bar_minor": Trigger.VENUE_MINOR,
    "forced_labour": Trigger.FORCED_LABOUR,
    "retained_id": Trigger.FORCED_LABOUR,
    "deposit": Trigger.FORCED_LABOUR,
    "group_incident": Trigger.GROUP_INCIDENT,
    "wage_arrears_major": Trigger.MAJOR_ARREARS,
    "refusal_to_pay": Trigger.MAJOR_ARREARS,
    "obstruction": Trigger.OBSTRUCTION,
    "refused_order": Trigger.OBSTRUCTION,
    "retaliation": Trigger.OBSTRUCTION,
    "unlicensed": Trigger.UNLICENSED,
    "unlicensed_agency": Trigger.UNLICENSED,
}

# Wages owed, as the visit counts them (拖欠工资人数、金额).
ARREARS = ("wage_arrears", "wage_arrears_major", "refusal_to_pay")

OUTCOMES_OF_GROUP: dict[Group, tuple[str, ...]] = {
    Group.CONTRACT: ("contracts_signed",),
    Group.WAGES: ("wages_paid_people", "wages_paid_amount"),
    Group.INSURANCE: ("insured_people",),
}
OUTCOMES_OF_MATTER: dict[str, tuple[str, ...]] = {
    "child_labour": ("children_sent_home",),
    "refusal_to_pay": ("wages_paid_people", "wages_paid_amount"),
    "deposit": (),
    "internal_rules": (),
}


def trigger_of(matter: str) -> Trigger:
    """On which ground a red-flag matter is reported."""
    return TRIGGERS.get(matter, Trigger.OTHER_MAJOR)


def line_of(matter: str) -> Line:
    group = MATTERS[matter].group
    return next(line for line in LINES if group in line.groups)


def letter_of(matter: str) -> str:
    return line_of(matter).letter.upper()


def outcomes_of(matter: str) -> tuple[str, ...]:
    """Which outcome counts a visit and a re-check of this matter ask for."""
    known = MATTERS.get(matter)
    return OUTCOMES_OF_MATTER.get(matter, OUTCOMES_OF_GROUP.get(known.group, ()) if known else ())


def questions_for(categories: set[str]) -> tuple[Question, ...]:
    """The red-flag questions for an employer of these categories."""
    return tuple(each for each in QUESTIONS if not each.categories or categories & set(each.categories))


def codes_of(employer: Any) -> set[str]:
    """The category codes of an employer."""
    return {category.code for category in employer.categories.all()}


def misfit(matter: str, employer: Any) -> str:
    """Why a matter cannot be found at this employer; empty when it can."""
    if applies_to(matter, codes_of(employer)):
        return ""
    return _t("“%(matter)s”不适用于%(kinds)s单位，请改选事项；类别登记错了的，先改单位档案。") % {
        "matter": MATTERS[matter].label,
        "kinds": "、".join(category.name for category in employer.categories.all()),
    }


def matter_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """What can be found on a patrol, under the lines of the list, without claims for arbitration."""
    return [
        (
            f"{line.letter.upper()} {line.label}",
            [
                (m.code, m.label)
                for m in MATTERS.values()
                if m.group in line.groups and not m.is_arbitration_only
            ],
        )
        for line in LINES
    ]
