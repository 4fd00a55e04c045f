"""What is told before a site starts: keys, the database, its migrations and its roles (SEC-05, SEC-21, OPS-03, OPS-06)."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from casework import append_only, keys, table_sizes
from casework.models import KeyCanary
from config import checks, database_roles
from registry import search
from tests.factories import registry

POSTGRES = pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has roles")
KEY = "new-" + "b" * 40


def shell(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    told = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "FIELD_KEYS", "SECRET_KEY")
    }
    run = [sys.executable, *command]
    return subprocess.run(
        run, env=told | environment, cwd=site.BASE_DIR, text=True, capture_output=True, check=False
    )


@pytest.mark.django_db
def test_SEC_05_check_and_start_refuse_a_wrong_or_missing_key(settings: Any) -> None:
    checks.refuse_unfit()
    key = KeyCanary.objects.get().key
    for wrong in (KEY, ""):
        settings.FIELD_KEYS = wrong
        assert [(found.id, key in found.msg) for found in checks.check_keys(None)] == [("config.E013", True)]
        with pytest.raises(ImproperlyConfigured, match=key):
            checks.refuse_unfit()
        with pytest.raises(SystemExit, match=key):
            checks.end_unfit_process()
    assert KeyCanary.objects.count() == 1 and list(keys.missing()) == [key]


def test_SEC_05_no_key_is_made_beside_a_database(tmp_path: Path) -> None:
    def started() -> subprocess.CompletedProcess[str]:
        return shell("-c", "import config.settings", VAR_DIR=str(tmp_path))

    assert started().returncode == 0
    key, database = tmp_path / "field_keys", tmp_path / "db.sqlite3"
    held = key.read_text()
    database.write_bytes(b"SQLite format 3\0")
    key.rename(tmp_path / "apart")
    refused = started()
    assert refused.returncode == 1 and "field_keys is missing" in refused.stderr and not key.exists()
    (tmp_path / "apart").rename(key)
    assert started().returncode == 0 and key.read_text() == held


def test_OPS_06_a_database_that_cannot_be_reached_is_told() -> None:
    found = shell(
        "manage.py",
        "check",
        "--database",
        "default",
        DATABASE_URL="postgres://nobody@127.0.0.1:1/nowhere",
        FIELD_KEYS=KEY,
        SECRET_KEY=KEY * 2,
        HTTPS="0",
    )
    assert found.returncode == 1 and "config.E009" in found.stderr and "Traceback" not in found.stderr


def test_SEC_14_who_replaces_a_dead_process_starts_without_the_database() -> None:
    """The web server ends all its processes when one does not start: a site would be gone with its database."""
    away = {
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nowhere",
        "FIELD_KEYS": KEY,
        "SECRET_KEY": KEY * 2,
        "HTTPS": "0",
    }
    start = ("-c", "import config.wsgi")
    first = shell(*start, **away)
    assert first.returncode == 1 and "config.E009" in first.stderr
    assert shell(*start, **away, REPLACES_A_PROCESS="1").returncode == 0
    unfit = shell(*start, **away | {"HTTPS": "1", "ALLOWED_HOSTS": "*"}, REPLACES_A_PROCESS="1")
    assert unfit.returncode == 1 and "config.E003" in unfit.stderr and "config.E009" not in unfit.stderr


@pytest.mark.django_db
def test_OPS_03_migrations_that_wait_are_told_and_keep_a_process_from_starting() -> None:
    assert checks.check_migrations(None, databases=["default"]) == []
    MigrationRecorder(connection).record_unapplied("draws", "0002_write_once")
    (found,) = checks.check_migrations(None, databases=["default"])
    assert found.id == "config.E011" and "draws.0002_write_once" in found.msg
    with pytest.raises(ImproperlyConfigured, match="E011"):
        checks.refuse_unfit()


@pytest.mark.django_db
@pytest.mark.parametrize("target", [("registry", "zero"), ("casework", "0001")])
def test_SEC_21_a_way_back_that_would_empty_tables_is_refused(
    target: tuple[str, str], town_a: Any, inspector: Any
) -> None:
    employer = registry.employer(town=town_a)
    checks.refuse_unfit()
    with pytest.raises(CommandError, match="Refused: this would take back"):
        call_command("migrate", *target, verbosity=0)
    employer.refresh_from_db()
    assert append_only.absent(connection) == []


@pytest.mark.django_db
def test_SEC_21_the_refusal_names_other_rooms_tables_too(town_a: Any, inspector: Any) -> None:
    registry.employer(town=town_a)
    applied = MigrationRecorder(connection).applied_migrations().keys()
    with pytest.raises(CommandError, match="reports.0001_initial.* registry_employer"):
        call_command("migrate", "registry", "zero", verbosity=0)
    assert MigrationRecorder(connection).applied_migrations().keys() == applied, "not one step was taken"


def refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError:
        return True
    return False


@POSTGRES
@pytest.mark.django_db
def test_SEC_03_the_running_role_runs_the_site_and_destroys_nothing() -> None:
    assert "superuser" in next(database_roles.faults(connection))
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE trail_running")
        call_command("grant_running_role", "trail_running")
        cursor.execute("SET LOCAL ROLE trail_running")
    assert list(database_roles.faults(connection)) == []
    destroying = (
        "TRUNCATE casework_auditentry CASCADE",
        "DELETE FROM casework_auditentry",
        "UPDATE casework_auditentry SET reason = ''",
        "DELETE FROM casework_audithead",
        "DELETE FROM draws_round",
        "DROP TABLE casework_auditentry CASCADE",
        "ALTER TABLE casework_auditentry DISABLE TRIGGER ALL",
        "DROP TRIGGER casework_auditentry_guard_rows ON casework_auditentry",
        "CREATE OR REPLACE FUNCTION casework_auditentry_guard() RETURNS trigger AS 'BEGIN RETURN NEW; END' LANGUAGE plpgsql",
        "SET session_replication_role = replica",
        "DELETE FROM django_migrations",
        "CREATE TABLE mine (id int)",
    )
    assert [sql for sql in destroying if not refused(sql)] == []
    call_command("verify_audit")
    checks.refuse_unfit()
    assert KeyCanary.objects.exists()


@POSTGRES
@pytest.mark.django_db
def test_SEC_03_a_role_with_too_many_or_too_few_rights_is_told() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE trail_running")
        call_command("grant_running_role", "trail_running")
        cursor.execute("GRANT TRUNCATE ON casework_auditentry TO trail_running")
        cursor.execute("REVOKE INSERT ON registry_employer FROM trail_running")
        cursor.execute("SET LOCAL ROLE trail_running")
    told = " ".join(database_roles.faults(connection))
    assert "may TRUNCATE on casework_auditentry" in told and "lacks INSERT on registry_employer" in told


@POSTGRES
@pytest.mark.django_db
def test_SEC_03_the_owner_is_not_the_running_role() -> None:
    with pytest.raises(CommandError, match="no role nobody"):
        call_command("grant_running_role", "nobody")
    with pytest.raises(CommandError, match="owner's own role"):
        call_command("grant_running_role", connection.settings_dict["USER"])


@POSTGRES
@pytest.mark.django_db
def test_SEC_03_the_running_role_may_do_what_a_long_import_ends_with() -> None:
    """What only an owner may ask of PostgreSQL is left to its autovacuum."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE trail_running")
        call_command("grant_running_role", "trail_running")
        cursor.execute("SET LOCAL ROLE trail_running")
    search.settle()
    table_sizes.look_again(search.TABLE)
