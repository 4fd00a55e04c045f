"""What an employer's file says of complaints."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.by import Reader
from complaints.models import Complaint
from registry.dossier import Event
from registry.models import Employer
from registry.scoping import sees_all_towns

NEWEST = 100


def events(employer: Employer, user: Reader) -> list[Event]:
    """The newest complaints about an employer this user may see; a town reads only that one came in."""
    rows = Complaint.objects.visible_to(user).filter(employer=employer).order_by("-received_at")
    rows = rows.select_related("received_by", "next_clock")[:NEWEST]
    sees_all = sees_all_towns(user)
    told = _told if sees_all else _told_to_town
    return [
        Event(
            at=row.received_at,
            text=told(row),
            who=row.received_by.name if sees_all and row.received_by else "",
            url=row.get_absolute_url(),
            kind="complaint",
            badge=row.state_label,
            is_open=not row.is_final,
            clock=row.next_clock,
        )
        for row in rows
    ]


def counts(employer: Employer, user: Reader) -> list[tuple[Any, int, str]]:
    """How many complaints, with the list they are counted from."""
    if not user.has_perm("complaints.view_complaint"):
        return []
    number = Complaint.objects.visible_to(user).filter(employer=employer).count()
    return [(_("投诉举报"), number, f"{reverse('complaints:complaint_list')}?employer={employer.pk}")]


def _told(row: Complaint) -> str:
    return _("收到%(kind)s：%(matters)s（%(number)s）") % {
        "kind": row.get_kind_display(),
        "matters": "、".join(row.matter_labels),
        "number": row.number,
    }


def _told_to_town(row: Complaint) -> str:
    return _("收到%(kind)s 1 件") % {"kind": row.get_kind_display()}
