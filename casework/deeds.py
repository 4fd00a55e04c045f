"""Where the form and the service of an act are found: by the act's name, in the forms and the services of its room.

`give_notice` has the service `give_notice` somewhere in `<room>/services` and the form `GiveNoticeForm` somewhere in
`<room>/forms`; nothing lists them. An act without a form is a plain button, one without a service the bare transition.
"""

import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from casework.models import WorkflowRecord


@cache
def forms_of(model: type[WorkflowRecord]) -> dict[str, type[forms.Form]]:
    """The form of each act of `model` that has one."""
    found = {
        action: _named(model._meta.app_label, "forms", form_name(action)) for action in model.workflow.actions
    }
    return {action: form for action, form in found.items() if form is not None}


def service(app_label: str, name: str) -> Callable[..., Any] | None:
    """The service of a room by its name, or None."""
    return _named(app_label, "services", name)


def form_name(action: str) -> str:
    """`give_notice` has its fields in `GiveNoticeForm`."""
    return "".join(word.capitalize() for word in action.split("_")) + "Form"


def verify() -> None:
    """Refuse to start with an act whose form has no service: what people typed would be dropped."""
    dropped = [
        f"{model._meta.label}: {form_name(action)} asks, no service {action} takes it"
        for model in apps.get_models()
        if issubclass(model, WorkflowRecord)
        for action in forms_of(model)
        if service(model._meta.app_label, action) is None
    ]
    if dropped:
        raise ImproperlyConfigured("; ".join(dropped))


@cache
def _named(app_label: str, package: str, name: str) -> Any:
    """What `name` is called in the modules of a room's package; two different things of one name stop the site."""
    found = {
        id(getattr(module, name)): getattr(module, name)
        for module in _modules(app_label, package)
        if hasattr(module, name)
    }
    if len(found) > 1:
        raise ImproperlyConfigured(f"{app_label}.{package} has {len(found)} things called {name}")
    return next(iter(found.values()), None)


@cache
def _modules(app_label: str, package: str) -> tuple[ModuleType, ...]:
    """The package, its parts, and what the room's `deeds` name besides (papers have their forms with them)."""
    room = apps.get_app_config(app_label)
    beside = [import_module(path) for path in getattr(room, "deeds", ()) if path.endswith(f".{package}")]
    try:
        whole = import_module(f"{room.name}.{package}")
    except ModuleNotFoundError as missing:
        if missing.name and missing.name.endswith(f".{package}"):
            return tuple(beside)
        raise
    return (whole, *_parts(whole), *beside)


def _parts(whole: ModuleType) -> Iterator[ModuleType]:
    for part in pkgutil.iter_modules(getattr(whole, "__path__", ())):
        yield import_module(f"{whole.__name__}.{part.name}")
