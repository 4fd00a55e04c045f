"""What cases add to an employer's file, and the ways from a complaint, an inspection and a visit to a case."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.by import Reader
from complaints.models import Complaint
from inspections.cases.models import Case
from inspections.checks.models import Inspection, Visit
from inspections.checks.workflow import AGAIN
from law.clock import instant_of
from registry.dossier import Event
from registry.models import Employer

MOST = 100


def events(employer: Employer, user: Reader) -> list[Event]:
    """The newest cases of this employer that the user may see. One query."""
    rows = Case.objects.visible_to(user).filter(employer=employer)
    return [_case(row) for row in rows.select_related("next_clock")[:MOST]]


def counts(employer: Employer, user: Reader) -> list[tuple[str, int, str]]:
    """How many cases. A town learns how many cases were filed, and no more."""
    filed = Case.objects.filter(employer=employer).filed().count()
    if not user.has_perm("cases.view_case"):
        return [(_("立案查处"), filed, "")] if filed and user.has_perm("registry.view_employer") else []
    return [(_("立案查处"), filed, f"{reverse('cases:case_list')}?employer={employer.pk}&tab=filed")]


def complaint_links(complaint: Complaint, user: Reader) -> list[tuple[Any, str]]:
    """On a complaint's page: the case that deals with it, or the form that makes one."""
    made = (
        Case.objects.visible_to(user).dealing_with(complaint).filter(merged_into=None).order_by("-pk").first()
    )
    if made is not None and made.state != "not_filed":
        return [(_("看案件"), made.get_absolute_url())]
    if complaint.state == "accepted" and user.has_perm("cases.register_clue"):
        return [(_("转立案"), f"{reverse('cases:case_new')}?complaint={complaint.pk}")]
    return []


def inspection_links(inspection: Inspection, user: Reader) -> list[tuple[Any, str]]:
    """On an inspection's page: its case, and the form for the case that may come of it."""
    made = Case.objects.visible_to(user).filter(inspection=inspection).order_by("-pk").first()
    found = [(_("看案件"), made.get_absolute_url())] if made is not None else []
    if inspection.state in AGAIN and user.has_perm("cases.register_clue"):
        found.append((_("转立案"), f"{reverse('cases:case_new')}?inspection={inspection.pk}"))
    return found


def visit_links(visit: Visit, user: Reader) -> list[tuple[Any, str]]:
    """On a visit's page: the case made of it, or the form where it may still become one."""
    made = Case.objects.visible_to(user).filter(visit=visit).order_by("-pk").first()
    if made is not None:
        return [(_("看案件 %(number)s") % {"number": made.number}, made.get_absolute_url())]
    inspection = visit.inspection
    may_become = inspection is None or inspection.state in AGAIN
    if not may_become or not user.has_perm("cases.register_clue"):
        return []
    born_of = f"inspection={inspection.pk}" if inspection else f"employer={visit.employer_id}"
    return [(_("转立案"), f"{reverse('cases:case_new')}?{born_of}")]


def _case(case: Case) -> Event:
    return Event(
        at=instant_of(case.filed_on or case.found_on),
        text=_("%(title)s立案") % {"title": case.title} if case.is_filed else _("登记案件线索"),
        url=case.get_absolute_url(),
        kind="human",
        badge=case.state_label,
        is_open=not case.is_final,
        clock=case.next_clock,
    )
