"""SEC-06: what is stored as a file is read by nobody without a key, and not changed, cut or exchanged unseen."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as site
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import FileField

from casework import attachments
from casework.sealed_files import HEAD_BYTES, SEGMENT, SealedFileField, SealedStorage
from casework.sealing import TAG_BYTES, SealBroken

OLD, NEW = "old-" + "a" * 40, "new-" + "b" * 40
WHOLE = SEGMENT + TAG_BYTES
SECRET = "监察员王五的笔录".encode()


@pytest.fixture(autouse=True)
def keys(settings: Any, tmp_path: Path) -> None:
    settings.FIELD_KEYS, settings.FIELD_CIPHER = OLD, "aes"
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = {**site.STORAGES, "default": {"BACKEND": backend, "OPTIONS": {"location": tmp_path}}}


def kept(content: bytes) -> str:
    return SealedStorage().save("sealed/a.bin", ContentFile(content))


def stored(name: str) -> bytes:
    with default_storage.open(name, "rb") as file:
        return file.read()


def changed(name: str, change: Callable[[bytes], bytes]) -> None:
    content = change(stored(name))
    default_storage.delete(name)
    default_storage.save(name, ContentFile(content))


@pytest.mark.parametrize("cipher", ["aes", "sm4"])
@pytest.mark.parametrize("size", [0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 3 * SEGMENT, 3 * SEGMENT + 77])
def test_SEC_06_a_file_comes_back_as_it_was(size: int, cipher: str, settings: Any) -> None:
    settings.FIELD_CIPHER = cipher
    content = bytes(number % 251 for number in range(size))
    name = kept(content)
    assert SealedStorage().open(name).read() == content
    assert SealedStorage().size(name) == size
    assert SealedStorage().key_of(name).startswith(f"{cipher}:")


def test_SEC_06_it_is_read_from_the_middle_too() -> None:
    content = bytes(number % 251 for number in range(3 * SEGMENT))
    with SealedStorage().open(kept(content)) as file:
        for start in (2 * SEGMENT - 5, 3, SEGMENT):
            file.seek(start)
            assert file.read(50) == content[start : start + 50]
        assert file.seek(-4, io.SEEK_END) == len(content) - 4 and file.read() == content[-4:]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda raw: raw[:-1], id="one byte short"),
        pytest.param(lambda raw: raw[: HEAD_BYTES + WHOLE], id="last segment cut off"),
        pytest.param(lambda raw: raw[:HEAD_BYTES], id="only the head"),
        pytest.param(lambda raw: raw + b"x", id="one byte more"),
        pytest.param(
            lambda raw: raw[:HEAD_BYTES] + raw[HEAD_BYTES + WHOLE :][:WHOLE] + raw[HEAD_BYTES:][:WHOLE],
            id="segments exchanged",
        ),
        pytest.param(lambda raw: raw[:-9] + bytes([raw[-9] ^ 1]) + raw[-8:], id="a bit changed"),
        pytest.param(lambda raw: raw[:30] + bytes([raw[30] ^ 1]) + raw[31:], id="the head changed"),
    ],
)
def test_SEC_06_a_changed_file_does_not_open(change: Callable[[bytes], bytes]) -> None:
    name = kept(bytes(2 * SEGMENT))
    changed(name, change)
    with pytest.raises(SealBroken):
        SealedStorage().open(name).read()


def test_SEC_06_a_file_that_is_not_sealed_is_not_served() -> None:
    default_storage.save("sealed/b.bin", ContentFile(b"plain" * 100))
    assert SealedStorage().key_of("sealed/b.bin") == ""
    with pytest.raises(SealBroken):
        SealedStorage().open("sealed/b.bin")


def test_SEC_06_without_its_key_it_stays_shut(settings: Any) -> None:
    name = kept(SECRET)
    settings.FIELD_KEYS = f"{NEW} {OLD}"
    assert SealedStorage().open(name).read() == SECRET
    settings.FIELD_KEYS = NEW
    with pytest.raises(SealBroken):
        SealedStorage().open(name)


@pytest.mark.django_db
def test_SEC_06_no_upload_lies_in_clear(inspector: Any, tmp_path: Path) -> None:
    content = b"%PDF-1.4\n" + SECRET * 9 + b"\n%%EOF\n"
    uploaded = attachments.store(SimpleUploadedFile("笔录.pdf", content), uploaded_by=inspector)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files and not [path for path in files if SECRET in path.read_bytes()]
    assert attachments.is_intact(uploaded) and uploaded.served.open().read() == content


def test_SEC_06_every_stored_file_of_the_house_is_sealed() -> None:
    fields = [field for model in apps.get_models() for field in model._meta.concrete_fields]
    files = [field for field in fields if isinstance(field, FileField)]
    assert files and not [str(field) for field in files if not isinstance(field, SealedFileField)]
