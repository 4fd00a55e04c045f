from typing import Any

import pytest

from tests.factories import accounts, registry
from tests.factories.campaign import campaign_2021


@pytest.fixture
def campaign(db: Any) -> Any:
    """The real campaign of 2021: ② 04-13…05-29, gap 05-30/31, ③ 06-01…07-31."""
    return campaign_2021()


@pytest.fixture
def town_a(db: Any) -> Any:
    return registry.town("370211003")


@pytest.fixture
def town_b(db: Any) -> Any:
    return registry.town("370211010")


@pytest.fixture
def officer(town_a: Any) -> Any:
    """Serves town A."""
    return accounts.user("town_officer", town=town_a)


@pytest.fixture
def stranger(town_b: Any) -> Any:
    """Serves town B."""
    return accounts.user("town_officer", town=town_b)


@pytest.fixture
def inspector(db: Any) -> Any:
    return accounts.user("inspector")


@pytest.fixture
def leader(db: Any) -> Any:
    return accounts.user("brigade_leader")


@pytest.fixture
def employer(town_a: Any) -> Any:
    return registry.employer(town=town_a)
