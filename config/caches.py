"""The cache over Redis, as a convenience that may be away: what it cannot give is a miss, what it cannot keep is not kept."""

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any, TypeVar

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

Key = str | bytes | memoryview
Expiry = int | timedelta
Answer = TypeVar("Answer")

REST_SECONDS = 5.0
# What a value another version of the house has kept may raise when it is read.
UNREADABLE = (AttributeError, EOFError, ImportError, IndexError, KeyError, TypeError, ValueError)


class MissClient(RedisCacheClient):
    """Each call answers as an empty cache would while Redis is away.

    After a failure Redis is left alone for some seconds, so that a page does not wait for it at every call.
    """

    _rests_until = 0.0

    def _tried(self, call: Callable[[], Answer], otherwise: Answer) -> Answer:
        if time.monotonic() < self._rests_until:
            return otherwise
        try:
            return call()
        except (RedisError, OSError) as error:
            self._rests_until = time.monotonic() + REST_SECONDS
            logger.warning("cache away, every look is a miss: %s", error)
        except UNREADABLE as error:
            logger.warning("cached value not readable, taken as a miss: %s", type(error).__name__)
        return otherwise

    def add(self, key: Key, value: object, timeout: Expiry | None) -> bool:
        return self._tried(lambda: super(MissClient, self).add(key, value, timeout), False)

    def get(self, key: Key, default: object) -> object:
        return self._tried(lambda: super(MissClient, self).get(key, default), default)

    def set(self, key: Key, value: object, timeout: Expiry | None) -> None:
        self._tried(lambda: super(MissClient, self).set(key, value, timeout), None)

    def touch(self, key: Key, timeout: Expiry) -> bool:
        return self._tried(lambda: super(MissClient, self).touch(key, timeout), False)

    def delete(self, key: Key) -> bool:
        return self._tried(lambda: super(MissClient, self).delete(key), False)

    def get_many(self, keys: Iterable[Key]) -> dict[Key, Any]:
        return self._tried(lambda: super(MissClient, self).get_many(keys), {})

    def has_key(self, key: Key) -> bool:
        return self._tried(lambda: super(MissClient, self).has_key(key), False)

    def set_many(self, data: Mapping[Key, Any], timeout: Expiry) -> None:
        self._tried(lambda: super(MissClient, self).set_many(data, timeout), None)

    def delete_many(self, keys: Iterable[Key]) -> None:
        self._tried(lambda: super(MissClient, self).delete_many(keys), None)

    def clear(self) -> bool:
        return self._tried(lambda: super(MissClient, self).clear(), False)


class MissingCache(RedisCache):
    """Django's cache over Redis without its failures."""

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = MissClient
