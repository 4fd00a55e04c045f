"""Two towns with an officer each, the district's people, the campaign of 2021; the clock is in phase 2."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from campaign.models import Campaign
from campaign.querysets import forget_current
from law import clock
from tests.factories.accounts import user
from tests.factories.campaign import campaign_2021
from tests.factories.registry import town

IN_PATROL = date(2021, 4, 20)


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    forget_current()
    yield
    forget_current()


@pytest.fixture
def campaign(db: Any) -> Campaign:
    return campaign_2021()


@pytest.fixture
def in_patrol() -> Iterator[None]:
    with clock.at(IN_PATROL):
        yield


@pytest.fixture
def people(db: Any) -> SimpleNamespace:
    """Towns `here` and `there`, one officer for each, and one person of every other role used here."""
    here, there = town("370211001"), town("370211102")
    return SimpleNamespace(
        here=here,
        there=there,
        officer=user("town_officer", here),
        stranger=user("town_officer", there),
        inspector=user("inspector"),
        leader=user("brigade_leader"),
        leadership=user("leadership"),
        contact=user("department_contact"),
        admin=user("system_admin"),
    )
