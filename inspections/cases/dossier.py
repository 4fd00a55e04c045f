"""What visits and cases add to an employer's file, and the ways from a complaint and an inspection to a case."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from inspections.cases.models import Case, Visit
from law.clock import day_of, instant_of
from registry.dossier import Event

MOST = 100


def events(employer: Any, user: Any) -> list[Event]:
    """The newest visits and cases of this employer that the user may see. Two queries."""
    visits = Visit.objects.visible_to(user).filter(employer=employer).select_related("recorded_by")[:MOST]
    cases = Case.objects.visible_to(user).filter(employer=employer)[:MOST]
    found = [*(_visit(row) for row in visits), *(_case(row) for row in cases)]
    return sorted(found, key=lambda event: event.at, reverse=True)[:MOST]


def counts(employer: Any, user: Any) -> list[tuple[str, int, str]]:
    """How many visits and cases. A town learns how many cases were filed, and no more."""
    filed = Case.objects.filter(employer=employer).filed().count()
    if not user.has_perm("cases.view_case"):
        return [(_("立案查处"), filed, "")] if filed and user.has_perm("registry.view_employer") else []
    visits = Visit.objects.visible_to(user).filter(employer=employer).count()
    return [
        (_("现场检查"), visits, f"{reverse('cases:visit_list')}?employer={employer.pk}"),
        (_("立案查处"), filed, f"{reverse('cases:case_list')}?employer={employer.pk}&tab=filed"),
    ]


def complaint_links(complaint: Any, user: Any) -> list[tuple[Any, str]]:
    """On a complaint's page: the case made of it, or the form that makes one."""
    made = Case.objects.visible_to(user).filter(complaint=complaint).order_by("-pk").first()
    if made is not None and made.state != "not_filed":
        return [(_("看案件"), made.get_absolute_url())]
    if complaint.state == "accepted" and user.has_perm("cases.register_clue"):
        return [(_("转立案"), f"{reverse('cases:case_new')}?complaint={complaint.pk}")]
    return []


def inspection_links(inspection: Any, user: Any) -> list[tuple[Any, str]]:
    """On an inspection's page: its case, or the forms for the visit and the case that may come of it."""
    made = Case.objects.visible_to(user).filter(inspection=inspection).order_by("-pk").first()
    found = [(_("看案件"), made.get_absolute_url())] if made is not None else []
    is_theirs = inspection.state != "assigned" or user in inspection.handlers()
    if (
        is_theirs
        and inspection.state in ("assigned", "visited", "correcting")
        and user.has_perm("cases.record_visit")
    ):
        found.append((_("登记到户检查"), f"{reverse('cases:visit_new')}?inspection={inspection.pk}"))
    if inspection.state in ("visited", "correcting") and user.has_perm("cases.register_clue"):
        found.append((_("转立案"), f"{reverse('cases:case_new')}?inspection={inspection.pk}"))
    return found


def _visit(visit: Visit) -> Event:
    return Event(
        at=visit.recorded_at
        if day_of(visit.recorded_at) == visit.visited_on
        else instant_of(visit.visited_on),
        who=visit.recorded_by.name if visit.recorded_by else "",
        text=_("现场检查"),
        url=visit.get_absolute_url(),
        kind="human",
        badge=visit.get_result_display(),
    )


def _case(case: Case) -> Event:
    return Event(
        at=instant_of(case.filed_on or case.found_on),
        text=_("%(title)s立案") % {"title": case.title} if case.is_filed else _("登记案件线索"),
        url=case.get_absolute_url(),
        kind="human",
        badge=case.state_label,
    )
