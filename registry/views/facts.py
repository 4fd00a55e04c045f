"""What the file of an employer says of it, for templates/components/facts.html."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.fields import column_label
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


def facts_of(employer: Employer, *, may_reveal: bool, revealed: str) -> list[Fact]:
    """Registration, place and people; people masked but the one field `revealed`."""
    until = employer.licence_until
    licence_note = _("有效期至 %(day)s") % {"day": until.isoformat()} if until else ""
    return [
        Fact(_("地址"), employer.address or "—"),
        Fact(_("网格"), employer.grid or "—"),
        Fact(_("类别"), "、".join(category.name for category in employer.categories.all()) or "—"),
        Fact(_("成立日期"), employer.founded_on.isoformat() if employer.founded_on else "—"),
        Fact(_("注册资本"), employer.registered_capital or "—"),
        Fact(_("营业执照"), _("有") if employer.is_licensed else _("没有"), employer.register_number or ""),
        *(_person(employer, field, may_reveal, revealed) for field in REVEALED),
        Fact(_("娱乐经营许可证"), employer.entertainment_licence or "—", licence_note),
    ]


def staff_of(employer: Employer) -> list[tuple[str, int | None]]:
    """Headcounts as last known."""
    return [(column_label(Employer, name), getattr(employer, name)) for name in STAFF]


def _person(employer: Employer, field: str, may_reveal: bool, revealed: str) -> Fact:
    value, label = getattr(employer, field), column_label(Employer, field)
    if not value or field == revealed:
        return Fact(label, value or "—")
    url = reverse("registry:employer_reveal", args=[employer.pk, field]) if may_reveal else ""
    return Fact(label, MASKS[field](value), reveal_url=url)
