"""What the page of a visit shows of it, part by part; what is not known is left out."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from inspections.checks.models import Visit
from law.matters import offices
from law.words import Sentence

Facts = list[dict[str, Any]]


def visit_facts(visit: Visit) -> Facts:
    inspection = visit.inspection
    return known(
        (_("单位"), visit.employer.name, visit.employer.get_absolute_url(), visit.employer.code),
        (_("镇街"), visit.town.name if visit.town else ""),
        (_("检查人员"), "、".join(str(seat) for seat in visit.seats.all())),
        (_("检查结果"), visit.get_result_display()),
        (_("检查情况"), visit.text),
        (_("须通报"), "、".join(offices(finding.matter for finding in visit.findings.all()))),
        (_("职工人数"), people(visit.headcount)),
        (_("单位在场人员"), visit.received_by),
        (
            _("专项检查"),
            inspection.number if inspection else "",
            inspection.get_absolute_url() if inspection else "",
        ),
        (_("专项行动"), visit.campaign.title if visit.campaign else ""),
    )


def gist(visit: Visit) -> Facts:
    """What came of it, what was found, at how many people, and who was there."""
    found = [str(finding.label) for finding in visit.findings.all()]
    return known(
        (_("检查结果"), visit.get_result_display()),
        (_("问题"), "、".join(found) or _("未发现问题")),
        (_("职工"), people(visit.headcount)),
        (_("检查人员"), "、".join(str(seat) for seat in visit.seats.all())),
    )


def people(number: int | None) -> Sentence:
    """A number of people with its unit; empty for one that is not known."""
    return _("%(n)s 人") % {"n": f"{number:,}"} if number is not None else ""


def known(*rows: tuple[Any, ...]) -> Facts:
    """(label, value, url, note) with the last two left out where there is none."""
    found = []
    for row in rows:
        label, value, url, note = (*row, "", "")[:4]
        if value not in (None, ""):
            found.append({"label": label, "value": _told(value), "url": url, "note": _told(note or "")})
    return found


def _told(value: object) -> object:
    """A day as everywhere on the page."""
    return value.isoformat() if isinstance(value, date) else value
