"""Document numbers: one series per kind and year, no gaps and no reuse."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from django.db.models import F

from casework import audit
from casework.models import Serial
from law import policy

# 青西新人社监立字〔2021〕第17号 and what is left of it when somebody reads it out: 监立字17, 〔2021〕第17号, 2021第17号, 第17号.
WRITTEN = re.compile(
    r"(?P<mark>[^\d〔第号字]*)字?(?:〔?(?P<year>\d{4})(?:〕|(?=第)))?第?(?P<number>\d{0,9})号?"
)
BRACKETS = str.maketrans("[【（(]】）)０１２３４５６７８９", "〔〔〔〔〕〕〕〕0123456789")
NUMBER = re.compile(r"(?=.*\d)(?=.*[号第〔字])")
LAST = 10  # of each series, where only the series is told
# The newest of them: for a hundred values at most PostgreSQL sees that none is empty, which the index of numbers asks.
MOST = 99


def take(mark: str, year: int) -> int:
    """The next number of a series. Part of the caller's transaction: rolled back with it, so no number is lost."""
    return take_many(mark, year, 1)[0]


def take_many(mark: str, year: int, count: int) -> range:
    """The next numbers of a series, as many as are needed at once; as `take`."""
    audit.lock()
    Serial.objects.get_or_create(mark=mark, year=year)
    Serial.objects.filter(mark=mark, year=year).update(last=F("last") + count)
    last = Serial.objects.values_list("last", flat=True).get(mark=mark, year=year)
    return range(last - count + 1, last + 1)


def issue(mark: str, on: date) -> str:
    """A whole document number as it is printed, such as 青西新人社监立字〔2021〕第17号."""
    return _written(policy.text("document.number_prefix", on), mark, on.year, take(mark, on.year))


def is_meant(text: str) -> bool:
    """Whether a text is a number or a piece of one: written as one, with a digit and a sign that no code has."""
    asked = plain(text)
    return bool(NUMBER.match(asked) and WRITTEN.fullmatch(asked))


def meant(text: str) -> list[str]:
    """The whole numbers somebody may mean who types a piece of one: those given out that fit it, and the text itself.

    The piece may leave out the office, the year or all but the running number; without a running number the last `LAST` of each
    series are meant. Whole numbers, because a piece of one uses no index.
    """
    asked = plain(text)
    told = WRITTEN.fullmatch(asked)
    return [asked, *islice(_fitting(told) if told else (), MOST)]


def plain(text: str) -> str:
    """A number as it is looked up: without spaces, its brackets and digits in one form."""
    return "".join(text.split()).translate(BRACKETS)


def _fitting(told: re.Match[str]) -> Iterator[str]:
    given_out = Serial.objects.filter(year__gt=0)  # register numbers of employers have no year
    if told["year"]:
        given_out = given_out.filter(year=told["year"])
    for mark, year, last in given_out.order_by("-year", "mark").values_list("mark", "year", "last"):
        number = int(told["number"] or 0)
        numbers = [number] if number else range(last, max(0, last - LAST), -1)
        for prefix in map(str, policy.values_in("document.number_prefix", year)):
            if f"{prefix}{mark}".endswith(told["mark"]):
                yield from (_written(prefix, mark, year, each) for each in numbers if each <= last)


def _written(prefix: str, mark: str, year: int, number: int) -> str:
    return f"{prefix}{mark}字〔{year}〕第{number}号"
