"""The four phases of a campaign, and what their dates must satisfy.

Which days they are is data (`PhaseWindow`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _


class Phase(models.TextChoices):
    PUBLICITY = "publicity", _("宣传动员")
    PATROL = "patrol", _("镇街巡视整改")
    INSPECTION = "inspection", _("专项执法检查")
    SUMMARY = "summary", _("总结")

    @property
    def mark(self) -> str:
        return MARKS[self]


MARKS = {Phase.PUBLICITY: "①", Phase.PATROL: "②", Phase.INSPECTION: "③", Phase.SUMMARY: "④"}


@dataclass(frozen=True)
class Window:
    """The first and the last day of one phase."""

    phase: str
    starts_on: date
    ends_on: date


def window_errors(windows: Iterable[Window]) -> dict[tuple[str, str], str]:
    """What is wrong with the dates, as `(phase, field) -> sentence`; empty when all is well.

    A phase may not end before it starts and starts after the one before it has ended. Gaps between phases are
    allowed.
    """
    errors: dict[tuple[str, str], str] = {}
    before: Window | None = None
    for window in sorted(windows, key=lambda each: Phase.values.index(each.phase)):
        if window.ends_on < window.starts_on:
            errors[window.phase, "ends_on"] = _t("结束日期不能早于开始日期，请改为 %(day)s 或以后。") % {
                "day": window.starts_on.isoformat()
            }
        if before is not None and window.starts_on <= before.ends_on:
            errors[window.phase, "starts_on"] = _t(
                "与%(mark)s%(name)s重叠：它到 %(end)s 才结束，请改为 %(day)s 或以后。"
            ) % {
                "mark": Phase(before.phase).mark,
                "name": Phase(before.phase).label,
                "end": before.ends_on.isoformat(),
                "day": (before.ends_on + timedelta(days=1)).isoformat(),
            }
        before = window
    return errors
