"""What every benchmark stands on: the records, a signed-in inspector, a folder of its own."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from accounts.models import User
from rehearsal.benchmarks.scale import Scale
from rehearsal.stage import Stage

INSPECTOR = "inspector01"


class Visitor:
    """A browser in which the inspector is signed in."""

    def __init__(self) -> None:
        self.client = Client()
        self.user = User.objects.get(username=INSPECTOR)
        self.client.force_login(self.user, backend="accounts.backends.RoleBackend")

    def get(self, url: str) -> bytes:
        """The whole page. RuntimeError when it is anything else."""
        return b"".join(self._answer(url))

    def named(self, route: str) -> bytes:
        return self.get(reverse(route))

    def download(self, url: str) -> int:
        """The bytes of a file that is taken piece by piece and not kept."""
        return sum(map(len, self._answer(url)))

    def _answer(self, url: str) -> HttpResponseBase:
        response = self.client.get(url)
        if response.status_code != 200:
            raise RuntimeError(f"{url} answered {response.status_code}")
        return response


@dataclass(frozen=True)
class Ground:
    """`turns` is how often each side is timed; `database` the name by which another process finds it."""

    stage: Stage
    scale: Scale
    folder: Path
    database: str
    turns: int

    def some(self, topic: str, number: int) -> list[Any]:
        """So many employers with a licence, by chance but always the same."""
        licensed = [each for each in self.stage.employers if each.is_licensed]
        return self.stage.random("bench", topic).choices(licensed, k=number)
