"""The numbers of the law for a sentence of a template, so that nobody types one there (`law.words`)."""

from decimal import Decimal

from django import template

from law import words
from law.clock import today
from law.money import rounded

register = template.Library()


@register.simple_tag
def law_number(code: str) -> str:
    """The term or local value `code` as it is today: «5 个工作日». LookupError for an unknown code."""
    return words.number_words(code, today())


@register.filter
def yuan(amount: Decimal) -> str:
    """A sum as the columns of a wage table print it: «2,497.50»."""
    return f"{rounded(amount):,.2f}"
