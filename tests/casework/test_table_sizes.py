"""OPS-01: after many rows were written PostgreSQL is told to look, so that the next plan knows them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from casework import table_sizes
from casework.by import SYSTEM
from casework.models import Job, Notice
from registry.intake.sheet import open_list
from registry.models import Employer
from registry.services import imports
from tests.architecture.sources import calls, dotted, first_party, shown
from tests.registry import lists

POSTGRES = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite looks when it is asked to")


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(connection, "vendor", "postgresql")
    monkeypatch.setattr(table_sizes, "_analyse", found.extend)
    return found


@pytest.mark.django_db
def test_OPS_01_the_database_is_told_after_the_commit(
    looked_at: list[str], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        table_sizes.look_again(Job, Notice, "by_name")
        assert looked_at == [], "nothing is held up before the commit"
    assert looked_at == ["casework_job", "casework_notice", "by_name"]


@pytest.mark.django_db
def test_OPS_01_a_list_taken_in_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []
    monkeypatch.setattr(imports.table_sizes, "look_again", lambda *tables: told.extend(tables))
    path = lists.table(tmp_path / "名录.csv", [lists.row(镇街="") for _number in range(3)])
    run = imports.record_import(path, name=path.name, by=SYSTEM)
    imports.take_in(open_list(path), run=run, errors_in=tmp_path)
    assert Employer in told and Employer.categories.through in told


def test_OPS_01_who_writes_rows_in_batches_says_so() -> None:
    silent = []
    for path in first_party():
        if "benchmarks" in path.parts:
            continue
        named = {dotted(call.func): call for call in calls(path)}
        batches = [
            call
            for call in calls(path)
            if dotted(call.func).endswith("bulk_create")
            and any(one.arg == "batch_size" for one in call.keywords)
        ]
        if batches and "table_sizes.look_again" not in named:
            silent.append(shown(path, batches[0].lineno))
    assert not silent, silent


@POSTGRES
@pytest.mark.django_db(transaction=True)
def test_OPS_01_the_planner_knows_the_rows() -> None:
    Notice.objects.all().delete()
    table_sizes.look_again(Notice)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'casework_notice'")
        assert cursor.fetchone() == (0,), "-1 means: never looked at"
