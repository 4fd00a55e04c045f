"""A patrol as it is made up, before it is written."""

from datetime import date
from typing import NamedTuple

from accounts.models import User
from findings.entries import Problem
from inspections.patrols.workflow import State
from rehearsal.benchmarks.stock.district import Firm, Year


class Visit(NamedTuple):
    """In the days of its year; `answered_on` is when the brigade took what was reported."""

    year: Year
    firm: Firm
    officer: User
    serial: int
    day: date
    found: list[Problem]
    is_red: bool
    state: State
    due: date | None
    rechecked_on: date | None
    reported_on: date | None
    answered_on: date | None
