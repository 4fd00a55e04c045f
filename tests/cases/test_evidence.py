"""The list of evidence with its chain, and what was registered and kept: seven working days from the notice (行政处罚法 56)."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from casework.attachments import store
from casework.by import By
from casework.models import Paper
from casework.papers import issuing
from casework.workflow import Refused
from inspections.cases.forms.evidence import ProposeDisposalForm, RecordEvidenceForm
from inspections.cases.models import Case
from inspections.cases.services.evidence import (
    dispose_evidence,
    propose_disposal,
    record_evidence,
    reject_disposal,
)
from law import clock
from rehearsal.script.papers import preserve, write_record
from tests.factories import accounts
from tests.factories import cases as make

DAY = make.CASE_DAY


@pytest.fixture
def case(people: SimpleNamespace, firm: Any) -> Case:
    return make.case("investigating", employer=firm, lead=people.lead, second=people.second)


def piece(people: SimpleNamespace, name: str = "五月工资表", **more: Any) -> dict[str, Any]:
    return {
        "name": name, "kind": "document", "taken_on": DAY, "taken_by": [people.lead.pk, people.second.pk], **more
    }  # fmt: skip


def record(case: Case, who: Any, *pieces: dict[str, Any], on: date = DAY, **more: Any) -> Any:
    with clock.at(on):
        return record_evidence(case, by=By(who), pieces=pieces, **more)


def propose(case: Case, who: Any, *numbers: int, on: date = DAY, **more: Any) -> Any:
    with clock.at(on):
        return propose_disposal(case, by=By(who), pieces=numbers, **{"disposal": "returned", **more})


def dispose(case: Case, who: Any, *numbers: int, on: date = DAY, **more: Any) -> Any:
    """Proposed by a handler, decided by the head on the same day."""
    propose(case, who, *numbers, on=on, **more)
    with clock.at(on):
        return dispose_evidence(case, by=By(accounts.user("bureau_head")))


def notice_of(case: Case, on: date = DAY) -> Paper:
    with clock.at(on):
        return preserve(case, accounts.user("bureau_head"), "工资表，2021年1至5月，1，册，完好，")


def clocks(case: Case) -> list[Any]:
    return list(case.deadlines.filter(clock="evidence.preservation").order_by("pk"))


def test_pieces_keep_their_numbers_when_the_list_is_written_anew(case: Case, people: SimpleNamespace) -> None:
    record(case, people.lead, piece(people), piece(people, "考勤记录", pages=12, is_original=False))
    record(case, people.lead, piece(people, "考勤记录", number=2), piece(people, "询问笔录"))
    found = {each.number: each.name for each in case.evidence.all()}
    assert found == {2: "考勤记录", 3: "询问笔录"}
    assert {person.pk for person in case.evidence.get(number=2).taken_by.all()} == {
        people.lead.pk,
        people.second.pk,
    }


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"name": ""}, "name"), ({"kind": "rumour"}, "kind"), ({"taken_on": None}, "taken_on"),
        ({"taken_on": date(2021, 6, 8)}, "taken_on"), ({"taken_by": []}, "taken_by"), ({"attachment": 1}, "attachment"),
        ({"preserved": 1}, "preserved"),
    ],
)  # fmt: skip
def test_a_piece_that_cannot_be_names_its_column(
    case: Case, people: SimpleNamespace, changed: dict[str, Any], column: str
) -> None:
    with pytest.raises(Refused) as refused:
        record(case, people.lead, piece(people) | changed)
    assert refused.value.code == column


def test_two_different_inspectors_take_a_piece(case: Case, people: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="两名不同的监察员"):
        record(case, people.lead, piece(people, taken_by=[people.lead.pk, people.lead.pk]))


def test_the_chain_tells_who_had_a_piece_from_when_on(case: Case, people: SimpleNamespace) -> None:
    record(case, people.lead, piece(people, holder="大队证据室"))
    record(case, people.lead, piece(people, number=1, holder="大队证据室"), on=date(2021, 6, 8))
    record(case, people.lead, piece(people, number=1, holder="法制科"), on=date(2021, 6, 9))
    chain = [(each.holder, each.since) for each in case.evidence.get().custody.all()]
    assert chain == [("大队证据室", DAY), ("法制科", date(2021, 6, 9))]
    assert case.evidence.get().holder == "法制科"


def test_new_files_go_to_new_pieces_in_their_order(case: Case, people: SimpleNamespace) -> None:
    with clock.at(DAY):
        files = [
            store(SimpleUploadedFile(f"{name}.pdf", b"%PDF-1.4\n%%EOF\n"), uploaded_by=people.lead)
            for name in "ab"
        ]
    record(case, people.lead, piece(people), piece(people, "考勤", attachment=str(files[0].pk)), files=files)
    assert [each.attachment.name for each in case.evidence.all()] == ["b.pdf", "a.pdf"]
    assert case.attachments.count() == 2


# 先行登记保存


def test_the_notice_starts_seven_working_days_and_the_last_piece_ends_them(
    case: Case, people: SimpleNamespace
) -> None:
    """Before 2021-07-15 natural days: the seventh, 06-14, is 端午, so the day after it."""
    notice = notice_of(case)
    (running,) = clocks(case)
    assert (running.due_on, running.stopped_at, running.amount) == (date(2021, 6, 15), None, 7)
    kept = {"preserved": notice.pk}
    record(case, people.lead, piece(people, **kept), piece(people, "账册", **kept), piece(people, "笔录"))
    dispose(case, people.second, 1, receiver="某公司 王某", on=date(2021, 6, 9))
    assert clocks(case)[0].stopped_at is None
    dispose(case, people.second, 2, disposal="copied", on=date(2021, 6, 10))
    (ended,) = clocks(case)
    assert ended.outcome == "met" and ended.stopped_at is not None
    first = case.evidence.get(number=1)
    assert (first.disposal, first.disposed_on, first.holder) == ("returned", date(2021, 6, 9), "某公司 王某")


def test_what_becomes_of_kept_evidence_is_told_in_a_notice_made_of_its_rows(
    case: Case, people: SimpleNamespace
) -> None:
    first, second = notice_of(case), notice_of(case)
    pieces = [
        piece(people, preserved=first.pk, pages=3),
        piece(people, "账册", preserved=second.pk),
        piece(people, "笔录"),
    ]
    record(case, people.lead, *pieces)
    entry = dispose(
        case, people.second, 1, 2, receiver="某公司 王某", disposal_note="当面点清", on=date(2021, 6, 9)
    )
    (paper,) = case.papers_of("preservation_disposal")
    assert entry.data["papers"] == [paper.pk] and paper.is_served and paper.issued_by.role == "bureau_head"
    assert case.disposal.paper == paper and (case.disposal.approved_on, case.disposal.is_open) == (
        date(2021, 6, 9),
        False,
    )
    said = {block["name"]: block for block in paper.content["blocks"] if "name" in block}
    assert said["preserved_under"]["value"] == f"{first.number}、{second.number}"
    assert [row[:4] for row in said["disposed_items"]["table"]["rows"]] == [
        ["1", "五月工资表", "3", "返还"],
        ["2", "账册", "／", "返还"],
    ]
    assert all(row[4:] == ["某公司 王某", "当面点清"] for row in said["disposed_items"]["table"]["rows"])
    assert said["disposed_day"]["value"] == "2021年6月9日"
    with pytest.raises(Refused, match="no_paper"):
        issuing.draft_paper(case, kind=paper.kind, given={}, by=By(people.lead))


def test_the_head_sees_the_notice_before_it_is_issued_and_may_turn_it_down(
    case: Case, people: SimpleNamespace, sending: Any
) -> None:
    """PAPERS: handlers → head of the bureau. What is turned down stays kept, its days run on, and may be proposed anew."""
    notice = notice_of(case)
    record(case, people.lead, piece(people, preserved=notice.pk))
    with clock.at(DAY):
        assert case not in Case.objects.awaiting(people.head)
        sent = {"pieces": ["1"], "disposal": "copied", "receiver": "某公司 王某", "version": case.version}
        assert sending(people.second).post(case.act_url("propose_disposal"), **sent).status_code == 302
        case = Case.objects.get(pk=case.pk)
        assert not case.papers_of("preservation_disposal").exists() and case.evidence.get().is_kept
        assert case in Case.objects.awaiting(people.head) and case not in Case.objects.awaiting(people.leader)
        page = sending(people.head).get(case.act_url("dispose_evidence"))
        assert [str(each.word) for each in page.context["answers"]] == ["同意", "不同意"]
        text = page.content.decode()
        assert "先行登记保存证据处理通知书" in text and "复制后返还" in text and notice.number in text
        for who in (people.lead, people.leader, people.second):
            assert sending(who).get(case.act_url("dispose_evidence")).status_code == 403
        why = {"reason": "原件还要质证", "version": case.version}
        assert sending(people.head).post(case.act_url("reject_disposal"), **why).status_code == 302
        case = Case.objects.get(pk=case.pk)
        assert case.evidence.get().is_kept and clocks(case)[0].stopped_at is None
        assert case not in Case.objects.awaiting(people.head)
        tab = sending(people.lead).get(f"{case.get_absolute_url()}?tab=evidence").content.decode()
        assert "不同意：原件还要质证" in tab
    with pytest.raises(Refused, match="disposal_requested"):
        reject_disposal(case, by=By(people.head), reason="再次")
    dispose(case, people.lead, 1, disposal="released")
    assert clocks(case)[0].outcome == "met"


def test_one_proposal_waits_at_a_time_and_whoever_made_it_does_not_decide(
    case: Case, people: SimpleNamespace
) -> None:
    notice = notice_of(case)
    record(case, people.lead, piece(people, preserved=notice.pk), piece(people, "账册", preserved=notice.pk))
    propose(case, people.lead, 1)
    with pytest.raises(Refused, match="no_disposal_waits"):
        propose(case, people.lead, 2)
    type(people.lead).objects.filter(pk=people.lead.pk).update(role="bureau_head")
    promoted = type(people.lead).objects.get(pk=people.lead.pk)
    with clock.at(DAY), pytest.raises(Refused, match="own_draft"):
        dispose_evidence(case, by=By(promoted))


def test_a_withdrawn_notice_leaves_nothing_to_decide(case: Case, people: SimpleNamespace) -> None:
    notice = notice_of(case)
    record(case, people.lead, piece(people, preserved=notice.pk))
    propose(case, people.lead, 1)
    with clock.at(DAY):
        issuing.withdraw_paper(notice, by=By(people.second), reason="写错了名称")
        with pytest.raises(Refused, match="pieces"):
            dispose_evidence(case, by=By(people.head))
        reject_disposal(case, by=By(people.head), reason="通知书已撤回")


def test_under_the_new_law_the_days_are_working_days(case: Case, people: SimpleNamespace) -> None:
    notice_of(case, date(2021, 7, 15))
    assert clocks(case)[0].due_on == date(2021, 7, 26)


def test_each_notice_has_days_of_its_own_and_a_withdrawn_one_none(
    case: Case, people: SimpleNamespace
) -> None:
    notice_of(case)
    second = notice_of(case, date(2021, 6, 8))
    assert len([each for each in clocks(case) if each.stopped_at is None]) == 2
    with clock.at(date(2021, 6, 9)):
        issuing.withdraw_paper(second, by=By(people.second), reason="写错了名称")
    assert [each.outcome for each in clocks(case)] == ["", "void"]


def test_what_is_kept_is_dealt_with_once_and_never_dropped(case: Case, people: SimpleNamespace) -> None:
    notice = notice_of(case)
    record(case, people.lead, piece(people, preserved=notice.pk), piece(people, "笔录"))
    for numbers in ((2,), (1, 2), ()):
        with pytest.raises(Refused, match="pieces"):
            dispose(case, people.lead, *numbers)
    with pytest.raises(Refused, match="不能删除"):
        record(case, people.lead, piece(people, "笔录", number=2))
    dispose(case, people.lead, 1)
    with pytest.raises(Refused, match="has_evidence_kept"):
        dispose(case, people.lead, 1)


def test_the_form_offers_the_two_handlers_and_what_is_kept(case: Case, people: SimpleNamespace) -> None:
    notice = notice_of(case)
    with clock.at(DAY):
        form = RecordEvidenceForm(record=case, user=people.lead)
        row = form.rows[0]
        assert [row[name].value() for name in ("first_taker", "second_taker")] == [
            str(people.lead.pk),
            str(people.second.pk),
        ]
        sent = {
            "r0-name": "工资表", "r0-kind": "document", "r0-taken_on": "2021-06-07", "r0-first_taker": str(people.lead.pk),
            "r0-second_taker": str(people.second.pk), "r0-preserved": str(notice.pk), "r0-is_original": "on",
        }  # fmt: skip
        file = SimpleUploadedFile("工资表.pdf", b"%PDF-1.4\n%%EOF\n")
        form = RecordEvidenceForm(sent, MultiValueDict({"files": [file]}), record=case, user=people.lead)
        assert form.is_valid(), form.errors
        record(case, people.lead, *form.cleaned_data["pieces"], files=form.cleaned_data["files"])
        assert case.evidence.get().attachment.name == "工资表.pdf"
        choices = ProposeDisposalForm(record=case, user=people.lead).fields["pieces"].choices
    assert [value for value, _label in choices] == ["1"]


def test_each_notice_rests_on_an_approval_of_its_own(case: Case, people: SimpleNamespace) -> None:
    """行政处罚法 56: the head approves each; one sheet is not good for whatever is taken later."""
    notice_of(case)
    told = {"preserved_items": "考勤机，甲型，1，台，完好，"}
    with clock.at(DAY), pytest.raises(Refused, match="paper_incomplete"):
        write_record(case, kind="preservation_notice", told=told)
