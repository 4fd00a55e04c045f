"""What is taken in as a file, what is refused with which sentence, and how it is served."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from casework import attachments
from casework.attachments import FileRefused, store
from casework.models import Attachment
from tests.factories import patrols, registry

pytestmark = pytest.mark.django_db


def photo(size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    output = io.BytesIO()
    Image.new("RGB", size, "navy").save(output, "JPEG", **options)
    return output.getvalue()


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def with_gps() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Spy"
    exif[0x0112] = 6  # turned by 90 degrees
    exif.get_ifd(0x8825)[1] = "N"
    return photo(exif=exif)


def bomb() -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<x/>")
        archive.writestr("xl/sheet1.xml", bytes(300 * 1024 * 1024))
    return output.getvalue()


def test_T_08_the_served_photo_has_no_exif_and_stands_upright(inspector: Any) -> None:
    kept = store(upload(with_gps(), "现场.jpg"), uploaded_by=inspector)
    with Image.open(kept.derivative.open("rb")) as served:
        assert not served.getexif()
        assert served.size == (30, 40)
    assert kept.original.open("rb").read() == with_gps()
    assert attachments.is_intact(kept)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<html><script>alert(1)</script></html>", "a.jpg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg"),
        (b"MZ\x90\x00" + bytes(200), "a.pdf"),
        (b"", "a.jpg"),
        (b"\xff\xd8\xff\xe0" + b"<html>" * 100, "half.jpg"),
        (photo((7000, 7000)), "flood.jpg"),
    ],
)
def test_T_11_what_is_not_what_it_says_is_refused_with_a_sentence(
    content: bytes, name: str, inspector: Any
) -> None:
    with pytest.raises(FileRefused) as refused:
        store(upload(content, name), uploaded_by=inspector)
    assert "请" in str(refused.value)
    assert not Attachment.objects.exists()


def test_T_06_a_zip_bomb_named_xlsx_is_refused(inspector: Any) -> None:
    with pytest.raises(FileRefused):
        store(upload(bomb(), "名单.xlsx"), uploaded_by=inspector)


def test_a_photo_with_something_appended_is_served_clean(inspector: Any) -> None:
    kept = store(upload(photo() + b"<script>alert(1)</script>", "a.jpg"), uploaded_by=inspector)
    assert b"<script>" not in kept.derivative.open("rb").read()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.jpg", "passwd.jpg"),
        ("C:\\temp\\照片.jpg", "照片.jpg"),
        ("a\r\nb\u202egpj.exe", "abgpj.exe"),
        ("", "file"),
        ("x" * 300 + ".jpg", "x" * 150 + ".jpg"),
    ],
)
def test_A_13_names_are_cleaned(given: str, kept: str) -> None:
    assert attachments.clean_name(given) == kept


class TestServing:
    @pytest.fixture
    def kept(self, town_officer: Any, town_a: Any) -> Attachment:
        record = patrols.patrol(employer=registry.employer(town=town_a), actor=town_officer)
        return store(upload(photo(), "门头“招牌”.jpg"), uploaded_by=town_officer, about=record)

    def test_T_03_only_through_the_parent(
        self, kept: Any, town_officer: Any, other_officer: Any, client_for: Any
    ) -> None:
        url = reverse("casework:file", args=[kept.pk])
        assert client_for(town_officer).get(url).status_code == 200
        assert client_for(other_officer).get(url).status_code == 404
        assert client_for(None).get(url).status_code == 302

    def test_A_08_the_answer_is_an_inert_download(
        self, kept: Any, town_officer: Any, client_for: Any
    ) -> None:
        answer = client_for(town_officer).get(reverse("casework:file", args=[kept.pk]))
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Type"] == "image/jpeg"
        assert "sandbox" in answer["Content-Security-Policy"]

    def test_M_DI_01_a_changed_file_is_not_served(
        self, kept: Any, town_officer: Any, client_for: Any
    ) -> None:
        with default_storage.open(kept.derivative.name, "r+b") as file:
            file.write(b"\x00")
        assert client_for(town_officer).get(reverse("casework:file", args=[kept.pk])).status_code == 409
