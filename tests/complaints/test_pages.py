"""The pages: list, intake, record, acts, correction — for people who type things wrong, twice, or at the
same time."""

import uuid
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from casework.models import Attachment, AuditEntry
from complaints import services
from complaints.forms import IntakeForm
from complaints.models import ComplainantIdentity, Complaint
from law import clock
from tests.factories.complaints import accepted, complainant, complaint, concluded, in_state, report
from tests.factories.registry import employer

NEW, LIST = "complaints:complaint_new", "complaints:complaint_list"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def stored_here(settings: Any, tmp_path: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path), "base_url": None},
        },
    }


@pytest.fixture
def desk(people: SimpleNamespace) -> Client:
    return signed_in(people.inspector)


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person, backend="accounts.backends.RoleBackend")
    return client


def typed(**changes: Any) -> dict[str, Any]:
    form = {
        "submission": str(uuid.uuid4()),
        "kind": "complaint",
        "channel": "visit",
        "received_at": "2021-04-30T08:30",
        "employer_named": "海边的一家饭店",
        "matters": ["wage_arrears", "no_insurance"],
        "content": "拖欠三月工资，未缴社保",
        "name": "证人甲乙",
        "phone": "13912345678",
        "label": "general",
    }
    return {key: value for key, value in {**form, **changes}.items() if value is not None}


def test_intake_saves_and_shows_the_due_date(
    desk: Client, people: SimpleNamespace, firm: Any, today: date
) -> None:
    response = desk.post(
        reverse(NEW), typed(employer=firm.code, employer_named="", workers_count="3", amount="8500.50")
    )
    record = Complaint.objects.get()
    assert response.status_code == 302 and response["Location"] == record.get_absolute_url()
    assert (record.employer, record.town, record.received_by) == (firm, firm.town, people.inspector)
    assert record.received_at.isoformat() == "2021-04-30T08:30:00+08:00" or record.received_on == date(
        2021, 4, 30
    )
    page = desk.get(record.get_absolute_url()).content.decode()
    assert "2021-05-11" in page and "为什么是这一天" in page
    assert ComplainantIdentity.objects.get().name == "证人甲乙"


def test_D_08_a_second_send_changes_nothing(desk: Client, firm: Any, today: date) -> None:
    form = typed(employer=firm.code)
    first, second = desk.post(reverse(NEW), form), desk.post(reverse(NEW), form)
    assert first["Location"] == second["Location"]
    assert Complaint.objects.count() == ComplainantIdentity.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "word"),
    [
        ({"kind": None}, "kind", "投诉还是举报"),
        ({"channel": ""}, "channel", "来源渠道"),
        ({"received_at": "2021-05-01T08:00"}, "received_at", "不能晚于现在"),
        ({"received_at": "昨天"}, "received_at", "2021-04-30 09:30"),
        ({"received_at": ""}, "received_at", "收到来件的时间"),
        ({"act_ended_on": "2021-05-20"}, "act_ended_on", "不能晚于今天"),
        ({"external_deadline": "2021-04-01"}, "external_deadline", "早于收到日期"),
        ({"employer_named": ""}, "employer_named", "招牌或地点"),
        ({"employer": "查无此店九九"}, "employer", "没有这家单位"),
        ({"matters": []}, "matters", "至少选一项"),
        ({"content": ""}, "content", "反映的事实"),
        ({"content": "证人甲乙说拖欠工资"}, "content", "举报人的姓名"),
        ({"content": "回电139 1234 5678"}, "content", "举报人的电话"),
        ({"name": ""}, "name", "请填写姓名"),
        ({"phone": ""}, "phone", "电话或住址"),
        ({"phone": "1391234"}, "", ""),
        ({"phone": "139123456"}, "phone", "位数不对"),
        ({"id_number": "370211199003070011"}, "id_number", "校验位"),
        ({"age": "三十"}, "age", "整数"),
        ({"is_anonymous": "on"}, "is_anonymous", "投诉须实名"),
        ({"kind": "report", "is_anonymous": "on"}, "is_anonymous", "不是匿名"),
        ({"workers_count": "0"}, "workers_count", "1"),
        ({"workers_count": "99999999999"}, "workers_count", "1000000"),
        ({"received_at": "1900-01-01T08:00"}, "received_at", "核对年份"),
        ({"external_deadline": "9999-12-31"}, "external_deadline", "核对年份"),
        ({"employer_named": "饭\0店"}, "employer_named", "空字符"),
        ({"amount": "-5"}, "amount", "0"),
    ],
)
def test_U_15_errors_stand_at_the_field_and_nothing_typed_is_lost(
    desk: Client, today: date, changes: dict[str, Any], field: str, word: str
) -> None:
    response = desk.post(reverse(NEW), typed(**changes))
    if not field:
        assert response.status_code == 302  # a seven-digit local number
        return
    assert response.status_code == 422
    assert word in "".join(response.context["form"].errors[field])
    text = response.content.decode()
    assert "处要改" in text
    for value in ("海边的一家饭店", "2021-04-30T08:30", "证人甲乙", "13912345678"):
        if value not in (typed().get(key) for key in changes):
            assert value in text
    assert not Complaint.objects.exists()


@pytest.mark.parametrize("day", ["0001-01-01", "1950-02-28", "2020-02-29"])
def test_an_act_long_ago_is_entered_and_can_only_be_refused(
    desk: Client, firm: Any, today: date, day: str
) -> None:
    desk.post(reverse(NEW), typed(employer=firm.code, act_ended_on=day))
    record = Complaint.objects.get()
    assert desk.get(record.get_absolute_url()).status_code == 200
    is_in_time = day == "2020-02-29"
    assert desk.get(record.act_url("accept")).status_code == (200 if is_in_time else 409)
    refusal = desk.get(record.act_url("refuse")).context["form"].fields["refusal_ground"].initial
    assert refusal == (None if is_in_time else "expired")


@given(
    field=st.sampled_from(sorted(IntakeForm.base_fields)),
    text=st.text(max_size=40) | st.integers().map(str) | st.dates().map(str) | st.datetimes().map(str),
)
@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
def test_M_IN_03_nothing_typed_is_a_500(desk: Client, firm: Any, field: str, text: str) -> None:
    with clock.at(date(2021, 4, 30)):
        response = desk.post(reverse(NEW), typed(employer=firm.code) | {field: text})
    assert response.status_code in (302, 422)


def test_identity_fields_are_never_remembered_by_the_browser(desk: Client, today: date) -> None:
    response = desk.get(reverse(NEW))
    text = response.content.decode()
    for name in ("name", "phone", "id_number", "address", "statement", "occupation"):
        tag = text[text.index(f'name="{name}"') - 200 : text.index(f'name="{name}"') + 300]
        assert 'autocomplete="off"' in tag, name
    assert "no-store" in response["Cache-Control"]
    assert "data-autosave" not in text


def test_an_employer_by_name_code_or_choice(
    desk: Client, people: SimpleNamespace, firm: Any, today: date
) -> None:
    employer(town=people.there, name="青岛海风船舶有限公司")
    several = desk.post(reverse(NEW), typed(employer="海风"))
    assert firm.code in "".join(several.context["form"].errors["employer"])
    assert desk.post(reverse(NEW), typed(employer=firm.name)).status_code == 302
    assert desk.post(reverse(NEW), typed(employer=firm.code.lower())).status_code == 302
    assert set(Complaint.objects.values_list("employer", flat=True)) == {firm.pk}


def test_the_page_comes_prefilled_from_an_employer(desk: Client, firm: Any, today: date) -> None:
    assert firm.code in desk.get(f"{reverse(NEW)}?employer={firm.pk}").content.decode()
    assert desk.get(f"{reverse(NEW)}?employer=x").status_code == 200


def test_files_go_into_the_vault_and_survive_a_failed_check(
    desk: Client, people: SimpleNamespace, firm: Any, today: date
) -> None:
    file = SimpleUploadedFile("证人甲乙的工资条.pdf", PDF, content_type="application/pdf")
    failed = desk.post(reverse(NEW), typed(employer=firm.code, content="", files=[file]))
    assert failed.status_code == 422
    held = failed.context["form"]["held_files"].value()
    assert held and "证人甲乙的工资条.pdf" in failed.content.decode()
    desk.post(reverse(NEW), typed(employer=firm.code, held_files=held))
    record, stored = Complaint.objects.get(), Attachment.objects.get()
    assert stored.name == "材料1.pdf" and stored.object_id == record.identity.pk
    address = reverse("casework:file", args=[stored.pk])
    assert desk.get(address).status_code == 200
    for person in (people.officer, people.head, people.colleague, people.legal):
        assert signed_in(person).get(address).status_code == 404


def test_a_hostile_file_is_refused_at_the_field(desk: Client, firm: Any, today: date) -> None:
    file = SimpleUploadedFile("照片.jpg", b"<html><script>alert(1)</script>", content_type="image/jpeg")
    response = desk.post(reverse(NEW), typed(employer=firm.code, files=[file]))
    assert response.status_code == 422 and response.context["form"].errors["files"]


def test_A_26_extra_keys_are_ignored(desk: Client, people: SimpleNamespace, firm: Any, today: date) -> None:
    extra = {"state": "accepted", "number": "X", "handler": people.leader.pk, "received_by": people.leader.pk}
    desk.post(reverse(NEW), typed(employer=firm.code, **extra))
    record = Complaint.objects.get()
    assert (record.state, record.handler, record.received_by) == ("received", None, people.inspector)


def test_likely_repeats_are_shown_with_links_to_staff_only(
    desk: Client, people: SimpleNamespace, firm: Any, today: date
) -> None:
    told = complainant()
    first = complaint(actor=people.inspector, employer=firm, complainant=told)
    again = complaint(actor=people.inspector, employer=firm, complainant=told)
    page = desk.get(again.get_absolute_url())
    assert page.context["repeats"] == [first]
    assert "疑似重复" in page.content.decode() and first.get_absolute_url() in page.content.decode()
    for person in (people.officer, people.legal, people.head):
        assert "疑似重复" not in signed_in(person).get(again.get_absolute_url()).content.decode()


def _offer_case(record: Complaint, user: Any) -> list[tuple[str, str]]:
    return [("转立案", f"/cases/new/?complaint={record.pk}")] if user.has_perm("cases.register_clue") else []


def test_upper_rooms_may_put_links_on_the_page(
    desk: Client, people: SimpleNamespace, firm: Any, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = apps.get_app_config("casework")
    monkeypatch.setattr(config, "complaint_links", (f"{__name__}._offer_case",), raising=False)
    record = accepted(actor=people.inspector, employer=firm)
    page = record.get_absolute_url()
    assert f'href="/cases/new/?complaint={record.pk}">转立案' in desk.get(page).content.decode()
    assert "转立案" not in signed_in(people.officer).get(page).content.decode()


def test_the_error_summary_goes_down_the_page(desk: Client, today: date) -> None:
    text = desk.post(reverse(NEW), {}).content.decode()
    summary = text[text.index("处要改") : text.index("一、来件")]
    words = (
        "投诉还是举报",
        "来源渠道",
        "收到来件的时间",
        "招牌或地点",
        "至少选一项",
        "反映的事实",
        "请填写举报人姓名",
    )
    places = [summary.index(word) for word in words]
    assert places == sorted(places)


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
    desk: Client, people: SimpleNamespace, firm: Any, today: date, action: str
) -> None:
    state, form, after = ACTS[action]
    record = in_state(state, actor=people.inspector, employer=firm)
    page = desk.get(record.act_url(action))
    assert page.status_code == 200
    sent = {
        **form,
        "submission": str(uuid.uuid4()),
        "version": record.version,
        "handler": people.inspector.pk,
    }
    first = desk.post(record.act_url(action), sent)
    assert first.status_code == 302, first.context["form"].errors
    assert desk.post(record.act_url(action), sent)["Location"] == first["Location"]
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
            "没有超过二年",
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
    desk: Client,
    people: SimpleNamespace,
    firm: Any,
    today: date,
    action: str,
    form: dict[str, str],
    field: str,
    word: str,
) -> None:
    record = in_state(ACTS[action][0], actor=people.inspector, employer=firm)
    response = desk.post(record.act_url(action), {**form, "submission": str(uuid.uuid4())})
    assert response.status_code == 422
    assert word in "".join(response.context["form"].errors[field])
    assert Complaint.objects.get(pk=record.pk).state == ACTS[action][0]


def test_words_that_name_the_complainant_come_back_with_a_sentence(
    desk: Client, people: SimpleNamespace, firm: Any, today: date
) -> None:
    record = accepted(actor=people.inspector, employer=firm, complainant=complainant(name="欧阳金丝"))
    response = desk.post(
        record.act_url("conclude"), {"result": "已告知欧阳金丝", "submission": str(uuid.uuid4())}
    )
    assert response.status_code == 422 and "请改写" in response.content.decode()
    assert not AuditEntry.objects.filter(reason__contains="欧阳金丝").exists()


def test_the_edge_day_asks_for_confirmation(desk: Client, people: SimpleNamespace, firm: Any) -> None:
    record = complaint(
        on=date(2021, 5, 20), actor=people.inspector, employer=firm, act_ended_on=date(2019, 5, 20)
    )
    with clock.at(date(2021, 5, 21)):
        assert "已核对" in desk.get(record.act_url("accept")).content.decode()
        form = {"handler": people.inspector.pk, "submission": str(uuid.uuid4())}
        refused = desk.post(record.act_url("accept"), form)
        assert refused.status_code == 422 and refused.context["form"].errors["is_edge_confirmed"]
        assert desk.post(record.act_url("accept"), {**form, "is_edge_confirmed": "on"}).status_code == 302


def test_an_act_that_is_not_possible_says_why(desk: Client, people: SimpleNamespace, today: date) -> None:
    record = complaint(actor=people.inspector)
    page = desk.get(record.get_absolute_url()).content.decode()
    assert "还没有确定是哪一家用人单位" in page
    response = desk.post(record.act_url("accept"), {"submission": str(uuid.uuid4())})
    assert response.status_code == 409


def test_D_09_two_pages_at_once(desk: Client, people: SimpleNamespace, firm: Any, today: date) -> None:
    record = complaint(actor=people.inspector, employer=firm)
    old = record.version
    services.correct(record, actor=people.leader, reason="补录", workers_count=5)
    form = {
        "refusal_ground": "other",
        "refusal_reason": "已在法院诉讼",
        "version": old,
        "submission": str(uuid.uuid4()),
    }
    response = desk.post(record.act_url("refuse"), form)
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
    desk: Client, people: SimpleNamespace, firm: Any, today: date
) -> None:
    record = complaint(actor=people.inspector, employer=firm)
    assert desk.get(record.act_url("delete")).status_code == 404
    assert desk.get(reverse("complaints:complaint_detail", args=[99_999_999])).status_code == 404


def test_correction_page(desk: Client, people: SimpleNamespace, firm: Any, today: date) -> None:
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
    assert desk.get(page).status_code == 200
    assert desk.post(page, {**form, "reason": ""}).status_code == 422
    assert desk.post(page, {**form, "act_ended_on": "2021-06-01"}).status_code == 422
    assert desk.post(page, form).status_code == 302
    record.refresh_from_db()
    assert record.employer == firm and record.label == "whistleblower" and record.version == 1
    late = desk.post(page, {**form, "submission": str(uuid.uuid4()), "workers_count": "3"})
    assert late.status_code == 422 and "已有人办理过" in late.content.decode()
    assert signed_in(people.officer).get(page).status_code == 403


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"open", "anonymous", "accepted", "concluded"}),
        ("tab=todo", {"open", "anonymous"}),
        ("tab=handling", {"accepted"}),
        ("tab=unanswered", {"concluded"}),
        ("tab=nonsense", {"open", "anonymous", "accepted", "concluded"}),
        ("kind=report", {"anonymous"}),
        ("channel=hotline_12345", {"open"}),
        ("matter=maternity_leave", {"anonymous"}),
        ("matter=wage_arrears", {"open", "accepted", "concluded"}),
        ("state=accepted", {"accepted"}),
        ("late=1", {"open"}),
        ("q=海风", {"accepted", "concluded"}),
        ("q=海边的一家", {"open", "anonymous"}),
        ("q=第3号", {"accepted"}),
        ("q=%25", set()),
        ("minors=True", set()),
        ("employer=x", {"open", "anonymous", "accepted", "concluded"}),
        ("employer=999999", set()),
        ("employer=99999999999999999999999", {"open", "anonymous", "accepted", "concluded"}),
        ("employer=1.5", {"open", "anonymous", "accepted", "concluded"}),
        ("town=99999999999999999999999", {"open", "anonymous", "accepted", "concluded"}),
        ("q=%00&town=%00", None),
        ("state=nonsense&town=x&late=y&matter=z", {"open", "anonymous", "accepted", "concluded"}),
        ("after=garbage&before=garbage", {"open", "anonymous", "accepted", "concluded"}),
    ],
)
def test_filters(people: SimpleNamespace, firm: Any, query: str, expected: set[str] | None) -> None:
    rows = {
        "open": complaint(
            on=date(2021, 4, 19), actor=people.inspector, town=people.here, channel="hotline_12345"
        ),
        "anonymous": report(
            on=date(2021, 4, 29), actor=people.inspector, town=people.there, matters=["maternity_leave"]
        ),
        "accepted": accepted(on=date(2021, 4, 29), actor=people.inspector, employer=firm),
        "concluded": concluded(on=date(2021, 4, 29), actor=people.inspector, employer=firm),
    }
    with clock.at(date(2021, 4, 30)):
        response = signed_in(people.leader).get(f"{reverse(LIST)}?{query}")
    assert response.status_code == 200
    if expected is not None:
        assert set(response.context["records"]) == {rows[name] for name in expected}


def test_a_filter_by_town_and_its_chip(people: SimpleNamespace, today: date) -> None:
    here = complaint(actor=people.inspector, town=people.here)
    elsewhere = complaint(actor=people.inspector, town=people.there)
    response = signed_in(people.leader).get(reverse(LIST), {"town": people.here.pk})
    assert response.context["records"] == [here]
    assert [chip.label for chip in response.context["filter_chips"]] == ["镇街"]
    asked = signed_in(people.officer).get(reverse(LIST), {"town": people.there.pk})
    assert elsewhere not in asked.context["records"]


def test_the_list_pages_by_key(people: SimpleNamespace, today: date) -> None:
    for _each in range(60):
        report(actor=people.inspector, town=people.here)
    client = signed_in(people.leader)
    first = client.get(reverse(LIST))
    second = client.get(first.context["page"].next_url)
    assert (len(first.context["records"]), len(second.context["records"])) == (50, 10)
    assert not set(first.context["records"]) & set(second.context["records"])
    assert client.get(second.context["page"].previous_url).context["records"] == first.context["records"]


def test_export_is_what_is_shown_without_persons(
    people: SimpleNamespace, firm: Any, today: date, tmp_path: Any
) -> None:
    complaint(actor=people.inspector, employer=firm, complainant=complainant(name="欧阳金丝"))
    report(actor=people.inspector, employer_named="=1+1")
    response = signed_in(people.leader).get(f"{reverse(LIST)}?export=xlsx")
    file = tmp_path / "list.xlsx"
    file.write_bytes(b"".join(response.streaming_content))
    cells = [str(cell.value) for row in load_workbook(file).active for cell in row if cell.value is not None]
    assert "实名（保密）" in cells and "匿名" in cells and firm.name + "" in cells
    assert not any("欧阳" in cell or cell.startswith("=") for cell in cells)
    assert AuditEntry.objects.filter(action="export").count() == 1
    assert signed_in(people.officer).get(f"{reverse(LIST)}?export=xlsx").status_code == 403


def test_empty_lists_say_why_and_what_next(people: SimpleNamespace, today: date) -> None:
    assert "登记第一件" in signed_in(people.inspector).get(reverse(LIST)).content.decode()
    assert "登记第一件" not in signed_in(people.officer).get(reverse(LIST)).content.decode()
    assert "没有符合筛选" in signed_in(people.inspector).get(f"{reverse(LIST)}?q=x").content.decode()


@pytest.mark.parametrize("role", ["leader", "officer"])
def test_query_counts_do_not_grow_with_rows(
    people: SimpleNamespace, firm: Any, today: date, django_assert_max_num_queries: Any, role: str
) -> None:
    client = signed_in(getattr(people, role))
    for number in range(30):
        complaint(
            actor=people.inspector,
            employer=employer(town=people.here),
            received_at=date(2021, 4, 1) + timedelta(number % 9),
        )
        if number in (9, 29):
            client.get(reverse(LIST))
            with django_assert_max_num_queries(12):
                assert client.get(reverse(LIST)).status_code == 200


def test_query_count_of_a_record(
    people: SimpleNamespace, firm: Any, today: date, django_assert_max_num_queries: Any
) -> None:
    told = complainant()
    for _each in range(5):
        record = accepted(actor=people.inspector, employer=firm, complainant=told)
    for person in (people.leader, people.officer, people.legal):
        client = signed_in(person)
        client.get(record.get_absolute_url())
        with django_assert_max_num_queries(20):
            assert client.get(record.get_absolute_url()).status_code == 200


def test_A_11_a_get_changes_nothing(desk: Client, people: SimpleNamespace, firm: Any, today: date) -> None:
    record = complaint(actor=people.inspector, employer=firm)
    before = (Complaint.objects.values().get(), AuditEntry.objects.count())
    for page in (
        reverse(LIST),
        reverse(NEW),
        record.get_absolute_url(),
        record.act_url("accept"),
        record.act_url("refuse"),
    ):
        assert desk.get(page).status_code == 200
    assert (Complaint.objects.values().get(), AuditEntry.objects.count()) == before
