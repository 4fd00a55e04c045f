"""OPS-05, M-BR-01, D-18, D-19: a backup comes back whole, on both databases, and what is missing is said."""

import gzip
import json
import shutil
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from django.conf import settings as site
from django.contrib.auth import get_user_model
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from accounts.models import SecondFactor
from casework import anchors, append_only, attachments, audit
from casework import tasks as casework_tasks
from casework.by import SYSTEM
from casework.models import Attachment, AuditEntry
from complaints.confidentiality import Complainant
from complaints.models import ComplainantIdentity
from config import tasks
from config.backup import making, tables
from config.backup.archive import Manifest
from registry.models import Category, Employer
from tests.factories import complaints, patrols, registry

pytestmark = pytest.mark.django_db(transaction=True)
ODD = "一行\n两行\t制表\\反斜线\r“引号” \\N NULL"
PDF = b"%PDF-1.4\n" + b"x" * 700_000 + b"\n%%EOF\n"


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    folder = tmp_path / "store"
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = {**site.STORAGES, "default": {"BACKEND": backend, "OPTIONS": {"location": folder}}}
    return folder


@pytest.fixture
def filled(inspector: Any, town_officer: Any, town_a: Any, today: Any) -> None:
    employer = registry.employer(town=town_a)
    Employer.objects.filter(pk=employer.pk).update(name=ODD[:20], address=ODD)
    complaints.complaint(actor=inspector, complainant=Complainant(name="金小芳", phone="13800001234"))
    patrols.patrol(employer=employer, actor=town_officer)
    attachments.store(SimpleUploadedFile("笔录.pdf", PDF), uploaded_by=inspector)
    SecondFactor.objects.create(user=inspector, secret="JBSWY3DPEHPK3PXP", failed_at=1623456789.1234567)
    audit.note("sign_in", by=SYSTEM, label=ODD)
    casework_tasks.verify_audit()


@pytest.fixture
def made(filled: None, tmp_path: Path) -> Path:
    call_command("backup", tmp_path / "made", stdout=StringIO())
    return tmp_path / "made"


def emptied(store: Path) -> None:
    """Another machine: a database with what migrations lay down, an empty store, no anchors."""
    guards = list(append_only.all_guards())
    append_only.remove(connection, guards)
    call_command("flush", interactive=False, verbosity=0)
    append_only.install(connection, guards)
    append_only.begin(connection)
    Category.objects.create(code="laid", name="迁移所置")
    shutil.rmtree(store, ignore_errors=True)
    shutil.rmtree(site.ANCHOR_DIR, ignore_errors=True)


def restore(folder: Path, **options: Any) -> str:
    out = StringIO()
    call_command("restore", folder, stdout=out, **options)
    return out.getvalue()


def table(folder: Path, name: str) -> bytes:
    return gzip.decompress((folder / "tables" / f"{name}.gz").read_bytes())


def test_D_18_it_comes_back_whole(made: Path, store: Path, tmp_path: Path) -> None:
    before = {model._meta.db_table: model._base_manager.count() for model in tables.stored_models()}
    emptied(store)
    assert "The site is what the backup holds" in restore(made)
    assert {model._meta.db_table: model._base_manager.count() for model in tables.stored_models()} == before
    assert "The site is what the backup holds" in restore(made, check=True)
    assert ComplainantIdentity.objects.get().phone == "13800001234"
    assert Employer.objects.get(address=ODD).name == ODD[:20]
    factor = SecondFactor.objects.get()
    assert (factor.secret, factor.failed_at) == ("JBSWY3DPEHPK3PXP", 1623456789.1234567)
    assert Attachment.objects.get(media_type="application/pdf").original.open().read() == PDF
    call_command("verify_audit", anchors=made / "anchors" / "anchors.jsonl")
    assert append_only.absent(connection) == []


def test_D_18_the_restored_site_goes_on(made: Path, store: Path, tmp_path: Path, inspector: Any) -> None:
    emptied(store)
    restore(made)
    again = get_user_model().objects.get(pk=inspector.pk)
    complaints.complaint(actor=again, complainant=Complainant(name="后来的人", phone="13900001234"))
    assert audit.verify() is None
    with pytest.raises(CommandError, match=r"table complaints_complaint: 1 rows in the backup, 2 here"):
        restore(made, check=True)
    call_command("backup", tmp_path / "second", stdout=StringIO())
    assert "The site is what" in restore(tmp_path / "second", check=True)


def test_OPS_05_equal_rows_have_equal_digests_whoever_wrote_them(
    made: Path, store: Path, tmp_path: Path
) -> None:
    emptied(store)
    restore(made)
    call_command("backup", tmp_path / "again", stdout=StringIO())
    first, second = Manifest.read(made), Manifest.read(tmp_path / "again")
    assert first.tables == second.tables and first.files_sha256 == second.files_sha256


def test_M_DC_01_neither_keys_nor_sealed_texts_lie_in_it(made: Path, settings: Any) -> None:
    told = [path.read_bytes() for path in made.rglob("*") if path.is_file() and path.suffix != ".gz"]
    told += [table(made, path.stem) for path in (made / "tables").glob("*.gz")]
    for secret in (
        *settings.FIELD_KEYS.split(","),
        settings.SECRET_KEY,
        "金小芳",
        "13800001234",
        "JBSWY3DPEHPK3PXP",
    ):
        assert not [part for part in told if secret.encode() in part]
    assert not [part for part in told if b"%PDF-1.4" in part]
    assert Manifest.read(made).keys


def test_OPS_05_without_its_keys_nothing_is_restored_and_the_loss_is_told(
    made: Path, store: Path, settings: Any
) -> None:
    emptied(store)
    settings.FIELD_KEYS = "new-" + "b" * 40
    with pytest.raises(CommandError, match="(?s)Nothing was restored.*nobody ever reads"):
        restore(made)
    assert not Employer.objects.exists() and not store.exists()


def test_OPS_05_only_an_empty_site_takes_it(made: Path) -> None:
    with pytest.raises(CommandError, match="not empty: there are . accounts, an audit trail of"):
        restore(made)


def test_OPS_05_other_migrations_are_refused_with_the_way_out(made: Path, store: Path) -> None:
    emptied(store)
    path = made / "manifest.json"
    told = json.loads(path.read_text())
    told["migrations"].append("casework.9999_of_tomorrow")
    path.write_text(json.dumps(told))
    with pytest.raises(CommandError, match="casework.9999_of_tomorrow.*Check out the version"):
        restore(made)


def changed_rows(folder: Path) -> str:
    path = folder / "tables" / "registry_employer.gz"
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()).replace(b"370211", b"370212")))
    return "registry_employer are not those"


def cut_rows(folder: Path) -> str:
    path = folder / "tables" / "registry_employer.gz"
    path.write_bytes(path.read_bytes()[:-20])
    return "registry_employer cannot be read"


def lost_file(folder: Path) -> str:
    next((folder / "files").rglob("*.bin")).unlink()
    return "is missing"


def no_manifest(folder: Path) -> str:
    (folder / "manifest.json").unlink()
    return "no finished backup"


@pytest.mark.parametrize("harm", [changed_rows, cut_rows, lost_file, no_manifest])
def test_OPS_05_a_harmed_backup_changes_no_row(harm: Any, made: Path, store: Path) -> None:
    named = harm(made)
    emptied(store)
    with pytest.raises(CommandError, match=named):
        restore(made)
    assert not Employer.objects.exists() and not AuditEntry.objects.exists()
    assert append_only.absent(connection) == []


def test_OPS_05_check_says_what_is_missing(made: Path, store: Path) -> None:
    emptied(store)
    restore(made)
    lost = Attachment.objects.get(media_type="application/pdf").original.name
    default_storage.delete(lost)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE registry_employer SET name = 'x'")
        cursor.execute("DELETE FROM accounts_secondfactor")
        cursor.execute("UPDATE complaints_complainantidentity SET phone = 'sealed:aes:00000000:AAAA'")
    with pytest.raises(CommandError) as told:
        restore(made, check=True)
    for sentence in (
        "table registry_employer: as many rows, but not the same",
        "table accounts_secondfactor: 1 rows in the backup, 0 here, 1 missing",
        f"file {lost}: missing in the store",
        "sealed column complaints.complainantidentity.phone: 1 values open with no key",
    ):
        assert sentence in str(told.value)


def test_SEC_03_check_notices_a_trail_that_lost_its_end(made: Path, store: Path) -> None:
    emptied(store)
    restore(made)
    guards = list(append_only.GUARDS)
    append_only.remove(connection, guards)
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM casework_auditentry WHERE seq = (SELECT max(seq) FROM casework_auditentry)"
        )
        cursor.execute(
            "UPDATE casework_audithead SET (seq, hash) = (SELECT seq, hash FROM casework_auditentry ORDER BY seq DESC LIMIT 1)"
        )
    append_only.install(connection, guards)
    with pytest.raises(CommandError, match="audit trail: 第 .* 条起缺失"):
        restore(made, check=True)


def test_OPS_05_anchors_of_this_machine_are_set_aside_and_tell_what_was_lost(
    made: Path, store: Path, inspector: Any
) -> None:
    for number in range(3):
        with transaction.atomic():
            audit.record("load_towns", by=SYSTEM, label=f"{number}")
    casework_tasks.verify_audit()
    later = Path(site.ANCHOR_DIR).with_name("later")
    shutil.copytree(site.ANCHOR_DIR, later)
    emptied(store)
    shutil.copytree(later, site.ANCHOR_DIR)
    told = restore(made)
    assert "LOST: they tell of 3 entries" in told
    call_command("verify_audit")
    for path in (later, *later.parent.glob("anchors-before-restore-*")):
        shutil.rmtree(path)


def test_OPS_05_a_file_that_was_lost_already_is_named(filled: None, tmp_path: Path) -> None:
    lost = Attachment.objects.get(media_type="application/pdf").original.name
    default_storage.delete(lost)
    with pytest.raises(CommandError, match=lost):
        call_command("backup", tmp_path / "made", stdout=StringIO())
    assert Manifest.read(tmp_path / "made").missing == [lost]


def test_OPS_05_a_disk_that_is_full_leaves_nothing_behind(
    filled: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Any, **kwargs: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making, "_keep", full)
    with pytest.raises(CommandError, match="No space left"):
        call_command("backup", tmp_path / "made", stdout=StringIO())
    assert not (tmp_path / "made").exists()


@pytest.fixture
def writers(filled: None, inspector: Any) -> Iterator[None]:
    """Somebody who goes on uploading files and doing deeds."""
    stop = Event()

    def write() -> None:
        while not stop.wait(0.005):
            with transaction.atomic():
                audit.record("load_towns", by=SYSTEM)
                attachments.store(SimpleUploadedFile("a.pdf", PDF[:900]), uploaded_by=inspector)
        connection.close()

    thread = Thread(target=write)
    thread.start()
    yield
    stop.set()
    thread.join()


def test_D_19_a_backup_under_write_load_has_every_file_its_rows_name(writers: None, tmp_path: Path) -> None:
    call_command("backup", tmp_path / "made", stdout=StringIO())
    made = Manifest.read(tmp_path / "made")
    assert made.missing == []
    (entries,) = [one.rows for one in made.tables if one.table == "casework_auditentry"]
    assert entries == made.trail_seq
    (kept,) = [one.rows for one in made.tables if one.table == "casework_attachment"]
    assert made.files >= kept > 0


def test_D_19_an_anchor_moved_meanwhile_tells_of_nothing_the_backup_lacks(
    filled: None, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_files = making._keep_files

    def slow(*told: Any) -> None:
        keep_files(*told)
        with (anchors.folder() / anchors.KEPT).open("a") as kept:
            kept.write(anchors.Anchor(10_000, "f" * 64, "2021-06-07T02:00:00+08:00").line + "\n")

    monkeypatch.setattr(making, "_keep_files", slow)
    call_command("backup", tmp_path / "made", stdout=StringIO())
    emptied(store)
    assert "The site is what the backup holds" in restore(tmp_path / "made")


def test_OPS_05_nightly_where_a_target_is_set(filled: None, tmp_path: Path, settings: Any) -> None:
    tasks.nightly_backup()
    settings.BACKUP_DIR, settings.BACKUP_KEEP = str(tmp_path / "nightly"), 2
    for night in range(3):
        tasks.nightly_backup()
        made = max((tmp_path / "nightly").iterdir())
        made.rename(made.with_name(f"200{night}-01-01"))
    kept = sorted((tmp_path / "nightly").iterdir())
    assert len(kept) == 2 and all((path / "manifest.json").exists() for path in kept)
    first, second = ([*(path / "files").rglob("*.bin")] for path in kept)
    assert first and {path.stat().st_ino for path in first} == {path.stat().st_ino for path in second}
