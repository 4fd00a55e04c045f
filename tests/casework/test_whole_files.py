"""SEC-12, D-01, D-07: a stored file is there whole with its row, or not at all."""

import errno
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile, File
from django.core.management import call_command
from django.db import DatabaseError, transaction

from casework import attachments, orphans
from casework.models import Attachment
from casework.storage import WholeFiles
from tests.casework.test_attachments import photo, upload


@pytest.fixture
def files(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """A storage of the test's own."""
    storage = {"BACKEND": "casework.storage.WholeFiles", "OPTIONS": {"location": str(tmp_path / "files")}}
    settings.STORAGES = settings.STORAGES | {"default": storage}
    yield tmp_path / "files"


def lying(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


class Breaking(File):
    """Ends in the middle, as a full disk or a lost upload does."""

    def __init__(self) -> None:
        super().__init__(None, name="x")

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield b"half"
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_SEC_12_what_breaks_off_leaves_no_half_file(files: Path) -> None:
    storage = WholeFiles(location=str(files))
    with pytest.raises(OSError, match="space"):
        storage.save("sealed/a.bin", Breaking())
    assert lying(files) == []
    assert storage.save("sealed/a.bin", ContentFile(b"whole")) == "sealed/a.bin"
    assert (files / "sealed/a.bin").read_bytes() == b"whole"


@pytest.mark.django_db
def test_SEC_12_a_second_part_that_finds_no_room_takes_the_first_with_it(
    files: Path, inspector: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = WholeFiles.save

    def full(self: WholeFiles, name: str, content: Any, max_length: int | None = None) -> str:
        return whole(self, name, Breaking() if name.startswith("served/") else content, max_length)

    monkeypatch.setattr(WholeFiles, "save", full)
    with pytest.raises(OSError, match="space"):
        attachments.store(upload(photo(), "a.jpg"), uploaded_by=inspector)
    assert lying(files) == [] and not Attachment.objects.exists()


@pytest.mark.django_db
def test_SEC_12_a_row_that_cannot_be_written_leaves_no_file(
    files: Path, inspector: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*args: Any, **options: Any) -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr(Attachment, "save", gone)
    with pytest.raises(DatabaseError):
        attachments.store(upload(photo(), "a.jpg"), uploaded_by=inspector)
    assert lying(files) == []


@pytest.mark.django_db
def test_D_01_the_sweep_takes_what_has_no_row_and_nothing_else(
    files: Path, inspector: Any, capsys: Any
) -> None:
    kept = attachments.store(upload(photo(), "a.jpg"), uploaded_by=inspector)
    with pytest.raises(DatabaseError), transaction.atomic():
        attachments.store(upload(photo(), "b.jpg"), uploaded_by=inspector)
        raise DatabaseError("taken back")
    WholeFiles(location=str(files)).save("elsewhere/c.bin", ContentFile(b"not ours"))
    (files / "sealed" / "killed.bin.part").write_bytes(b"half")
    assert orphans.remove() == 0, (
        "what is a few days old only may belong to a database that is being restored"
    )
    call_command("sweep_files", "--days", "0")
    assert "without a row: 3 files" in capsys.readouterr().out
    assert orphans.remove(timedelta()) == 3
    assert lying(files) == sorted([kept.original.name, kept.derivative.name, "elsewhere/c.bin"])
    assert attachments.is_intact(Attachment.objects.get(pk=kept.pk))
