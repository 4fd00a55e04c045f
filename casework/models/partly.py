"""A model whose rows a list may load in part (casework.loading)."""

from collections.abc import Collection
from typing import Any, Self

from django.db import models
from django.db.models.base import ModelState


class Partly(models.Model):
    class Meta:
        abstract = True

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **options: Any
    ) -> Self:
        """A row with some of its columns is made of these alone: Django goes through all of them to leave the others out,
        which takes longer than to make the whole row.
        """
        if len(values) == len(cls._meta.concrete_fields):
            return super().from_db(db, field_names, values, **options)
        row = cls.__new__(cls)
        row._state = ModelState()
        row._state.adding, row._state.db = False, db
        vars(row).update(zip(field_names, values, strict=True))
        return row
