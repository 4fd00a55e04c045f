"""What patrols add to an employer's file."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from casework.by import Reader
from inspections.patrols.models import Patrol, SelfCheck
from law.clock import instant_of
from registry.dossier import Event
from registry.models import Employer

MOST = 100


def events(employer: Employer, user: Reader) -> list[Event]:
    """The newest patrols and self-checks of this employer that the user may see; three queries."""
    patrols = (
        Patrol.objects.visible_to(user).filter(employer=employer).select_related("recorded_by", "next_clock")
    )
    patrols = patrols.prefetch_related("findings")[:MOST]
    checks = SelfCheck.objects.visible_to(user).filter(employer=employer)
    checks = checks.select_related("employer", "recorded_by")[:MOST]
    return [*map(_told, patrols), *map(_told_check, checks)]


def counts(employer: Employer, user: Reader) -> list[tuple[str, int, str]]:
    """How often it was patrolled, with the list of those patrols. One query."""
    number = Patrol.objects.visible_to(user).filter(employer=employer).count()
    address = f"{reverse('patrols:patrol_list')}?{urlencode({'q': employer.code})}"
    return [(_("巡查"), number, address)]


def links(employer: Employer, user: Reader) -> list[tuple[str, str]]:
    """The ways from an employer's file to a new patrol there, and to the self-check it handed in."""
    asked = urlencode({"employer": employer.pk})
    ways = (
        ("patrols.record_patrol", _("去巡查"), "patrols:patrol_create"),
        ("patrols.record_self_check", _("登记自查表"), "patrols:selfcheck_create"),
    )
    return [
        (label, f"{reverse(route)}?{asked}") for permission, label, route in ways if user.has_perm(permission)
    ]


def _told(patrol: Patrol) -> Event:
    labels = [finding.label for finding in patrol.findings.all()]
    text = _("巡查，发现问题：%(found)s") % {"found": "、".join(labels)} if labels else _("巡查，未发现问题")
    return Event(
        at=instant_of(patrol.found_at),
        who=_name(patrol.recorded_by),
        text=text,
        url=patrol.get_absolute_url(),
        kind="bad" if patrol.is_red_flag else "human",
        badge=patrol.state_label,
        is_open=not patrol.is_final,
        clock=patrol.next_clock,
    )


def _told_check(check: SelfCheck) -> Event:
    text = _("收到自查表") + (
        _("，自查发现问题：%(found)s") % {"found": check.problems[:60]} if check.problems else ""
    )
    return Event(
        at=instant_of(check.received_on),
        who=_name(check.recorded_by),
        text=text,
        url=check.get_absolute_url(),
        kind="human",
    )


def _name(person: User | None) -> str:
    return person.name if person else ""
