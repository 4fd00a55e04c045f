"""Finding a record by the number somebody reads out or copies, in whatever room it is."""

import re
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from casework.by import Reader
from casework.kinds import kinds

MOST = 10
# 监立字〔2021〕第10号, 第10号, 监立字10: a digit, and a sign that no code and hardly any name has.
NUMBER = re.compile(r"(?=.*\d)(?=.*[号第〔\[【字])")


def looks_like_number(text: str) -> bool:
    return bool(NUMBER.match(text))


def records(text: str, user: Reader) -> list[tuple[Any, Any]]:
    """(label, record) whose number holds `text`, of those the user may see, at most `MOST` of a kind; a query for each kind."""
    asked = text.translate(str.maketrans("[【]】", "〔〔〕〕"))
    found = []
    for kind in kinds():
        if kind.series:
            holds = reduce(or_, (Q(**{f"{column}__contains": asked}) for column in kind.series))
            rows = kind.visible_to(user).filter(holds).order_by("-pk")[:MOST]
            found += [(kind.label, record) for record in rows]
    return found
