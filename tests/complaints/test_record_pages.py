"""The record, its acts and corrections, for people who come late or at the same time."""

import uuid
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from casework.by import By
from casework.models import AuditEntry
from complaints.models import Complaint
from complaints.services import intake
from law import clock
from tests.complaints.clients import LIST, NEW, signed_in
from tests.factories.complaints import accepted, complainant, complaint, in_state


def test_likely_repeats_are_shown_with_links_to_staff_only(
    inspector_client: Client, people: SimpleNamespace, firm: Any, today: date
) -> None:
    told = complainant()
    first = complaint(actor=people.inspector, employer=firm, complainant=told)
    again = complaint(actor=people.inspector, employer=firm, complainant=told)
    page = inspector_client.get(again.get_absolute_url())
    assert page.context["repeats"] == [first]
    assert "疑似重复" in page.content.decode() and first.get_absolute_url() in page.content.decode()
    for person in (people.officer, people.legal, people.head):
        assert "疑似重复" not in signed_in(person).get(again.get_absolute_url()).content.decode()


@pytest.mark.parametrize("state", ["accepted", "concluded", "refused", "redirected", "supplementing"])
def test_UX_17_days_are_written_one_way(
    state: str, inspector_client: Client, people: SimpleNamespace, firm: Any, today: date
) -> None:
    record = in_state(state, actor=people.inspector, employer=firm)
    page = inspector_client.get(record.get_absolute_url()).content.decode().partition("<main")[2]
    assert today.isoformat() in page and f"{today.year}年" not in page


def _offer_case(record: Complaint, user: Any) -> list[tuple[str, str]]:
    return [("转立案", f"/cases/new/?complaint={record.pk}")] if user.has_perm("cases.register_clue") else []


def test_upper_rooms_may_put_links_on_the_page(
    inspector_client: Client, people: SimpleNamespace, firm: Any, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = apps.get_app_config("casework")
    monkeypatch.setattr(config, "complaint_links", (f"{__name__}._offer_case",), raising=False)
    record = accepted(actor=people.inspector, employer=firm)
    page = record.get_absolute_url()
    assert f'href="/cases/new/?complaint={record.pk}">转立案' in inspector_client.get(page).content.decode()
    assert "转立案" not in signed_in(people.officer).get(page).content.decode()


ACTS = {
    "accept": ("received", {}, "accepted"),
    "request_supplement": ("received", {"supplement_request": "请补交工资条"}, "supplementing"),
    "receive_supplement": ("supplementing", {"supplemented_on": "2021-04-30"}, "received"),
    "refuse": ("received", {"refusal_ground": "other", "refusal_reason": "已在法院诉讼"}, "refused"),
    "redirect": ("received", {"redirected_to": "arbitration", "redirect_note": "请申请仲裁"}, "redirected"),
    "conclude": (
        "accepted",
        {"result": "已责令支付", "recovered_amount": "100", "recovered_people": "1"},
        "concluded",
    ),
    "give_feedback": ("concluded", {"feedback_method": "phone", "feedback": "已告知"}, "answered"),
}


@pytest.mark.parametrize("action", ACTS)
def test_every_act_by_its_page(
    inspector_client: Client, people: SimpleNamespace, firm: Any, today: date, action: str
) -> None:
    state, form, after = ACTS[action]
    record = in_state(state, actor=people.inspector, employer=firm)
    page = inspector_client.get(record.act_url(action))
    assert page.status_code == 200
    sent = {
        **form,
        "submission": str(uuid.uuid4()),
        "version": record.version,
        "handler": people.inspector.pk,
    }
    first = inspector_client.post(record.act_url(action), sent)
    assert first.status_code == 302, first.context["form"].errors
    assert inspector_client.post(record.act_url(action), sent)["Location"] == first["Location"]
    record.refresh_from_db()
    assert record.state == after
    assert AuditEntry.objects.about(record).filter(action=action, is_success=True).count() == 1


@pytest.mark.parametrize(
    ("action", "form", "field", "word"),
    [
        ("request_supplement", {"supplement_request": " "}, "supplement_request", "要补正什么"),
        ("receive_supplement", {"supplemented_on": "2021-05-09"}, "supplemented_on", "之间"),
        ("receive_supplement", {"supplemented_on": ""}, "supplemented_on", "收齐的日期"),
        (
            "receive_supplement",
            {"supplemented_on": "2021-04-30", "act_ended_on": "2021-06-01"},
            "act_ended_on",
            "今天",
        ),
        ("receive_supplement", {"supplemented_on": "2021-04-30", "phone": "12"}, "phone", "位数"),
        ("refuse", {"refusal_ground": "other", "refusal_reason": ""}, "refusal_reason", "书面说明理由"),
        (
            "refuse",
            {"refusal_ground": "expired", "refusal_reason": "超过二年"},
            "refusal_ground",
            "没有超过查处时效",
        ),
        ("refuse", {"refusal_ground": "already_filed", "refusal_reason": "重复"}, "refusal_ground", "选定"),
        ("refuse", {"refusal_reason": "重复"}, "refusal_ground", "情形"),
        ("redirect", {"redirected_to": "arbitration"}, "redirect_note", "告知的内容"),
        ("conclude", {"result": ""}, "result", "处理结果"),
        ("conclude", {"result": "付清", "recovered_amount": "10"}, "recovered_people", "涉及人数"),
        ("give_feedback", {"feedback_method": "phone", "feedback": ""}, "feedback", "反馈了什么"),
    ],
)
def test_what_an_act_page_refuses(
    inspector_client: Client,
    people: SimpleNamespace,
    firm: Any,
    today: date,
    action: str,
    form: dict[str, str],
    field: str,
    word: str,
) -> None:
    record = in_state(ACTS[action][0], actor=people.inspector, employer=firm)
    response = inspector_client.post(record.act_url(action), {**form, "submission": str(uuid.uuid4())})
    assert response.status_code == 422
    assert word in "".join(response.context["form"].errors[field])
    assert Complaint.objects.get(pk=record.pk).state == ACTS[action][0]


def test_words_that_name_the_complainant_come_back_with_a_sentence(
    inspector_client: Client, people: SimpleNamespace, firm: Any, today: date
) -> None:
    record = accepted(actor=people.inspector, employer=firm, complainant=complainant(name="欧阳金丝"))
    response = inspector_client.post(
        record.act_url("conclude"), {"result": "已告知欧阳金丝", "submission": str(uuid.uuid4())}
    )
    assert response.status_code == 422 and "请改写" in response.content.decode()
    assert not AuditEntry.objects.filter(reason__contains="欧阳金丝").exists()


def test_the_edge_day_asks_for_confirmation(
    inspector_client: Client, people: SimpleNamespace, firm: Any
) -> None:
    record = complaint(
        on=date(2021, 5, 20), actor=people.inspector, employer=firm, act_ended_on=date(2019, 5, 20)
    )
    with clock.at(date(2021, 5, 21)):
        assert "已核对" in inspector_client.get(record.act_url("accept")).content.decode()
        form = {"handler": people.inspector.pk, "submission": str(uuid.uuid4())}
        refused = inspector_client.post(record.act_url("accept"), form)
        assert refused.status_code == 422 and refused.context["form"].errors["is_edge_confirmed"]
        assert (
            inspector_client.post(record.act_url("accept"), {**form, "is_edge_confirmed": "on"}).status_code
            == 302
        )


def test_an_act_that_is_not_possible_says_why(
    inspector_client: Client, people: SimpleNamespace, today: date
) -> None:
    record = complaint(actor=people.inspector)
    page = inspector_client.get(record.get_absolute_url()).content.decode()
    assert "还没有确定是哪一家用人单位" in page
    response = inspector_client.post(record.act_url("accept"), {"submission": str(uuid.uuid4())})
    assert response.status_code == 409


def test_D_09_two_pages_at_once(
    inspector_client: Client, people: SimpleNamespace, firm: Any, today: date
) -> None:
    record = complaint(actor=people.inspector, employer=firm)
    old = record.version
    intake.correct(record, by=By(people.leader), reason="补录", workers_count=5)
    form = {
        "refusal_ground": "other",
        "refusal_reason": "已在法院诉讼",
        "version": old,
        "submission": str(uuid.uuid4()),
    }
    response = inspector_client.post(record.act_url("refuse"), form)
    assert response.status_code == 409 and "已在法院诉讼" in response.content.decode()
    assert Complaint.objects.get(pk=record.pk).state == "received"


def test_acts_of_other_roles_are_403_and_of_nobody_a_sign_in(
    people: SimpleNamespace, firm: Any, today: date
) -> None:
    record = complaint(actor=people.inspector, employer=firm)
    for person in (people.officer, people.legal, people.head):
        assert signed_in(person).post(record.act_url("accept"), {}).status_code == 403
    assert Client().get(record.get_absolute_url()).status_code == 302
    assert Client().get(reverse(LIST)).status_code == 302


def test_unknown_acts_and_records_are_404(
    inspector_client: Client, people: SimpleNamespace, firm: Any, today: date
) -> None:
    record = complaint(actor=people.inspector, employer=firm)
    assert inspector_client.get(record.act_url("delete")).status_code == 404
    assert inspector_client.get(reverse("complaints:complaint_detail", args=[99_999_999])).status_code == 404


def test_correction_page(inspector_client: Client, people: SimpleNamespace, firm: Any, today: date) -> None:
    record = complaint(actor=people.inspector)
    page = reverse("complaints:complaint_correct", args=[record.pk])
    form = {
        "submission": str(uuid.uuid4()),
        "version": record.version,
        "employer": firm.code,
        "matters": ["wage_arrears"],
        "label": "whistleblower",
        "reason": "按地址查到",
    }
    assert inspector_client.get(page).status_code == 200
    assert inspector_client.post(page, {**form, "reason": ""}).status_code == 422
    assert inspector_client.post(page, {**form, "act_ended_on": "2021-06-01"}).status_code == 422
    assert inspector_client.post(page, form).status_code == 302
    record.refresh_from_db()
    assert record.employer == firm and record.label == "whistleblower" and record.version == 1
    late = inspector_client.post(page, {**form, "submission": str(uuid.uuid4()), "workers_count": "3"})
    assert late.status_code == 409 and "已有人改过" in late.content.decode()
    assert signed_in(people.officer).get(page).status_code == 403


def test_query_count_of_a_record(
    people: SimpleNamespace, firm: Any, today: date, django_assert_max_num_queries: Any
) -> None:
    told = complainant()
    for _each in range(5):
        record = accepted(actor=people.inspector, employer=firm, complainant=told, reason="又欠四月工资")
    for person in (people.leader, people.officer, people.legal):
        client = signed_in(person)
        client.get(record.get_absolute_url())
        with django_assert_max_num_queries(20):
            assert client.get(record.get_absolute_url()).status_code == 200


def test_A_11_a_get_changes_nothing(
    inspector_client: Client, people: SimpleNamespace, firm: Any, today: date
) -> None:
    record = complaint(actor=people.inspector, employer=firm)
    before = (Complaint.objects.values().get(), AuditEntry.objects.count())
    for page in (
        reverse(LIST),
        reverse(NEW),
        record.get_absolute_url(),
        record.act_url("accept"),
        record.act_url("refuse"),
    ):
        assert inspector_client.get(page).status_code == 200
    assert (Complaint.objects.values().get(), AuditEntry.objects.count()) == before


def test_a_town_reads_the_acts_of_the_table_and_nothing_else(
    people: SimpleNamespace, firm: Any, today: date
) -> None:
    """By the act itself: a deed of another name never slips in because its words begin alike."""
    record = accepted(actor=people.inspector, employer=firm)
    intake.correct(record, by=By(people.inspector), reason="核对来件", workers_count=9)
    page = signed_in(people.officer).get(record.get_absolute_url())
    assert [entry.text for entry in page.context["timeline"]] == ["受理，转为“已受理”", "登记"]
    assert not any(entry.detail for entry in page.context["timeline"])
