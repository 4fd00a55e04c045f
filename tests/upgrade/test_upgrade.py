"""A filled site of the release before becomes one of this: nothing is lost, the trail holds, every page opens.

`before/<engine>` is a backup of a played campaign, made by that release (CONTRIBUTING.md, a release).
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection

SHELL = ("manage.py", "shell", "--no-imports", "-v", "0", "-c")
BEFORE = Path(__file__).with_name("before")
# The keys the backup was sealed with; they open made-up people.
FIELD_KEYS = "upgrade-test-only-made-up-people-upgrade-test-only-made-up"


@pytest.fixture
def address(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[str]:
    """An empty database on the server of the tests."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'site.sqlite3'}"
        return
    facts, name = connection.settings_dict, f"upgrade_{uuid4().hex[:12]}"
    login = quote(facts["USER"]) + (f":{quote(facts['PASSWORD'])}" if facts["PASSWORD"] else "")
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    yield f"postgres://{login}@{facts['HOST']}:{facts['PORT']}/{name}"
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name}")


def test_a_site_of_the_release_before_is_upgraded(address: str, tmp_path: Path) -> None:
    site = os.environ | {
        "DATABASE_URL": address,
        "VAR_DIR": str(tmp_path / "var"),
        "SECRET_KEY": settings.SECRET_KEY,
        "FIELD_KEYS": FIELD_KEYS,
        "HTTPS": "0",
        "CAMPAIGN_TODAY": "2021-06-23",
    }
    (tmp_path / "var" / "static").mkdir(parents=True)

    def run(*command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command], env=site, cwd=settings.BASE_DIR, capture_output=True, text=True
        )
        assert not done.returncode, done.stdout + done.stderr
        return done.stdout

    folder = BEFORE / connection.vendor
    run(*SHELL, f"from tests.upgrade.older import make; make({str(folder)!r})")
    run("manage.py", "migrate", "--verbosity", "0")
    run("manage.py", "migrate", "--check")
    run("manage.py", "verify_audit")
    run("manage.py", "backup", str(tmp_path / "after"))
    before, after = rows_of(folder), rows_of(tmp_path / "after")
    assert before["cases_case"] and before["complaints_complaint"] and before["casework_paper"]
    assert {table: after.get(table) for table, rows in before.items() if after.get(table, 0) < rows} == {}
    run(*SHELL, "from tests.upgrade.look import broken; found = broken(); assert not found, found")


def rows_of(backup: Path) -> dict[str, int]:
    told = json.loads((backup / "manifest.json").read_text("utf-8"))
    return {table["table"]: table["rows"] for table in told["tables"]}
