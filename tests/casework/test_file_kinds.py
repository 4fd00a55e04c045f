"""REG-02, part 8 of «safe and true»: evidence of every usual kind is taken in as it came; what is none of them is not."""

import io
import wave
import zipfile
from typing import Any

import pillow_heif
import pytest
from PIL import Image, ImageDraw

from casework import attachments, file_kinds
from casework.attachments import FileRefused, store
from casework.file_kinds import Group
from casework.models import AuditNote
from tests.casework.test_attachments import photo, upload, with_gps
from tests.factories import patrols, registry

pytestmark = pytest.mark.django_db
STREAM = 2  # the type of a directory entry in an OLE file


def boxed(brand: bytes) -> bytes:
    """The first box of an MP4 and its relatives, then a free one."""
    return b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0" + brand + b"isom" + b"\0\0\0\x08free" + bytes(400)


def ole(*streams: str) -> bytes:
    """An OLE file of one directory sector with these streams."""
    entries = b""
    for name in ("Root Entry", *streams):
        stored = name.encode("utf-16-le")
        kind = 5 if name == "Root Entry" else STREAM
        entries += (stored.ljust(64, b"\0") + (len(stored) + 2).to_bytes(2, "little") + bytes([kind])).ljust(
            128, b"\0"
        )
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries


def packed(**parts: bytes) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return output.getvalue()


def sound() -> bytes:
    output = io.BytesIO()
    with wave.open(output, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(1600))
    return output.getvalue()


def heic(picture: Image.Image, **options: Any) -> bytes:
    output = io.BytesIO()
    pillow_heif.from_pillow(picture).save(output, quality=95, **options)
    return output.getvalue()


def striped() -> Image.Image:
    picture = Image.new("RGB", (128, 64), "red")
    ImageDraw.Draw(picture).rectangle((64, 0, 127, 63), fill="blue")
    return picture


PICTURES = {
    "a.jpg": photo(),
    "照片/b.jpeg": photo(),
    "照片/c.heic": heic(striped()),
    "__MACOSX/._a.jpg": b"\0\5\x16\7",
}
TAKEN = [
    ("录音.mp3", b"ID3\x03\0\0\0\0\0\x21" + bytes(400), "audio/mpeg"),
    ("录音2.mp3", b"\xff\xfb\x90\x64" + bytes(400), "audio/mpeg"),
    ("录音.m4a", boxed(b"M4A "), "audio/mp4"),
    ("录音.amr", b"#!AMR\n" + bytes(400), "audio/amr"),
    ("录音.wav", sound(), "audio/x-wav"),
    ("录音.aac", b"\xff\xf1\x50\x80" + bytes(400), "audio/aac"),
    ("录像.mp4", boxed(b"isom"), "video/mp4"),
    ("微信录像.mp4", boxed(b"mp42"), "video/mp4"),
    ("录像.mov", boxed(b"qt  "), "video/quicktime"),
    ("录像.3gp", boxed(b"3gp4"), "video/3gpp"),
    ("通知.doc", ole("WordDocument", "1Table"), "application/msword"),
    ("工资表.xls", ole("Workbook"), "application/vnd.ms-excel"),
    ("发票.ofd", packed(**{"OFD.xml": b"<ofd/>", "Doc_0/Document.xml": b"<d/>"}), "application/ofd"),
    ("照片.zip", packed(**PICTURES), "application/zip"),
    ("照片.heic", heic(striped()), "image/heic"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "media_type"), TAKEN, ids=[name for name, *_ in TAKEN])
def test_REG_02_evidence_is_kept_as_it_came(
    name: str, content: bytes, media_type: str, inspector: Any
) -> None:
    kept = store(upload(content, name), uploaded_by=inspector)
    assert (kept.media_type, kept.name) == (media_type, name)
    assert kept.original.open("rb").read() == content and attachments.is_intact(kept)
    assert kept.is_photo is (media_type == "image/heic")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("安装.msi", ole("!_Columns", "Property")),
        ("邮件.msg", ole("__properties_version1.0")),
        ("改名.doc", ole("VisioDocument")),
        ("程序.zip", packed(**{"a.jpg": photo(), "b.exe": b"MZ" + bytes(99)})),
        ("网页.zip", packed(**{"a.jpg": b"<html><script>1</script></html>"})),
        ("文档.zip", packed(**{"a.txt": "欠薪".encode()})),
        ("空.zip", packed()),
        ("套娃.zip", packed(**{"a.jpg": packed(**{"b.jpg": photo()})})),
        ("安卓.apk", packed(**{"AndroidManifest.xml": b"<x/>", "classes.dex": b"dex"})),
        ("动图.avif", boxed(b"avif")),
        ("包.rar", b"Rar!\x1a\x07\x00" + bytes(99)),
        ("无盒.mp4", b"\0\0\0\x18ftyp"),
    ],
)  # fmt: skip
def test_T_11_what_is_no_evidence_of_a_usual_kind_is_refused(
    name: str, content: bytes, inspector: Any
) -> None:
    with pytest.raises(FileRefused, match="请换一种格式"):
        store(upload(content, name), uploaded_by=inspector)


def test_REG_02_a_heic_photo_is_shown_as_it_looks(inspector: Any) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Spy"
    kept = store(upload(heic(striped(), exif=exif.tobytes()), "IMG_0001.HEIC"), uploaded_by=inspector)
    with Image.open(kept.derivative.open("rb")) as served:
        assert (served.format, served.size, dict(served.getexif())) == ("JPEG", (128, 64), {})
        left, right = served.getpixel((20, 30)), served.getpixel((100, 30))
    assert left[0] > 200 > 60 > left[2] and right[2] > 200 > 60 > right[0]


def test_a_name_that_says_something_else_gets_the_right_end(inspector: Any) -> None:
    kept = store(upload(b"%PDF-1.4\n", "合同.pdf.exe"), uploaded_by=inspector)
    assert kept.name == "合同.pdf.exe.pdf"


def test_what_is_too_large_says_how_large_it_may_be(inspector: Any, monkeypatch: Any) -> None:
    small = file_kinds.FileKind("video/mp4", (".mp4",), Group("录像", 0))
    monkeypatch.setitem(file_kinds.BRANDS, b"isom", small)
    with pytest.raises(FileRefused, match="超过 0 MB（录像的上限）"):
        store(upload(boxed(b"isom"), "a.mp4"), uploaded_by=inspector)


def test_the_field_says_what_is_taken_and_how_large() -> None:
    told = file_kinds.accepted()
    for words in ("照片（JPG、PNG、WEBP、HEIC）20 MB", "录音（MP3、M4A、AMR", "录像（MP4", "OFD", "ZIP"):
        assert words in told


class TestOriginals:
    """DEC-3: the photo as it was taken, with place and time, for those whose procedure needs it."""

    @pytest.fixture
    def kept(self, town_officer: Any, town_a: Any) -> Any:
        record = patrols.patrol(employer=registry.employer(town=town_a), actor=town_officer)
        return store(upload(with_gps(), "门头.jpg"), uploaded_by=town_officer, about=record)

    def test_an_inspector_gets_it_and_it_is_noted(self, kept: Any, inspector: Any, client_for: Any) -> None:
        client = client_for(inspector)
        assert kept.original_url in client.get(kept.record.get_absolute_url()).content.decode()
        answer = client.get(kept.original_url)
        assert b"".join(answer.streaming_content) == with_gps()
        assert answer["Content-Disposition"].startswith("attachment")
        assert AuditNote.objects.filter(action="download_original", actor=inspector).count() == 1

    def test_a_town_officer_does_not(self, kept: Any, town_officer: Any, client_for: Any) -> None:
        client = client_for(town_officer)
        assert kept.original_url not in client.get(kept.record.get_absolute_url()).content.decode()
        assert client.get(kept.original_url).status_code == 403

    def test_who_may_not_see_the_record_learns_nothing(
        self, kept: Any, other_officer: Any, client_for: Any
    ) -> None:
        assert client_for(other_officer).get(kept.original_url).status_code == 404

    def test_where_there_is_none_it_is_not_offered(self, kept: Any, inspector: Any, client_for: Any) -> None:
        paper = store(upload(b"%PDF-1.4\n", "合同.pdf"), uploaded_by=inspector, about=kept.record)
        assert paper.original_url == ""
        assert client_for(inspector).get(f"{paper.url}?original=1").status_code == 404
