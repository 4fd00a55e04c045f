"""Files as evidence: sniffed, limited, hashed, photos re-encoded without EXIF, and never at an address of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from pathlib import PurePath
from typing import IO
from uuid import UUID
from zipfile import BadZipFile, ZipFile

import filetype
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils.translation import gettext as _

from casework import pictures
from casework.by import Actor, Reader
from casework.models import Attachment
from casework.sealing import SealBroken
from law.clock import now

MEGABYTE = 1024 * 1024
PHOTO_LIMIT, DOCUMENT_LIMIT = 20 * MEGABYTE, 50 * MEGABYTE
UNPACKED_LIMIT, RATIO_LIMIT, ENTRY_LIMIT = 200 * MEGABYTE, 100, 2000
HELD_FOR = timedelta(days=2)

PHOTOS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
ZIPPED = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}
DOCUMENTS = {"application/pdf": ".pdf", **ZIPPED}
ACCEPTED_NAMES = "JPG、PNG、WEBP、PDF、DOCX、XLSX"


class FileRefused(ValueError):
    """A file that is not taken in; `str()` is a sentence that says why and what to do."""


def sniff(file: UploadedFile) -> str:
    """The media type by content, one of those accepted. Raises `FileRefused`.

    The name and the browser's word count for nothing.
    """
    file.seek(0)
    found = filetype.guess(file.read(8192))
    file.seek(0)
    media_type = found.mime if found else ""
    if media_type == "application/zip":
        media_type = _office_type(file)
    if media_type not in PHOTOS and media_type not in DOCUMENTS:
        raise FileRefused(
            _("“%(name)s”不是可接受的文件，请上传 %(types)s。") % {"name": file.name, "types": ACCEPTED_NAMES}
        )
    limit = PHOTO_LIMIT if media_type in PHOTOS else DOCUMENT_LIMIT
    if (file.size or 0) > limit:
        size = limit // MEGABYTE
        raise FileRefused(_("“%(name)s”超过 %(size)s MB，请压缩后再传。") % {"name": file.name, "size": size})
    if media_type in ZIPPED:
        check_zip(file)
    return media_type


def check_zip(file: IO[bytes] | File) -> None:
    """Refuse an archive that unpacks to too much, by its own word and by its stream, before anything parses it."""
    file.seek(0)
    try:
        with ZipFile(file) as archive:
            entries = archive.infolist()
            declared = sum(entry.file_size for entry in entries)
            packed = max(1, sum(entry.compress_size for entry in entries))
            if len(entries) > ENTRY_LIMIT or declared > UNPACKED_LIMIT or declared / packed > RATIO_LIMIT:
                raise FileRefused(_("这个文件解压后过大，疑似异常文件，请另存为普通工作簿或文档后再传。"))
            for entry in entries:
                if entry.filename.startswith("/") or ".." in PurePath(entry.filename).parts:
                    raise FileRefused(_("这个文件的内部结构异常，请另存后再传。"))
                with archive.open(entry) as stream:
                    _stream_within(stream, entry.file_size)
    except (BadZipFile, NotImplementedError, EOFError, RuntimeError, OSError) as error:
        raise FileRefused(_("这个文件已损坏或加密，请重新导出后再传。")) from error
    finally:
        file.seek(0)


def store(
    file: UploadedFile, *, uploaded_by: Actor | None, about: models.Model | None = None, label: str = ""
) -> Attachment:
    """Take a file in. Without `about` it is held for its uploader until `adopt`. Raises `FileRefused`."""
    media_type = sniff(file)
    content = file.read()
    attachment = Attachment(
        record=about,
        name=clean_name(file.name or ""),
        label=label,
        media_type=media_type,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        uploaded_by_id=uploaded_by.pk if uploaded_by else None,
        uploaded_at=now(),
    )
    served = _without_exif(content, media_type, attachment.name) if media_type in PHOTOS else b""
    with _both_or_none(attachment):
        attachment.original.save(f"{attachment.pk.hex}.bin", ContentFile(content), save=False)
        if served:
            attachment.derivative.save(f"{attachment.pk.hex}.jpg", ContentFile(served), save=False)
            attachment.derivative_sha256 = sha256(served).hexdigest()
        attachment.save(force_insert=True)
    return attachment


def store_made(
    content: bytes, *, name: str, media_type: str, about: models.Model, label: str = ""
) -> Attachment:
    """Keep a file the system itself made (a report, an error workbook)."""
    attachment = Attachment(
        record=about,
        name=name,
        label=label,
        media_type=media_type,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        uploaded_at=now(),
    )
    with _both_or_none(attachment):
        attachment.original.save(f"{attachment.pk.hex}.bin", ContentFile(content), save=False)
        attachment.save(force_insert=True)
    return attachment


@contextmanager
def _both_or_none(attachment: Attachment) -> Iterator[None]:
    """Files whose row could not be written do not stay. (A transaction taken back later leaves them to `casework.orphans`.)"""
    try:
        yield
    except BaseException:
        _remove_files(attachment)
        raise


def _remove_files(attachment: Attachment) -> None:
    for file in (attachment.original, attachment.derivative):
        if file:
            file.delete(save=False)


def held_by(user: Reader, ids: list[str]) -> list[Attachment]:
    """Files a user uploaded with a form that has not been accepted yet."""
    known = [part for part in ids if _is_uuid(part)]
    return list(Attachment.objects.filter(pk__in=known, uploaded_by=user.pk, content_type__isnull=True))


def adopt(attachments: list[Attachment], about: models.Model) -> None:
    """Give held files to the record they were uploaded for."""
    for attachment in attachments:
        attachment.record = about
    Attachment.objects.bulk_update(attachments, ["content_type", "object_id"])


def drop_stale_held() -> int:
    """Remove held files nobody came back for; returns how many."""
    stale = list(Attachment.objects.filter(content_type__isnull=True, uploaded_at__lt=now() - HELD_FOR))
    for attachment in stale:
        _remove_files(attachment)
        attachment.delete()
    return len(stale)


def is_intact(attachment: Attachment) -> bool:
    """Whether the stored bytes, original and derivative, still have the hashes they were stored with."""
    stored = [(attachment.original, attachment.sha256)]
    if attachment.derivative:
        stored.append((attachment.derivative, attachment.derivative_sha256))
    return all(_digest(file) == expected for file, expected in stored)


def clean_name(name: str) -> str:
    """A file name without path, control characters, direction overrides or undue length."""
    base = PurePath((name or "").replace("\\", "/")).name
    printable = "".join(char for char in base if char.isprintable()).strip(" .") or "file"
    stem, dot, suffix = printable.rpartition(".")
    return f"{stem[:150]}{dot}{suffix[:10]}" if dot else printable[:150]


def _digest(file: File) -> str:
    digest = sha256()
    try:
        with file.open("rb") as stream:
            for chunk in iter(lambda: stream.read(MEGABYTE), b""):
                digest.update(chunk)
    except (FileNotFoundError, SealBroken):
        return ""
    return digest.hexdigest()


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _office_type(file: UploadedFile) -> str:
    """Which office format a zip is, by the part every such file must have."""
    try:
        with ZipFile(file) as archive:
            names = set(archive.namelist())
    except BadZipFile:
        return ""
    finally:
        file.seek(0)
    main_parts = {"word/document.xml": ".docx", "xl/workbook.xml": ".xlsx"}
    suffix = next((suffix for part, suffix in main_parts.items() if part in names), "")
    return next((media for media, ending in ZIPPED.items() if ending == suffix), "")


def _stream_within(stream: IO[bytes], declared: int) -> None:
    read = 0
    while chunk := stream.read(MEGABYTE):
        read += len(chunk)
        if read > declared:
            raise FileRefused(_("这个文件解压后过大，疑似异常文件，请另存后再传。"))


def _without_exif(content: bytes, media_type: str, name: str) -> bytes:
    """The clean copy that is served. Raises `FileRefused`."""
    try:
        return pictures.clean_copy(content, PHOTOS[media_type])
    except pictures.MovingPicture as error:
        raise FileRefused(
            _("“%(name)s”是动图，留存时只剩一帧，请把要用的画面截成图片后再传。") % {"name": name}
        ) from error
    except pictures.NoPicture as error:
        raise FileRefused(
            _("“%(name)s”不是完整的照片或像素过多，请重新拍摄或导出后再传。") % {"name": name}
        ) from error
