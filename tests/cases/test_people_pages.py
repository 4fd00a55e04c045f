"""The lists of a case on its pages: typed, pasted, checked before they are saved, and shown to whom they may be."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework import deeds
from casework.by import By
from casework.submissions import new_key
from inspections.cases.models import Case
from inspections.cases.services import casefile
from inspections.cases.services.evidence import record_evidence
from inspections.cases.services.people import record_minors, record_parties, record_workers
from law import clock
from tests.cases.sheets import workbook
from tests.factories import accounts
from tests.factories import cases as make

DAY = make.CASE_DAY


@pytest.fixture
def case(people: SimpleNamespace, firm: Any) -> Case:
    return make.case(
        "investigating",
        employer=firm,
        lead=people.lead,
        second=people.second,
        matters=["wage_arrears", "child_labour"],
    )


@pytest.fixture
def send(client_for: Any, case: Case) -> Any:
    def sent(who: Any, action: str, **data: Any) -> Any:
        with clock.at(DAY):
            return client_for(who).post(case.act_url(action), {"submission": new_key(), **data})

    return sent


def page(client_for: Any, case: Case, who: Any, **query: Any) -> str:
    with clock.at(DAY):
        text: str = client_for(who).get(case.get_absolute_url(), query).content.decode()
    return text


def test_a_pasted_list_is_checked_first_and_saved_afterwards(
    case: Case, people: SimpleNamespace, send: Any, client_for: Any
) -> None:
    lines = "\n".join(f"工人{n}\t2021年3月至5月\t１２，０００元\t{n * 100}" for n in range(35))
    text = f"姓名\t所属期\t应发\t已发\n{lines}\n合计\t\t420000\t59500"
    looked = send(people.lead, "record_workers", sheet=text, preview="1")
    assert looked.status_code == 200 and "360,500.00" in looked.content.decode() and not case.workers.exists()
    assert send(people.lead, "record_workers", sheet=text).status_code == 302
    assert (case.workers.count(), case.wages.missing) == (35, Decimal(360500))
    shown = page(client_for, case, people.head)
    assert "35 人" in shown and "360,500.00" in shown and "2021.3.1–2021.5.31" in shown


def test_what_is_wrong_comes_back_with_all_that_was_typed(
    case: Case, people: SimpleNamespace, send: Any
) -> None:
    answer = send(
        people.lead,
        "record_workers",
        sheet="姓名\t应发\n李四\t四千",
        **{"r0-name": "张三", "r0-owed": "1", "r0-paid": "2"},
    )
    text = answer.content.decode()
    assert answer.status_code == 422 and not case.workers.exists()
    assert "第 2 行“李四 四千” 应发：" in text and "第 1 行 已发：" in text
    assert "李四\t四千" in text and 'value="张三"' in text and "is-invalid" in text


def test_a_file_that_fails_stands_in_the_page_as_text(case: Case, people: SimpleNamespace, send: Any) -> None:
    answer = send(people.lead, "record_workers", file=workbook([["姓名", "应发", "已发"], ["张三", 1, 2]]))
    assert answer.status_code == 422 and "张三\t1\t2" in answer.content.decode()
    broken = send(people.lead, "record_workers", file=SimpleUploadedFile("名单.xlsx", b"no workbook"))
    assert broken.status_code == 422 and "file" in broken.context["form"].errors


def test_the_workbook_a_list_was_read_from_stays_with_the_case(
    case: Case, people: SimpleNamespace, send: Any, client_for: Any
) -> None:
    head = ["姓名", "应发", "已发"]
    bad = send(people.lead, "record_workers", file=workbook([head, ["张三", 1, 2]]))
    assert bad.status_code == 422 and not case.attachments.exists()
    sent = {
        "sheet": "姓名\t应发\t已发\n张三\t9000\t2000",
        "held_files": bad.context["form"].data["held_files"],
    }
    looked = send(people.lead, "record_workers", preview="1", **sent)
    assert "已读取“工资表.xlsx”" in looked.content.decode() and not case.attachments.exists()
    assert send(people.lead, "record_workers", **sent).status_code == 302
    case.refresh_from_db()
    assert case.wage_table == case.attachments.get() and case.wage_table.name == "工资表.xlsx"
    assert case.wage_table.url in page(client_for, case, people.head) and "来源：" in page(
        client_for, case, people.head
    )
    assert "劳动者名单原件：工资表.xlsx" in [part.title for part in casefile.parts(case)]
    with clock.at(DAY):
        form = client_for(people.lead).get(case.act_url("record_workers")).content.decode()
    assert "现有名单来自“工资表.xlsx”" in form
    send(people.lead, "record_workers", **{"r0-name": "张三", "r0-owed": "9000", "r0-paid": "2500"})
    case.refresh_from_db()
    assert case.wage_table.name == "工资表.xlsx" and case.attachments.count() == 1


def test_a_text_table_is_kept_as_it_came(case: Case, people: SimpleNamespace, send: Any) -> None:
    content = "姓名,应发,已发\n张三,9000,2000\n".encode("gb18030")
    assert (
        send(people.lead, "record_workers", file=SimpleUploadedFile("名单.CSV", content)).status_code == 302
    )
    case.refresh_from_db()
    with case.wage_table.original.open("rb") as kept:
        assert kept.read() == content and case.wage_table.media_type == "text/csv"


def test_a_table_whose_words_were_taken_out_is_not_kept(
    case: Case, people: SimpleNamespace, send: Any
) -> None:
    bad = send(people.lead, "record_workers", file=workbook([["姓名", "应发", "已发"], ["张三", 1, 2]]))
    held = bad.context["form"].data["held_files"]
    assert (
        held
        and send(
            people.lead, "record_workers", held_files=held, **{"r0-name": "张三", "r0-owed": "9"}
        ).status_code
        == 302
    )
    case.refresh_from_db()
    assert case.wage_table is None and not case.attachments.exists()


def test_more_lines_on_asking_save_nothing(case: Case, people: SimpleNamespace, send: Any) -> None:
    answer = send(people.lead, "record_parties", preview="more", **{"r0-role": "unit", "r0-name": "某公司"})
    assert answer.status_code == 200 and len(answer.context["form"].rows) == 7 and not case.parties.exists()


def test_parties_and_evidence_are_typed_on_their_pages(
    case: Case, people: SimpleNamespace, send: Any
) -> None:
    assert send(people.lead, "record_parties", **{"r0-role": "unit", "r0-name": "某公司"}).status_code == 302
    row = {
        "r0-name": "工资表", "r0-kind": "document", "r0-taken_on": "2021-06-07", "r0-first_taker": people.lead.pk,
        "r0-second_taker": people.second.pk,
    }  # fmt: skip
    pdf = SimpleUploadedFile("工资表.pdf", b"%PDF-1.4\n%%EOF\n")
    assert send(people.second, "record_evidence", files=[pdf], **row).status_code == 302
    assert (case.parties.count(), case.evidence.get().attachment.name) == (1, "工资表.pdf")


def test_a_file_held_by_a_failed_send_goes_to_its_piece(
    case: Case, people: SimpleNamespace, send: Any
) -> None:
    pdf = SimpleUploadedFile("考勤.pdf", b"%PDF-1.4\n%%EOF\n")
    row = {
        "r0-name": "考勤",
        "r0-kind": "document",
        "r0-taken_on": "2021-06-07",
        "r0-first_taker": people.lead.pk,
    }
    failed = send(people.lead, "record_evidence", files=[pdf], **row, **{"r0-second_taker": people.lead.pk})
    assert failed.status_code == 422 and "两名不同的监察员" in failed.content.decode()
    held = failed.context["form"].data["held_files"]
    again = {**row, "r0-second_taker": people.second.pk, "r0-attachment": held, "held_files": held}
    assert send(people.lead, "record_evidence", **again).status_code == 302
    assert case.evidence.get().attachment.name == "考勤.pdf"


def test_minors_are_named_to_who_answers_for_the_case_only(
    case: Case, people: SimpleNamespace, client_for: Any
) -> None:
    with clock.at(DAY):
        record_minors(case, by=By(people.lead), minors=make.arguments("record_minors", case)["minors"])
    for reader in (people.lead, people.second, people.leader, people.head, people.legal):
        assert "童某" in page(client_for, case, reader)
    stranger = page(client_for, case, accounts.user("inspector"))
    assert "童某" not in stranger and "童*" in stranger and "2006-03-15" not in stranger


def test_numbers_of_persons_are_masked_on_the_page(
    case: Case, people: SimpleNamespace, client_for: Any
) -> None:
    number = "11010519491231002X"
    owner = {"role": "owner", "name": "赵某", "is_individual": True, "code": number}
    with clock.at(DAY):
        record_parties(case, by=By(people.lead), parties=[owner])
        record_workers(
            case, by=By(people.lead), workers=[{"name": "张三", "identity": number, "owed": Decimal(9)}]
        )
    shown = page(client_for, case, people.head, tab="all")
    assert number not in shown and shown.count("1101**********002X") >= 2


def test_lists_of_persons_lie_in_no_browser(case: Case, people: SimpleNamespace, client_for: Any) -> None:
    with clock.at(DAY):
        client = client_for(people.lead)
        kept = {
            action: client.get(case.act_url(action)).context["draft_at"]
            for action in ("record_workers", "record_minors", "record_parties", "record_evidence")
        }
    assert [bool(address) for address in kept.values()] == [True, True, True, False]


def queries(client_for: Any, case: Case, who: Any) -> int:
    client = client_for(who)
    with (
        clock.at(DAY),
        CaptureQueriesContext(
            connection,
        ) as told,
    ):
        client.get(case.get_absolute_url(), {"tab": "all"})
        client.get(case.act_url("record_evidence"))
    return len(told)


def test_long_lists_ask_no_more_of_the_database(case: Case, people: SimpleNamespace, client_for: Any) -> None:
    def fill(count: int) -> int:
        with clock.at(DAY):
            workers = [{"name": f"工人{n}", "owed": Decimal(9)} for n in range(count)]
            record_workers(case, by=By(people.lead), workers=workers)
            pieces = [make.a_piece(case, f"证据{n}", holder="证据室") for n in range(count)]
            record_evidence(case, by=By(people.lead), pieces=pieces)
        return queries(client_for, case, people.lead)

    fill(2)
    assert fill(2) == fill(35)


@pytest.mark.parametrize(
    "value",
    [
        "9" * 400,
        "-1",
        "²",
        "１２",
        "长" * 3000,
        "2021-02-30",
        "0.1.2",
        "9999-12",
        "']\"",
        "\u200b\ufeff",
        "1e400",
        "NaN",
    ],
)
@pytest.mark.parametrize("action", ["record_parties", "record_workers", "record_minors", "record_evidence"])
def test_nothing_typed_into_a_list_breaks_its_page(
    case: Case, people: SimpleNamespace, send: Any, action: str, value: str
) -> None:
    fields = deeds.forms_of(Case)[action].line.base_fields
    sent = {f"r0-{name}": value for name in fields if name != "drop"}
    sheet = {"sheet": f'"{value}\t{value}\n姓名\t应发\t期间\n{value}\t{value}\t{value}'}
    assert send(people.lead, action, **sent, **sheet).status_code in (302, 422)
