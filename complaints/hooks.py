"""What upper rooms tell this one, by attributes of their AppConfig: no lower room imports an upper one."""

from typing import Any

from django.db.models import Model

from casework import hooks
from casework.by import Reader


def links(complaint: Model, user: Reader) -> list[tuple[Any, str]]:
    """`complaint_links`, each `(complaint, user) -> [(label, url)]`: what is offered on the complaint's page."""
    return [link for offered in hooks.functions("complaint_links") for link in offered(complaint, user)]


def is_held_up(complaint: Model) -> bool:
    """`complaint_blockers`, each `(complaint) -> bool`: whether work born of the complaint still goes on."""
    return any(blocks(complaint) for blocks in hooks.functions("complaint_blockers"))


def got_back(complaint: Model) -> str:
    """`complaint_recoveries`, each `(complaint) -> recoveries`: the number of what work born of it got back, if any."""
    found = (row for recovered in hooks.functions("complaint_recoveries") for row in recovered(complaint))
    return next((str(row.pk) for row in found), "")


def handled_by(user: Reader) -> list[Any]:
    """`complaint_handlers`, each `(user) -> [rows of complaint ids]`: whose born work this user handles."""
    return [rows for handled in hooks.functions("complaint_handlers") for rows in handled(user)]
