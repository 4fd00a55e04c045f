"""Which files are taken in, known by their content, and how large each may be.

A picture is made anew (casework/pictures.py). Everything else is evidence that nobody here opens: it is kept as it came, and only
a download ever leaves the house.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import IO
from zipfile import BadZipFile, ZipFile

import filetype
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from law.words import Sentence

MEGABYTE = 1024 * 1024
HEAD = 8192
OPEN_XML = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Group:
    """What people call such files, and how many megabytes one may have."""

    label: Sentence
    limit: int


PHOTO = Group(gettext_lazy("照片"), 20)
DOCUMENT = Group(gettext_lazy("文档"), 50)
ARCHIVE = Group(gettext_lazy("照片压缩包"), 100)
SOUND = Group(gettext_lazy("录音"), 100)
VIDEO = Group(gettext_lazy("录像"), 200)


@dataclass(frozen=True)
class FileKind:
    """One kind of file: `suffixes` are those its name may end in, the first is given to a name that ends in none."""

    media_type: str
    suffixes: tuple[str, ...]
    group: Group
    pillow: str = ""  # the name under which pictures are read; "": not a picture
    is_packed: bool = False

    @property
    def limit(self) -> int:
        return self.group.limit * MEGABYTE


JPEG = FileKind("image/jpeg", (".jpg", ".jpeg"), PHOTO, "JPEG")
PNG = FileKind("image/png", (".png",), PHOTO, "PNG")
WEBP = FileKind("image/webp", (".webp",), PHOTO, "WEBP")
HEIC = FileKind("image/heic", (".heic", ".heif"), PHOTO, "HEIF")
PDF = FileKind("application/pdf", (".pdf",), DOCUMENT)
DOC = FileKind("application/msword", (".doc", ".wps"), DOCUMENT)
DOCX = FileKind(f"{OPEN_XML}.wordprocessingml.document", (".docx",), DOCUMENT, is_packed=True)
XLS = FileKind("application/vnd.ms-excel", (".xls", ".et"), DOCUMENT)
XLSX = FileKind(f"{OPEN_XML}.spreadsheetml.sheet", (".xlsx",), DOCUMENT, is_packed=True)
OFD = FileKind("application/ofd", (".ofd",), DOCUMENT, is_packed=True)
ZIP = FileKind("application/zip", (".zip",), ARCHIVE, is_packed=True)
MP3 = FileKind("audio/mpeg", (".mp3",), SOUND)
M4A = FileKind("audio/mp4", (".m4a",), SOUND)
AMR = FileKind("audio/amr", (".amr",), SOUND)
AAC = FileKind("audio/aac", (".aac",), SOUND)
WAV = FileKind("audio/x-wav", (".wav",), SOUND)
MP4 = FileKind("video/mp4", (".mp4", ".m4v"), VIDEO)
MOV = FileKind("video/quicktime", (".mov",), VIDEO)
GP3 = FileKind("video/3gpp", (".3gp",), VIDEO)
# A text table has nothing it could be known by: whoever read it as one says so (casework.attachments.store).
CSV = FileKind("text/csv", (".csv",), DOCUMENT)
KINDS = (JPEG, PNG, WEBP, HEIC, PDF, DOC, DOCX, XLS, XLSX, OFD, ZIP, MP3, M4A, AMR, AAC, WAV, MP4, MOV, GP3)

BY_MEDIA_TYPE = {kind.media_type: kind for kind in KINDS}
# Containers that begin alike are told apart by the brand of the first box (ISO/IEC 14496-12).
BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"mif1"), HEIC),
    **dict.fromkeys((b"M4A ", b"M4B "), M4A),
    **dict.fromkeys((b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV"), MP4),
    b"qt  ": MOV,
}  # fmt: skip
# An old office file is known by the stream it must have, named in UTF-16 in its directory ([MS-DOC], [MS-XLS]).
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STREAMS = {"WordDocument": DOC, "Workbook": XLS, "Book": XLS}
# A packed one by the part it must have.
PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "OFD.xml": OFD}
PICTURE_HEAD = 64
LEFT_BY_SYSTEMS = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def kind_of(file: IO[bytes]) -> FileKind | None:
    """What a file is by its content, or None when it is nothing that is taken in. The name counts for nothing."""
    file.seek(0)
    head = file.read(HEAD)
    try:
        if head.startswith(OLE):
            return _old_office(file)
        if head[4:8] == b"ftyp":
            return _of_brand(head)
        if head.startswith(b"PK"):
            return _packed(file)
        found = filetype.guess(head)
        return BY_MEDIA_TYPE.get(found.mime) if found else None
    finally:
        file.seek(0)


def accepted() -> str:
    """What may be uploaded and how large, as one sentence for a field: made from the table above."""
    told = []
    for group, kinds in groupby(KINDS, key=lambda kind: kind.group):
        names = "、".join(kind.suffixes[0].removeprefix(".").upper() for kind in kinds)
        told.append(
            _("%(group)s（%(names)s）%(limit)s MB")
            % {"group": group.label, "names": names, "limit": group.limit}
        )
    return _("每个文件：%(kinds)s 以内。") % {"kinds": "，".join(told)}


accepted_lazy = lazy(accepted, str)


def _of_brand(head: bytes) -> FileKind | None:
    brand = head[8:12]
    return GP3 if brand.startswith((b"3gp", b"3g2")) else BRANDS.get(brand)


def _old_office(file: IO[bytes]) -> FileKind | None:
    file.seek(0)
    content = file.read(DOCUMENT.limit * MEGABYTE)
    for name, kind in STREAMS.items():
        if _directory_entry(name) in content:
            return kind
    return None


def _directory_entry(name: str) -> bytes:
    """A name fills 64 bytes, then comes its length with the closing zero, then 2 for a stream."""
    stored = name.encode("utf-16-le")
    return stored.ljust(64, b"\0") + (len(stored) + 2).to_bytes(2, "little") + b"\x02"


def _packed(file: IO[bytes]) -> FileKind | None:
    file.seek(0)
    try:
        with ZipFile(file) as archive:
            names = set(archive.namelist())
            found = next((kind for part, kind in PARTS.items() if part in names), None)
            return found or (ZIP if _holds_only_pictures(archive) else None)
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return None


def _holds_only_pictures(archive: ZipFile) -> bool:
    """Whether there is a picture in it and nothing else, by the first bytes of each; what systems add does not count."""
    heads = list(_heads(archive))
    return bool(heads) and all(_is_picture(head) for head in heads)


def _heads(archive: ZipFile) -> Iterator[bytes]:
    for entry in archive.infolist():
        is_added = entry.filename.startswith(LEFT_BY_SYSTEMS[0]) or entry.filename.endswith(
            LEFT_BY_SYSTEMS[1:]
        )
        if not entry.is_dir() and not is_added:
            with archive.open(entry) as stream:
                yield stream.read(PICTURE_HEAD)


def _is_picture(head: bytes) -> bool:
    if head[4:8] == b"ftyp":
        return _of_brand(head) is HEIC
    found = filetype.guess(head)
    kind = BY_MEDIA_TYPE.get(found.mime) if found else None
    return kind is not None and bool(kind.pillow)
