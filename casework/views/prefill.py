"""What an address brings for a form (`?done_on=2021-06-23`): shown to be looked at, sent by nobody but the reader.

Only what the view names may be brought, of an act nothing but its day: a link from elsewhere must not tick a box for anybody.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from casework.forms import DayInput

LONGEST = 300
SAID = "said"


def prefilled(form_class: type[forms.BaseForm], asked: QueryDict, names: Iterable[str]) -> dict[str, Any]:
    """The values an address has for these fields of a form, of those the form has."""
    fields = getattr(form_class, "base_fields", {})
    return {
        name: _value(fields[name], asked.getlist(name)) for name in names if name in asked and name in fields
    }


def days_of(form_class: type[forms.BaseForm] | None) -> list[str]:
    """The fields of a form that ask for a day: first those of the day something was done, then those of a day to come."""
    fields = getattr(form_class, "base_fields", {})
    days = [name for name, field in fields.items() if isinstance(field.widget, DayInput)]
    return sorted(days, key=lambda name: not name.endswith("_on"))


def said(asked: QueryDict) -> str:
    """The line somebody typed that led here; the page shows it beside what it filled in."""
    return asked.get(SAID, "")[:LONGEST]


def _value(field: forms.Field, values: list[str]) -> Any:
    if isinstance(field, forms.MultipleChoiceField):
        return [value[:LONGEST] for value in values]
    return values[-1][:LONGEST]
