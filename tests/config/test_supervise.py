"""bin/supervise.py with stand-ins for the web server, the worker and beat."""

import importlib.util
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

SCRIPT = Path(settings.BASE_DIR) / "bin" / "supervise.py"
SLEEPS = "import time; time.sleep(60)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
RUNNER = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("supervise", {script!r})
supervise = importlib.util.module_from_spec(spec)
spec.loader.exec_module(supervise)
supervise.PATIENCE, supervise.PAUSE = 1.0, 0.1
supervise.commands = lambda bind: {commands!r}
sys.argv = ["supervise.py", "127.0.0.1:0"]
sys.exit(supervise.main())
"""
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a supervisor over the given Python snippets, each of which writes its process id beside its name."""
    started: list[subprocess.Popen[str]] = []

    def run(**snippets: str) -> "subprocess.Popen[str]":
        commands = {
            name: (
                sys.executable,
                "-c",
                f"import os; print(os.getpid(), file=open({str(tmp_path / name)!r}, 'a'));{code}",
            )
            for name, code in snippets.items()
        }
        program = RUNNER.format(script=str(SCRIPT), commands=commands)
        env = os.environ | {"VAR_DIR": str(tmp_path)}
        process = subprocess.Popen(
            [sys.executable, "-c", program], env=env, text=True, stderr=subprocess.PIPE
        )
        started.append(process)
        return process

    yield run
    for process in started:
        if process.poll() is None:
            process.terminate()
        process.communicate()


def pids(tmp_path: Path, name: str, wanted: int = 1) -> list[int]:
    """The process ids `name` has written, once there are as many as wanted."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        lines = (tmp_path / name).read_text().split() if (tmp_path / name).exists() else []
        if len(lines) >= wanted:
            return [int(line) for line in lines]
        time.sleep(0.05)
    raise AssertionError(f"{name} did not start {wanted} times")


def is_alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_every_child(start: Start, tmp_path: Path, number: int) -> None:
    process = start(web=SLEEPS, worker=SLEEPS, beat=SLEEPS)
    children = [pids(tmp_path, name)[0] for name in ("web", "worker", "beat")]
    process.send_signal(number)
    assert process.wait(timeout=15) == 0
    assert not any(is_alive(child) for child in children)


def test_a_child_that_will_not_end_is_killed(start: Start, tmp_path: Path) -> None:
    process = start(web=SLEEPS, worker=STUBBORN)
    pids(tmp_path, "web")
    stubborn = pids(tmp_path, "worker")[0]
    time.sleep(0.5)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=15) == 0
    assert not is_alive(stubborn)


def test_a_worker_that_dies_is_started_again(start: Start, tmp_path: Path) -> None:
    process = start(web=SLEEPS, worker=SLEEPS)
    os.kill(pids(tmp_path, "worker")[0], signal.SIGKILL)
    first, second = pids(tmp_path, "worker", wanted=2)
    assert first != second and is_alive(second)
    assert process.poll() is None


def test_everything_ends_when_the_web_server_dies(start: Start, tmp_path: Path) -> None:
    process = start(web="raise SystemExit(3)", worker=SLEEPS)
    worker = pids(tmp_path, "worker")[0]
    assert process.wait(timeout=15) == 3
    assert not is_alive(worker)
    assert "web ended with 3" in process.stderr.read()


def test_one_folder_serves_one_site(start: Start, tmp_path: Path) -> None:
    start(web=SLEEPS)
    pids(tmp_path, "web")
    second = start(web=SLEEPS)
    assert second.wait(timeout=15) == 1
    assert "already running" in second.stderr.read()


def test_the_real_command_lines_name_programs_that_exist() -> None:
    spec = importlib.util.spec_from_file_location("supervise", SCRIPT)
    supervise = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(supervise)
    commands = supervise.commands("127.0.0.1:8000")
    assert list(commands) == ["web", "worker", "beat"]
    for command in commands.values():
        assert command[:2] == (sys.executable, "-m")
        assert importlib.util.find_spec(command[2]) is not None


READY = "import os, time; os.write(int(os.environ['READY_FD']), b'1') if 'READY_FD' in os.environ else 0; time.sleep(60)"


def until_dead(pid: int) -> None:
    until = time.monotonic() + 20
    while is_alive(pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_alive(pid)


def test_SEC_20_a_hang_up_puts_new_processes_in_place_and_the_old_ones_go_last(
    start: Start, tmp_path: Path
) -> None:
    process = start(web=READY, worker=SLEEPS)
    old, old_worker = pids(tmp_path, "web")[0], pids(tmp_path, "worker")[0]
    process.send_signal(signal.SIGHUP)
    new = pids(tmp_path, "web", 2)[1]
    until_dead(old)
    until_dead(old_worker)
    assert is_alive(new) and is_alive(pids(tmp_path, "worker", 2)[1])
    assert process.poll() is None
    process.terminate()
    assert process.wait(20) == 0
    assert not is_alive(new)


def test_SEC_20_a_new_site_that_does_not_come_up_leaves_the_old_one(start: Start, tmp_path: Path) -> None:
    fails = f"import os; os._exit(3) if 'READY_FD' in os.environ else 0; {SLEEPS}"
    process = start(web=fails, worker=SLEEPS)
    old = pids(tmp_path, "web")[0]
    pids(tmp_path, "worker")
    process.send_signal(signal.SIGHUP)
    pids(tmp_path, "web", 2)
    time.sleep(1)
    assert is_alive(old) and process.poll() is None
