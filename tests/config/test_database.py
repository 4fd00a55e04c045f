"""OPS-01: how a process talks to PostgreSQL: nothing is compiled, and only pages work under the limit made for pages."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

SHOWN = "from django.conf import settings; print(settings.DATABASES['default']['OPTIONS'].get('options'))"


def options_of(process: str, **environment: str) -> str:
    """What a process that begins by importing `process` opens its connections with."""
    told = {name: value for name, value in os.environ.items() if name != "SERVES_PAGES"}
    told |= {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nowhere", "HTTPS": "0", **environment}
    told |= {"SECRET_KEY": settings.SECRET_KEY, "FIELD_KEYS": settings.FIELD_KEYS}
    started = f"with contextlib.suppress(ImproperlyConfigured):\n import {process}\n"  # no such database: it may not serve
    imports = "import contextlib\nfrom django.core.exceptions import ImproperlyConfigured\n"
    command = [sys.executable, "-c", f"{imports}{started}{SHOWN}"]
    return subprocess.check_output(command, env=told, cwd=settings.BASE_DIR, text=True).strip()


@pytest.mark.parametrize(
    ("process", "seconds"), [("config.wsgi", 60), ("config.celery", 1800)], ids=["pages", "work"]
)
def test_OPS_01_a_report_does_not_work_under_the_limit_of_a_page(process: str, seconds: int) -> None:
    assert options_of(process).startswith(f"-c jit=off -c statement_timeout={seconds}s ")


def test_OPS_01_both_limits_are_set_by_the_environment() -> None:
    given = {"PAGE_STATEMENT_SECONDS": "7", "WORK_STATEMENT_SECONDS": "0"}
    assert "statement_timeout=7s " in options_of("config.wsgi", **given)
    assert "statement_timeout=0s " in options_of("config.celery", **given)


@pytest.mark.parametrize(
    ("process", "lock", "idle"), [("config.wsgi", 8, 60), ("config.celery", 300, 1800)], ids=["pages", "work"]
)
def test_SEC_19_a_page_waits_for_a_lock_for_seconds_only(process: str, lock: int, idle: int) -> None:
    told = f"-c lock_timeout={lock}s -c idle_in_transaction_session_timeout={idle}s"
    assert options_of(process).endswith(told)
    assert "lock_timeout=3s" in options_of("config.wsgi", PAGE_LOCK_SECONDS="3")


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no such settings")
def test_OPS_01_the_server_takes_them() -> None:
    with connection.cursor() as cursor:
        for name, value in {"jit": "off", "statement_timeout": "30min"}.items():
            cursor.execute(f"SHOW {name}")
            assert cursor.fetchone() == (value,)
