"""SEC-03: what is cut off the trail's end is noticed, and so is a guard that was taken away; anchors are kept outside."""

import logging
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client

from accounts.roles import Role
from casework import anchors, append_only, audit, chain, tasks
from casework.audit import TrailBroken
from casework.by import SYSTEM
from casework.models import AuditEntry, Notice
from tests.factories import accounts, trail

pytestmark = pytest.mark.django_db
TRAIL, NOTES, HEAD = append_only.TRAIL, append_only.NOTES, append_only.HEAD
POSTGRES = pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has TRUNCATE")
SQLITE = pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite replaces rows without asking")


def deeds(count: int = 3) -> None:
    for number in range(count):
        with transaction.atomic():
            audit.record("load_towns", by=SYSTEM, label=f"{number}")


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def unguarded(*statements: str) -> None:
    """What somebody does who took the guards off, and put them back."""
    guards = list(append_only.all_guards())
    append_only.remove(connection, guards)
    run(*statements)
    append_only.install(connection, guards)


@pytest.mark.parametrize("table", [TRAIL, HEAD, NOTES, "draws_round", "draws_poolemployer"])
@POSTGRES
def test_SEC_03_no_table_that_is_written_once_is_emptied(table: str) -> None:
    with pytest.raises(DatabaseError, match="trail|sealed|drawn"), transaction.atomic():
        run(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize(
    "sql",
    [
        f"DELETE FROM {HEAD}",
        f"UPDATE {HEAD} SET seq = 1",
        f"UPDATE {HEAD} SET hash = 'x'",
        f"UPDATE {HEAD} SET seq = 9",
        f"UPDATE {HEAD} SET id = 2",
        f"DELETE FROM {TRAIL} WHERE seq = 3",
    ],
)
def test_SEC_03_the_head_is_guarded_as_the_rows_are(sql: str) -> None:
    deeds()
    with pytest.raises(DatabaseError, match="audit trail"), transaction.atomic():
        run(sql)
    deeds(1)
    assert audit.verify() is None


@SQLITE
@pytest.mark.parametrize("table", [TRAIL, HEAD])
def test_SEC_03_a_row_is_not_replaced_either(table: str) -> None:
    deeds()
    with pytest.raises(DatabaseError, match="audit trail"), transaction.atomic():
        run(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


CUTS = {
    "newest and head set back": [
        f"DELETE FROM {TRAIL} WHERE seq = 3",
        f"UPDATE {HEAD} SET seq = 2, hash = (SELECT hash FROM {TRAIL} WHERE seq = 2)",
    ],
    "all rows and the head": [f"DELETE FROM {TRAIL}", f"DELETE FROM {HEAD}"],
    "all rows, head as new": [f"DELETE FROM {TRAIL}", f"UPDATE {HEAD} SET seq = 0, hash = '{'0' * 64}'"],
    "the head alone": [f"DELETE FROM {HEAD}"],
    "the newest two and the head": [f"DELETE FROM {TRAIL} WHERE seq > 1", f"DELETE FROM {HEAD}"],
    "one in the middle": [f"DELETE FROM {TRAIL} WHERE seq = 2"],
}


@pytest.mark.parametrize("cut", CUTS)
def test_SEC_03_every_cut_is_noticed(cut: str) -> None:
    deeds()
    call_command("verify_audit")
    unguarded(*CUTS[cut])
    with pytest.raises(CommandError, match="缺失"):
        call_command("verify_audit")


def test_SEC_03_a_cut_that_grew_again_is_noticed() -> None:
    deeds()
    call_command("verify_audit")
    unguarded(*CUTS["newest and head set back"])
    deeds(4)
    assert audit.verify() is None, "the chain alone holds"
    with pytest.raises(CommandError, match="第 3 条与存证不符"):
        call_command("verify_audit")


def test_SEC_03_without_its_head_nothing_is_written() -> None:
    deeds()
    unguarded(f"DELETE FROM {HEAD}")
    with pytest.raises(TrailBroken):
        deeds(1)
    assert AuditEntry.objects.count() == 3


def test_SEC_03_a_table_that_is_gone_is_named() -> None:
    deeds()
    with connection.schema_editor() if connection.vendor == "postgresql" else transaction.atomic():
        run(f"ALTER TABLE {HEAD} RENAME TO elsewhere")
    try:
        with pytest.raises(CommandError, match=HEAD):
            call_command("verify_audit")
    finally:
        run(f"ALTER TABLE elsewhere RENAME TO {HEAD}")


def test_SEC_03_a_guard_that_is_gone_is_named() -> None:
    deeds()
    guard = next(one for one in append_only.all_guards() if one.table == "draws_round")
    append_only.remove(connection, [guard])
    assert "draws_round_guard" in (audit.verify() or "")
    append_only.install(connection, [guard])
    assert audit.verify() is None


@POSTGRES
def test_SEC_03_a_guard_that_is_switched_off_is_named() -> None:
    run(f"ALTER TABLE {TRAIL} DISABLE TRIGGER {TRAIL}_guard_rows")
    assert f"{TRAIL}_guard_rows" in (audit.verify() or "")


class TestAnchors:
    def test_nightly_one_line_is_added_and_every_half_minute_the_newest_moves(self) -> None:
        deeds()
        tasks.verify_audit()
        deeds(1)
        tasks.verify_audit()
        tasks.seal_notes()
        assert [one.seq for one in anchors.nightly()] == [3, 4]
        assert [one.seq for one in anchors.known()] == [3, 4, 4]
        assert anchors.lost(anchors.known()) == []

    def test_anchors_kept_elsewhere_are_checked(self, tmp_path: Path, settings: Any, capsys: Any) -> None:
        deeds()
        tasks.verify_audit()
        elsewhere = tmp_path / "kept.jsonl"
        elsewhere.write_bytes((Path(settings.ANCHOR_DIR) / anchors.KEPT).read_bytes())
        call_command("verify_audit", anchors=elsewhere)
        assert "1 in the file" in capsys.readouterr().out
        unguarded(*CUTS["newest and head set back"])
        shutil.rmtree(settings.ANCHOR_DIR)
        call_command("verify_audit")
        with pytest.raises(CommandError, match="第 3 条起缺失"):
            call_command("verify_audit", anchors=elsewhere)

    @pytest.mark.parametrize(
        "text",
        [
            "x\n",
            '{"seq": 1}\n',
            '{"seq": "1", "hash": "00", "at": ""}\n',
            "[]\n",
            '{"seq": 1, "hash": "zz", "at": ""}',
            "",
        ],
    )
    def test_a_file_that_holds_no_anchors_is_refused(self, text: str, tmp_path: Path) -> None:
        deeds()
        file = tmp_path / "kept.jsonl"
        file.write_text(text)
        with pytest.raises(CommandError, match="no anchor"):
            call_command("verify_audit", anchors=file)
        with pytest.raises(CommandError, match="no such file"):
            call_command("verify_audit", anchors=tmp_path / "nowhere")

    def test_without_anchors_it_says_what_is_not_proven(self, capsys: Any) -> None:
        deeds()
        call_command("verify_audit")
        told = capsys.readouterr()
        assert "holds: 3 entries" in told.out and "not proven" in told.err

    def test_a_cut_is_told_within_half_a_minute_and_its_anchor_stays(self, caplog: Any) -> None:
        deeds()
        tasks.seal_notes()
        unguarded(*CUTS["newest and head set back"])
        deeds(5)
        with caplog.at_level(logging.CRITICAL):
            tasks.seal_notes()
        assert "entry 3" in caplog.text
        assert [one.seq for one in anchors.known()] == [3]

    def test_at_night_who_keeps_the_trail_is_told(self) -> None:
        keeper = accounts.user(Role.AUDIT_ADMIN)
        deeds()
        tasks.seal_notes()
        unguarded(*CUTS["newest and head set back"])
        tasks.verify_audit()
        assert "第 3 条起缺失" in Notice.objects.get(user=keeper).what

    def test_the_trail_that_grows_during_the_walk_is_whole(self, monkeypatch: pytest.MonkeyPatch) -> None:
        deeds()
        entries = chain._entries

        def meanwhile() -> Any:
            deeds(2)
            return entries()

        monkeypatch.setattr(chain, "_entries", meanwhile)
        assert audit.verify() is None


class TestPage:
    def test_the_audit_administrator_takes_the_anchors_away(
        self, client_for: Callable[..., Client], settings: Any
    ) -> None:
        deeds()
        tasks.verify_audit()
        client = client_for(accounts.user(Role.AUDIT_ADMIN))
        page = client.get("/work/audit/anchors/").content.decode()
        assert "共 1 条" in page and "相符" in page
        answer = client.post("/work/audit/anchors/file/")
        taken = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert anchors.read(taken.decode().splitlines(), "") == anchors.known()
        assert trail.entries(action="export").get().record_label == "审计存证"

    def test_anchors_kept_elsewhere_are_compared_on_the_page(self, client_for: Callable[..., Client]) -> None:
        deeds()
        client = client_for(accounts.user(Role.AUDIT_ADMIN))
        entry = AuditEntry.objects.get(seq=2)
        good = anchors.Anchor(2, entry.hash, "2026-11-30T02:30:00+08:00").line
        bad = anchors.Anchor(3, "0" * 64, "2026-11-30T02:30:00+08:00").line

        def sent(text: str) -> str:
            file = SimpleUploadedFile("anchors.jsonl", text.encode())
            return client.post("/work/audit/anchors/", {"file": file}).content.decode()

        assert "1 条存证都与审计日志相符" in sent(good)
        assert "第 3 条" in sent(f"{good}\n{bad}")
        assert "不是存证文件" in sent("x")
