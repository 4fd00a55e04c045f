"""What makes a thing that was typed wrong: for the forms, which show it at the field, and for the services, which refuse it.

Each function answers with a sentence; empty when all is well.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from casework.by import Actor
from inspections.checks.models import Inspection
from law.clock import today


def people_error(people: Collection[Any], *, actor: Actor | None, inspection: Inspection | None) -> str:
    """Who was there writes it down; to the first visit goes the pair the inspection was given to, or a draw meant nothing."""
    there = {person.pk for person in people}
    if inspection is not None and inspection.visited_on is None:
        missing = [person.name for person in inspection.handlers() if person.pk not in there]
        if missing:
            return _("这一户指派的是%(names)s，须由他们到场；要换人的，请大队负责人先改派或者办理回避。") % {
                "names": "、".join(missing)
            }
    if actor is not None and actor.pk not in there:
        return _("由到场的检查人员登记，请把自己选上，或者请到场的人登记。")
    return ""


def correct_by_error(day: date) -> str:
    return _("改正期限不能早于今天，请改为今天或以后的日期。") if day < today() else ""
