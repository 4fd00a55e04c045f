"""SEC-04, D-05: a cache that is away is a cache that holds nothing."""

import time
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from config.caches import MissingCache

AWAY = {
    "BACKEND": "config.caches.MissingCache",
    "LOCATION": "redis://127.0.0.1:1/0",
    "OPTIONS": {"socket_connect_timeout": 1},
}


@pytest.fixture
def away(settings: Any) -> MissingCache:
    settings.CACHES = {"default": AWAY}
    return caches["default"]


def test_SEC_04_every_call_of_a_cache_that_is_away_answers_as_an_empty_one(away: MissingCache) -> None:
    assert away.get("a") is None and away.get("a", 3) == 3
    away.set("a", 1)
    assert away.add("a", 1) is False and away.delete("a") is False and away.touch("a") is False
    assert away.get_many(["a", "b"]) == {} and "a" not in away
    assert away.set_many({"a": 1}) == []
    away.delete_many(["a"])
    assert away.get_or_set("a", lambda: 7) == 7
    assert away.clear() is False


def test_SEC_04_a_cache_that_is_away_is_not_waited_for_at_every_call(away: MissingCache) -> None:
    away.get("a")
    started = time.monotonic()
    for _turn in range(1000):
        away.get("a")
    assert time.monotonic() - started < 0.5


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/employers/", "/reports/", "/work/inbox/"])
def test_SEC_04_pages_work_without_the_cache(away: MissingCache, brigade_leader: Any, path: str) -> None:
    client = Client()
    client.force_login(brigade_leader, backend="accounts.backends.RoleBackend")
    assert client.get(path).status_code in (200, 302)
    assert client.post("/accounts/logout/").status_code == 302
