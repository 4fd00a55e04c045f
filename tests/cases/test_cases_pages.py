"""The pages: the whole way by POST, forms that keep what was typed, lists, second sends, bad addresses."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.paper_kinds import Field
from casework.papers.forms import shown
from casework.submissions import new_key
from inspections.cases import reviewing
from inspections.cases.models import Case
from law import clock
from tests.factories import cases as make
from tests.factories import complaints, registry

DAY = make.CASE_DAY
LIST, NEW = "/cases/", "/cases/new/"
SENT = {**make.HANDED, "done_on": DAY.isoformat(), "place": "前台"}


@pytest.fixture
def as_(client_for: Callable[[Any], Client]) -> Callable[..., Any]:
    """`as_(user).post(path, data)` on the day of the case; a submission key is added."""

    def of(user: Any) -> SimpleNamespace:
        client = client_for(user)

        def get(path: str, **query: Any) -> Any:
            with clock.at(DAY):
                return client.get(path, query)

        def post(path: str, **sent: Any) -> Any:
            with clock.at(DAY):
                return client.post(path, {"submission": new_key(), **sent})

        return SimpleNamespace(get=get, post=post)

    return of


def clue_of(firm: Any, people: SimpleNamespace, **changes: Any) -> dict[str, Any]:
    return {
        "employer": firm.code, "origin": "other", "matters": ["illegal_overtime"], "cause": "五月加班", "people_count": "12",
        "found_on": DAY.isoformat(), "lead": people.lead.pk, "second": people.second.pk, **changes,
    }  # fmt: skip


ANY = Field("any", "")


def typed(case: Case, action: str, sent: dict[str, Any]) -> dict[str, str]:
    """What the papers of the act want typed besides, as the form sends it."""
    case.refresh_from_db()
    words = make.with_words(action, case, sent).get("words", {})
    return {name: shown(ANY, value) for name, value in words.items()}


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("考勤.pdf", b"%PDF-1.4\n%%EOF\n")


def whole_way(p: SimpleNamespace) -> list[tuple[Any, str, dict[str, Any]]]:
    """Who does what, with what is sent."""
    return [
        (p.lead, "request_filing", {"lead": p.lead.pk, "second": p.second.pk}),
        (p.leader, "approve_filing", {}),
        (p.second, "record_findings", {"findings": "考勤为证", "files": [pdf()]}),
        (p.lead, "order_correction", {"correct_by": "2021-06-21", "correction_text": "安排补休"}),
        (p.second, "deliver", SENT),
        (
            p.lead,
            "confirm_correction",
            {"correction_result": "已补休", "is_corrected": "on", "rechecked_on": DAY.isoformat()},
        ),
        (p.lead, "conclude_investigation", {"findings": "考勤与笔录一致"}),
        (p.lead, "submit_review", {}),
        (p.legal, "pass_review", {"review_opinion": "同意"}),
        (
            p.leader,
            "give_notice",
            {"notice_kind": "penalty", "notice_text": "拟罚款", "proposed_fine": "5000"},
        ),
        (p.second, "deliver", SENT),
        (p.lead, "record_statement", {"statement": "无异议", "statement_heard_on": DAY.isoformat()}),
        (
            p.lead,
            "submit_decision",
            {"decision_kind": "penalty", "decision_text": "罚款", "fine_amount": "5000"},
        ),
        (p.head, "decide", {}),
        (p.lead, "serve", SENT),
        (p.lead, "record_execution", {"executed_on": DAY.isoformat(), "fine_collected": "5000"}),
        (
            p.leader,
            "publish_decision",
            {"published_at": "信用中国（山东青岛）", "published_on": DAY.isoformat()},
        ),
        (p.lead, "request_closing", {"closing_report": "已履行"}),
        (p.leader, "approve_closing", {}),
        (p.lead, "archive_case", {"archive_number": "2021-17"}),
    ]


def test_the_whole_way_through_the_pages(campaign: Any, firm: Any, people: SimpleNamespace, as_: Any) -> None:
    p = people
    assert as_(p.lead).post(NEW, **clue_of(firm, p)).status_code == 302
    case = Case.objects.get()
    for who, action, sent in whole_way(p):
        if action == "conclude_investigation":
            with clock.at(DAY):
                make.do(case, "write_record")
        if sent is SENT:
            case.refresh_from_db()
            sent = SENT | {"papers": [paper.pk for paper in case.papers_to_deliver]}
        sent |= typed(case, action, sent)
        if action == "pass_review":
            sent |= {"confirmed": [each.key for each in reviewing.unasked(case)]}
        page = as_(who).get(case.get_absolute_url())
        assert page.status_code == 200 and case.act_url(action) in page.content.decode(), action
        assert as_(who).get(case.act_url(action)).status_code == 200, action
        answer = as_(who).post(case.act_url(action), **sent)
        assert answer.status_code == 302, (action, answer.content.decode()[:3000])
    case.refresh_from_db()
    assert case.state == "archived" and case.decision.paid("fine") == 5000 and case.attachments.count() == 1
    assert as_(p.lead).get(case.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("state", list(make.WAYS))
def test_every_state_has_a_page_for_every_reader(
    db: Any, state: str, as_: Any, people: SimpleNamespace
) -> None:
    case = make.case(state, lead=people.lead)
    for reader in (people.lead, people.leader, people.head, people.legal):
        answer = as_(reader).get(case.get_absolute_url())
        assert answer.status_code == 200 and case.state_label in answer.content.decode()


@pytest.mark.parametrize(
    ("state", "action", "who", "sent", "field"),
    [
        ("investigating", "order_correction", "lead", {"correct_by": "2021-06-01", "correction_text": "改"}, "correct_by"),
        ("investigating", "record_findings", "lead", {"findings": "查实", "crime": "other"}, "crime_facts"),
        ("investigating", "record_findings", "lead", {"findings": ""}, "findings"),
        ("investigating", "record_findings", "lead", {"findings": "查实", "amount": "很多"}, "amount"),
        ("correcting", "confirm_correction", "lead", {"correction_result": "否", "is_minor_and_corrected": "on"},
         "is_minor_and_corrected"),
        ("reviewed", "give_notice", "leader", {"notice_kind": "handling", "notice_text": "告知", "proposed_fine": "1"},
         "proposed_fine"),
        ("reviewed", "give_notice", "leader", {"notice_kind": "x", "notice_text": "告知"}, "notice_kind"),
        ("notified", "record_statement", "lead", {"statement": "无", "statement_heard_on": "2021-06-08"},
         "statement_heard_on"),
        ("decided", "serve", "lead", {**SENT, "done_on": "2021-06-06"}, "done_on"),
        ("decided", "serve", "lead", {**SENT, "done_on": "昨天"}, "done_on"),
        ("decided", "serve", "lead", {**SENT, "way": "left"}, "refusal"),
        ("served", "record_execution", "lead", {"executed_on": "2021-06-07", "fine_collected": "1"}, "execution_note"),
        ("served", "record_appeal", "lead", {"appeal_body": "区政府"}, "appeal_kind"),
        ("served", "record_appeal", "lead", {"appeal_kind": "suit", "appeal_body": "法院", "filed_on": "2021-06-07",
         "accepted_on": "2021-06-08"}, "accepted_on"),
        ("served", "publish_decision", "leader", {"published_on": "2021-06-07"}, "published_at"),
        ("served", "request_deferral", "lead", {"extension_reason": "困难"}, "extend_until"),
        ("served", "request_deferral", "lead", {"extension_reason": "困难", "instalments": "九月三十日 3000"}, "instalments"),
        ("served", "request_deferral", "lead", {"extension_reason": "困难", "instalments": "2021-09-30，3000"}, "instalments"),
        ("investigating", "request_recusal", "lead", {"person": "999999", "asked_by": "party"}, "person"),
        ("investigating", "link_complaint", "lead", {"complaint": "999999"}, "complaint"),
        ("investigating", "merge_case", "leader", {"leading": "999999", "reason": "同一事实"}, "leading"),
        ("filing", "reject_filing", "leader", {"reason": ""}, "reason"),
        ("clue", "request_filing", "lead", {"lead": "999999", "second": "abc"}, "second"),
    ],
)  # fmt: skip
def test_bad_input_is_told_at_the_field_and_changes_nothing(
    db: Any,
    people: SimpleNamespace,
    as_: Any,
    state: str,
    action: str,
    who: str,
    sent: dict[str, Any],
    field: str,
) -> None:
    case = make.case(state, lead=people.lead)
    answer = as_(getattr(people, who)).post(case.act_url(action), **sent)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert Case.objects.get().version == case.version


def test_a_draft_against_the_notice_is_told_at_the_field(db: Any, people: SimpleNamespace, as_: Any) -> None:
    case = make.case("notified", fine=5000, lead=people.lead)
    as_(people.lead).post(
        case.act_url("record_statement"), statement="无异议", statement_heard_on=DAY.isoformat()
    )
    sent = {"decision_kind": "penalty", "decision_text": "罚款", "fine_amount": "6000"}
    answer = as_(people.lead).post(case.act_url("submit_decision"), **sent)
    assert answer.status_code == 422 and "fine_amount" in answer.context["form"].errors
    assert "6000" in answer.content.decode()


def test_a_clue_that_cannot_be_keeps_what_was_typed(firm: Any, people: SimpleNamespace, as_: Any) -> None:
    for changes, field in (
        ({"second": people.lead.pk}, "second"),
        ({"employer": ""}, "employer"),
        ({"employer": "没有这家"}, "employer"),
        ({"matters": []}, "matters"),
        ({"found_on": "2021-06-08"}, "found_on"),
        ({"amount": "-1"}, "amount"),
        ({"people_count": "1.5"}, "people_count"),
    ):
        answer = as_(people.lead).post(NEW, **clue_of(firm, people, **changes))
        assert answer.status_code == 422 and field in answer.context["form"].errors, field
        assert "五月加班" in answer.content.decode()
    assert not Case.objects.exists()


def test_harm_is_asked_at_registration_and_the_last_day_when_filing_is_asked_for(
    firm: Any, people: SimpleNamespace, as_: Any
) -> None:
    lead = as_(people.lead)
    sent = clue_of(firm, people, has_harm="on", act_ended_on="2019-06-07")
    assert lead.post(NEW, **sent).status_code == 302
    case = Case.objects.get()
    assert case.has_harm and case.is_limitation_edge  # five years only for acts from 2021-07-15 on
    handlers = {"lead": people.lead.pk, "second": people.second.pk}
    answer = lead.post(case.act_url("request_filing"), **handlers)
    assert answer.status_code == 422 and "is_edge_confirmed" in answer.context["form"].errors
    assert lead.post(case.act_url("request_filing"), **handlers, is_edge_confirmed="on").status_code == 302
    swapped = {"lead": people.second.pk, "second": people.lead.pk, "reason": "互换"}
    assert as_(people.leader).post(case.act_url("reassign_case"), **swapped).status_code == 302


def test_a_clue_from_a_complaint(firm: Any, people: SimpleNamespace, as_: Any) -> None:
    record = complaints.accepted(employer=firm, actor=people.lead, on=DAY, workers_count=7)
    page = as_(people.lead).get(record.get_absolute_url())
    address = f"{NEW}?complaint={record.pk}"
    assert address in page.content.decode()
    form = as_(people.lead).get(address).content.decode()
    assert record.content in form and firm.name in form
    answer = as_(people.lead).post(
        address, **clue_of(firm, people, people_count="7", found_on=DAY.isoformat())
    )
    case = Case.objects.get()
    assert answer.status_code == 302 and case.complaint == record and case.source == "complaint"
    assert case.get_absolute_url() in as_(people.lead).get(record.get_absolute_url()).content.decode()
    for unknown in ("999999", "abc", "9" * 40):
        assert as_(people.lead).get(f"{NEW}?complaint={unknown}").status_code == 404


def test_a_second_send_gets_the_first_ones_answer(firm: Any, people: SimpleNamespace, as_: Any) -> None:
    sent = {**clue_of(firm, people), "submission": new_key()}
    first, second = (as_(people.lead).post(NEW, **sent) for _ in range(2))
    assert first["Location"] == second["Location"] and Case.objects.count() == 1
    case, key = make.case("filing"), new_key()
    answers = [as_(people.leader).post(case.act_url("approve_filing"), submission=key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    third = as_(people.leader).post(case.act_url("approve_filing"))
    assert third.status_code == 409


def test_filters_and_tabs(firm: Any, people: SimpleNamespace, as_: Any) -> None:
    mine = make.case("investigating", employer=firm, lead=people.lead, second=people.second)
    other = make.case("clue")
    lead = as_(people.lead)

    def shown(**query: Any) -> set[int]:
        answer = lead.get(LIST, **query)
        assert answer.status_code == 200
        return {record.pk for record in answer.context["records"]}

    assert shown() == {mine.pk, other.pk}
    assert (
        shown(tab="mine")
        == shown(tab="filed")
        == shown(q=mine.filing_number)
        == shown(q=firm.name)
        == {mine.pk}
    )
    assert shown(tab="clues") == shown(state="clue") == shown(q=other.number) == {other.pk}
    assert shown(tab="late") == shown(tab="ended") == shown(cause="wage_arrears") == set()
    assert shown(cause="illegal_overtime", source="other") == {mine.pk, other.pk}
    assert shown(employer=firm.pk, since="2021-06-07", until="2021-06-07") == {mine.pk}
    for odd in (
        {"employer": "9" * 30},
        {"employer": "x"},
        {"tab": "x"},
        {"since": "昨天"},
        {"after": "x"},
        {"town": "x"},
    ):
        assert lead.get(LIST, **odd).status_code == 200


def test_a_late_case_is_marked(db: Any, people: SimpleNamespace, client_for: Any) -> None:
    make.case("investigating", on=date(2021, 1, 4))
    with clock.at(DAY):
        page = client_for(people.lead).get(LIST + "?tab=late").content.decode()
    assert 'class="is-late"' in page


def test_the_list_is_exported(db: Any, people: SimpleNamespace, as_: Any) -> None:
    make.case("served")
    answer = as_(people.lead).get(LIST, export="xlsx")
    assert answer.status_code == 200 and b"".join(answer.streaming_content)[:2] == b"PK"
    assert as_(people.legal).get(LIST, export="xlsx").status_code == 403


def test_the_same_queries_for_10_and_30_rows(db: Any, people: SimpleNamespace, as_: Any) -> None:
    firm, lead = registry.employer(), as_(people.lead)

    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert lead.get(path).status_code == 200
        return len(found)

    def fill(count: int) -> None:
        for _ in range(count):
            make.case("investigating", employer=firm, lead=people.lead, second=people.second)

    fill(10)
    pages = (LIST, Case.objects.first().get_absolute_url())
    for path in pages:
        queries(path)  # what a process remembers is remembered now
    few = [queries(path) for path in pages]
    fill(20)
    many = [queries(path) for path in pages]
    assert few == many
    assert many[0] <= 12 and many[1] <= 20, many


def test_words_typed_into_a_case_are_shown_as_words(db: Any, people: SimpleNamespace, as_: Any) -> None:
    case = make.clue(cause="<script>alert(1)</script>")
    page = as_(people.lead).get(case.get_absolute_url()).content.decode()
    assert "<script>alert(1)" not in page and "&lt;script&gt;alert(1)" in page


def test_tabs_switch_the_left_column_and_the_timeline_stays(
    db: Any, people: SimpleNamespace, as_: Any
) -> None:
    case = make.case("decided", lead=people.lead, second=people.second)
    url, reader = case.get_absolute_url(), as_(people.lead)
    basic = reader.get(url).context
    assert basic["opened"] == ["basic"] and [str(tab["label"]) for tab in basic["tabs"]][-1] == "全部"
    approval = reader.get(url, tab="approval")
    assert approval.context["opened"] == ["approval"] and approval.context["timeline"]
    assert (
        case.decision.paper.number in approval.content.decode()
        and 'id="h-basic"' not in approval.content.decode()
    )
    assert {entry.action for entry in approval.context["approvals"]} >= {"approve_filing", "decide"}
    assert "record_findings" not in {entry.action for entry in approval.context["approvals"]}
    assert {"basic", "approval", "related"} <= set(reader.get(url, tab="all").context["opened"])
    assert reader.get(url, tab="nonsense").context["opened"] == ["basic"]


def test_the_timeline_is_narrowed_by_kind_and_keeps_the_tab(
    db: Any, people: SimpleNamespace, as_: Any
) -> None:
    case = make.case("filing", lead=people.lead, second=people.second)
    assert as_(people.leader).post(case.act_url("return_filing"), reason="补材料").status_code == 302
    url, reader = case.get_absolute_url(), as_(people.lead)
    page = reader.get(url, tab="basic", events="returned").context
    assert [entry.action for entry in page["timeline"]] == ["return_filing"] and len(page["log"]) > 1
    assert [str(choice.label) for choice in page["event_filters"] if choice.is_current] == ["退回和驳回"]
    assert all("tab=basic" in choice.url for choice in page["event_filters"])
    assert "events=returned" in page["tabs"][0]["url"]
    assert all(entry.kind == "system" for entry in reader.get(url, events="system").context["timeline"])
    assert len(reader.get(url, events="nonsense").context["timeline"]) == len(page["log"])


def test_days_are_written_one_way(db: Any, people: SimpleNamespace, as_: Any) -> None:
    case = make.case("decided", lead=people.lead, second=people.second)
    page = as_(people.lead).get(case.get_absolute_url(), tab="all").content.decode()
    assert case.filed_on.isoformat() in page and f"{case.filed_on.year}年{case.filed_on.month}月" not in page
