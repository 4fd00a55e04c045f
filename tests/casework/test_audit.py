"""The audit trail: sealed, append-only, and part of the deed."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from casework import append_only, audit
from casework.by import SYSTEM, By
from casework.models import AuditEntry
from casework.workflow import perform
from tests.factories import complaints, trail

pytestmark = pytest.mark.django_db


def deed(label: str = "") -> AuditEntry:
    with transaction.atomic():
        return audit.record("load_towns", by=SYSTEM, label=label)


def test_every_entry_is_sealed_by_the_one_before() -> None:
    for number in range(3):
        audit.note("sign_in", by=SYSTEM, label=f"{number}")
    first, second, third = trail.entries()
    assert [first.seq, second.seq, third.seq] == [1, 2, 3]
    assert second.previous_hash == first.hash and third.previous_hash == second.hash
    assert audit.verify() is None


@pytest.mark.parametrize(
    "sql", ["UPDATE casework_auditentry SET reason = 'x'", "DELETE FROM casework_auditentry"]
)
def test_M_AU_03_the_database_refuses_to_change_the_trail(sql: str) -> None:
    deed()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert audit.verify() is None


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        ("UPDATE casework_auditentry SET reason = 'x' WHERE seq = 2", "第 2 条被改动"),
        ("DELETE FROM casework_auditentry WHERE seq = 2", "第 2 条缺失"),
        ("DELETE FROM casework_auditentry WHERE seq = 3", "末尾缺失"),
        ("UPDATE casework_auditentry SET previous_hash = hash WHERE seq = 2", "第 2 条与上一条不衔接"),
    ],
)
def test_M_AU_03_verify_names_the_first_broken_entry(sql: str, named: str) -> None:
    for number in range(3):
        deed(f"{number}")
    append_only.remove(connection)
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql)
    finally:
        append_only.install(connection)
    assert named in (audit.verify() or "")
    with pytest.raises(CommandError, match=named):
        call_command("verify_audit")


def test_M_AU_04_no_entry_no_deed(inspector: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    complaint = complaints.complaint(actor=inspector)

    def broken(*args: Any, **options: Any) -> None:
        raise RuntimeError("no audit")

    monkeypatch.setattr(audit, "record", broken)
    with pytest.raises(RuntimeError):
        perform(complaint, "request_supplement", by=By(inspector))
    complaint.refresh_from_db()
    assert complaint.state == "received"
    assert complaint.deadlines.running().filter(clock="complaint.acceptance").exists()


def test_a_crlf_in_a_label_stays_one_entry() -> None:
    audit.note("sign_in_refused", by=SYSTEM, label="zhang\r\nsan")
    assert trail.entries().count() == 1
    assert audit.verify() is None
