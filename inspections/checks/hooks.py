"""What upper rooms tell this app, by attributes of their AppConfig: no lower room imports an upper one."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model

from casework import hooks
from casework.by import By, Reader
from registry.models import Employer

Links = list[tuple[Any, str]]


def inspection_links(inspection: Model, user: Reader) -> Links:
    """`inspection_links`, each `(inspection, user) -> [(label, url)]`: what is offered on the page of an inspection."""
    return [link for offered in hooks.functions("inspection_links") for link in offered(inspection, user)]


def visit_links(visit: Model, user: Reader) -> Links:
    """`visit_links`, each `(visit, user) -> [(label, url)]`: what is offered on the page of a visit."""
    return [link for offered in hooks.functions("visit_links") for link in offered(visit, user)]


def make_case(visit: Model, people: Sequence[Any], problems: Sequence[Any], *, by: By) -> None:
    """`visit_to_case`, each `(visit, people, problems, by)`: makes the case a visit ends in, for the people who were there."""
    for to_case in hooks.functions("visit_to_case"):
        to_case(visit, people, problems, by=by)


def has_ground(employer: Employer) -> bool:
    """`visit_grounds`, each `(employer) -> bool`: whether work under way lets the employer be visited as often as it needs."""
    return any(grounds(employer) for grounds in hooks.functions("visit_grounds"))
