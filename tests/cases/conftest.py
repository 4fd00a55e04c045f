from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from casework.submissions import new_key
from tests.factories import accounts, registry
from tests.factories.campaign import campaign_2021


@pytest.fixture
def campaign(db: Any) -> Any:
    """The real campaign of 2021: ③ 06-01…07-31."""
    return campaign_2021()


@pytest.fixture
def firm(town_a: Any) -> Any:
    return registry.employer(town=town_a)


@pytest.fixture
def people(db: Any) -> SimpleNamespace:
    """The two handlers and those who approve, review and decide."""
    return SimpleNamespace(
        lead=accounts.user("inspector"),
        second=accounts.user("inspector"),
        leader=accounts.user("brigade_leader"),
        head=accounts.user("bureau_head"),
        legal=accounts.user("legal_reviewer"),
    )


@pytest.fixture
def sending(client_for: Callable[[Any], Client]) -> Callable[..., Any]:
    """`as_(user).post(path, …)`, a submission key added."""

    def of_user(user: Any) -> SimpleNamespace:
        client = client_for(user)
        return SimpleNamespace(
            get=client.get, post=lambda path, **sent: client.post(path, {"submission": new_key(), **sent})
        )

    return of_user
