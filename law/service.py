"""From which day a paper counts as delivered (送达), by the way it was delivered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from law import terms
from law.words import Sentence


@dataclass(frozen=True)
class Effect:
    """The first day on which a delivery counts, and why."""

    on: date
    explanation: tuple[Sentence, ...]


def effective(way: str, done_on: date) -> Effect:
    """When a paper delivered by `way` on `done_on` counts as delivered.

    Handed over, left, signed for on the return slip, arrived in the agreed system: that day (民事诉讼法 84–90 of 2017, 87–93
    of 2021). Published (`notice`): after the days of `service.announcement`, counted from the day of publication, which is not
    counted itself (青岛 33; DOUBTS B4).
    """
    if way != "notice":
        return Effect(done_on, (_("当日送达"),))
    due = terms.due("service.announcement", done_on)
    return Effect(due.on, tuple(due.explanation))
