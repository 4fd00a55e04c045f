"""Document numbers: one series per kind and year, no gaps and no reuse."""

from datetime import date

from django.db.models import F

from casework import audit
from casework.models import Serial
from law import policy


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
    prefix = policy.text("document.number_prefix", on)
    return f"{prefix}{mark}字〔{on.year}〕第{take(mark, on.year)}号"
