"""The numbers of the law for a sentence of a template, so that nobody types one there (`law.words`)."""

from django import template

from law import words
from law.clock import today

register = template.Library()


@register.simple_tag
def law_number(code: str) -> str:
    """The term or local value `code` as it is today: «5 个工作日». LookupError for an unknown code."""
    return words.number_words(code, today())
