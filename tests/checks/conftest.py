from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from accounts.models import User
from law import clock
from tests.factories import accounts, registry
from tests.factories.campaign import campaign_2021
from tests.factories.checks import DRAW_DAY


@pytest.fixture
def campaign(db: Any) -> Any:
    """The real campaign of 2021: ③ 06-01…07-31, gap 05-30/31."""
    return campaign_2021()


@pytest.fixture
def day() -> Iterator[date]:
    """The clock stands at nine on the day of the draw, 2021-06-03, phase three."""
    with clock.at(DRAW_DAY):
        yield DRAW_DAY


@pytest.fixture
def leader(brigade_leader: User) -> User:
    return brigade_leader


@pytest.fixture
def firm(town_a: Any) -> Any:
    return registry.employer(town=town_a)


@pytest.fixture
def people(db: Any) -> SimpleNamespace:
    """Two inspectors, their leader and the bureau's head."""
    return SimpleNamespace(
        lead=accounts.user("inspector"),
        second=accounts.user("inspector"),
        leader=accounts.user("brigade_leader"),
        head=accounts.user("bureau_head"),
    )
