"""A web server as the house is served (`config/gunicorn.py`), over the database of the benchmark, for this machine alone."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from rehearsal.benchmarks.scale import DAY

HOST = "127.0.0.1"
STARTED_WITHIN, STOPPED_WITHIN = 60.0, 40.0


class Site:
    def __init__(self, process: "subprocess.Popen[bytes]", port: int) -> None:
        self.process, self.port = process, port

    def megabytes(self) -> float:
        """What its processes hold in memory; nought where the system does not tell."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        if not children.exists():
            return 0.0
        return sum(map(_resident, children.read_text().split())) / 1024

    def is_up(self) -> bool:
        if self.process.poll() is not None:
            raise RuntimeError(f"the web server ended with {self.process.returncode}")
        line = HTTPConnection(HOST, self.port, timeout=5)
        try:
            line.request("GET", "/healthz")
            return line.getresponse().status == 200
        except OSError:
            return False
        finally:
            line.close()


@contextmanager
def serving(folder: Path) -> Iterator[Site]:
    """Its log lies in `folder`."""
    port = _free_port()
    env = {
        "DATABASE_URL": _address(),
        "CAMPAIGN_TODAY": DAY.isoformat(),
        "HTTPS": "0",
        "SECOND_FACTOR": "0",
        "SECRET_KEY": settings.SECRET_KEY,
        "FIELD_KEYS": settings.FIELD_KEYS,
    }
    command = ["-m", "gunicorn", "config.wsgi", "--bind", f"{HOST}:{port}", "--config", "config/gunicorn.py"]
    with (folder / "site.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, *command], cwd=settings.BASE_DIR, env=os.environ | env, stdout=log, stderr=log
        )
    try:
        site, until = Site(process, port), monotonic() + STARTED_WITHIN
        while not site.is_up():
            if monotonic() > until:
                raise RuntimeError(f"the web server did not answer within {STARTED_WITHIN:.0f} s")
            sleep(0.2)
        yield site
    finally:
        process.terminate()
        try:
            process.wait(STOPPED_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _address() -> str:
    """The database the connection leads to, as `DATABASE_URL` says it."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    who = ":".join(quote(given[name], safe="") for name in ("USER", "PASSWORD") if given[name])
    return f"postgres://{who}@{given['HOST'] or 'localhost'}:{given['PORT'] or 5432}/{given['NAME']}"


def _resident(pid: str) -> int:
    """Kilobytes of a process."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
