"""One employer, one file (一企一档): what every room has to tell about an employer, in one list.

A room above contributes through its AppConfig, by dotted path, so that nothing here imports it: `dossier` (a tuple of functions
`(employer, user) -> list[Event]`), `dossier_standing` (one `(employer, user) -> list[(label, value, ground, url)]`),
`dossier_counts` (one `(employer, user) -> list[(label, number, url)]`) and `dossier_links` (one `(employer, user) ->
list[(label, url)]`, what to do next with this employer). Each shows only rows visible to the user.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from casework import hooks
from casework.by import Reader
from casework.fields import column_label
from casework.models import AuditEntry
from registry.models import Employer, EmployerImport, ImportedChange

NEWEST = 100
MOST = 300
ROOM = "registry"


@dataclass(frozen=True)
class Event:
    """A line of the file, shaped for templates/components/timeline.html. `room` is filled in when the file is put together.

    `is_open` says of a record that it is still in hand, `clock` is then its next duty. `grade` is the grade of good faith that a
    change of the file set.
    """

    at: datetime
    text: str
    url: str = ""
    kind: str = "human"
    badge: str = ""
    who: str = ""
    detail: str = ""
    room: str = ""
    is_open: bool = False
    clock: Any = None
    grade: str = ""


ACTS = ("create_employer", "change_employer", "open_warning", "close_warning", "attach_file")
KINDS = {"open_warning": "warn"}


def events(employer: Employer, user: Reader) -> list[Event]:
    """What happened to an employer, of all rooms, newest first, at most `MOST`."""
    found = [
        replace(event, room=str(config.verbose_name))
        for config, tell in hooks.by_room("dossier")
        for event in tell(employer, user)
    ]
    return sorted(found, key=lambda event: event.at, reverse=True)[:MOST]


def open_matters(told: Iterable[Event]) -> list[Event]:
    """What is still in hand, that whose duty ends first on top."""
    found = [event for event in told if event.is_open]
    return sorted(found, key=lambda event: (event.clock.due_on if event.clock else date.max, event.at))


def graded(told: Iterable[Event]) -> Event | None:
    """What gave the employer its grade: the newest change that set it."""
    return next((event for event in told if event.grade), None)


def standing(employer: Employer, user: Reader) -> list[tuple[str, str, str, str]]:
    """How other rooms stand to this employer: what, value, ground, and the page about it."""
    return [row for tell in hooks.functions("dossier_standing") for row in tell(employer, user)]


def counts(employer: Employer, user: Reader) -> list[tuple[str, int, str]]:
    """How many records each room holds of this employer, with the list behind the number."""
    return [row for tell in hooks.functions("dossier_counts") for row in tell(employer, user)]


def links(employer: Employer, user: Reader) -> list[tuple[str, str]]:
    """What may be done next with this employer in the rooms above."""
    return [row for tell in hooks.functions("dossier_links") for row in tell(employer, user)]


def own_events(employer: Employer, user: Reader | None) -> list[Event]:
    """What this room itself has to tell: entered, imported, changed, warned of. At most three queries."""
    one = Employer.everyone.filter(Q(pk=employer.pk) | Q(merged_into=employer))
    about = AuditEntry.objects.about_any(one)
    entries = about.filter(action__in=ACTS, is_success=True)[:NEWEST]
    changes = ImportedChange.objects.filter(employer=employer).select_related("run", "run__uploaded_by")[
        :NEWEST
    ]
    told = [*map(_told, entries), *map(_imported, changes)]
    if employer.imported_by is not None:
        told.append(_brought_in(employer, employer.imported_by))
    return told


def latest_change(employer: Employer) -> Event | None:
    """Who changed the employer last, by hand or by a list."""
    return max(own_events(employer, None), key=lambda event: event.at, default=None)


def _told(entry: AuditEntry) -> Event:
    changes = entry.data.get("changes", {})
    return Event(
        at=entry.at,
        text=str(entry.action_label),
        kind=KINDS.get(entry.action, "human" if entry.actor_id else "system"),
        who=entry.actor_label,
        detail="；".join(
            filter(None, [*(_change(name, *pair) for name, pair in changes.items()), entry.reason])
        ),
        grade=str(changes.get("grade", ("", ""))[1] or ""),
    )


def _imported(change: ImportedChange) -> Event:
    named = [_change(name, change.before.get(name), value) for name, value in change.after.items()]
    return Event(
        at=change.at,
        text=_("名录导入时更新（%(file)s）") % {"file": change.run.file_name},
        kind="system",
        who=change.run.uploaded_by.name if change.run.uploaded_by else "",
        detail="；".join(named),
        grade=str(change.after.get("grade") or ""),
    )


def _brought_in(employer: Employer, run: EmployerImport) -> Event:
    return Event(
        at=employer.created_at,
        text=_("由名录导入（%(file)s）") % {"file": run.file_name},
        kind="system",
        who=run.uploaded_by.name if run.uploaded_by else "",
    )


def _change(name: str, before: object, after: object) -> str:
    words = {"label": _label(name), "before": _value(name, before), "after": _value(name, after)}
    return _("%(label)s：%(before)s → %(after)s") % words


def _label(name: str) -> str:
    return column_label(Employer, name.removesuffix("_id"))


def _value(name: str, value: object) -> str:
    if value in (None, "", []):
        return _("空")
    choices = dict(getattr(Employer._meta.get_field(name.removesuffix("_id")), "choices", None) or ())
    return "、".join(value) if isinstance(value, list) else str(choices.get(value, value))
