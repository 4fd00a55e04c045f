"""A list through the pages: uploaded, checked in the background, started by hand, with the rejected rows to download."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from casework import jobs
from casework.by import By
from casework.models import Attachment, AuditEntry, Job
from casework.submissions import new_key
from registry import tasks
from registry.models import Employer, EmployerImport
from registry.services import uploads
from registry.services.towns import load_towns
from tests.registry import lists

pytestmark = pytest.mark.django_db
PAGE = "/employers/import/"


@pytest.fixture(autouse=True)
def with_towns(today: object, db: Any) -> None:
    load_towns()


@pytest.fixture
def upload(tmp_path: Path) -> SimpleUploadedFile:
    path = lists.table(
        tmp_path / "a.csv", [lists.row("甲厂"), lists.row("乙厂"), lists.row("丙厂", 镇街="火星")]
    )
    return SimpleUploadedFile("六月 名录.csv", path.read_bytes())


def work() -> Job:
    """Do the newest job as a worker would."""
    job = Job.objects.first()
    assert jobs.run(job.pk)
    job.refresh_from_db()
    return job


def test_the_handlers_are_known_by_their_kinds() -> None:
    assert jobs._handlers[uploads.CHECK] is tasks.check_list
    assert jobs._handlers[uploads.TAKE_IN] is tasks.take_in


def test_a_list_is_uploaded_checked_started_and_done(client_for: Any, inspector: User, upload: Any) -> None:
    client = client_for(inspector)
    sent = client.post(PAGE, {"file": upload, "submission": new_key()})
    run = EmployerImport.objects.get()
    assert sent["Location"] == run.get_absolute_url()
    waiting = client.get(run.get_absolute_url())
    assert waiting.context["job"]["is_running"]
    assert "开始导入" not in waiting.content.decode()
    assert client.post(f"{run.get_absolute_url()}start/").status_code == 404

    assert work().status == "done"
    assert not Employer.objects.exists()
    checked = client.get(run.get_absolute_url())
    outcome = checked.context["outcome"]
    assert [outcome[name] for name in ("rows", "created", "rejected")] == [3, 2, 1]
    assert "没有名为“火星”的镇街" in checked.content.decode()
    assert "开始导入" in checked.content.decode()

    assert client.post(f"{run.get_absolute_url()}start/").status_code == 302
    assert client.post(f"{run.get_absolute_url()}start/").status_code == 302
    assert Job.objects.filter(kind=uploads.TAKE_IN).count() == 1
    job = work()
    assert (job.status, job.done, job.total) == ("done", 3, 3)
    assert Employer.objects.count() == 2
    assert Employer.objects.get(name="甲厂").created_by == inspector

    done = client.get(run.get_absolute_url())
    assert done.context["outcome"]["created"] == 2
    assert "开始导入" not in done.content.decode()
    assert AuditEntry.objects.filter(action="import_employers").get().actor == inspector
    files = {file.name: file for file in Attachment.objects.about(run)}
    assert len(Attachment.objects.about(run)) == 3
    rejected = b"".join(client.get(files["六月 名录.rejected.csv"].url).streaming_content).decode("utf-8-sig")
    assert rejected.splitlines()[1].startswith("丙厂,")
    assert "火星" in rejected


def test_a_second_import_of_one_list_is_refused(inspector: User, upload: Any) -> None:
    run = uploads.receive(upload, by=By(inspector))
    with pytest.raises(uploads.Refused, match="unchecked"):
        uploads.start(run, by=By(inspector))
    work()
    run.refresh_from_db()
    uploads.start(run, by=By(inspector))
    work()
    run.refresh_from_db()
    with pytest.raises(uploads.Refused, match="done"):
        uploads.start(run, by=By(inspector))


def test_a_list_started_again_from_an_old_page_leads_to_where_it_stands(
    client_for: Any, inspector: User, upload: Any
) -> None:
    client, run = client_for(inspector), uploads.receive(upload, by=By(inspector))
    work()
    client.post(f"{run.get_absolute_url()}start/")
    work()
    again = client.post(f"{run.get_absolute_url()}start/", follow=True)
    assert again.redirect_chain == [(run.get_absolute_url(), 302)]
    assert "这份名录已经导入。" in again.content.decode()


def test_a_list_of_headings_alone_is_not_started(client_for: Any, inspector: User, tmp_path: Path) -> None:
    headings = SimpleUploadedFile("空.csv", lists.table(tmp_path / "b.csv", []).read_bytes())
    client, run = client_for(inspector), uploads.receive(headings, by=By(inspector))
    work()
    page = client.get(run.get_absolute_url())
    assert page.context["standing"] == "名单里没有数据行"
    assert "开始导入" not in page.content.decode() and "换一个文件" in page.content.decode()
    client.post(f"{run.get_absolute_url()}start/")
    assert not Job.objects.filter(kind=uploads.TAKE_IN).exists()


def test_a_worker_that_died_in_the_middle_leaves_one_result(inspector: User, upload: Any) -> None:
    run = uploads.receive(upload, by=By(inspector))
    work()
    run.refresh_from_db()
    job = uploads.start(run, by=By(inspector))
    broken = jobs.JobRun(job, None)
    with pytest.raises(jobs.ClaimLost):
        tasks.take_in(broken)
    assert EmployerImport.objects.get().result is None
    work()
    assert EmployerImport.objects.get().result["created"] == 2
    assert Employer.objects.count() == 2


def test_a_list_without_its_columns_fails_with_the_sentence(client_for: Any, inspector: User) -> None:
    client = client_for(inspector)
    client.post(
        PAGE,
        {"file": SimpleUploadedFile("a.csv", "企业名称,地址\n甲,乙\n".encode()), "submission": new_key()},
    )
    job, run = work(), EmployerImport.objects.get()
    assert job.status == "failed"
    page = client.get(run.get_absolute_url())
    assert "表头缺少：统一社会信用代码、镇街" in page.content.decode()
    assert page.context["standing"] == "没有通过"
    assert "换一个文件" in page.content.decode()


def test_the_page_says_where_a_list_stands(client_for: Any, inspector: User, upload: Any) -> None:
    client, run = client_for(inspector), uploads.receive(upload, by=By(inspector))

    def standing() -> str:
        page = client.get(run.get_absolute_url())
        assert "换一个文件" not in page.content.decode()
        return page.context["standing"]

    assert standing() == "核对中"
    work()
    assert standing() == "已核对，还没有导入"
    client.post(f"{run.get_absolute_url()}start/")
    assert standing() == "正在导入"
    work()
    assert standing() == "已导入"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"<html></html>", "内容却不是工作簿"),
        ("a.pdf", b"%PDF-1.4", "只能导入"),
        ("a.csv", b"", "空文件"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_said_at_the_field(
    name: str, content: bytes, said: str, client_for: Any, inspector: User
) -> None:
    page = client_for(inspector).post(
        PAGE, {"file": SimpleUploadedFile(name, content), "submission": new_key()}
    )
    assert page.status_code == 422
    assert said in str(page.context["form"].errors["file"])
    assert not EmployerImport.objects.exists()
    assert not Attachment.objects.exists()


def test_T_06_a_bomb_does_not_get_past_the_page(client_for: Any, inspector: User) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 210 * 1024 * 1024)
    page = client_for(inspector).post(PAGE, {"file": SimpleUploadedFile("a.xlsx", packed.getvalue())})
    assert "解压后过大" in str(page.context["form"].errors["file"])


def test_a_list_is_uploaded_once_however_often_it_is_sent(
    client_for: Any, inspector: User, upload: Any
) -> None:
    client, key = client_for(inspector), new_key()
    for _time in range(2):
        upload.seek(0)
        assert client.post(PAGE, {"file": upload, "submission": key}).status_code == 302
    assert EmployerImport.objects.count() == 1


def test_only_the_brigade_takes_lists_in(
    client_for: Any, town_officer: User, leadership: User, brigade_leader: User, inspector: User, upload: Any
) -> None:
    run = uploads.receive(upload, by=By(inspector))
    for user in (town_officer, leadership):
        client = client_for(user)
        for address in (PAGE, run.get_absolute_url(), f"{run.get_absolute_url()}start/"):
            assert client.get(address).status_code == 403
        assert client.get(Attachment.objects.get().url).status_code == 404
    assert "六月 名录.csv" in client_for(brigade_leader).get(PAGE).content.decode()
    assert client_for(brigade_leader).get(run.get_absolute_url()).status_code == 200
