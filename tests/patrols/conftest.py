from typing import Any

import pytest
from django.test import Client

from tests.factories import registry
from tests.factories.campaign import campaign_2021
from tests.patrols.pages import of


@pytest.fixture
def campaign(db: Any) -> Any:
    """The real campaign of 2021: ② 04-13…05-29, gap 05-30/31, ③ 06-01…07-31."""
    return campaign_2021()


@pytest.fixture
def employer(town_a: Any) -> Any:
    return registry.employer(town=town_a)


@pytest.fixture
def browser(town_officer: Any) -> Client:
    return of(town_officer)
