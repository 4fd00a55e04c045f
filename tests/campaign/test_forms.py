"""The forms of the room: a sentence at the field, nothing typed is lost, one send one deed."""

from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from campaign.forms import PlanForm
from campaign.models import Campaign, Publicity
from campaign.plan import ORDERED, Plan
from casework.models import AuditEntry
from tests.factories.campaign import publicity
from tests.opened import Opened


@pytest.fixture(autouse=True)
def in_phase_two(in_patrol: None) -> None:
    """Forms are sent on 2021-04-20."""


def signed_in(user: Any) -> Client:
    client = Opened()
    client.force_login(user)
    return client


def sent(campaign: Campaign, **changes: Any) -> dict[str, Any]:
    """What the browser sends when nothing but `changes` was touched."""
    form = PlanForm(plan=Plan.of(campaign), asks_code=False)
    data: dict[str, Any] = {name: form[name].value() for name in form.fields}
    for name, formset in form.parts.items():
        data |= {f"{name}-{key}": value for key, value in formset.management_form.initial.items()}
        for row in formset.forms:
            data |= {row.add_prefix(field): row[field].value() for field in row.fields if field != "DELETE"}
    data = {key: value.isoformat() if isinstance(value, date) else value for key, value in data.items()}
    return {key: value for key, value in {**data, **changes}.items() if value is not None}


def shifted(campaign: Campaign, year: int) -> dict[str, str]:
    days = {
        f"phases-{number}-{field}": getattr(window, field)
        for number, window in enumerate(campaign.windows)
        for field in ("starts_on", "ends_on")
    } | {"report_due_on": campaign.report_due_on}
    own = {name: day.replace(year=year).isoformat() for name, day in days.items()}
    return own | {"document_number": f"青西新人社〔{year}〕9号"}


def test_the_next_campaign_is_made_from_this_one(campaign: Campaign, people) -> None:
    data = sent(campaign, code="2022", title="第二次行动", issued_on="2022-03-25", **shifted(campaign, 2022))
    response = signed_in(people.leader).post(f"/campaign/{campaign.pk}/next/", data)
    following = Campaign.objects.get(code="2022")
    assert response.url == following.get_absolute_url()
    assert (following.title, following.starts_on, following.is_current) == (
        "第二次行动",
        date(2022, 3, 22),
        False,
    )
    before, after = Plan.of(campaign), Plan.of(following)
    assert [getattr(after, name) for name in ORDERED] == [getattr(before, name) for name in ORDERED]
    assert after.facts["principles"] == ["专项整治", "动态监管", "行业预警", "属地监督"]


def test_sending_the_same_page_twice_makes_one_campaign(campaign: Campaign, people) -> None:
    client = signed_in(people.leader)
    data = sent(campaign, code="2022", submission=str(uuid4()), **shifted(campaign, 2022))
    first = client.post(f"/campaign/{campaign.pk}/next/", data)
    second = client.post(f"/campaign/{campaign.pk}/next/", data)
    assert first.url == second.url
    assert Campaign.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"phases-1-starts_on": "2021-04-10"}, "phases-1-starts_on", "请改为 2021-04-11 或以后"),
        ({"phases-1-starts_on": "2021-06-01"}, "phases-1-ends_on", "结束日期不能早于开始日期"),
        ({"phases-2-ends_on": "2021-08-03"}, "phases-3-starts_on", "③专项执法检查重叠"),
        ({"phases-0-starts_on": ""}, "phases-0-starts_on", "请填写开始日期。"),
        ({"phases-0-starts_on": "四月"}, "phases-0-starts_on", "开始日期请写成 2021-03-22"),
        ({"requirements-0-text": ""}, "requirements-0-text", "请填写内容。"),
        ({"objects-0-categories": ["casino"]}, "objects-0-categories", "casino"),
        ({"contact_name": ""}, "contact_name", "请填写联系人。"),
        ({"title": "长" * 101}, "title", "100"),
        ({"report_due_on": "2021-03-24"}, "report_due_on", "不能早于发文日期（2021-03-25）"),
        ({"report_due_on": "2021-08-02"}, "report_due_on", "不能早于总结阶段开始（2021-08-03）"),
    ],
)
def test_a_bad_entry_gets_a_sentence_at_its_field_and_loses_nothing(
    campaign: Campaign, people, changes: dict[str, Any], field: str, sentence: str
) -> None:
    before = Plan.of(campaign)
    data = sent(campaign, **{"phases-3-text": "改过的总结阶段内容", **changes})
    response = signed_in(people.leader).post(f"/campaign/{campaign.pk}/change/", data)
    shown = response.content.decode()
    assert response.status_code == 422
    assert "改过的总结阶段内容" in shown
    assert any(
        anchor == f"id_{field}" and sentence in words for anchor, words in response.context["form"].problems
    )
    assert f'href="#id_{field}"' in shown
    assert shown.count(sentence) >= 2
    assert Plan.of(Campaign.objects.get()) == before


def test_everything_to_change_is_said_at_once(campaign: Campaign, people) -> None:
    wrong = {"title": "", "report_due_on": "2021-03-24", "phases-0-title": "", "requirements-0-text": ""}
    data = sent(campaign, code="", **wrong)
    response = signed_in(people.leader).post(f"/campaign/{campaign.pk}/next/", data)
    anchors = {anchor for anchor, _words in response.context["form"].problems}
    assert {f"id_{name}" for name in ("code", *wrong)} <= anchors


def test_the_code_says_what_to_type(campaign: Campaign, people) -> None:
    page = signed_in(people.leader).get(f"/campaign/{campaign.pk}/next/").content.decode()
    assert "例如 2022 或 2022-2" in page


def test_gaps_between_phases_are_fine(campaign: Campaign, people) -> None:
    data = sent(campaign, **{"phases-1-ends_on": "2021-05-10"})
    assert signed_in(people.leader).post(f"/campaign/{campaign.pk}/change/", data).status_code == 302
    assert Campaign.objects.get().phase_on(date(2021, 5, 20)) is None


def test_a_taken_or_odd_code_is_refused_at_the_field(campaign: Campaign, people) -> None:
    client = signed_in(people.leader)
    for code, sentence in (("2021", "请换一个"), ("二〇二二", "只能用字母、数字"), ("", "必填")):
        response = client.post(f"/campaign/{campaign.pk}/next/", sent(campaign, code=code))
        assert response.status_code == 422
        assert sentence in str(response.context["form"].errors["code"])
    assert Campaign.objects.count() == 1


def test_rows_are_added_changed_and_removed(campaign: Campaign, people) -> None:
    data = sent(
        campaign,
        **{
            "objects-0-categories": ["labour_intensive"],
            "objects-1-DELETE": "on",
            "objects-3-text": "快递、外卖站点",
            "objects-3-categories": ["other"],
            "requirements-1-title": "各负其责",
        },
    )
    assert signed_in(people.leader).post(f"/campaign/{campaign.pk}/change/", data).status_code == 302
    plan = Plan.of(Campaign.objects.get())
    assert [row["categories"] for row in plan.objects] == [
        ["labour_intensive"],
        ["karaoke", "bar", "live_streaming", "arcade"],
        ["other"],
    ]
    assert plan.requirements[1]["title"] == "各负其责"
    entry = AuditEntry.objects.about(campaign).first()
    assert (entry.action, set(entry.data)) == ("change_campaign", {"objects", "requirements"})


def test_saving_without_a_change_writes_nothing(campaign: Campaign, people) -> None:
    entries = AuditEntry.objects.filter(action="change_campaign").count()
    assert (
        signed_in(people.leader).post(f"/campaign/{campaign.pk}/change/", sent(campaign)).status_code == 302
    )
    assert AuditEntry.objects.filter(action="change_campaign").count() == entries


def test_D_09_a_page_opened_before_somebody_elses_change_overwrites_nothing_unasked(
    campaign: Campaign, people
) -> None:
    mine, theirs = sent(campaign, contact_name="张某"), sent(campaign, contact_name="李某")
    client, address = signed_in(people.leader), f"/campaign/{campaign.pk}/change/"
    assert client.post(address, theirs).status_code == 302
    refused = client.post(address, mine)
    assert refused.status_code == 422 and "有人改过" in refused.content.decode()
    assert "张某" in refused.content.decode()
    assert Campaign.objects.get().contact_name == "李某"
    agreed = {**mine, "seen": refused.context["form"]["seen"].value()}
    assert client.post(address, agreed).status_code == 302
    assert Campaign.objects.get().contact_name == "张某"


@pytest.mark.parametrize(
    "changes", [{"phases-TOTAL_FORMS": "3"}, {"phases-TOTAL_FORMS": "x"}, {"objects-TOTAL_FORMS": "9999"}]
)
def test_a_forged_count_of_rows_is_no_error_page(campaign: Campaign, people, changes: dict[str, str]) -> None:
    response = signed_in(people.leader).post(f"/campaign/{campaign.pk}/change/", sent(campaign, **changes))
    assert response.status_code == 422
    assert response.context["form"].problems


def test_setting_the_current_campaign(campaign: Campaign, people) -> None:
    data = sent(campaign, code="2022", **shifted(campaign, 2022))
    client = signed_in(people.leader)
    following = client.post(f"/campaign/{campaign.pk}/next/", data).url
    assert client.get(f"{following}set-current/").status_code == 405
    assert client.post(f"{following}set-current/").url == following
    assert Campaign.objects.current().code == "2022"
    assert signed_in(people.inspector).post(f"{following}set-current/").status_code == 403


def photo() -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (8, 8), "red").save(file, "JPEG")
    return SimpleUploadedFile("现场.jpg", file.getvalue(), "image/jpeg")


def activity(campaign: Campaign, town: Any, **changes: Any) -> dict[str, Any]:
    return {
        "campaign": campaign.pk, "town": town.pk if town else "", "held_on": "2021-03-28", "form": "stand",
        "place": "香江路广场", "leaflets": 300, "consultations": 45, "participants": 200,
        "trained_employers": 0, "note": "",
    } | changes  # fmt: skip


def test_an_officer_records_an_activity_with_photos(campaign: Campaign, people, settings, tmp_path) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path), "base_url": None},
    }}  # fmt: skip
    client = signed_in(people.officer)
    response = client.post(
        "/campaign/publicity/new/", activity(campaign, people.here, files=[photo(), photo()])
    )
    row = Publicity.objects.get()
    assert response.url == row.get_absolute_url()
    assert (row.town, row.leaflets, row.recorded_by) == (people.here, 300, people.officer)
    assert row.attachments.count() == 2
    assert "现场.jpg" in client.get(row.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"held_on": "2021-04-21"}, "held_on", "不能晚于今天"),
        ({"leaflets": "-3"}, "leaflets", "0"),
        ({"leaflets": "99999999999999"}, "leaflets", "数字过大"),
        ({"leaflets": "三百"}, "leaflets", "整数"),
        ({"place": ""}, "place", "必填"),
        ({"form": "parade"}, "form", "parade"),
    ],
)
def test_a_bad_activity_is_told_at_the_field(
    campaign: Campaign, people, changes: Any, field: str, sentence: str
) -> None:
    data = activity(campaign, people.here, note="居民反响好", **changes)
    response = signed_in(people.officer).post("/campaign/publicity/new/", data)
    assert response.status_code == 422
    assert sentence in str(response.context["form"].errors[field])
    assert "居民反响好" in response.content.decode()
    assert not Publicity.objects.exists()


def test_an_officer_cannot_choose_another_town_or_the_district(campaign: Campaign, people) -> None:
    client = signed_in(people.officer)
    for town in (people.there, None):
        response = client.post("/campaign/publicity/new/", activity(campaign, town))
        assert response.status_code == 422 and response.context["form"].errors["town"]
    assert "琅琊镇" not in client.get("/campaign/publicity/new/").content.decode()
    assert not Publicity.objects.exists()


def test_staff_records_for_any_town_and_for_the_district(campaign: Campaign, people) -> None:
    client = signed_in(people.inspector)
    for town in (people.here, people.there, None):
        assert client.post("/campaign/publicity/new/", activity(campaign, town)).status_code == 302
    assert Publicity.objects.count() == 3


def test_a_correction_is_written_down(campaign: Campaign, people) -> None:
    row = publicity(campaign, actor=people.officer, town=people.here)
    client = signed_in(people.officer)
    opened = client.get(f"{row.get_absolute_url()}change/")
    assert 'value="2021-03-25"' in opened.content.decode()
    assert (
        client.post(
            f"{row.get_absolute_url()}change/", activity(campaign, people.here) | {"version": "1"}
        ).url
        == row.get_absolute_url()
    )
    row.refresh_from_db()
    assert (row.leaflets, row.place) == (300, "香江路广场")
    assert "更正记录" in client.get(row.get_absolute_url()).content.decode()


def test_the_sums_of_the_list_follow_its_filters(campaign: Campaign, people) -> None:
    publicity(campaign, actor=people.inspector, town=people.here, leaflets=100)
    publicity(campaign, actor=people.inspector, town=people.there, leaflets=20, held_on=date(2021, 4, 12))
    publicity(campaign, actor=people.inspector, leaflets=3)
    client = signed_in(people.leader)
    for query, leaflets in (
        ({}, 123), ({"town": people.here.pk}, 100), ({"town": "district"}, 3),
        ({"since": "2021-04-01"}, 20), ({"form": "media"}, 0),
    ):  # fmt: skip
        assert client.get("/campaign/publicity/", query).context["sums"]["leaflets"] == leaflets
    assert signed_in(people.stranger).get("/campaign/publicity/").context["sums"]["leaflets"] == 20


def test_the_next_campaign_asks_for_what_is_its_own(campaign: Campaign, people) -> None:
    client = signed_in(people.leader)
    form = client.get(f"/campaign/{campaign.pk}/next/").context["form"]
    assert form["title"].value() == campaign.title
    assert not any(form[name].value() for name in ("document_number", "issued_on", "report_due_on"))
    assert not any(row["starts_on"].value() for row in form.parts["phases"])
    data = sent(campaign, code="2022", issued_on="2022-03-25", **shifted(campaign, 2022))
    data["document_number"] = campaign.document_number
    answer = client.post(f"/campaign/{campaign.pk}/next/", data)
    assert answer.status_code == 422 and "已是另一次专项行动" in answer.content.decode()
