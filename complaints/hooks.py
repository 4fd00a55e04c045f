"""What upper rooms tell this one, by attributes of their AppConfig: no lower room imports an upper one."""

from typing import Any

from casework import hooks


def links(complaint: Any, user: Any) -> list[tuple[Any, str]]:
    """`complaint_links`, each `(complaint, user) -> [(label, url)]`: what is offered on the complaint's page."""
    return [link for offered in hooks.functions("complaint_links") for link in offered(complaint, user)]


def is_held_up(complaint: Any) -> bool:
    """`complaint_blockers`, each `(complaint) -> bool`: whether work born of the complaint still goes on."""
    return any(blocks(complaint) for blocks in hooks.functions("complaint_blockers"))


def handled_by(user: Any) -> list[Any]:
    """`complaint_handlers`, each `(user) -> rows of complaint ids`: whose born work this user handles."""
    return [handled(user) for handled in hooks.functions("complaint_handlers")]
