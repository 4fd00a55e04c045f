"""Finding a record by the number somebody reads out or copies, in whatever room it is."""

import re
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from complaints.models import Complaint
from inspections.cases.models import Case, Visit
from inspections.draws.models import Draw, Inspection
from inspections.patrols.models import Patrol

MOST = 10
# 监立字〔2021〕第10号, 第10号, 监立字10: a digit, and a sign that no code and hardly any name has.
NUMBER = re.compile(r"(?=.*\d)(?=.*[号第〔\[【字])")


@dataclass(frozen=True)
class Numbered:
    model: type[Model]
    label: Any
    fields: tuple[str, ...] = ("number",)


NUMBERED = (
    Numbered(Case, _("案件"), ("filing_number", "number", "decision_number", "notice_number")),
    Numbered(Complaint, _("投诉举报")),
    Numbered(Patrol, _("巡查")),
    Numbered(Inspection, _("专项检查")),
    Numbered(Visit, _("现场检查")),
    Numbered(Draw, _("双随机")),
)


def looks_like_number(text: str) -> bool:
    return bool(NUMBER.match(text))


def records(text: str, user: Any) -> list[tuple[Any, Any]]:
    """(kind, record) whose number holds `text`, of those the user may see, at most `MOST` of a kind; six queries."""
    asked = text.translate(str.maketrans("[【]】", "〔〔〕〕"))
    found = []
    for kind in NUMBERED:
        holds = reduce(or_, (Q(**{f"{field}__contains": asked}) for field in kind.fields))
        rows = kind.model._default_manager.visible_to(user).filter(holds).order_by("-pk")[:MOST]
        found += [(kind.label, record) for record in rows]
    return found
