"""Indexes a planner needs whatever it knows about the tables."""

import pytest
from django.apps import apps
from django.db import models


def newest_first(model: type[models.Model]) -> list[str]:
    """The model's order by day, as names of columns an index has: `["-visited_on", "-id"]`; empty when it has none."""
    order = ["-id" if name == "-pk" else name for name in model._meta.ordering]
    first = order[0].removeprefix("-") if order else ""
    is_dated = any(
        field.name == first and field.get_internal_type() == "DateField" for field in fields(model)
    )
    return order if is_dated else []


def fields(model: type[models.Model]) -> list[models.Field]:
    return list(model._meta.concrete_fields)


DATED = [
    model
    for model in apps.get_models()
    if newest_first(model) and any(field.name == "employer" for field in fields(model))
]


@pytest.mark.parametrize("model", DATED, ids=lambda model: model._meta.label)
def test_OPS_01_the_newest_of_an_employer_is_found_by_an_index_of_its_own(model: type[models.Model]) -> None:
    """With an index by day alone PostgreSQL, before it knows the table, looks for an employer's newest row among all rows."""
    order = newest_first(model)
    having = [list(index.fields) for index in model._meta.indexes]
    if order in having:
        wanted = ["employer", *order]
        assert any(each[: len(wanted)] == wanted for each in having), (
            f"{model._meta.label} wants Index({['employer', *order]})"
        )


def test_OPS_01_the_rule_speaks_of_something() -> None:
    assert {"Visit", "Patrol"} <= {model.__name__ for model in DATED}
