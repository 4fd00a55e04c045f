"""What is typed into the forms of a case comes back, on pages, in papers and in the trail as typed, or not at all."""

import re
import time
from collections.abc import Callable
from html import unescape
from io import BytesIO
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

import pytest

from accounts.roles import ROLE_PERMISSIONS, Role
from casework.models import AuditEntry
from casework.papers import folder
from casework.papers.sheets import docx
from casework.submissions import new_key
from inspections.cases.models import Case
from law import clock
from tests.cases.test_cases_pages import DAY, as_
from tests.factories import accounts, complaints
from tests.factories import cases as make

__all__ = ["as_"]
NAMES = ("甲&乙<b>公司", "{{7*7}}", "长" * 60, "𠮷野家")
TODAY = DAY.isoformat()


@pytest.fixture
def case(people: SimpleNamespace, db: Any) -> Case:
    return make.case(
        "investigating", lead=people.lead, second=people.second, matters=["wage_arrears", "child_labour"]
    )


Sender = Callable[..., Any]


@pytest.fixture
def send(as_: Any, people: SimpleNamespace) -> Sender:
    def sent(case: Case, action: str, who: Any = None, **data: Any) -> Any:
        case.refresh_from_db()
        return as_(who or people.lead).post(case.act_url(action), **{"version": case.version, **data})

    return sent


def ok(answer: Any) -> None:
    assert answer.status_code == 302, answer.content.decode()[:4000]


def pages(as_: Any, who: Any, case: Case) -> str:
    tabs = ("", "lists", "people", "evidence", "papers", "approval", "log", "files")
    return "".join(as_(who).get(case.get_absolute_url(), tab=tab).content.decode() for tab in tabs)


def words_of(case: Case) -> str:
    """All that stands in the Word files of its papers."""
    found = ""
    for paper in folder.issued(case):
        with ZipFile(BytesIO(docx(paper.content))) as file:
            found += "".join(
                re.findall(r"<w:t(?: [^>]*)?>(.*?)</w:t>", file.read("word/document.xml").decode())
            )
    return found


def exact(html: str, *names: str) -> None:
    assert "<b>公司" not in html
    for name in names:
        assert name in unescape(html), name


def row(place: int, /, **cells: Any) -> dict[str, Any]:
    return {f"r{place}-{name}": value for name, value in cells.items()}


def decided(case: Case) -> None:
    """An order to pay, served; what is typed on the way are the names."""
    with clock.at(DAY):
        make.do(case, "write_record")
        for action in ("conclude_investigation", "submit_review", "pass_review"):
            make.do(case, action)
        make.do(case, "give_notice", notice_kind="handling", notice_text=NAMES[0], proposed_fine=None)
        make.do(case, "deliver", receiver=NAMES[1])
        make.do(case, "record_statement", statement=NAMES[1])
        told = {
            "back_pay_amount": 3600,
            "back_pay_people": 4,
            "fine_amount": None,
            "pay_by": DAY.replace(month=8),
        }
        make.do(case, "submit_decision", decision_kind="handling", decision_text=NAMES[2], **told)
        make.do(case, "decide")
        make.do(case, "serve")


def test_names_in_every_list_stand_on_pages_in_papers_and_in_the_trail(
    case: Case, people: SimpleNamespace, as_: Any, send: Sender
) -> None:
    parties: dict[str, Any] = {}
    workers: dict[str, Any] = {}
    minors: dict[str, Any] = {}
    pieces: dict[str, Any] = {}
    for place, name in enumerate(NAMES):
        parties |= row(
            place,
            role="unit" if place == 0 else "owner",
            name=name,
            address=name,
            duty=name,
            representative=name,
        )
        workers |= row(place, name=name, owed="1000", paid="100")
        minors |= row(place, name=name, born="2006-03-15", started_on="2021-05-01", ended_on="2021-05-20")
        pieces |= row(
            place, name=name, kind="document", taken_on=TODAY, source=name, given_by=name, taken_place=name,
            proves=name, holder=name, first_taker=people.lead.pk, second_taker=people.second.pk,
        )  # fmt: skip
    for action, data in (
        ("record_parties", parties), ("record_workers", workers), ("record_minors", minors),
        ("record_evidence", pieces),
    ):  # fmt: skip
        ok(send(case, action, **data))
        assert as_(people.lead).get(case.act_url(action)).status_code == 200
    shown = pages(as_, people.lead, case)
    exact(shown, *NAMES)
    case = Case.objects.get(pk=case.pk)
    decided(case)
    exact(words_of(case), *NAMES)
    exact(pages(as_, people.head, case), *NAMES)
    for paper in folder.issued(case):
        answer = as_(people.lead).get(paper.get_absolute_url())
        assert answer.status_code == 200 and "<b>公司" not in answer.content.decode(), paper


@pytest.mark.parametrize("name", NAMES)
def test_words_of_remedies_recusals_and_remarks(
    name: str, people: SimpleNamespace, as_: Any, send: Sender
) -> None:
    case = make.case("served", lead=people.lead, second=people.second)
    days = {"filed_on": TODAY, "accepted_on": TODAY, "received_on": TODAY}
    ok(send(case, "record_appeal", appeal_kind="reconsideration", appeal_body=name, **days))
    told = {"result": "changed", "decided_on": TODAY, "effective_on": TODAY, "changed_fine": "４，０００"}
    ok(send(case, "record_appeal_result", result_number=name, result_note=name, **told))
    ok(send(case, "publish_decision", people.leader, published_at=name, published_on=TODAY))
    ok(send(case, "withdraw_publication", people.leader, withdrawn_on=TODAY, reason=name))
    asked = {"person": people.lead.pk, "asked_by": "self", "recusal_reason": name, "asked_on": TODAY}
    ok(send(case, "request_recusal", **asked))
    ok(send(case, "decide_recusal", people.leader, recusal_decided="驳回", recusal_why=name, remark=name))
    exact(pages(as_, people.head, case), name)
    exact(words_of(case), name)
    assert Case.objects.get(pk=case.pk).decision.ordered("fine") == 4000


@pytest.mark.parametrize(
    ("action", "data", "field"),
    [
        ("record_workers", {"sheet": "姓名\t应发\n甲\x00乙\t1"}, "sheet"),
        ("record_workers", row(0, name="甲", owed="1e400"), "r0-owed"),
        ("record_workers", row(0, name="甲", owed="-1"), "r0-owed"),
        ("record_workers", row(0, name="甲", owed="99999999999999"), "r0-owed"),
        ("record_workers", row(0, name="甲", owed="NaN"), "r0-owed"),
        ("record_workers", {"sheet": "姓名\t应发\n甲\t1e400\n乙\t-1\n丙\tInfinity"}, "sheet"),
        ("record_workers", row(0, name="甲", owed="1", starts_on="0000-00-00"), "r0-starts_on"),
        ("record_minors", row(0, name="甲", started_on="99999-05-01"), "r0-started_on"),
        ("record_evidence", row(0, name="甲\x00", kind="document", taken_on=TODAY), "r0-name"),
        ("record_evidence", row(0, name="甲", kind="document", taken_on=TODAY, pages="9" * 40), "r0-pages"),
        ("record_evidence", row(0, name="甲", kind="document", taken_on=TODAY, number="9" * 40), "r0-number"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_saved(
    action: str, data: dict[str, Any], field: str, case: Case, send: Sender
) -> None:
    before = AuditEntry.objects.filter(is_success=True).count()
    answer = send(case, action, **data)
    assert answer.status_code == 422, (field, answer.status_code)
    assert AuditEntry.objects.filter(is_success=True).count() == before


def test_two_lines_cannot_be_one_piece_of_evidence(case: Case, people: SimpleNamespace, send: Sender) -> None:
    takers = {"first_taker": people.lead.pk, "second_taker": people.second.pk}
    one = {"name": "工资表", "kind": "document", "taken_on": TODAY, **takers}
    ok(send(case, "record_evidence", **row(0, **one)))
    answer = send(case, "record_evidence", **row(0, number="1", **one), **row(1, number="1", **one))
    assert answer.status_code == 422 and case.evidence.count() == 1


def test_five_thousand_lines_are_told_in_time(case: Case, send: Sender) -> None:
    text = "姓名\t应发\t已发\n" + "\n".join(f"工人{n}\t{n}\t0" for n in range(5000))
    start = time.monotonic()
    answer = send(case, "record_workers", sheet=text)
    assert answer.status_code == 422 and "1000" in answer.content.decode().replace(",", "")
    assert time.monotonic() - start < 20 and not case.workers.exists()


def test_signs_that_no_text_has_are_left_out(case: Case, send: Sender) -> None:
    """PostgreSQL stores no NUL."""
    ok(send(case, "record_parties", **row(0, role="unit", name="甲\x00乙\x07公司")))
    ok(send(case, "record_workers", **row(0, name="甲\x00乙", owed="1")))
    assert [case.parties.get().name, case.workers.get().name] == ["甲乙公司", "甲乙"]


def test_full_width_digits_are_digits(case: Case, send: Sender) -> None:
    ok(send(case, "record_workers", **row(0, name="甲", owed="１，２３４．５０", paid="０")))
    assert str(case.wages.missing) == "1234.50"


def test_the_same_send_twice_is_one_act_and_a_stale_page_none(
    people: SimpleNamespace, as_: Any, send: Sender
) -> None:
    case = make.case("served", lead=people.lead, second=people.second)
    complaint = complaints.accepted(employer=case.employer, actor=people.lead, on=None)
    days = {"filed_on": TODAY, "accepted_on": TODAY, "received_on": TODAY}
    asked = {"person": people.second.pk, "asked_by": "self", "recusal_reason": "亲属", "asked_on": TODAY}
    for action, who, data in (
        ("record_payment", people.lead, {"what": "fine", "paid_amount": "100", "paid_on": TODAY}),
        ("link_complaint", people.lead, {"complaint": complaint.pk}),
        ("unlink_complaint", people.lead, {"complaint": complaint.pk, "reason": "另案"}),
        ("publish_decision", people.leader, {"published_at": "信用中国", "published_on": TODAY}),
        ("record_appeal", people.lead, {"appeal_kind": "suit", "appeal_body": "法院", **days}),
        ("answer_appeal", people.lead, {"answered_on": TODAY}),
        (
            "record_appeal_result",
            people.lead,
            {"result": "revoked", "decided_on": TODAY, "effective_on": TODAY},
        ),
        ("request_recusal", people.lead, asked),
        ("decide_recusal", people.leader, {"recusal_decided": "驳回", "recusal_why": "没有关系"}),
    ):
        key, case = new_key(), Case.objects.get(pk=case.pk)
        stale = send(case, action, who, **{**data, "version": case.version - 1})
        assert stale.status_code in (409, 422), (action, stale.status_code)
        for _time in range(2):
            ok(send(case, action, who, **data, submission=key))
        assert AuditEntry.objects.about(case).filter(action=action, is_success=True).count() == 1, action


ROLES = [role.value for role in Role if "cases.view_case" not in ROLE_PERMISSIONS[role]]


@pytest.mark.parametrize("role", ROLES)
def test_the_file_of_a_case_opens_to_nobody_who_reads_no_cases(
    role: str, as_: Any, people: SimpleNamespace
) -> None:
    case = make.case("served", lead=people.lead, second=people.second)
    user = accounts.user(role)
    for form in ("", "pdf/", "zip/"):
        answer = as_(user).get(f"{case.get_absolute_url()}file/{form}")
        assert answer.status_code == 403, (role, form)


def test_the_file_of_a_confidential_case_names_what_is_sealed(as_: Any, people: SimpleNamespace) -> None:
    case = make.case("served", lead=people.lead, second=people.second)
    told = complaints.complainant(name="丛不可说", phone="13912345678")
    complaint = complaints.accepted(
        employer=case.employer, actor=people.lead, on=None, complainant=told, label="whistleblower"
    )
    with clock.at(DAY):
        make.do(case, "link_complaint", complaint=complaint)
    for who in (people.lead, people.head):
        page = as_(who).get(f"{case.get_absolute_url()}file/").content.decode()
        assert "封存" in page and "丛不可说" not in page
        packed = b"".join(as_(who).get(f"{case.get_absolute_url()}file/zip/").streaming_content)
        with ZipFile(BytesIO(packed)) as file:
            inside = "".join(file.read(name).decode("utf-8", "ignore") for name in file.namelist())
        assert "丛不可说" not in inside and "13912345678" not in inside


DAYS = {"filed_on": TODAY, "accepted_on": TODAY, "received_on": TODAY}
ASKED = {"person": "", "asked_by": "self", "asked_on": TODAY}


@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("record_payment", {"what": "fine", "paid_amount": "1e400", "paid_on": TODAY}),
        ("record_payment", {"what": "fine", "paid_amount": "-1", "paid_on": TODAY}),
        ("record_payment", {"what": "fine", "paid_amount": "NaN", "paid_on": TODAY}),
        ("record_payment", {"what": "fine", "paid_amount": "5000.01", "paid_on": TODAY}),
        ("record_payment", {"what": "fine", "paid_amount": "1", "paid_on": "2021-06-08"}),
        ("record_payment", {"what": "late_fee", "paid_amount": "1", "paid_on": TODAY}),
        ("record_payment", {"what": "x" * 500, "paid_amount": "1", "paid_on": TODAY}),
        ("record_payment", {"what": "fine", "paid_amount": "1", "paid_on": TODAY, "voucher": "票\x00据"}),
        ("request_deferral", {"extension_reason": "困难", "instalments": "2021-07-30，1e400"}),
        ("request_deferral", {"extension_reason": "困难", "instalments": "2021-07-30 -5\n2021-08-30 5005"}),
        ("request_deferral", {"extension_reason": "困难", "instalments": "2021-07-30，1\n" * 5000}),
        ("request_deferral", {"extension_reason": "困\x00难", "extend_until": "2021-09-30"}),
        ("record_appeal", {"appeal_kind": "suit", "appeal_body": "长" * 500, **DAYS}),
        ("record_appeal", {"appeal_kind": "suit", "appeal_body": "法\x00院", **DAYS}),
        ("record_appeal", {"appeal_kind": "suit", "appeal_body": "法院", **DAYS, "filed_on": "2021-06-08"}),
        ("request_recusal", {**ASKED, "person": "9" * 30, "recusal_reason": "亲属"}),
        ("request_recusal", {**ASKED, "person": "1", "recusal_reason": "亲\x00属"}),
        ("link_complaint", {"complaint": "9" * 30}),
        ("record_execution", {"executed_on": TODAY, "fine_collected": "5000.01"}),
        ("record_execution", {"executed_on": TODAY, "fine_collected": "1e400"}),
        ("record_execution", {"executed_on": TODAY, "fine_collected": "5000", "execution_note": "说\x00明"}),
    ],
)  # fmt: skip
def test_what_cannot_be_of_money_and_remedies_is_told(
    action: str, data: dict[str, Any], people: SimpleNamespace, send: Sender
) -> None:
    case = make.case("served", lead=people.lead, second=people.second)
    before = AuditEntry.objects.filter(is_success=True).count()
    answer = send(case, action, **data)
    assert answer.status_code == 422, (answer.status_code, Case.objects.get(pk=case.pk).state)
    assert AuditEntry.objects.filter(is_success=True).count() == before


@pytest.mark.parametrize(
    "data",
    [
        {"result": "changed", "changed_fine": "1e400"},
        {"result": "changed", "changed_fine": "-1"},
        {"result": "changed", "changed_fine": "1", "result_note": "说\x00明"},
        {"result": "revoked", "result_number": "号" * 500},
        {"result": "revoked", "decided_on": "2021-06-06"},
        {"result": "revoked", "effective_on": "2021-06-08"},
    ],
)
def test_what_cannot_be_of_a_result_is_told(
    data: dict[str, Any], people: SimpleNamespace, send: Sender
) -> None:
    case = make.case("served", lead=people.lead, second=people.second)
    ok(send(case, "record_appeal", appeal_kind="suit", appeal_body="法院", **DAYS))
    answer = send(case, "record_appeal_result", **{"decided_on": TODAY, "effective_on": TODAY, **data})
    assert answer.status_code == 422 and Case.objects.get(pk=case.pk).has_open_appeal


def test_remarks_of_whoever_sends_back_may_hold_no_nul(people: SimpleNamespace, send: Sender) -> None:
    case = make.case("deciding", lead=people.lead, second=people.second)
    for said in ("说\x00明", "长" * 20_000):
        sent = {"reason": "重拟", "part_1": "decision_text", "said_1": said}
        assert send(case, "return_decision", people.head, **sent).status_code == 422
