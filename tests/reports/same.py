"""Whether the figures say the same whoever counts: the statement of all, the rows behind each door, and a look at every row."""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from campaign.models import Campaign
from casework import kinds
from reports.metrics import FIGURES, Figure, Window, figures
from tests.reports.recount import Recount


def differing(campaign: Campaign, cut_off: date) -> list[str]:
    """Figures and places where one of the three ways comes to another number."""
    window = Window(campaign, cut_off)
    said = figures(window)
    whole, openly = (Recount(campaign, cut_off, is_open=is_open).sums for is_open in (False, True))
    wrong = []
    for figure in (each for each in FIGURES.values() if each.table is not None):
        town_window = replace(window, is_open=figure.group.is_for_towns)
        told = (openly if figure.group.is_for_towns else whole)[figure.code]
        opened, everything = _opened(figure, town_window), _opened(figure, window)
        for code, numbers in said["towns"].items():
            ways = numbers[figure.code], float(told.get(code, 0)), opened.get(code, 0.0)
            wrong += _unlike(figure, code, *ways)
        unassigned = said["unassigned"][figure.code], float(told.get("", 0)), opened.get("", 0.0)
        wrong += _unlike(figure, "unassigned", *unassigned)
        district = (
            said["district"][figure.code],
            float(sum(whole[figure.code].values()) - told.get("", 0)),
            sum(everything.values()) - opened.get("", 0.0),
        )
        wrong += _unlike(figure, "district", *district)
    return wrong


def _opened(figure: Figure, window: Window) -> dict[str, float]:
    """What the rows behind the door come to, by town."""
    rows = figure.rows(window)
    counted = rows.annotate(counted=figure.value()).select_related(kinds.of(rows.model).town)
    found: dict[str, float] = defaultdict(float)
    for row in counted:
        found[row.town.code if row.town else ""] += float(row.counted or 0)
    return found


def _unlike(figure: Figure, place: str, *ways: Any) -> list[str]:
    same = all(abs(Decimal(str(way)) - Decimal(str(ways[0]))) < Decimal("0.005") for way in ways)
    return [] if same else [f"{figure.code} {place}: {ways}"]


def lively(campaign: Campaign, cut_off: date) -> Counter[str]:
    """Which figures are not nought, so that a comparison is one of something."""
    return Counter(code for code, number in figures(Window(campaign, cut_off))["district"].items() if number)
