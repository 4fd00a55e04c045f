"""What upper rooms tell lower ones, so that no lower room imports an upper one.

A hook is an attribute of a room's AppConfig: a tuple of dotted paths to functions. Which there are, with what each is asked
and answers, stands in docs/architecture.md.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import AppConfig, apps
from django.utils.module_loading import import_string


def functions(hook: str) -> Iterator[Callable[..., Any]]:
    """The functions of all rooms for `hook`, in the order of the line."""
    return (function for _config, function in by_room(hook))


def by_room(hook: str) -> Iterator[tuple[AppConfig, Callable[..., Any]]]:
    """The same, each with its room."""
    for config in apps.get_app_configs():
        for path in getattr(config, hook, ()):
            yield config, function(path)


def function(path: str) -> Callable[..., Any]:
    """The function a room has told of by its dotted path."""
    return import_string(path)
