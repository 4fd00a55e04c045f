#!/usr/bin/env python3
"""Runs the web server, the Celery worker and beat side by side until Ctrl-C or SIGTERM, then ends all of them.

Each child has a process group of its own. Asked to stop, a child has ten seconds, then its group is killed (a worker on the
filesystem transport may hang in its warm shutdown). A worker or beat that dies is started again: jobs stand in the database,
so nothing is lost. When the web server dies everything ends, and on Linux also when this process is killed.
"""

import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType

PATIENCE = 10.0
PAUSE = 2.0
PR_SET_PDEATHSIG = 1
CELERY = (sys.executable, "-m", "celery", "-A", "config.celery", "--quiet")


def commands(bind: str) -> dict[str, tuple[str, ...]]:
    """Name and command line of every process; the first one is the site itself."""
    level = ("--loglevel", os.environ.get("LOG_LEVEL", "WARNING"))
    return {
        "web": (
            sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", bind, "--worker-class", "gthread",
            "--workers", "2", "--threads", "4", "--log-level", "warning", "--graceful-timeout", "5",
        ),
        # Solo: a worker of the embedded broker with children of its own hangs for ever when one of them is killed.
        "worker": (*CELERY, "worker", "--pool", "solo", "--without-gossip", "--without-mingle", *level),
        "beat": (*CELERY, "beat", "--pidfile", "", *level),
    }  # fmt: skip


def end_with_parent() -> None:
    """On Linux a child is told to end when the supervisor is killed; elsewhere it stays until it is stopped by hand."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Supervisor:
    def __init__(self, bind: str) -> None:
        self.commands = commands(bind)
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.stopping = False

    def start(self, name: str) -> None:
        self.children[name] = subprocess.Popen(
            self.commands[name], start_new_session=True, preexec_fn=end_with_parent
        )

    def stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def run(self) -> int:
        """Watch until told to stop or the web server ends; the exit code is the web server's, 0 when told to stop."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.stop)
        for name in self.commands:
            self.start(name)
        code = 0
        while not self.stopping:
            time.sleep(0.2)
            code = self.look_after()
        self.end_all()
        return code

    def look_after(self) -> int:
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
        for child in self.children.values():
            child.terminate()
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and any(child.poll() is None for child in self.children.values()):
            time.sleep(0.1)
        for child in self.children.values():
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
        return Supervisor(bind).run()


if __name__ == "__main__":
    sys.exit(main())
