"""The parts of a site that a drill breaks: PostgreSQL, Redis, and the site's own processes under bin/supervise.py."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from django.conf import settings
from django.db import connection

PATIENCE, STARTED_WITHIN = 90.0, 300.0
# The database the site runs on; one with nothing but its tables; one as the rehearsal left it, as the folder of its files.
SITE, EMPTY, REHEARSED = "site", "empty", "rehearsed"
KEPT = ("files", "anchors")


class NotHeld(AssertionError):
    """The pass line of a drill was not met."""


class NotHere(Exception):
    """The drill cannot run on this machine or in this version; `str()` says why."""


def hold(condition: object, otherwise: str) -> None:
    if not condition:
        raise NotHeld(otherwise)


def wait_for(happens: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    until = time.monotonic() + seconds
    while not happens():
        if time.monotonic() > until:
            raise NotHeld(f"waited {seconds:.0f} s in vain: {what}")
        time.sleep(0.2)


@dataclass
class Postgres:
    """A cluster of its own, with fsync on once drills run: an immediate stop is to be survived."""

    folder: Path
    port: int
    bin: Path = field(init=False)

    def __post_init__(self) -> None:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        if not found:
            raise NotHere("PostgreSQL is not installed (Debian: apt-get install postgresql)")
        self.bin = found[-1].parent

    def create(self) -> None:
        self.folder.mkdir(mode=0o700)
        if os.geteuid() == 0:
            subprocess.run(["chown", "postgres", self.folder], check=True)
        kind = ("-E", "UTF8", "--locale=C.UTF-8", "-A", "trust", "-U", "drill", "--no-sync")
        self.run("initdb", "-D", self.folder, *kind)

    def start(self, *more: str) -> None:
        options = [f"-p {self.port}", "-c listen_addresses=127.0.0.1", "-c unix_socket_directories=", *more]
        options.append("-c max_connections=200")
        started = ("-w", "-t", "60", "-l", self.folder / "log", "-o", " ".join(options))
        self.run("pg_ctl", "-D", self.folder, *started, "start")

    def make(self, name: str, like: str = "template0") -> None:
        """A database of this name that is a copy of another; one that is there goes, whoever is connected to it."""
        self.drop(name)
        self.run("createdb", *self.where, "--template", like, name)

    def drop(self, name: str) -> None:
        connection.close()
        self.run("dropdb", *self.where, "--if-exists", "--force", name)

    @property
    def where(self) -> tuple[str, ...]:
        """How PostgreSQL's own programs find it."""
        return ("-h", "127.0.0.1", "-p", str(self.port), "-U", "drill")

    def stop(self, mode: str = "immediate") -> None:
        connection.close()
        self.run("pg_ctl", "-D", self.folder, "-m", mode, "-w", "stop")

    def postmaster(self) -> int:
        """The process that starts all others."""
        return int((self.folder / "postmaster.pid").read_text().split()[0])

    def run(self, program: str, *arguments: object) -> None:
        """As the user `postgres` when we are root: the server refuses to run as root."""
        command = [str(self.bin / program), *map(str, arguments)]
        if os.geteuid() == 0:
            command = ["su", "postgres", "-c", f"cd / && {shlex.join(command)}"]
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr.strip()[-500:]}")


@dataclass
class Redis:
    folder: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self.process = subprocess.Popen([*command, "--dir", str(self.folder)], stdout=subprocess.DEVNULL)

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()

    def empty(self) -> None:
        """Nothing is left in it, while those connected to it stay so."""
        subprocess.run(["redis-cli", "-p", str(self.port), "flushall"], check=True, stdout=subprocess.DEVNULL)


@dataclass
class Site:
    """Web server, worker and beat, as bin/serve runs them; their log is kept in `folder`."""

    folder: Path
    port: int
    postgres: Postgres
    redis: Redis
    process: "subprocess.Popen[bytes] | None" = None
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def log(self) -> Path:
        return self.folder / "site.log"

    def start(self, *, is_awaited: bool = True) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "bin/supervise.py", f"127.0.0.1:{self.port}"],
                cwd=settings.BASE_DIR, env=os.environ | self.settings, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        if is_awaited:
            wait_for(lambda: self.is_loaded() and self.answers(), "the site answers", STARTED_WITHIN)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(30)
            if self.process.poll() is None:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()

    def begin_again(self) -> None:
        """Database, Redis and files as the rehearsal left them, under the running site: no run finds another's leavings."""
        wait_for(self.is_loaded, "every process has started", STARTED_WITHIN)
        self.postgres.make(SITE, like=REHEARSED)
        self.redis.empty()
        for kept in KEPT:
            here = self.folder / "var" / kept
            shutil.rmtree(here, ignore_errors=True)
            with suppress(FileNotFoundError):
                shutil.copytree(self.folder / REHEARSED / kept, here)

    def end(self) -> None:
        """All at once and for good, without the time each process is given to finish."""
        if self.process is None:
            return
        going = self._children()  # each leads a group of its own
        self.process.kill()
        self.process.wait()
        for pid in going:
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)

    @contextmanager
    def restarted(self, **changed: str) -> Iterator[None]:
        """The site with other settings in its environment, and afterwards as it was."""
        self.stop()
        self.settings = changed
        self.start()
        try:
            yield
        finally:
            self.stop()
            self.settings = {}
            self.start()

    def answers(self) -> bool:
        return self.status("/healthz") == 200

    def status(self, path: str, timeout: float = 5) -> int:
        """Of a plain GET; 0 when there is no answer in time."""
        asked = HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            asked.request("GET", path)
            return asked.getresponse().status
        except (OSError, HTTPException):
            return 0
        finally:
            asked.close()

    def web(self) -> list[int]:
        """The web server's working processes, without their parent."""
        parents = [pid for pid in self._children() if "gunicorn" in command_of(pid)]
        return [child for pid in parents for child in children(pid)]

    def worker(self) -> list[int]:
        return [pid for pid in self._children() if " worker" in command_of(pid)]

    def is_loaded(self) -> bool:
        """Every process has said that it starts, and so looked at the database: one that may not look then does not start."""
        started = [self.web(), self.worker(), [pid for pid in self._children() if " beat" in command_of(pid)]]
        return all(started) and self.have_started(*started)

    def have_started(self, *pids: list[int]) -> bool:
        said = self.log.read_text(errors="replace")
        return all(f"[{pid}] config.starting" in said for some in pids for pid in some)

    def kill(self, pids: list[int]) -> None:
        hold(pids, "there was no process to kill")
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def renew(self) -> None:
        """New processes in place of the old ones, as a new version is put in place."""
        if self.process:
            self.process.send_signal(signal.SIGHUP)

    def _children(self) -> list[int]:
        return children(self.process.pid) if self.process else []


def children(parent: int) -> list[int]:
    return [pid for pid, its_parent in _processes() if its_parent == parent]


def command_of(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return ""


def _processes() -> Iterator[tuple[int, int]]:
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            yield int(path.parent.name), int(path.read_text().rpartition(")")[2].split()[1])
