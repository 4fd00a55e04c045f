"""The intake page, for people who type things wrong, twice, or very oddly."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.models import Attachment
from complaints.forms import IntakeForm
from complaints.models import ComplainantIdentity, Complaint
from law import clock
from tests.complaints.clients import NEW, PDF, signed_in, typed
from tests.factories import trail
from tests.factories.registry import employer


def test_intake_saves_and_shows_the_due_date(
    inspector_client: Client, people: SimpleNamespace, firm: Any, today: date
) -> None:
    response = inspector_client.post(
        reverse(NEW), typed(employer=firm.code, employer_named="", workers_count="3", amount="8500.50")
    )
    record = Complaint.objects.get()
    assert response.status_code == 302 and response["Location"] == record.get_absolute_url()
    assert (record.employer, record.town, record.received_by) == (firm, firm.town, people.inspector)
    assert record.received_at.isoformat() == "2021-04-30T08:30:00+08:00" or record.received_on == date(
        2021, 4, 30
    )
    page = inspector_client.get(record.get_absolute_url()).content.decode()
    assert "2021-05-11" in page and "为什么是这一天" in page
    assert ComplainantIdentity.objects.get().name == "证人甲乙"


def test_harm_is_asked_for_at_intake_and_in_the_correction(
    inspector_client: Client, firm: Any, today: date
) -> None:
    """行政处罚法 36: what makes the limitation five years is a fact of the complaint."""
    inspector_client.post(reverse(NEW), typed(employer=firm.code, employer_named="", has_harm="on"))
    record = Complaint.objects.get()
    assert record.has_harm
    assert "且有危害后果" in inspector_client.get(record.get_absolute_url()).content.decode()
    form = inspector_client.get(reverse("complaints:complaint_correct", args=[record.pk])).context["form"]
    assert form.initial["has_harm"] is True


def test_D_08_a_second_send_changes_nothing(inspector_client: Client, firm: Any, today: date) -> None:
    form = typed(employer=firm.code)
    first, second = inspector_client.post(reverse(NEW), form), inspector_client.post(reverse(NEW), form)
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
    inspector_client: Client, today: date, changes: dict[str, Any], field: str, word: str
) -> None:
    response = inspector_client.post(reverse(NEW), typed(**changes))
    if not field:
        assert response.status_code == 302  # a seven-digit local number
        return
    assert response.status_code == 422
    assert word in "".join(response.context["form"].errors[field])
    text = response.content.decode()
    assert "处要改" in text
    for value in ("海边的一家饭店", "2021-04-30 08:30", "证人甲乙", "13912345678"):
        if value not in (typed().get(key) for key in changes):
            assert value in text
    assert not Complaint.objects.exists()


@pytest.mark.parametrize("day", ["0001-01-01", "1950-02-28", "2020-02-29"])
def test_an_act_long_ago_is_entered_and_can_only_be_refused(
    inspector_client: Client, firm: Any, today: date, day: str
) -> None:
    inspector_client.post(reverse(NEW), typed(employer=firm.code, act_ended_on=day))
    record = Complaint.objects.get()
    assert inspector_client.get(record.get_absolute_url()).status_code == 200
    is_in_time = day == "2020-02-29"
    assert inspector_client.get(record.act_url("accept")).status_code == (200 if is_in_time else 409)
    refusal = inspector_client.get(record.act_url("refuse")).context["form"].fields["refusal_ground"].initial
    assert refusal == (None if is_in_time else "expired")


@given(
    field=st.sampled_from(sorted(IntakeForm.base_fields)),
    text=st.text(max_size=40) | st.integers().map(str) | st.dates().map(str) | st.datetimes().map(str),
)
@settings(
    max_examples=80,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
def test_M_IN_03_nothing_typed_is_a_500(inspector_client: Client, firm: Any, field: str, text: str) -> None:
    with clock.at(date(2021, 4, 30)):
        response = inspector_client.post(reverse(NEW), typed(employer=firm.code) | {field: text})
    assert response.status_code in (302, 422)


def test_identity_fields_are_never_remembered_by_the_browser(inspector_client: Client, today: date) -> None:
    response = inspector_client.get(reverse(NEW))
    text = response.content.decode()
    for name in ("name", "phone", "id_number", "address", "statement", "occupation"):
        tag = text[text.index(f'name="{name}"') - 200 : text.index(f'name="{name}"') + 300]
        assert 'autocomplete="off"' in tag, name
    assert "no-store" in response["Cache-Control"]
    assert "data-draft-at=" in text


def test_an_employer_by_name_code_or_choice(
    inspector_client: Client, people: SimpleNamespace, firm: Any, today: date
) -> None:
    employer(town=people.there, name="青岛海风船舶有限公司")
    several = inspector_client.post(reverse(NEW), typed(employer="海风"))
    assert firm.code in "".join(several.context["form"].errors["employer"])
    assert inspector_client.post(reverse(NEW), typed(employer=firm.name)).status_code == 302
    assert inspector_client.post(reverse(NEW), typed(employer=firm.code.lower())).status_code == 302
    assert set(Complaint.objects.values_list("employer", flat=True)) == {firm.pk}


def test_the_page_comes_prefilled_from_an_employer(inspector_client: Client, firm: Any, today: date) -> None:
    assert firm.code in inspector_client.get(f"{reverse(NEW)}?employer={firm.pk}").content.decode()
    assert inspector_client.get(f"{reverse(NEW)}?employer=x").status_code == 200


def test_files_go_into_the_vault_and_survive_a_failed_check(
    inspector_client: Client, people: SimpleNamespace, firm: Any, today: date
) -> None:
    file = SimpleUploadedFile("证人甲乙的工资条.pdf", PDF, content_type="application/pdf")
    failed = inspector_client.post(reverse(NEW), typed(employer=firm.code, content="", files=[file]))
    assert failed.status_code == 422
    held = failed.context["form"]["held_files"].value()
    assert (
        held and "材料1.pdf" in failed.content.decode() and "证人甲乙的工资条" not in failed.content.decode()
    )
    assert Attachment.objects.get().name == "材料1.pdf", "CMP-03: not even while it is held"
    inspector_client.post(reverse(NEW), typed(employer=firm.code, held_files=held))
    record, stored = Complaint.objects.get(), Attachment.objects.get()
    assert stored.name == "材料1.pdf" and stored.object_id == record.identity.pk
    address = reverse("casework:file", args=[stored.pk])
    asked = inspector_client.get(address)
    assert asked.status_code == 200 and b"%PDF" not in asked.content
    for person in (people.officer, people.head, people.colleague, people.legal):
        assert signed_in(person).get(address).status_code == 404
        assert signed_in(person).post(address, {"reason": "核对"}).status_code == 404


def test_CMP_03_a_file_of_the_vault_opens_with_a_reason_that_stays(
    inspector_client: Client, people: SimpleNamespace, firm: Any, today: date
) -> None:
    file = SimpleUploadedFile("证人甲乙.pdf", PDF, content_type="application/pdf")
    inspector_client.post(reverse(NEW), typed(employer=firm.code, files=[file]))
    record, stored = Complaint.objects.get(), Attachment.objects.get()
    address = reverse("casework:file", args=[stored.pk])
    for reason in ("", "  ", "给证人 甲乙看"):
        refused = inspector_client.post(address, {"reason": reason})
        assert refused.status_code == 422 and b"%PDF" not in refused.content
    assert not trail.entries(action="reveal_identity").exists()
    opened = inspector_client.post(address, {"reason": "核对工资条月份"})
    assert b"".join(opened.streaming_content) == PDF and "attachment" in opened["Content-Disposition"]
    entry = trail.entries(action="reveal_identity").get()
    assert (entry.record, entry.reason) == (record, "核对工资条月份")
    assert entry.data == {"fields": ["file"], "file": str(stored.pk)}


def test_a_hostile_file_is_refused_at_the_field(inspector_client: Client, firm: Any, today: date) -> None:
    file = SimpleUploadedFile("照片.jpg", b"<html><script>alert(1)</script>", content_type="image/jpeg")
    response = inspector_client.post(reverse(NEW), typed(employer=firm.code, files=[file]))
    assert response.status_code == 422 and response.context["form"].errors["files"]


def test_A_26_extra_keys_are_ignored(
    inspector_client: Client, people: SimpleNamespace, firm: Any, today: date
) -> None:
    extra = {"state": "accepted", "number": "X", "handler": people.leader.pk, "received_by": people.leader.pk}
    inspector_client.post(reverse(NEW), typed(employer=firm.code, **extra))
    record = Complaint.objects.get()
    assert (record.state, record.handler, record.received_by) == ("received", None, people.inspector)


def test_the_error_summary_goes_down_the_page(inspector_client: Client, today: date) -> None:
    text = inspector_client.post(reverse(NEW), {}).content.decode()
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
