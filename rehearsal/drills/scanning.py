"""`bin/drills --scan`: scanners that are installed look at the code, its packages and the running site, signed in."""

import json
import shutil
import subprocess
import sys
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
MINUTES = 30
_NAMES = (
    "names of tables and columns of our own models stand in the statement, everything else is a parameter"
)
# What bandit tells of that is no fault, by rule and file, and why. The same rule in another file is a fault until it was read.
NO_FAULT = {
    (
        "B303",
        "accounts/second_factor.py",
    ): "RFC 6238: telephones make their codes with HMAC-SHA1, for which collisions do not count",
    (
        "B104",
        "config/metrics.py",
    ): "stands for an address that is not known, which is no loopback; nothing is bound to it",
    ("B608", "casework/append_only.py"): f"{_NAMES}; run by migrations",
    ("B608", "config/backup/making.py"): _NAMES,
    ("B608", "config/backup/tables.py"): f"{_NAMES}, quoted by the database's own rule",
    ("B608", "registry/bulk.py"): _NAMES,
    ("B608", "registry/search.py"): _NAMES,
}
_NO_TLS = "the site that is scanned has no TLS; with HTTPS the cookie is Secure"
# The same for wapiti, by kind and cookie.
NO_FAULT_OF_COOKIES = {
    ("Secure Flag cookie", "session"): _NO_TLS,
    ("Secure Flag cookie", "csrftoken"): _NO_TLS,
    ("Secure Flag cookie", "saved"): _NO_TLS,
    (
        "HttpOnly Flag cookie",
        "csrftoken",
    ): "the token stands in every form as well; hiding the cookie from scripts hides nothing",
    (
        "HttpOnly Flag cookie",
        "saved",
    ): "made for static/js/drafts.js, which forgets the drafts it names; no secret",
}


@dataclass(frozen=True)
class Scan:
    """A program, its arguments, and the faults its output tells, a line each; or why it tells nothing."""

    program: str
    arguments: Callable[[Site, Path], list[str]]
    faults: Callable[[str, Path], list[str] | str]


def _bandit(site: Site, folder: Path) -> list[str]:
    return ["-q", "-r", *ROOMS, "-ll", "-f", "json", "-o", str(folder / "bandit.json")]


def _bandit_faults(said: str, folder: Path) -> list[str]:
    results = json.loads((folder / "bandit.json").read_text())["results"]
    return [
        f"{one['test_id']} {one['filename']}:{one['line_number']} {one['issue_text']}"
        for one in results
        if (one["test_id"], one["filename"].removeprefix("./")) not in NO_FAULT
    ]


def _pip_audit(site: Site, folder: Path) -> list[str]:
    return ["-r", "requirements.txt", "--no-deps", "--disable-pip", "--progress-spinner", "off", "-f", "json"]


def _pip_audit_faults(said: str, folder: Path) -> list[str] | str:
    start = said.find("{")
    if start < 0:
        return f"the advisories cannot be reached: {said.strip()[-120:]}"
    packages = json.loads(said[start:].splitlines()[0])["dependencies"]
    skipped = sum("skip_reason" in one for one in packages)
    if skipped == len(packages):
        return "no package is known to the advisories that can be reached"
    return [
        f"{one['name']} {one['version']}: {fault['id']}" for one in packages for fault in one.get("vulns", ())
    ]


def _cookie(site: Site) -> str:
    visitor = Visitor(site.port).sign_in(READER)
    return "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())


def _wapiti(site: Site, folder: Path) -> list[str]:
    return [
        "-u", f"http://localhost:{site.port}/", "--scope", "domain", "-m", WAPITI_MODULES, "--level", "1",
        "-H", f"Cookie: {_cookie(site)}", "-x", f"http://localhost:{site.port}/accounts/logout/*",
        # Fifteen kinds of attack of a minute each follow the walk; reveals are limited and would only answer 429.
        "-x", f"http://localhost:{site.port}/*/reveal/*", "--max-scan-time", "300", "--max-attack-time", "60",
        "--max-parameters", "30", "--max-links-per-page", "50",
        "--no-bugreport", "--flush-session", "--store-session", str(folder), "-f", "json", "-o", str(folder / "wapiti.json"),
    ]  # fmt: skip


def _wapiti_faults(said: str, folder: Path) -> list[str]:
    told = json.loads((folder / "wapiti.json").read_text())
    found = [
        (kind, one)
        for part in ("vulnerabilities", "anomalies")
        for kind, ones in told[part].items()
        for one in ones
    ]
    return [
        f"{kind}: {one['method']} {one['path']} {one['info']}"
        for kind, one in found
        if (kind, one["info"].rpartition(": ")[2].strip()) not in NO_FAULT_OF_COOKIES
    ]


def _sqlmap(site: Site, folder: Path) -> list[str]:
    urls = folder / "urls.txt"
    urls.write_text("".join(f"http://127.0.0.1:{site.port}{path}\n" for path in ASKED))
    return [
        "-m", str(urls), "--batch", "--level", "3", "--risk", "1", "--smart", "--flush-session",
        "--cookie", _cookie(site), "--output-dir", str(folder),
    ]  # fmt: skip


def _sqlmap_faults(said: str, folder: Path) -> list[str]:
    return [line for line in said.splitlines() if "is vulnerable" in line or "injectable point" in line]


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
        found = one.faults(done.stdout + done.stderr, folder)
    except subprocess.TimeoutExpired:
        return f"not done after {MINUTES} minutes"
    except (OSError, ValueError, KeyError) as error:
        return f"its answer could not be read: {error}"
    if isinstance(found, str):
        return found
    for fault in found:
        sys.stderr.write(f"{one.program}: {fault}\n")
    return len(found)
