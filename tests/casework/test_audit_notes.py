"""HSE-11: a look or a refusal waits for nobody, is sealed soon after, and is lost to nobody who reads the trail."""

from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from casework import audit, tasks
from casework.by import SYSTEM, By
from casework.models import AuditEntry, AuditNote
from casework.views.detail import LOOKS, timeline
from law import clock
from tests.architecture.sources import calls, dotted, first_party, shown
from tests.conftest import TODAY
from tests.factories import accounts, complaints

HEAD = "casework_audithead"
POSTGRES = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer, whatever it writes"
)


def deed(label: str = "") -> AuditEntry:
    with transaction.atomic():
        return audit.record("load_towns", by=SYSTEM, label=label)


def look(label: str = "") -> AuditNote:
    return audit.note("view_sensitive", by=SYSTEM, label=label)


def sealed() -> list[str]:
    return list(AuditEntry.objects.order_by("seq").values_list("record_label", flat=True))


@pytest.mark.django_db
def test_HSE_11_a_look_is_one_insert() -> None:
    with CaptureQueriesContext(connection) as sent:
        look()
    assert [query["sql"].split('"')[1] for query in sent] == ["casework_auditnote"]


@pytest.mark.django_db
def test_HSE_11_looks_are_sealed_before_the_next_deed_and_keep_their_time() -> None:
    with clock.at(TODAY):
        first = look("a")
    look("b")
    assert sealed() == []
    deed("c")
    assert sealed() == ["a", "b", "c"] and not AuditNote.objects.exists()
    entry = AuditEntry.objects.get(seq=1)
    assert (entry.at, entry.recorded_at, entry.note) == (first.at, first.recorded_at, first.pk)
    assert audit.verify() is None


@pytest.mark.django_db
def test_HSE_11_a_deed_seals_no_more_than_a_batch_and_beat_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "SEALED_AT_ONCE", 2)
    for number in range(5):
        look(f"{number}")
    deed("deed")
    assert sealed() == ["0", "1", "deed"]
    tasks.seal_notes()
    assert sealed() == ["0", "1", "deed", "2", "3", "4"]
    assert audit.verify() is None


@pytest.mark.django_db
def test_HSE_11_a_deed_that_is_given_up_leaves_the_looks_waiting() -> None:
    look("a")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        audit.record("load_towns", by=SYSTEM)
        _ = 1 / 0
    assert (sealed(), AuditNote.objects.count()) == ([], 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql", ["UPDATE casework_auditnote SET reason = 'x'", "DELETE FROM casework_auditnote"]
)
def test_HSE_11_the_database_refuses_to_change_or_lose_what_waits(sql: str) -> None:
    look("a")
    with pytest.raises(DatabaseError, match="sealed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert audit.seal_waiting() == 1 and sealed() == ["a"]


@pytest.mark.django_db
def test_HSE_11_a_note_is_sealed_only_once() -> None:
    note = look()
    audit.seal_waiting()
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.create(seq=99, note=note.pk, at=note.at, recorded_at=note.recorded_at)


@pytest.mark.django_db
def test_HSE_11_a_records_timeline_tells_a_look_before_and_after_it_is_sealed(inspector: Any) -> None:
    record = complaints.complaint(actor=inspector)
    audit.note("view_sensitive", by=By(inspector), about=record)
    waiting = timeline(record)
    audit.seal_waiting()
    assert waiting == timeline(record)
    assert [line.action for line in waiting] == ["view_sensitive", "register"]


@pytest.mark.django_db
def test_HSE_11_a_look_sealed_while_the_page_reads_is_told_once(
    inspector: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = complaints.complaint(actor=inspector)
    audit.note("view_sensitive", by=By(inspector), about=record)
    about = type(AuditEntry.objects).about

    def meanwhile(manager: Any, asked: Any) -> Any:
        if manager.model is AuditEntry:
            assert audit.seal_waiting() == 1
        return about(manager, asked)

    monkeypatch.setattr(type(AuditEntry.objects), "about", meanwhile)
    assert [line.action for line in timeline(record)] == ["view_sensitive", "register"]


@pytest.mark.django_db
def test_HSE_11_the_audit_page_and_verify_audit_see_what_waits(
    client_for: Callable[..., Client], capsys: Any
) -> None:
    look("一看")
    page = client_for(accounts.user(Role.AUDIT_ADMIN)).get("/work/audit/")
    assert "一看" in page.content.decode()
    look("再看")
    call_command("verify_audit")
    assert sealed() == ["一看", "再看"] and "holds: 2 entries" in capsys.readouterr().out


def test_HSE_11_no_page_records_a_look_under_the_lock() -> None:
    """Pages and middleware write notes; a look or a refusal is never a `record`, wherever it is written."""
    found = []
    for path in first_party():
        is_page = "views" in path.parts or path.stem in ("views", "middleware")
        for call in calls(path):
            if dotted(call.func) != "audit.record":
                continue
            verbs = {getattr(one, "value", None) for one in call.args}
            is_refusal = any(one.arg == "is_success" for one in call.keywords)
            if is_page or is_refusal or verbs & set(LOOKS):
                found.append(shown(path, call.lineno))
    assert not found, "\n".join(found)


@POSTGRES
@pytest.mark.django_db(transaction=True)
def test_HSE_11_a_look_does_not_wait_for_who_holds_the_lock(
    client_for: Callable[..., Client], inspector: Any
) -> None:
    """While a deed is under way: a page that is refused answers and its refusal is written down."""
    client, answers = client_for(inspector), []

    def reads() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
        answers.append(client.get("/work/audit/").status_code)
        connection.close()

    with transaction.atomic():
        audit.lock()
        reader = Thread(target=reads)
        reader.start()
        reader.join(30)
        assert answers == [403]
    assert AuditNote.objects.filter(action="refused_page").count() == 1
    assert audit.seal_waiting() >= 1 and audit.verify() is None


@pytest.mark.django_db(transaction=True)
def test_HSE_11_looks_deeds_and_beat_at_once_lose_and_double_nothing() -> None:
    errors: list[Exception] = []

    def run(work: Callable[[], Any]) -> None:
        try:
            for _turn in range(15):
                work()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    works = (look, look, deed, audit.seal_waiting, audit.seal_waiting)
    threads = [Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    audit.seal_waiting()
    assert errors == []
    assert AuditEntry.objects.filter(action="view_sensitive").count() == 30
    assert (AuditEntry.objects.count(), AuditNote.objects.count()) == (45, 0)
    assert audit.verify() is None
