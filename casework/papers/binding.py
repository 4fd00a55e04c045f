"""Stored files bound together: papers to be printed at once, and the pages of a file (卷宗) with their numbers.

Nothing stored is changed or made anew. The same parts give the same bytes: nothing tells when or where they were bound.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from io import BytesIO
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.utils.translation import gettext as _
from PIL import Image
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from casework.attachments import clean_name
from casework.papers.sheets.page import NO_DAY

PDF, PICTURE = "application/pdf", "image/jpeg"
A4, MARGIN = (595, 842), 42
EDGE, FONT, SIZE = 34, "/FileNumber", 11
COLOURS = {"L": "/DeviceGray", "RGB": "/DeviceRGB"}
IN_MEMORY = 8 * 1024 * 1024
# How text stands upright on a page that is turned when shown, by the degrees of the turn.
UPRIGHT = {0: "1 0 0 1", 90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}


class Broken(RuntimeError):
    """A stored file is not what was stored; `part` says which, `str()` what is to be done."""

    def __init__(self, part: "Part") -> None:
        super().__init__(
            _("“%(title)s”与保存时的摘要不符，没有装订，请报系统管理员。") % {"title": part.title}
        )
        self.part = part


@dataclass(frozen=True)
class Part:
    """One piece of a file: a paper or a stored file, as the index names it.

    `sha256` is that of the bytes `open` gives; empty where none were kept yet. `mark` stands for what it says, whether
    its file was made already or not. `is_apart`: it is in no bound volume, only named (`remark` says why).
    """

    title: str
    mark: str
    media_type: str = ""
    suffix: str = ""
    sha256: str = ""
    open: Callable[[], IO[bytes]] | None = None
    number: str = ""
    body: str = ""
    on: date | None = None
    remark: str = ""
    is_apart: bool = False
    is_front: bool = True
    about: Any = None

    def read(self) -> bytes:
        """The stored bytes. Raises `Broken` where they are others than were stored."""
        if self.open is None:
            return b""
        with self.open() as stream:
            content = stream.read()
        if self.sha256 and sha256(content).hexdigest() != self.sha256:
            raise Broken(self)
        return bytes(content)


def pages(part: Part) -> list[PageObject]:
    """The pages a part has in a bound volume: those of a PDF, one for a picture; none for everything else."""
    if part.is_apart or part.open is None:
        return []
    if part.media_type == PICTURE:
        return list(PdfReader(BytesIO(_picture(part.read()))).pages)
    if part.media_type != PDF:
        return []
    try:
        reader = PdfReader(BytesIO(part.read()))
        return [] if reader.is_encrypted else list(reader.pages)
    except PyPdfError:
        return []


def spans(parts: Iterable[Part]) -> list[tuple[int, int] | None]:
    """First and last page of each part in the volume, counted from 1; None of what is not bound in."""
    found: list[tuple[int, int] | None] = []
    last = 0
    for part in parts:
        count = len(pages(part))
        found.append((last + 1, last + count) if count else None)
        last += count
    return found


def bound(parts: Iterable[Part], *, title: str, front: bytes = b"", is_numbered: bool = False) -> bytes:
    """One PDF: the pages of `front`, then those of the parts, numbered at the upper outer corner where that is asked for."""
    writer = PdfWriter()
    for page in PdfReader(BytesIO(front)).pages if front else ():
        writer.add_page(page)
    for number, page in enumerate((page for part in parts for page in pages(part)), start=1):
        kept = writer.add_page(page)
        _quieten(kept)
        if is_numbered:
            _write_number(writer, kept, number)
    writer.metadata = {"/Title": title, "/Producer": "pypdf"}
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def archive(
    entries: Iterable[tuple[str, Part | bytes]], *, manifest: Callable[[dict[str, str]], bytes]
) -> IO[bytes]:
    """A zip of named files and, written last, what `manifest` makes of their hashes. Raises `Broken`."""
    file: Any = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the caller closes it
    hashes: dict[str, str] = {}
    with ZipFile(file, "w", ZIP_STORED) as zipped:
        for name, entry in entries:
            hashes[name] = _add(zipped, name, entry)
        _add(zipped, "manifest.json", manifest(hashes))
    file.seek(0)
    return file


def names(parts: Sequence[Part]) -> list[str]:
    """What the file of each part is called: its place and its name."""
    wide = max(2, len(str(len(parts))))
    return [
        clean_name(f"{place:0{wide}}-{part.title}{part.number}.{part.suffix}")
        for place, part in enumerate(parts, start=1)
    ]


class _Hashing:
    """A stream to be read, with the hash of what was read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream, self.sum = stream, sha256()

    def read(self, size: int = -1) -> bytes:
        content = self.stream.read(size)
        self.sum.update(content)
        return content


def _add(zipped: ZipFile, name: str, entry: Part | bytes) -> str:
    info = ZipInfo(name, NO_DAY)
    info.external_attr, info.create_system = 0o600 << 16, 3
    source = BytesIO(entry) if isinstance(entry, bytes) else entry.open() if entry.open else BytesIO()
    with source, zipped.open(info, "w", force_zip64=True) as target:
        reading = _Hashing(source)
        copyfileobj(reading, target)
    found = reading.sum.hexdigest()
    if isinstance(entry, Part) and entry.sha256 and found != entry.sha256:
        raise Broken(entry)
    return found


def _picture(content: bytes) -> bytes:
    """A page with one picture in its middle, as large as the margins allow and never larger than it is at 72 dpi."""
    with Image.open(BytesIO(content)) as picture:
        width, height, mode = *picture.size, picture.mode
    image = StreamObject()
    image._data = content
    image.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(width),
            NameObject("/Height"): NumberObject(height),
            NameObject("/ColorSpace"): NameObject(COLOURS[mode]),
            NameObject("/BitsPerComponent"): NumberObject(8),
            NameObject("/Filter"): NameObject("/DCTDecode"),
        }
    )
    writer = PdfWriter()
    across = width > height
    page = writer.add_blank_page(*(reversed(A4) if across else A4))
    room = [side - 2 * MARGIN for side in (reversed(A4) if across else A4)]
    scale = min(room[0] / width, room[1] / height, 1)
    wide, high = width * scale, height * scale
    left, bottom = (room[0] - wide) / 2 + MARGIN, (room[1] - high) / 2 + MARGIN
    _resources(page, "/XObject")[NameObject("/Picture")] = writer._add_object(image)
    drawn = f"q {wide:.2f} 0 0 {high:.2f} {left:.2f} {bottom:.2f} cm /Picture Do Q"
    page[NameObject("/Contents")] = writer._add_object(_stream(drawn))
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def _stream(text: str) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(text.encode("ascii"))
    return stream


def _resources(page: PageObject, kind: str) -> DictionaryObject:
    """The table of fonts or pictures of a page, made where it has none."""
    held: Any = page.get("/Resources")
    if held is None:
        held = page[NameObject("/Resources")] = DictionaryObject()
    held = held.get_object()
    table: Any = held.get(kind)
    if table is None:
        table = held[NameObject(kind)] = DictionaryObject()
    return table.get_object()


def _quieten(page: PageObject) -> None:
    """What a page of somebody else's PDF would do when it is opened or touched is left out; what it shows stays."""
    page.pop("/AA", None)
    for note in _notes(page):
        for action in ("/A", "/AA"):
            note.pop(action, None)


def _notes(page: PageObject) -> Iterator[Any]:
    held: Any = page.get("/Annots")
    for each in held.get_object() if held is not None else ():
        note = each.get_object()
        if isinstance(note, DictionaryObject):
            yield note


def _write_number(writer: PdfWriter, page: PageObject, number: int) -> None:
    """At the upper right of a front side, at the upper left of a back, upright as the page is shown."""
    turn = int(page.get("/Rotate", 0)) % 360
    box = page.cropbox
    wide, high = float(box.width), float(box.height)
    shown_wide, shown_high = (high, wide) if turn in (90, 270) else (wide, high)
    across = shown_wide - EDGE - SIZE * 0.56 * len(str(number)) if number % 2 else EDGE
    up = shown_high - EDGE
    x, y = {
        0: (across, up),
        90: (wide - up, across),
        180: (wide - across, high - up),
        270: (up, high - across),
    }[turn]
    x, y = x + float(box.left), y + float(box.bottom)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    _resources(page, "/Font")[NameObject(FONT)] = font
    text = f"Q q BT {FONT} {SIZE} Tf 0 g {UPRIGHT[turn]} {x:.2f} {y:.2f} Tm ({number}) Tj ET Q"
    held: Any = page.get("/Contents")
    inner = held.get_object() if held is not None else ArrayObject()
    drawn = list(inner) if isinstance(inner, ArrayObject) else [page.raw_get("/Contents")]
    before, after = writer._add_object(_stream("q")), writer._add_object(_stream(text))
    page[NameObject("/Contents")] = ArrayObject([before, *drawn, after])
