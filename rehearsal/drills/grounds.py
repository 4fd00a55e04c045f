"""Where drills run: one site is rehearsed, and every ground is a copy of it with a cluster, a broker and processes of its own.

What a drill waits for, most of all that a dead worker is missed, another one works in; none disturbs another. Each ground is a
process (`manage.py drills --ground`) that reads what it is to run, a line each, and answers each with a line of JSON.
"""

import json
import os
import random
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import date
from io import StringIO
from itertools import islice
from math import inf
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock
from time import monotonic
from typing import Any, TextIO

from django.conf import settings
from django.core.management import call_command

from casework import anchors
from rehearsal.drills.parts import EMPTY, KEPT, REHEARSED, SITE, Postgres, Redis, Site

EMPLOYERS = 120
# Below those that the system gives away: a part that is stopped finds its port free when it starts again.
PORTS = range(15_000, 32_000)
PARTS = 3  # that listen on a ground: PostgreSQL, Redis, the site

Ask = Callable[[Site, str], dict[str, Any]]
Told = Callable[[str, dict[str, Any]], None]


def rehearse(folder: Path) -> None:
    """A cluster with the site's database and the two it is made anew from, stopped; stored files lie in `folder/var`."""
    postgres = Postgres(folder / "postgres", int(settings.DATABASES["default"]["PORT"]))
    postgres.create()
    postgres.start("-c fsync=off")
    try:
        postgres.make(SITE)
        call_command("migrate", verbosity=0)
        postgres.make(EMPTY, like=SITE)
        call_command("load_towns", verbosity=0, stdout=StringIO())
        call_command("load_campaign", "campaign/fixtures/2021.toml", verbosity=0, stdout=StringIO())
        day = date.fromisoformat(os.environ["CAMPAIGN_TODAY"])
        call_command("rehearse", until=day, employers=EMPLOYERS, verbosity=0, stdout=StringIO())
        anchors.take()
        postgres.make(REHEARSED, like=SITE)
    finally:
        postgres.stop("fast")


def run_over(grounds: int, folder: Path, wanted: Sequence[str], told: Told, until: float = inf) -> None:
    """Have all that is wanted run on so many grounds, each taking the next; `told` hears the answers, one at a time.

    Nothing is begun after `until`, by the monotonic clock.
    """
    waiting: SimpleQueue[str] = SimpleQueue()
    for name in wanted:
        waiting.put(name)
    ports, one_at_a_time = _free_ports(), Lock()

    def work_off(number: int, own_ports: list[int]) -> None:
        with _ground(folder / f"ground-{number}", own_ports) as (orders, answers):
            while not waiting.empty() and monotonic() < until:
                with suppress(Empty):
                    name = waiting.get_nowait()
                    answer = _answer(name, orders, answers)
                    with one_at_a_time:
                        told(name, answer or {"fault": "its ground went down"})
                    if not answer:
                        return

    with ThreadPoolExecutor(grounds) as pool:
        begun = [
            pool.submit(work_off, number, list(islice(ports, PARTS))) for number in range(1, grounds + 1)
        ]
    for done in begun:
        done.result()


def _answer(name: str, orders: TextIO, answers: TextIO) -> dict[str, Any]:
    """What a ground says of a drill; {} when it is gone."""
    with suppress(BrokenPipeError):
        print(name, file=orders, flush=True)
    return dict(json.loads(answers.readline() or "{}"))


@contextmanager
def _ground(own: Path, ports: list[int]) -> Iterator[tuple[TextIO, TextIO]]:
    """A process on a copy of the rehearsed site beside it, and the ends of its pipes."""
    own.mkdir(mode=0o711)
    subprocess.run(["cp", "-a", own.parent / "postgres", own.parent / "var", own], check=True)
    (own / REHEARSED).mkdir()
    for kept in KEPT:
        with suppress(FileNotFoundError):
            shutil.copytree(own / "var" / kept, own / REHEARSED / kept)
    env = {
        "DRILL_DIR": str(own),
        "VAR_DIR": str(own / "var"),
        "STORAGE_URL": f"file://{own}/var/files",
        "DATABASE_URL": f"postgres://drill@127.0.0.1:{ports[0]}/{SITE}",
        "REDIS_URL": f"redis://127.0.0.1:{ports[1]}/0",
        "DRILL_PORT": str(ports[2]),
    }
    command = [sys.executable, "manage.py", "drills", "--ground"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    process = subprocess.Popen(command, env=os.environ | env, text=True, **pipes)  # type: ignore[call-overload]
    try:
        yield process.stdin, process.stdout
    finally:
        with suppress(BrokenPipeError):
            process.stdin.close()  # it ends its site when nothing more comes
        process.wait()


def serve(ask: Ask, orders: TextIO, answers: Callable[[str], object]) -> None:
    """In a ground's own process: start the site, answer what is asked, end the site when nothing more comes."""
    with _site(Path(os.environ["DRILL_DIR"])) as site:
        for line in orders:
            site.begin_again()
            answers(json.dumps(ask(site, line.strip())))


@contextmanager
def _site(folder: Path) -> Iterator[Site]:
    """The copied site with all its parts, gone at the end."""
    postgres = Postgres(folder / "postgres", int(settings.DATABASES["default"]["PORT"]))
    redis = Redis(folder, int(settings.REDIS_URL.rpartition(":")[2].partition("/")[0]))
    site = Site(folder, int(os.environ["DRILL_PORT"]), postgres, redis)
    try:
        postgres.start()
        redis.start()
        site.start()
        yield site
    finally:
        site.end()
        redis.stop()
        with suppress(RuntimeError):
            postgres.stop()


def _free_ports() -> Iterator[int]:
    """Free now, and not given to a connection that somebody opens later."""
    for port in random.sample(PORTS, len(PORTS)):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            probe.close()
            yield port
