"""一企一档: everything that ever touched an employer, in one line of time.

Each room tells its part: its `apps.py` lists functions under `dossier` and `dossier_counts`, so no lower room imports an upper one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.models import AuditEntry

MOST = 200


@dataclass(frozen=True)
class Event:
    """One line of the file. `kind` is human, system, warn or bad; `badge` a short state."""

    at: datetime
    text: str
    url: str = ""
    kind: str = "human"
    badge: str = ""
    who: str = ""
    detail: str = ""


ACTS = {
    "create_employer": gettext_lazy("录入名录"),
    "change_employer": gettext_lazy("变更登记信息"),
    "open_warning": gettext_lazy("登记预警"),
    "close_warning": gettext_lazy("解除预警"),
}


def events(employer: Any, user: Any) -> list[Event]:
    """Every room's events the user may see, newest first; a fixed number of queries whatever the file holds."""
    found = [*_own(employer)]
    for path in _hooks("dossier"):
        found += import_string(path)(employer, user)
    return sorted(found, key=lambda event: event.at, reverse=True)[:MOST]


def counts(employer: Any, user: Any) -> list[tuple[str, int, str]]:
    """How often each room met this employer, with the list of those rows."""
    return [line for path in _hooks("dossier_counts") for line in import_string(path)(employer, user)]


def _own(employer: Any) -> Iterator[Event]:
    yield Event(at=employer.created_at, text=_("建立档案"), kind="system")
    for entry in AuditEntry.objects.about(employer).filter(action__in=ACTS, is_success=True)[:MOST]:
        is_warning = entry.action == "open_warning"
        yield Event(
            at=entry.at,
            text=str(ACTS[entry.action]),
            kind="warn" if is_warning else "human",
            who=entry.actor_label,
            detail=entry.reason,
        )


def _hooks(name: str) -> Iterator[str]:
    for config in apps.get_app_configs():
        paths = getattr(config, name, ())
        yield from (paths,) if isinstance(paths, str) else paths
