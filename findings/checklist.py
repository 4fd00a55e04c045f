"""Where a problem stands on the campaign's check-list, and at whom it can be found. Plain tables; nothing is stored.

Lines A–F are the document's 三（二）1, X its 三（二）2 and the order of inspection.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from law.matters import MATTERS, Group, applies_to
from registry.models import Employer


@dataclass(frozen=True)
class Line:
    """One line of the check-list: its letter, its words, and the groups of matters that belong under it."""

    letter: str
    label: Any
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


def line_of(matter: str) -> Line:
    group = MATTERS[matter].group
    return next(line for line in LINES if group in line.groups)


def letter_of(matter: str) -> str:
    return line_of(matter).letter.upper()


def codes_of(employer: Employer) -> set[str]:
    """The category codes of an employer."""
    return {category.code for category in employer.categories.all()}


def misfit(matter: str, employer: Employer) -> str:
    """Why a matter cannot be found at this employer; empty when it can."""
    if applies_to(matter, codes_of(employer)):
        return ""
    return _t("“%(matter)s”不适用于%(kinds)s单位，请改选事项；类别登记错了的，先改单位档案。") % {
        "matter": MATTERS[matter].label,
        "kinds": "、".join(category.name for category in employer.categories.all()),
    }


def matter_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """What can be found on the spot, under the lines of the list, without claims for arbitration."""
    return [(f"{line.letter.upper()} {line.label}", list(_matters_of(line.groups))) for line in LINES]


def _matters_of(groups: tuple[Group, ...]) -> Iterable[tuple[str, str]]:
    return (
        (matter.code, matter.label)
        for matter in MATTERS.values()
        if matter.group in groups and not matter.is_arbitration_only
    )
