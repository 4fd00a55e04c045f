"""Files as evidence: sniffed, limited, hashed, photos re-encoded without EXIF, and never at an address of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from pathlib import PurePath
from typing import IO
from uuid import UUID
from zipfile import BadZipFile, ZipFile

from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils.translation import gettext as _

from casework import file_kinds, pictures, quarantine
from casework.by import Actor, By, Reader
from casework.file_kinds import FileKind
from casework.models import Attachment
from casework.models.attachment import Scan
from casework.sealing import SealBroken
from law.clock import now

MEGABYTE = 1024 * 1024
UNPACKED_LIMIT, RATIO_LIMIT, ENTRY_LIMIT = 200 * MEGABYTE, 100, 2000
HELD_FOR = timedelta(days=2)


class FileRefused(ValueError):
    """A file that is not taken in; `str()` is a sentence that says why and what to do."""


def sniff(file: UploadedFile) -> FileKind:
    """What the file is by its content, one of the kinds accepted and not too large. Raises `FileRefused`.

    The name and the browser's word count for nothing.
    """
    kind = file_kinds.kind_of(file)
    if kind is None:
        raise FileRefused(
            _("“%(name)s”不是可接受的文件，请换一种格式。%(types)s")
            % {"name": file.name, "types": file_kinds.accepted()}
        )
    if (file.size or 0) > kind.limit:
        raise FileRefused(
            _("“%(name)s”超过 %(size)s MB（%(group)s的上限），请压缩或分段后再传。")
            % {"name": file.name, "size": kind.group.limit, "group": kind.group.label}
        )
    if kind.is_packed:
        check_zip(file)
    return kind


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
    file: UploadedFile,
    *,
    uploaded_by: Actor | None,
    about: models.Model | None = None,
    label: str = "",
    called: str = "",
    kind: FileKind | None = None,
) -> Attachment:
    """Take a file in. Without `about` it is held for its uploader until `adopt`. Raises `FileRefused`.

    It is stored under the name `called`, where its own would tell who sent it. `kind` is what a gate of its own found it to be.
    """
    kind = kind or sniff(file)
    attachment = Attachment(
        record=about,
        name=_with_suffix(called or clean_name(file.name or ""), kind),
        label=label,
        media_type=kind.media_type,
        size=file.size or 0,
        sha256=_digest(file),
        uploaded_by_id=uploaded_by.pk if uploaded_by else None,
        uploaded_at=now(),
    )
    attachment.scan = scanned(file, name=file.name or "", by=By(uploaded_by))
    served = _without_exif(_whole(file), kind, attachment.name) if kind.pillow else b""
    with _both_or_none(attachment):
        attachment.original.save(f"{attachment.pk.hex}.bin", file, save=False)
        if served:
            attachment.derivative.save(f"{attachment.pk.hex}.jpg", ContentFile(served), save=False)
            attachment.derivative_sha256 = sha256(served).hexdigest()
        attachment.save(force_insert=True)
    return attachment


def scanned(file: IO[bytes] | File, *, name: str, by: By) -> Scan:
    """What the malware scanner says of a file that is about to be kept. Raises `FileRefused` when it finds something."""
    scan, signature = quarantine.verdict(file)
    if signature:
        quarantine.tell(signature, sha256=_digest(file), by=by)
        raise FileRefused(
            _("“%(name)s”查出病毒（%(signature)s），没有收下。请换一台干净的设备重新导出后再传。")
            % {"name": name, "signature": signature}
        )
    return scan


def store_made(
    content: bytes, *, name: str, media_type: str, about: models.Model, label: str = "", scan: str = ""
) -> Attachment:
    """Keep a file the system made (a report, an error workbook), or one that passed a gate of its own and was `scanned`."""
    attachment = Attachment(
        record=about,
        name=name,
        label=label,
        media_type=media_type,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        scan=scan,
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
    return all(_stored_digest(file) == expected for file, expected in stored)


def clean_name(name: str) -> str:
    """A file name without path, control characters, direction overrides or undue length."""
    base = PurePath((name or "").replace("\\", "/")).name
    printable = "".join(char for char in base if char.isprintable()).strip(" .") or "file"
    stem, dot, suffix = printable.rpartition(".")
    return f"{stem[:150]}{dot}{suffix[:10]}" if dot else printable[:150]


def _with_suffix(name: str, kind: FileKind) -> str:
    """A name that ends in what the file is, so that no programme takes it for something else when it is opened."""
    return name if name.lower().endswith(kind.suffixes) else name + kind.suffixes[0]


def _whole(file: UploadedFile) -> bytes:
    file.seek(0)
    return file.read()


def _digest(file: IO[bytes] | File) -> str:
    digest = sha256()
    file.seek(0)
    for chunk in iter(lambda: file.read(MEGABYTE), b""):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _stored_digest(file: models.fields.files.FieldFile) -> str:
    try:
        with file.open("rb") as stream:
            return _digest(stream)
    except (FileNotFoundError, SealBroken):
        return ""


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _stream_within(stream: IO[bytes], declared: int) -> None:
    read = 0
    while chunk := stream.read(MEGABYTE):
        read += len(chunk)
        if read > declared:
            raise FileRefused(_("这个文件解压后过大，疑似异常文件，请另存后再传。"))


def _without_exif(content: bytes, kind: FileKind, name: str) -> bytes:
    """The clean copy that is served. Raises `FileRefused`."""
    try:
        return pictures.clean_copy(content, kind.pillow)
    except pictures.MovingPicture as error:
        raise FileRefused(
            _("“%(name)s”是动图，留存时只剩一帧，请把要用的画面截成图片后再传。") % {"name": name}
        ) from error
    except pictures.NoPicture as error:
        raise FileRefused(
            _("“%(name)s”不是完整的照片或像素过多，请重新拍摄或导出后再传。") % {"name": name}
        ) from error
