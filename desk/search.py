"""Finding a record by the number somebody reads out or copies, in whatever room it is."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from casework import numbering
from casework.by import Reader
from casework.kinds import kinds, of
from casework.models import Paper

MOST = 10


def records(text: str, user: Reader) -> list[tuple[Any, Any]]:
    """(label, record) whose number `text` may mean, of those the user may see, `MOST` of a kind; a query for each kind.

    A paper brings the record it is about, whatever has become of the paper: a number that fell leads to its case, too.
    """
    asked = numbering.meant(text)
    found = []
    for kind in kinds():
        if kind.series:
            holds = reduce(or_, (Q(**{f"{column}__in": asked}) for column in kind.series))
            rows = kind.visible_to(user).filter(holds).order_by("-pk")[:MOST]
            found += [(kind.label, record) for record in rows]
    about = [record.record for _label, record in found if isinstance(record, Paper)]
    known = {record for _label, record in found}
    missed = [record for record in dict.fromkeys(about) if record is not None and record not in known]
    return [*((of(type(record)).label, record) for record in missed), *found]
