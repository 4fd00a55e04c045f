"""What every benchmark stands on: the records, the same of a small district, people signed in, a folder of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from accounts.models import User
from rehearsal.benchmarks.database import entered
from rehearsal.benchmarks.scale import Scale

INSPECTOR, OFFICER, LEADER = "inspector01", "officer01", "leader01"


class Visitor:
    """A browser in which somebody is signed in."""

    def __init__(self, username: str = INSPECTOR) -> None:
        self.client = Client()
        self.user: Any = User.objects.get(username=username)
        self.client.force_login(self.user, backend="accounts.backends.RoleBackend")

    def get(self, url: str) -> bytes:
        """The whole page, or the one a search leads to. RuntimeError when it is anything else."""
        return b"".join(self._answer(url))

    def named(self, route: str) -> bytes:
        return self.get(reverse(route))

    def download(self, url: str) -> int:
        """The bytes of a file that is taken piece by piece and not kept."""
        return sum(map(len, self._answer(url)))

    def _answer(self, url: str) -> HttpResponseBase:
        response = self.client.get(url)
        if response.status_code == 302 and url.startswith(reverse("desk:search")):
            response = self.client.get(response["Location"])
        if response.status_code != 200:
            raise RuntimeError(f"{url} answered {response.status_code}")
        return response


@dataclass
class Ground:
    """`turns` is how often each side is timed, `minutes` how long people work at it; `database` is the name by which another
    process finds it.

    `small` is the same with few records, to see what grows; inside `entered` all that is asked is asked there.
    """

    scale: Scale
    folder: Path
    database: str
    turns: int
    minutes: float
    small: "Ground | None" = None

    @contextmanager
    def entered(self) -> Iterator[None]:
        with entered(self.database):
            yield

    @cached_property
    def few(self) -> "Ground":
        """The small one. RuntimeError where none was made."""
        if self.small is None:
            raise RuntimeError("there is no small district to compare with")
        return self.small
