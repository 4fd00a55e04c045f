"""The brigade's own Word file replaces a sheet: checked when it comes, a version that stays, and papers keep theirs."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from casework.by import By
from casework.models import Paper
from casework.paper_kinds import kind_of
from casework.papers import versions
from casework.workflow import Refused
from tests.factories import accounts, cases

pytestmark = pytest.mark.django_db
KIND = "penalty_notice"


def word(*lines: str) -> SimpleUploadedFile:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    made = BytesIO()
    document.save(made)
    return SimpleUploadedFile("告知书.docx", made.getvalue())


def whole(head: str = "本局的式样") -> SimpleUploadedFile:
    return word(head, *(f"{field.label}：{{{{ {field.name} }}}}" for field in kind_of(KIND).fields))


def upload(file: Any) -> Any:
    return versions.upload_template(
        kind=KIND, file=file, reason="区局印发", by=By(accounts.user("brigade_leader"))
    )


def told(paper: Paper) -> str:
    return "\n".join(each.text for each in Document(BytesIO(versions.printed(paper))).paragraphs)


def test_a_paper_keeps_the_template_it_was_issued_with() -> None:
    before = Paper.objects.about(cases.case("notified")).get(kind=KIND)
    upload(whole())
    after = Paper.objects.about(cases.case("notified")).get(kind=KIND)
    upload(whole("第二版的式样"))
    assert (before.template_version, after.template_version) == (versions.SHEETS, f"own-{KIND}-1")
    assert "本局的式样" in told(after) and "本局的式样" not in told(before)
    assert versions.current(KIND) == f"own-{KIND}-2"


def test_the_house_s_own_sheet_can_be_used_again() -> None:
    upload(whole())
    leader = By(accounts.user("brigade_leader"))
    versions.drop_template(kind=KIND, reason="式样废止", by=leader)
    assert versions.current(KIND) == versions.SHEETS
    with pytest.raises(Refused, match="系统版式"):
        versions.drop_template(kind=KIND, reason="再一次", by=leader)


@pytest.mark.parametrize(
    "file", [word("没有栏目"), word("{{ secret }}"), SimpleUploadedFile("a.docx", b"PK no")]
)
def test_a_file_that_lacks_a_field_or_asks_for_another_is_refused(file: Any) -> None:
    with pytest.raises(Refused) as refused:
        upload(file)
    assert refused.value.code == "file" and versions.current(KIND) == versions.SHEETS


def test_through_the_page(client: Any) -> None:
    client.force_login(accounts.user("brigade_leader"))
    address = reverse("casework:template_upload", args=[KIND])
    page = client.post(address, {"reason": "区局印发", "file": word("没有栏目")})
    assert page.status_code == 422
    assert client.post(address, {"reason": "区局印发", "file": whole()}).status_code == 302
    assert "第 1 版" in client.get(reverse("casework:templates")).content.decode()


def test_who_may_not_is_refused() -> None:
    with pytest.raises(Refused):
        versions.upload_template(kind=KIND, file=whole(), reason="x", by=By(accounts.user("inspector")))
