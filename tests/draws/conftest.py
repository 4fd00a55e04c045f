from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from accounts.models import User
from inspections.draws import tasks
from law import clock
from registry.models import Employer, Town
from tests.factories import accounts, registry
from tests.factories.campaign import campaign_2021
from tests.factories.draws import DRAW_DAY

# Registers the room's background work, as a worker does when it starts.
assert tasks.list_drawn


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
def head(bureau_head: User) -> User:
    return bureau_head


@pytest.fixture
def inspectors(db: Any) -> list[User]:
    """Four with valid certificates."""
    return [accounts.user("inspector") for _ in range(4)]


@pytest.fixture
def firms(town_a: Town, town_b: Town) -> list[Employer]:
    """Eight labour-intensive ones in two towns and three bars in one."""
    places = (town_a, town_b)
    made = [registry.employer(town=places[n % 2], categories=("labour_intensive",)) for n in range(8)]
    return made + [registry.employer(town=town_a, categories=("bar", "service")) for _ in range(3)]
