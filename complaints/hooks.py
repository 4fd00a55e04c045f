"""What upper rooms tell this one, by attributes of their AppConfig: no lower room imports an upper one."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.utils.module_loading import import_string


def links(complaint: Any, user: Any) -> list[tuple[Any, str]]:
    """`complaint_links`, each `(complaint, user) -> [(label, url)]`: what is offered on the complaint's page."""
    return [link for offered in _named("complaint_links") for link in offered(complaint, user)]


def is_held_up(complaint: Any) -> bool:
    """`complaint_blockers`, each `(complaint) -> bool`: whether work born of the complaint still goes on."""
    return any(blocks(complaint) for blocks in _named("complaint_blockers"))


def handled_by(user: Any) -> list[Any]:
    """`complaint_handlers`, each `(user) -> rows of complaint ids`: whose born work this user handles."""
    return [handled(user) for handled in _named("complaint_handlers")]


def _named(attribute: str) -> Iterator[Any]:
    for config in apps.get_app_configs():
        for path in getattr(config, attribute, ()):
            yield import_string(path)
