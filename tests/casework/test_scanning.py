"""M-MA-01: a file that no scanner has passed is not handed out where there is one, and nothing is lost meanwhile."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from casework import attachments, quarantine, tasks
from casework.attachments import FileRefused, store
from casework.models import Attachment, AuditNote, Notice
from casework.models.attachment import Scan
from tests.casework.clamd import NAME, OURS, Clamd, running
from tests.casework.test_attachments import photo, upload
from tests.factories import patrols, registry

pytestmark = pytest.mark.django_db
NOBODY = "127.0.0.1:9"  # the discard port: nothing listens there
PDF = b"%PDF-1.4\n"


@pytest.fixture
def clamd(settings: Any) -> Iterator[Clamd]:
    with running() as server:
        settings.CLAMD_ADDRESS = server.address
        yield server


@pytest.fixture
def record(town_a: Any, town_officer: Any) -> Any:
    return patrols.patrol(employer=registry.employer(town=town_a), actor=town_officer)


def keep(record: Any, user: Any, content: bytes = PDF, name: str = "笔录.pdf") -> Attachment:
    return store(upload(content, name), uploaded_by=user, about=record)


def test_without_a_scanner_a_file_is_served_and_marked(
    record: Any, town_officer: Any, client_for: Any
) -> None:
    kept = keep(record, town_officer)
    assert kept.scan == Scan.UNSCANNED
    client = client_for(town_officer)
    assert client.get(kept.url).status_code == 200
    assert "未扫描" in client.get(record.get_absolute_url()).content.decode()


def test_what_the_scanner_passes_is_served_without_a_mark(
    clamd: Clamd, record: Any, town_officer: Any, client_for: Any
) -> None:
    content = PDF + bytes(300_000)
    kept = keep(record, town_officer, content)
    assert clamd.seen == [content], "the whole file in pieces, and nothing else"
    assert (kept.scan, kept.scan_mark) == (Scan.CLEAN, "")
    assert client_for(town_officer).get(kept.url).status_code == 200
    assert kept.original.open("rb").read() == content


@pytest.mark.parametrize(("content", "name"), [(PDF + OURS, "a.pdf"), (photo() + OURS, "a.jpg")])
def test_what_it_finds_something_in_is_refused_and_noted(
    content: bytes, name: str, clamd: Clamd, town_officer: Any
) -> None:
    with pytest.raises(FileRefused, match=NAME):
        store(upload(content, name), uploaded_by=town_officer)
    assert not Attachment.objects.exists()
    assert AuditNote.objects.get(action="attachment_infected").data["signature"] == NAME


def test_with_the_scanner_away_a_file_waits_and_comes_through_later(
    settings: Any, record: Any, town_officer: Any, client_for: Any
) -> None:
    settings.CLAMD_ADDRESS = NOBODY
    client = client_for(town_officer)
    kept, shot = keep(record, town_officer), keep(record, town_officer, photo(), "门头.jpg")
    for url in (kept.url, shot.url, f"{shot.url}?show=1"):
        answer = client.get(url)
        assert answer.status_code == 409 and "待检" in answer.content.decode()
    assert "待检" in client.get(record.get_absolute_url()).content.decode()
    tasks.scan_waiting()
    assert Attachment.objects.filter(scan=Scan.WAITING).count() == 2, (
        "still away: nothing is lost, nothing is served"
    )
    with running() as server:
        settings.CLAMD_ADDRESS = server.address
        tasks.scan_waiting()
    assert set(Attachment.objects.values_list("scan", flat=True)) == {Scan.CLEAN}
    assert client.get(kept.url).status_code == client.get(f"{shot.url}?show=1").status_code == 200


def test_what_is_found_later_is_never_served_and_its_sender_is_told(
    settings: Any, record: Any, town_officer: Any, client_for: Any
) -> None:
    old = keep(record, town_officer, PDF + OURS)  # from before there was a scanner
    settings.CLAMD_ADDRESS = NOBODY
    new = keep(record, town_officer, PDF + b"1" + OURS)
    with running() as server:
        settings.CLAMD_ADDRESS = server.address
        tasks.scan_waiting()
        tasks.scan_waiting()
    for kept in (old, new):
        kept.refresh_from_db()
        assert kept.scan == Scan.INFECTED and attachments.is_intact(kept), "kept as it is"
        answer = client_for(town_officer).get(kept.url)
        assert answer.status_code == 409 and "查出病毒" in answer.content.decode()
    assert Notice.objects.filter(user=town_officer, what__contains="查出病毒").count() == 2
    settings.CLAMD_ADDRESS = ""
    assert client_for(town_officer).get(new.url).status_code == 409, "taking the scanner away helps nobody"


def test_without_the_scanner_again_what_waits_is_served_and_marked(
    settings: Any, record: Any, town_officer: Any, client_for: Any
) -> None:
    settings.CLAMD_ADDRESS = NOBODY
    kept = keep(record, town_officer)
    settings.CLAMD_ADDRESS = ""
    assert client_for(town_officer).get(kept.url).status_code == 200
    tasks.scan_waiting()
    kept.refresh_from_db()
    assert kept.scan == Scan.UNSCANNED


def test_what_is_too_long_for_the_scanner_waits(clamd: Clamd, record: Any, town_officer: Any) -> None:
    clamd.longest = 1_000_000
    assert keep(record, town_officer, PDF + bytes(9_000_000)).scan == Scan.WAITING


@pytest.mark.parametrize("address", ["nowhere", "127.0.0.1:", "unix:/nonexistent/clamd.ctl"])
def test_an_address_that_leads_nowhere_is_a_scanner_away(address: str, settings: Any) -> None:
    settings.CLAMD_ADDRESS = address
    assert quarantine.verdict(upload(PDF, "a.pdf")) == (Scan.WAITING, "")


def test_a_file_that_cannot_be_read_holds_up_no_other(settings: Any, record: Any, town_officer: Any) -> None:
    settings.CLAMD_ADDRESS = NOBODY
    gone, kept = keep(record, town_officer), keep(record, town_officer)
    gone.original.storage.delete(gone.original.name)
    with running() as server:
        settings.CLAMD_ADDRESS = server.address
        tasks.scan_waiting()
    kept.refresh_from_db()
    assert kept.scan == Scan.CLEAN


def test_an_uploaded_list_is_looked_at_too(clamd: Clamd, brigade_leader: Any, client_for: Any) -> None:
    client: Client = client_for(brigade_leader)
    rows = f"企业名称,统一社会信用代码,地址,镇街\n{OURS.decode()},,,\n".encode()
    client.post("/employers/import/", {"file": upload(rows, "名录.csv")})
    assert len(clamd.seen) == 1 and not Attachment.objects.exists()
