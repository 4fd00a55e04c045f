"""What inspections and visits add to an employer's file."""

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.by import Reader
from inspections.checks.models import Inspection, Visit
from law.clock import day_of, instant_of
from registry.dossier import Event
from registry.models import Employer

MOST = 100


def events(employer: Employer, user: Reader) -> list[Event]:
    """The newest inspections and visits of this employer that the user may see. Two queries."""
    inspections = (
        Inspection.objects.visible_to(user).filter(employer=employer).select_related("next_clock")[:MOST]
    )
    visits = Visit.objects.visible_to(user).filter(employer=employer).select_related("recorded_by")[:MOST]
    found = [*(_inspection(row) for row in inspections), *(_visit(row) for row in visits)]
    return sorted(found, key=lambda event: event.at, reverse=True)[:MOST]


def counts(employer: Employer, user: Reader) -> list[tuple[str, int, str]]:
    """How often it was on the inspection list, and how many visits. Two queries."""
    listed = Inspection.objects.visible_to(user).counting().filter(employer=employer).count()
    found = [(_("专项检查"), listed, f"{reverse('checks:inspection_list')}?employer={employer.pk}")]
    if user.has_perm("checks.view_visit"):
        visits = Visit.objects.visible_to(user).filter(employer=employer).count()
        found.append((_("现场检查"), visits, f"{reverse('checks:visit_list')}?employer={employer.pk}"))
    return found


def _inspection(row: Inspection) -> Event:
    source = {"source": row.get_source_display()}
    is_visited = row.visited_on is not None
    return Event(
        at=instant_of(row.day),
        text=_("专项检查（%(source)s）") % source if is_visited else _("列入专项检查：%(source)s") % source,
        url=row.get_absolute_url(),
        kind="human",
        badge=row.get_outcome_display() or row.state_label,
        is_open=not row.is_final,
        clock=row.next_clock,
    )


def _visit(visit: Visit) -> Event:
    is_same_day = day_of(visit.recorded_at) == visit.visited_on
    return Event(
        at=visit.recorded_at if is_same_day else instant_of(visit.visited_on),
        who=visit.recorded_by.name if visit.recorded_by else "",
        text=_("现场检查"),
        url=visit.get_absolute_url(),
        kind="human",
        badge=visit.get_result_display(),
    )
