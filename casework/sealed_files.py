"""Sealed files: what is stored opens only with a key of `settings.FIELD_KEYS`, as sealed fields do (casework/sealing.py).

A file is a head and segments, each sealed on its own, so that a large one is written and read, also from the middle, in
constant memory. This is the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015) as in Tink's AES-GCM-HKDF streaming:
a key of its own for every file, and in each nonce the number of the segment and whether it is the last, so that segments can be
neither exchanged, left out nor cut off unseen.
"""

import io
from collections.abc import Iterator, Sequence
from os import urandom
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO

from django.core.files.base import File
from django.core.files.storage import Storage, default_storage
from django.db.models import FileField
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

from casework import sealing
from casework.sealing import TAG_BYTES, SealBroken, Sealer

MARK = b"SEALEDFILE1\n"
SALT_BYTES, PREFIX_BYTES = 16, 7
REFERENCE_BYTES = 12  # "aes:1a2b3c4d"
HEAD_BYTES = len(MARK) + REFERENCE_BYTES + SALT_BYTES + PREFIX_BYTES
SEGMENT = 256 * 1024
_WHOLE = SEGMENT + TAG_BYTES


class _Segments:
    """Seals and opens the segments of one file."""

    def __init__(self, head: bytes) -> None:
        reference, rest = head[len(MARK) :][:REFERENCE_BYTES], head[len(MARK) + REFERENCE_BYTES :]
        if len(head) != HEAD_BYTES or not head.startswith(MARK):
            raise SealBroken(_("不是加密保存的文件。"))
        self.head, self.prefix = head, rest[SALT_BYTES:]
        self.sealer: Sealer = sealing.sealer_of(reference.decode("ascii", "replace"))
        self.key = self.sealer.file_key(rest[:SALT_BYTES])

    def seal(self, number: int, plain: bytes, is_last: bool) -> bytes:
        return self.sealer.seal_bytes(plain, self.key, self._nonce(number, is_last), self.head)

    def open(self, number: int, sealed: bytes, is_last: bool) -> bytes:
        return self.sealer.open_bytes(sealed, self.key, self._nonce(number, is_last), self.head)

    def _nonce(self, number: int, is_last: bool) -> bytes:
        return self.prefix + number.to_bytes(4, "big") + bytes([is_last])


def plain_size(sealed: int) -> int:
    """How many bytes a sealed file of this many holds."""
    body = max(0, sealed - HEAD_BYTES)
    return max(0, body - TAG_BYTES * max(1, -(-body // _WHOLE)))


def sealed_parts(content: File | BinaryIO) -> Iterator[bytes]:
    """The bytes to store for a plain stream, piece by piece, sealed with the current key."""
    head = MARK + sealing.current().reference.encode("ascii") + urandom(SALT_BYTES + PREFIX_BYTES)
    segments = _Segments(head)
    yield head
    number, part = 0, content.read(SEGMENT)
    while True:
        following = content.read(SEGMENT) if len(part) == SEGMENT else b""
        yield segments.seal(number, part, is_last=not following)
        if not following:
            return
        number, part = number + 1, following


class SealedReader(io.RawIOBase):
    """The plain bytes of a sealed stream that can be searched; one segment is held at a time."""

    def __init__(self, stored: File | BinaryIO) -> None:
        self._stored = stored
        self._segments = _Segments(_exactly(stored, HEAD_BYTES))
        stored.seek(0, io.SEEK_END)
        self._sealed = stored.tell()
        self._size, self._at = plain_size(self._sealed), 0
        self._last = max(0, -(-(self._sealed - HEAD_BYTES) // _WHOLE) - 1)
        self._held, self._part = -1, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = max(0, offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence])
        return self._at

    def readinto(self, buffer: Any) -> int:
        number, start = divmod(self._at, SEGMENT)
        if number > self._last:
            return 0
        part = self._segment(number)[start : start + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def close(self) -> None:
        if not self.closed:
            self._stored.close()
        super().close()

    def _segment(self, number: int) -> bytes:
        if number != self._held:
            self._stored.seek(HEAD_BYTES + number * _WHOLE)
            sealed = _exactly(self._stored, _WHOLE)
            self._part = self._segments.open(number, sealed, is_last=number == self._last)
            self._held = number
        return self._part


class SealedFile(File):
    """The plain content of a stored file."""

    def __init__(self, name: str) -> None:
        super().__init__(self._opened(name), name)

    def open(self, *args: object, **kwargs: object) -> "SealedFile":
        """From the start, also after it was closed."""
        if self.closed:
            self.file = self._opened(self.name or "")
        self.seek(0)
        return self

    @staticmethod
    def _opened(name: str) -> io.BufferedReader:
        return io.BufferedReader(SealedReader(default_storage.open(name, "rb")), SEGMENT)


@deconstructible
class SealedStorage(Storage):
    """The site's storage (`STORAGE_URL`), sealed on the way in and opened on the way out."""

    def _open(self, name: str, mode: str = "rb") -> File:
        if mode != "rb":
            raise ValueError("a sealed file is written whole or not at all")
        return SealedFile(name)

    def _save(self, name: str, content: File) -> str:
        content.seek(0)
        with SpooledTemporaryFile(max_size=_WHOLE) as spool:
            spool.writelines(sealed_parts(content))
            return default_storage.save(name, File(spool, name))

    def delete(self, name: str) -> None:
        default_storage.delete(name)

    def exists(self, name: str) -> bool:
        return default_storage.exists(name)

    def size(self, name: str) -> int:
        return plain_size(default_storage.size(name))

    def key_of(self, name: str) -> str:
        """The reference of the key a stored file was sealed with; "" when it is not sealed."""
        with default_storage.open(name, "rb") as stored:
            head = stored.read(HEAD_BYTES)
        is_sealed = head.startswith(MARK)
        return head[len(MARK) :][:REFERENCE_BYTES].decode("ascii", "replace") if is_sealed else ""


class SealedFileField(FileField):
    """A stored file nobody reads without a key, whatever copy of the folder they have."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["storage"] = SealedStorage()
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("storage", None)
        return name, path, args, kwargs


def _exactly(stored: File | BinaryIO, size: int) -> bytes:
    """Up to `size` bytes; a storage may give fewer at a time."""
    parts, left = [], size
    while left and (part := stored.read(left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
