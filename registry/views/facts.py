"""What the file of an employer says of it, for templates/components/facts.html."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.fields import column_label
from law.clock import day_of
from registry import dossier
from registry.models import Employer
from registry.services.employers import MASKS

REVEALED = tuple(MASKS)
STAFF = ("headcount", "headcount_female", "headcount_migrant", "headcount_minor", "headcount_dispatched")


@dataclass(frozen=True)
class Fact:
    label: Any
    value: Any
    note: str = ""
    url: str = ""
    reveal_url: str = ""


def gist_of(
    employer: Employer,
    told: list[dossier.Event],
    matters: list[dossier.Event],
    standing: list[tuple[str, str, str, str]],
) -> list[Fact]:
    """Whether one has to worry: the grade with its day and ground, what is in hand, how others stand to it, how large it is."""
    graded, late = dossier.graded(told), sum(1 for each in matters if each.clock and each.clock.is_late)
    in_hand = _("%(n)s 件") % {"n": len(matters)} if matters else _("没有")
    day = day_of(employer.updated_at).isoformat()
    return [
        Fact(_("守法诚信等级"), employer.get_grade_display() or _("未评级"), _ground(employer, graded)),
        Fact(_("在办"), in_hand, _("%(n)s 件超期") % {"n": late} if late else ""),
        *(Fact(label, value, ground, url) for label, value, ground, url in standing),
        *(
            [Fact(_("职工"), people(employer.headcount), _("档案 %(day)s 更新") % {"day": day})]
            if employer.headcount is not None
            else []
        ),
    ]


def _ground(employer: Employer, graded: dossier.Event | None) -> str:
    """Since when it has its grade and by what; where nobody told, since the file was made."""
    if not employer.grade:
        return ""
    day = day_of(graded.at if graded else employer.created_at).isoformat()
    return _("%(day)s %(ground)s") % {"day": day, "ground": graded.text if graded else _("建档时登记")}


def people(number: int | None) -> str:
    return _("%(n)s 人") % {"n": f"{number:,}"} if number is not None else ""


def missing(facts: list[Fact]) -> list[str]:
    """What of the file nobody has filled in, to be told in one line."""
    return [str(fact.label) for fact in facts if not fact.value]


def facts_of(employer: Employer, *, may_reveal: bool, revealed: str) -> list[Fact]:
    """Registration, place and people; people masked but the one field `revealed`."""
    until = employer.licence_until
    licence_note = _("有效期至 %(day)s") % {"day": until.isoformat()} if until else ""
    return [
        Fact(_("地址"), employer.address),
        Fact(_("网格"), employer.grid),
        Fact(_("类别"), "、".join(category.name for category in employer.categories.all())),
        Fact(_("成立日期"), employer.founded_on.isoformat() if employer.founded_on else ""),
        Fact(_("注册资本"), employer.registered_capital),
        Fact(_("营业执照"), _("有") if employer.is_licensed else _("没有"), employer.register_number or ""),
        *(_person(employer, field, may_reveal, revealed) for field in REVEALED),
        Fact(_("娱乐经营许可证"), employer.entertainment_licence, licence_note),
    ]


def staff_of(employer: Employer) -> list[Fact]:
    """Headcounts as last known; what nobody counted has no value."""
    return [Fact(column_label(Employer, name), people(getattr(employer, name))) for name in STAFF]


def _person(employer: Employer, field: str, may_reveal: bool, revealed: str) -> Fact:
    value, label = getattr(employer, field), column_label(Employer, field)
    if not value or field == revealed:
        return Fact(label, value)
    url = reverse("registry:employer_reveal", args=[employer.pk, field]) if may_reveal else ""
    return Fact(label, MASKS[field](value), reveal_url=url)
