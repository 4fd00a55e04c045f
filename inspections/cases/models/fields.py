"""Columns that the rows of a case share."""

from django.core.validators import MinValueValidator
from django.db import models

from law.words import Sentence


def yuan(label: Sentence) -> models.DecimalField:
    """An amount in yuan; empty means that none was set."""
    return models.DecimalField(
        label, max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )


def day(label: Sentence) -> models.DateField:
    return models.DateField(label, null=True, blank=True)


def count(label: Sentence) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(label, null=True, blank=True)


def of_case(name: str) -> models.ForeignKey:
    """The case a row belongs to; `name` is what the case calls its rows."""
    return models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name=name)


def of_paper(label: Sentence) -> models.ForeignKey:
    """The paper that says it; None while it has none."""
    return models.ForeignKey(
        "casework.Paper", verbose_name=label, null=True, on_delete=models.PROTECT, related_name="+"
    )


def line(label: Sentence, length: int = 200) -> models.CharField:
    return models.CharField(label, max_length=length, blank=True)
