"""What inspections add to an employer's file."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from inspections.draws.models import Inspection
from law.clock import instant_of
from registry.dossier import Event

MOST = 100


def events(employer: Any, user: Any) -> list[Event]:
    """The newest inspections of this employer that the user may see. One query."""
    rows = Inspection.objects.visible_to(user).filter(employer=employer)[:MOST]
    return [
        Event(
            at=instant_of(row.day),
            text=_("列入专项检查：%(source)s") % {"source": row.get_source_display()}
            if row.visited_on is None
            else _("专项检查（%(source)s）") % {"source": row.get_source_display()},
            url=row.get_absolute_url(),
            kind="human",
            badge=row.get_outcome_display() or row.state_label,
        )
        for row in rows
    ]


def counts(employer: Any, user: Any) -> list[tuple[str, int, str]]:
    """How often it was on the inspection list. One query."""
    number = Inspection.objects.visible_to(user).counting().filter(employer=employer).count()
    return [(_("专项检查"), number, f"{reverse('draws:inspection_list')}?employer={employer.pk}")]
