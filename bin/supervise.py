#!/usr/bin/env python3
"""Runs the web server, the Celery worker and beat side by side until Ctrl-C or SIGTERM, then ends all of them.

Each child has a process group of its own. Asked to stop, a child has ten seconds, then its group is killed (a worker on the
filesystem transport may hang in its warm shutdown). A worker or beat that dies is started again: jobs stand in the database,
so nothing is lost. When the web server dies everything ends, and on Linux also when this process is killed.

SIGHUP puts new code in place without a gap: the socket belongs to this process, a second web server takes requests from it as
soon as it has loaded the house, and only then the first is asked to finish what it has and go.
"""

import ctypes
import fcntl
import os
import select
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType

PATIENCE = 10.0
PAUSE = 2.0
LOADING = 120.0
FAREWELL = 40.0
BACKLOG = 2048
PR_SET_PDEATHSIG = 1
CELERY = (sys.executable, "-m", "celery", "-A", "config.celery", "--quiet")


def commands(bind: str) -> dict[str, tuple[str, ...]]:
    """Name and command line of every process; the first one is the site itself. `bind` as gunicorn takes it (`fd://3`)."""
    level = ("--loglevel", os.environ.get("LOG_LEVEL", "WARNING"))
    return {
        "web": (
            sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", bind, "--config", "config/gunicorn.py",
        ),
        # Solo: a worker of the embedded broker with children of its own hangs for ever when one of them is killed.
        "worker": (*CELERY, "worker", "--pool", "solo", "--without-gossip", "--without-mingle", *level),
        "beat": (*CELERY, "beat", "--pidfile", "", *level),
    }  # fmt: skip


def end_with_parent() -> None:
    """On Linux a child is told to end when the supervisor is killed; elsewhere it stays until it is stopped by hand."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def listening(bind: str) -> socket.socket:
    """The socket all web servers take their requests from, the one after the other."""
    host, _colon, port = bind.rpartition(":")
    host = host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    taken.bind((host, int(port)))
    taken.listen(BACKLOG)
    return taken


class Supervisor:
    def __init__(self, bind: str) -> None:
        self.socket = listening(bind)
        self.commands = commands(f"fd://{self.socket.fileno()}")
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.leaving: list[tuple[float, subprocess.Popen[bytes]]] = []
        self.stopping = self.renewing = False

    def start(self, name: str) -> None:
        self.children[name] = self.process(name)

    def process(self, name: str, ready: int | None = None) -> "subprocess.Popen[bytes]":
        """A child; the site gets the socket, and where it is to say when it is `ready`."""
        passed = (
            []
            if name != "web"
            else [self.socket.fileno()]
            if ready is None
            else [self.socket.fileno(), ready]
        )
        told = {} if ready is None else {"READY_FD": str(ready)}
        return subprocess.Popen(
            self.commands[name],
            start_new_session=True,
            preexec_fn=end_with_parent,
            pass_fds=passed,
            env=os.environ | told,
        )

    def stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def renew(self, number: int, frame: FrameType | None) -> None:
        self.renewing = True

    def run(self) -> int:
        """Watch until told to stop or the web server ends; the exit code is the web server's, 0 when told to stop."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.stop)
        signal.signal(signal.SIGHUP, self.renew)
        for name in self.commands:
            self.start(name)
        code = 0
        while not self.stopping:
            time.sleep(0.2)
            if self.renewing:
                self.renewing = False
                self.renew_all()
            code = self.look_after()
        self.end_all()
        return code

    def renew_all(self) -> None:
        """New processes in place of all; where the new site does not come up the old ones stay."""
        reader, writer = os.pipe()
        new = self.process("web", ready=writer)
        os.close(writer)
        try:
            is_ready = self.wait_for(new, reader)
        finally:
            os.close(reader)
        if not is_ready:
            print("the new web server did not come up, the old one goes on", file=sys.stderr, flush=True)
            end_group(new)
            return
        going = list(self.children.values())
        self.children["web"] = new
        for child in going:  # worker and beat are started again by `look_after`
            child.terminate()
            self.leaving.append((time.monotonic() + FAREWELL, child))

    def wait_for(self, child: "subprocess.Popen[bytes]", reader: int) -> bool:
        until = time.monotonic() + LOADING
        while time.monotonic() < until and not self.stopping and child.poll() is None:
            if select.select([reader], [], [], 0.2)[0]:
                return bool(os.read(reader, 1))
        return False

    def look_after(self) -> int:
        for until, child in list(self.leaving):
            if child.poll() is not None or time.monotonic() > until:
                end_group(child)
                self.leaving.remove((until, child))
        for name, child in list(self.children.items()):
            if child.poll() is None or self.stopping:
                continue
            print(f"{name} ended with {child.returncode}", file=sys.stderr, flush=True)
            if name == "web":
                self.stopping = True
                return child.returncode or 1
            time.sleep(PAUSE)
            self.start(name)
        return 0

    def end_all(self) -> None:
        """Ask every child to end, wait, then kill what is left of its group. A second Ctrl-C does not interrupt this."""
        self.socket.close()
        for _until, child in self.leaving:
            end_group(child)
        for child in self.children.values():
            child.terminate()
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and any(child.poll() is None for child in self.children.values()):
            time.sleep(0.1)
        for child in self.children.values():
            end_group(child)


def end_group(child: "subprocess.Popen[bytes]") -> None:
    """What is left of a child and of its own children ends now."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def main() -> int:
    bind = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:8000"
    folder = Path(os.environ.get("VAR_DIR", Path(__file__).resolve().parent.parent / "var"))
    (folder / "static").mkdir(parents=True, exist_ok=True)
    with (folder / "serve.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            print(f"The site in {folder} is already running. Stop it first, or set VAR_DIR.", file=sys.stderr)
            return 1
        try:
            supervisor = Supervisor(bind)
        except OSError as error:
            print(f"{bind} cannot be listened on: {error}", file=sys.stderr)
            return 1
        return supervisor.run()


if __name__ == "__main__":
    sys.exit(main())
