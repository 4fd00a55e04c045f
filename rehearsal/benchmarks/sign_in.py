"""A-16: whoever tries names learns nothing from how long the answer takes: an unknown name beside a wrong password."""

from collections.abc import Iterator
from statistics import mean

from django.test import Client
from django.urls import reverse

from accounts.models import User
from rehearsal.benchmarks.ground import INSPECTOR, Ground
from rehearsal.benchmarks.measure import Measure, Side, take_turns

TRIES, MOST_APART = 14, 1.1


def measure(ground: Ground) -> Iterator[Measure]:
    tries = ground.turns * TRIES
    _known(tries + 1)
    costs = take_turns([_tried("nobody", 10), _tried("known", 20)], tries)
    unknown, wrong = (mean(cost.wall for cost in side) for side in costs)
    yield Measure(
        "sign_in.apart",
        "sign-in refused, the slower kind",
        max(unknown, wrong),
        "the quicker kind",
        min(unknown, wrong),
        "ms",
        MOST_APART,
    )


def _known(number: int) -> None:
    """Each try has an account and an address of its own: none is locked by the one before."""
    password = User.objects.get(username=INSPECTOR).password
    User.objects.bulk_create(
        User(username=f"known{turn}", name=f"known{turn}", password=password) for turn in range(number)
    )


def _tried(name: str, network: int) -> Side:
    def refused(turn: int) -> None:
        client = Client(REMOTE_ADDR=f"10.{network}.{turn // 250}.{turn % 250 + 1}")
        answer = client.post(reverse("accounts:login"), {"username": f"{name}{turn}", "password": "wrong"})
        if answer.status_code != 200:
            raise RuntimeError(f"sign-in answered {answer.status_code}")

    return refused
