"""How a document number is written where it is only to be recognised; `casework.numbering` gives them out."""

import re

# What people leave out is the office; its sign for inspection (监) stays before the series.
SHORT = re.compile(r"(?P<mark>监?[^字监]{1,3})字〔(?P<year>\d{4})〕第(?P<number>\d+)号")


def short(number: str) -> str:
    """A number as lists and people call it: without the office and the ordinal sign, 监立字〔2021〕17号."""
    told = SHORT.search(number)
    return f"{told['mark']}字〔{told['year']}〕{told['number']}号" if told else number
