"""Document numbers: one series per kind and year, no gaps and no reuse."""

from datetime import date

from django.db.models import F

from casework import audit
from casework.models import Serial
from law import policy


def take(mark: str, year: int) -> int:
    """The next number of a series. Part of the caller's transaction: rolled back with it, so no number is lost."""
    audit.lock()
    Serial.objects.get_or_create(mark=mark, year=year)
    Serial.objects.filter(mark=mark, year=year).update(last=F("last") + 1)
    return Serial.objects.values_list("last", flat=True).get(mark=mark, year=year)


def issue(mark: str, on: date) -> str:
    """A whole document number as it is printed, such as 青西新人社监立字〔2021〕第17号."""
    prefix = policy.text("document.number_prefix", on)
    return f"{prefix}{mark}字〔{on.year}〕第{take(mark, on.year)}号"
