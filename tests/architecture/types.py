"""The types of the whole house: `python -m tests.architecture.types [--pin]`.

mypy reads every room. What it finds wrong must stand in `mypy_baseline.txt`, and what stands there must still be wrong;
`--pin` writes the list anew, but only a shorter one. A room in `CLEAN` has nothing on the list.
"""

import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.architecture.sources import ROOMS, ROOT

BASELINE = Path(__file__).with_name("mypy_baseline.txt")
CLEAN = ("law", "casework", "findings", "config", "desk", "campaign", "complaints", "reports")
HEAD = "# What mypy still finds wrong, one a line, without line numbers. Written by `python -m tests.architecture.types --pin`.\n"

Errors = Counter[str]


def found() -> Errors:
    """What mypy finds wrong now: `file: message [code]`, with how often. RuntimeError when mypy itself fails."""
    reports = _reports()
    if any(report["code"] == "import-not-found" for report in reports):
        # A module that moved is still looked for by what mypy's cache remembers of it.
        shutil.rmtree(ROOT / ".mypy_cache", ignore_errors=True)
        reports = _reports()
    return Counter(_line(report) for report in reports if report["severity"] == "error")


def _reports() -> list[dict[str, str]]:
    command = [sys.executable, "-m", "mypy", "--output=json", *ROOMS]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1) or done.stderr.strip():
        raise RuntimeError(done.stdout + done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def _line(report: dict[str, str]) -> str:
    return f"{report['file']}: {' '.join(report['message'].split())} [{report['code']}]"


def listed() -> Errors:
    """What the baseline allows."""
    lines = BASELINE.read_text(encoding="utf-8").splitlines() if BASELINE.exists() else []
    return Counter(line for line in lines if line and not line.startswith("#"))


def complaints(now: Errors, allowed: Errors) -> list[str]:
    """What is not as the baseline has it, for a person to read; empty when all is well."""
    new = [f"new: {error}" for error in sorted((now - allowed).elements())]
    gone = [
        f"mended, take it off the list with --pin: {error}" for error in sorted((allowed - now).elements())
    ]
    return new + gone + [f"{error.split('/')[0]} has no errors: {error}" for error in unclean(allowed)]


def unclean(allowed: Errors) -> list[str]:
    """Entries of rooms that may have none."""
    return sorted(error for error in allowed if error.startswith(tuple(f"{room}/" for room in CLEAN)))


def pin(now: Errors, allowed: Errors) -> str:
    """Why the list must not be written anew; empty when it may."""
    if unclean(now):
        return "\n".join(["These rooms have no errors:", *unclean(now)])
    if allowed and now.total() > allowed.total():
        return f"The list may only shrink: {allowed.total()} before, {now.total()} now."
    return ""


def main(arguments: list[str]) -> int:
    """0 when all is as listed, 1 when not."""
    now, allowed = found(), listed()
    if "--pin" in arguments:
        wrong = [refusal] if (refusal := pin(now, allowed)) else []
        if not wrong:
            BASELINE.write_text(HEAD + "".join(f"{e}\n" for e in sorted(now.elements())), encoding="utf-8")
    else:
        wrong = complaints(now, allowed)
    rooms = Counter(error.split("/")[0] for error in now.elements())
    print("\n".join([*wrong, f"{now.total()} errors", *(f"{rooms[room]:5} {room}" for room in ROOMS)]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
