"""Terms and days as papers print them: a length in words, and a day."""

from datetime import date

from casework.paper_kinds import Facts
from law import terms


def day(value: date | None) -> str:
    return f"{value:%Y年%-m月%-d日}" if value else ""


def within(code: str, facts: Facts) -> str:
    """The length of a term as of the day of issue, «5个工作日»."""
    return terms.term(code, facts.on).length.replace(" ", "")


def until(code: str, since: date) -> date:
    """Its last day, counted from `since`."""
    return terms.due(code, since).on


def between(first: date | None, last: date | None) -> str:
    """«2021年3月1日至2021年5月31日»; one of them where the other is not known."""
    return "至".join(day(each) for each in (first, last) if each)
