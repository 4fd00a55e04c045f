"""Finding a record by the number somebody reads out or copies, in whatever room it is."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from casework import numbering
from casework.by import Reader
from casework.kinds import kinds

MOST = 10


def records(text: str, user: Reader) -> list[tuple[Any, Any]]:
    """(label, record) whose number `text` may mean, of those the user may see, `MOST` of a kind; a query for each kind."""
    asked, found = numbering.meant(text), []
    for kind in kinds():
        if kind.series:
            holds = reduce(or_, (Q(**{f"{column}__in": asked}) for column in kind.series))
            rows = kind.visible_to(user).filter(holds).order_by("-pk")[:MOST]
            found += [(kind.label, record) for record in rows]
    return found
