"""The numbers of the law in words, for the sentences of pages: hints, help texts, refusals, guides.

Nobody types «7 个工作日» into a text. A text names the code of a term (`law.terms`) or of a local value
(`law.policies`) and is told on the day it is shown: it changes on the day the law does, and follows
what a leader has set. `tests/architecture/test_numbers.py` looks for numbers typed all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from django.utils.functional import lazy

from law import clock, policy, terms
from law.policies import POLICIES

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise  # what the stubs say gettext_lazy returns
else:
    from django.utils.functional import Promise

ToldOn = Callable[[date], str]
Sentence = str | Promise


def term_words(code: str, on: date, **facts: bool) -> str:
    """The length of a term in the version in force on `on`: «7 个工作日», «24 小时», «2 年».

    `facts` choose a variant. Raises as `law.terms.term`: `NoTermInForce` before the law existed.
    """
    return terms.term(code, on, **facts).length


def longer_words(code: str, longer: str, on: date) -> str:
    """By how much `longer` exceeds `code`, both counted from one day in one unit: «30 个工作日»."""
    first, second = terms.term(code, on), terms.term(longer, on)
    if first.unit != second.unit:
        raise ValueError(f"{code} and {longer} are counted in different units")
    return f"{second.amount - first.amount} {first.unit.label}"


def policy_words(code: str, on: date) -> str:
    """A local value with its unit, as of `on`: «10 个工作日», «20,000 元», «30%». KeyError if unknown."""
    value, unit = policy.value(code, on), POLICIES[code].unit
    number = value if isinstance(value, str) else f"{value:,}"
    return f"{number}{unit}" if unit in ("", "%") else f"{number} {unit}"


def number_words(code: str, on: date) -> str:
    """`term_words` or `policy_words`, whichever table has the code. LookupError if none has."""
    return _speaker(code)(on)


@dataclass(frozen=True)
class Told:
    """A sentence with numbers of the law, to be said on a day; `terms` are the codes of the terms it names."""

    sentence: Sentence
    speakers: dict[str, ToldOn]
    terms: tuple[str, ...] = ()

    def __call__(self, on: date) -> str:
        said = str(self.sentence)
        return said % {name: speak(on) for name, speak in self.speakers.items()} if self.speakers else said


def told(sentence: Sentence, **numbers: str | ToldOn) -> ToldOn:
    """A function of the day that says `sentence`, its `%(name)s` filled with the numbers of that day.

    A number is the code of a term or of a local value, or itself a function of the day, such as
    `partial(term_words, "limitation", harm=True)`. LookupError at once for an unknown code, so that a
    misspelled one stops the site at its start; the function raises as `term_words`.
    """
    speakers = {name: number if callable(number) else _speaker(number) for name, number in numbers.items()}
    return Told(sentence, speakers, tuple(code for code in numbers.values() if code in terms.codes()))


def told_today(sentence: Sentence, **numbers: str | ToldOn) -> str:
    """`told` on the day the text is shown, lazily: for help texts and labels, which are made once and shown for years."""
    on_day = told(sentence, **numbers)
    return lazy(lambda: on_day(clock.today()), str)()


def _speaker(code: str) -> ToldOn:
    if code in terms.codes():
        return partial(term_words, code)
    if code in POLICIES:
        return partial(policy_words, code)
    raise LookupError(f"neither a term nor a local value: {code}")
