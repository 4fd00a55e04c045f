"""`bin/drills --scan`: scanners that are installed look at the code, its packages and the running site, signed in."""

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from rehearsal.drills.parts import Site
from rehearsal.drills.visitor import Visitor

ROOMS = (
    "accounts", "campaign", "casework", "complaints", "config", "desk", "findings", "inspections", "law", "registry", "reports",
)  # fmt: skip
READER = "leader01"
WAPITI_MODULES = "xss,permanentxss,sql,timesql,file,exec,crlf,redirect,upload,csrf,csp,cookieflags,http_headers,methods,htaccess"
# Pages with a parameter that a database sees.
ASKED = (
    "/employers/?q=a&town=1&status=active",
    "/search/?q=a",
    "/patrols/?q=a",
    "/complaints/?q=a",
    "/cases/?q=a",
)
MINUTES = 20


@dataclass(frozen=True)
class Scan:
    """A program, its arguments, and how many faults its output tells."""

    program: str
    arguments: Callable[[Site, Path], list[str]]
    faults: Callable[[str, Path], int | str]


def _bandit(site: Site, folder: Path) -> list[str]:
    return ["-q", "-r", *ROOMS, "-ll", "-f", "json", "-o", str(folder / "bandit.json")]


def _bandit_faults(said: str, folder: Path) -> int | str:
    return len(json.loads((folder / "bandit.json").read_text())["results"])


def _pip_audit(site: Site, folder: Path) -> list[str]:
    return ["-r", "requirements.txt", "--no-deps", "--disable-pip", "--progress-spinner", "off", "-f", "json"]


def _pip_audit_faults(said: str, folder: Path) -> int | str:
    start = said.find("{")
    if start < 0:
        return f"the advisories cannot be reached: {said.strip()[-120:]}"
    packages = json.loads(said[start:].splitlines()[0])["dependencies"]
    skipped = sum("skip_reason" in one for one in packages)
    if skipped == len(packages):
        return "no package is known to the advisories that can be reached"
    return sum(len(one.get("vulns", ())) for one in packages)


def _cookie(site: Site) -> str:
    visitor = Visitor(site.port).sign_in(READER)
    return "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())


def _wapiti(site: Site, folder: Path) -> list[str]:
    return [
        "-u", f"http://localhost:{site.port}/", "--scope", "domain", "-m", WAPITI_MODULES, "--level", "1",
        "-H", f"Cookie: {_cookie(site)}", "-x", f"http://localhost:{site.port}/accounts/logout/*",
        "--max-scan-time", "900", "--max-attack-time", "120", "--max-parameters", "30", "--max-links-per-page", "50",
        "--no-bugreport", "--flush-session", "--store-session", str(folder), "-f", "json", "-o", str(folder / "wapiti.json"),
    ]  # fmt: skip


def _wapiti_faults(said: str, folder: Path) -> int | str:
    told = json.loads((folder / "wapiti.json").read_text())["vulnerabilities"]
    return sum(map(len, told.values()))


def _sqlmap(site: Site, folder: Path) -> list[str]:
    urls = folder / "urls.txt"
    urls.write_text("".join(f"http://127.0.0.1:{site.port}{path}\n" for path in ASKED))
    return [
        "-m", str(urls), "--batch", "--level", "3", "--risk", "1", "--smart", "--flush-session",
        "--cookie", _cookie(site), "--output-dir", str(folder),
    ]  # fmt: skip


def _sqlmap_faults(said: str, folder: Path) -> int | str:
    return said.count("is vulnerable") + said.count("injectable point")


SCANS = (
    Scan("bandit", _bandit, _bandit_faults),
    Scan("pip-audit", _pip_audit, _pip_audit_faults),
    Scan("wapiti", _wapiti, _wapiti_faults),
    Scan("sqlmap", _sqlmap, _sqlmap_faults),
)


def scan(site: Site, one: Scan) -> int | str:
    """The number of faults found, or why it could not be looked for."""
    program = shutil.which(one.program)
    if not program:
        return "not installed"
    folder = site.folder / one.program
    folder.mkdir()
    command = [program, *one.arguments(site, folder)]
    try:
        done = subprocess.run(
            command, cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=MINUTES * 60
        )
        return one.faults(done.stdout + done.stderr, folder)
    except subprocess.TimeoutExpired:
        return f"not done after {MINUTES} minutes"
    except (OSError, ValueError, KeyError) as error:
        return f"its answer could not be read: {error}"
