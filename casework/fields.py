"""A field by what it is: for forms that set up one of theirs, and for texts that name a column."""

from typing import TypeVar

from django import forms
from django.db import models

Field = TypeVar("Field", bound=forms.Field)


def field_of(form: forms.BaseForm, name: str, kind: type[Field]) -> Field:
    """The field `name` of a form, which is a `kind`. KeyError when there is none, TypeError when it is another kind."""
    field = form.fields[name]
    if not isinstance(field, kind):
        raise TypeError(f"{name} is a {type(field).__name__}, not a {kind.__name__}")
    return field


def rows_of(form: forms.BaseForm, name: str) -> forms.ModelChoiceField:
    """The field `name` of a form, which offers rows."""
    return field_of(form, name, forms.ModelChoiceField)


def column_label(model: type[models.Model] | models.Model, name: str) -> str:
    """What a column of a model is called."""
    field = model._meta.get_field(name)
    return str(getattr(field, "verbose_name", name))
