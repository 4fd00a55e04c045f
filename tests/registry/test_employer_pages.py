"""The pages of employers: who sees which, what the list finds and exports, what a form says and keeps."""

import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from accounts.models import User
from casework.by import By
from casework.submissions import new_key
from registry.models import Employer, Town
from registry.services import employers
from registry.services.towns import load_towns
from tests.factories import registry as make

pytestmark = pytest.mark.django_db
LIST = "/employers/"
CSV_RISKS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "＋1", "－1", "＠x", '=HYPERLINK("http://x")')


@pytest.fixture(autouse=True)
def in_phase_three(today: object) -> None:
    """The clock stands in phase three."""


def names(page: Any) -> list[str]:
    return [employer.name for employer in page.context["records"]]


def sheet_of(answer: Any) -> list[tuple[Any, ...]]:
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    return list(book.active.iter_rows())


def sent_of(employer: Employer | None = None, **changes: Any) -> dict[str, Any]:
    """What a browser sends from the form."""
    plain = {
        "name": "青岛新厂",
        "address": "海王路9号",
        "status": "active",
        "credit_code": "",
        "submission": new_key(),
    }
    if employer is not None:
        plain |= {
            "name": employer.name, "address": employer.address, "credit_code": employer.credit_code or "",
            "town": employer.town_id or "", "headcount": employer.headcount or "", "version": employer.version,
        }  # fmt: skip
    return {**plain, **changes}


def test_M_AC_05_two_towns_never_see_each_others_employers(
    client_for: Any, town_officer: User, other_officer: User, town_a: Town, town_b: Town
) -> None:
    mine, theirs = (
        make.employer(name="甲镇食品厂", town=town_a),
        make.employer(name="乙镇食品厂", town=town_b),
    )
    make.employer(name="未分派食品厂", town=None)
    client = client_for(town_officer)
    assert names(client.get(LIST)) == [mine.name]
    assert names(client.get(LIST, {"q": "食品厂"})) == [mine.name]
    assert names(client.get(LIST, {"q": theirs.code})) == []
    assert client.get(LIST).context["page"].count_label == "共 1 条"
    assert [row[0].value for row in sheet_of(client.get(LIST, {"export": "xlsx"}))[2:]][:1] == [mine.name]
    assert theirs.name not in str(
        [[cell.value for cell in row] for row in sheet_of(client.get(LIST, {"export": "xlsx"}))]
    )
    for address in ("", "change/", "warn/"):
        assert client.get(f"{theirs.get_absolute_url()}{address}").status_code == 404
        assert client.get(f"{mine.get_absolute_url()}{address}").status_code == 200
    assert client.post(f"{theirs.get_absolute_url()}reveal/contact_phone/").status_code == 404
    assert client.post(f"{theirs.get_absolute_url()}change/", sent_of(theirs)).status_code == 404
    assert names(client_for(other_officer).get(LIST)) == [theirs.name]


def test_a_town_one_does_not_serve_is_no_filter(client_for: Any, town_officer: User, town_b: Town) -> None:
    make.employer(town=town_b)
    page = client_for(town_officer).get(LIST, {"town": town_b.pk})
    assert page.context["filter"].form.errors["town"]
    assert town_b.name not in page.content.decode()
    assert "未分派" not in str(page.context["filter"].form["town"])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "歌"}, ["欢歌城"]),
        ({"category": "karaoke"}, ["欢歌城"]),
        ({"status": "closed"}, ["老厂"]),
        ({"grade": "C"}, ["老厂"]),
        ({"grade": "none", "status": "active", "licensed": "yes"}, ["欢歌城", "新厂"]),
        ({"warned": "yes"}, ["新厂"]),
        ({"licensed": "no"}, ["作坊"]),
        ({"town": "none"}, ["作坊"]),
        ({"category": "karaoke", "warned": "yes"}, []),
    ],
)
def test_the_list_is_narrowed_by(
    query: dict[str, str], expected: list[str], client_for: Any, inspector: User
) -> None:
    make.warning(make.employer(name="新厂"))
    make.employer(name="老厂", status="closed", grade="C")
    make.employer(name="欢歌城", categories=("karaoke", "bar"))
    make.employer(name="作坊", credit_code=None, town=None)
    page = client_for(inspector).get(LIST, query)
    assert sorted(names(page)) == sorted(expected)
    assert len(page.context["filter_chips"]) == len(query)


def test_U_05_each_filter_is_a_chip_that_can_be_taken_off(
    client_for: Any, inspector: User, town_a: Town
) -> None:
    make.employer()
    page = client_for(inspector).get(LIST, {"q": "食品", "town": town_a.pk, "status": "active"})
    chips = {chip.label: (chip.value, chip.remove_url) for chip in page.context["filter_chips"]}
    assert chips["镇街"] == ("黄岛街道", f"{LIST}?q=%E9%A3%9F%E5%93%81&status=active")
    assert chips["登记状态"][0] == "存续"


def test_the_list_turns_its_pages_without_losing_or_repeating_a_row(client_for: Any, inspector: User) -> None:
    expected = [make.employer(name=f"厂{number:03d}").name for number in range(120)][::-1]
    client, seen, address = client_for(inspector), [], LIST
    while address:
        page = client.get(address)
        seen += names(page)
        address = page.context["page"].next_url
    assert seen == expected
    back = client.get(page.context["page"].previous_url)
    assert names(back) == expected[50:100]


def test_a_broken_cursor_is_page_one(client_for: Any, inspector: User) -> None:
    employer = make.employer()
    assert names(client_for(inspector).get(LIST, {"after": "x:y:z"})) == [employer.name]


def test_B_05_the_list_and_the_file_cost_the_same_for_10_and_30_rows(
    client_for: Any, inspector: User
) -> None:
    client = client_for(inspector)

    def cost(address: str) -> int:
        """Of a second visit: the first one may renew the session and what is kept for half a minute."""
        client.get(address)
        with CaptureQueriesContext(connection) as sent:
            assert client.get(address).status_code == 200
        return len(sent)

    for _number in range(10):
        employer = make.employer(categories=("service", "bar"))
        make.warning(employer)
    few = [cost(LIST), cost(employer.get_absolute_url()), cost("/towns/")]
    for _number in range(20):
        make.warning(make.employer(categories=("service", "bar")))
    many = [cost(LIST), cost(employer.get_absolute_url()), cost("/towns/")]
    assert many == few
    assert many[0] <= 12
    assert many[1] <= 18
    page = client.get(LIST)
    assert len(page.content) < 120_000


def test_T_09_the_export_holds_no_formula_and_masks_phones(client_for: Any, inspector: User) -> None:
    for risk in CSV_RISKS:
        make.employer(name=f"{risk}厂", contact_phone="13812345678")
    rows = sheet_of(client_for(inspector).get(LIST, {"export": "xlsx"}))
    cells = [cell for row in rows for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert sum(str(cell.value or "").startswith("'") for cell in cells) == len(CSV_RISKS)
    assert "13812345678" not in str([cell.value for cell in cells])
    assert [cell.value for cell in cells].count("138****5678") == len(CSV_RISKS)


def test_who_may_not_export_does_not(client_for: Any, leadership: User) -> None:
    make.employer()
    client = client_for(leadership)
    assert client.get(LIST).context["export_url"] == ""
    assert client.get(LIST, {"export": "xlsx"}).status_code == 403


def test_a_name_with_markup_is_text(client_for: Any, inspector: User) -> None:
    employer = make.employer(name="<script>alert(1)</script>厂")
    client = client_for(inspector)
    for address in (LIST, employer.get_absolute_url(), f"{employer.get_absolute_url()}change/"):
        assert "<script>alert" not in client.get(address).content.decode()


def test_a_persons_details_are_masked_until_asked_for(
    client_for: Any, inspector: User, leadership: User
) -> None:
    employer = make.employer(legal_representative="王小明", contact_phone="13812345678")
    client, address = client_for(inspector), employer.get_absolute_url()
    page = client.get(address).content.decode()
    assert "王小明" not in page
    assert "138****5678" in page
    shown = client.post(f"{address}reveal/legal_representative/")
    assert "王小明" in shown.content.decode()
    assert "13812345678" not in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert client.get(f"{address}reveal/legal_representative/").status_code == 405
    assert client.post(f"{address}reveal/name/").status_code == 404
    assert client_for(leadership).post(f"{address}reveal/contact_phone/").status_code == 403
    assert "/reveal/" not in client_for(leadership).get(address).content.decode()


def test_the_numbers_of_all_rooms_come_after_the_page(
    client_for: Any, inspector: User, other_officer: User
) -> None:
    address = f"{make.employer().get_absolute_url()}counts/"
    part = client_for(inspector).get(address, headers={"HX-Request": "true"}).content.decode()
    assert "投诉举报" in part
    assert "<html" not in part
    assert "<html" in client_for(inspector).get(address).content.decode()
    assert client_for(other_officer).get(address).status_code == 404


def test_the_file_leads_to_a_patrol_for_those_who_patrol(
    client_for: Any, inspector: User, leadership: User
) -> None:
    employer = make.employer()
    way = f"/patrols/new/?employer={employer.pk}"
    assert way in client_for(inspector).get(employer.get_absolute_url()).content.decode()
    assert way not in client_for(leadership).get(employer.get_absolute_url()).content.decode()


def test_the_file_can_be_narrowed_to_one_room(client_for: Any, inspector: User) -> None:
    employer = make.employer()
    client = client_for(inspector)
    assert client.get(employer.get_absolute_url(), {"room": "单位名录"}).context["entries"]
    assert client.get(employer.get_absolute_url(), {"room": "没有"}).context["entries"] == []


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "", "此项"),
        ("credit_code", "91370211MA3C12346G", "校验位不符"),
        ("credit_code", "9137021112", "应为18位"),
        ("credit_code", "913702111", "9位的组织机构代码"),
        ("town", "999999", "没有这个镇街"),
        ("founded_on", "2021-06-24", "晚于今天"),
        ("founded_on", "去年", "请写成"),
        ("headcount", "十来个", "请填不带小数的数字"),
        ("headcount", "-1", "不能小于 0"),
        ("headcount_minor", "7", "比职工人数还多"),
        ("contact_phone", "王老板", "请填电话号码"),
        ("categories", "999", "没有这个类别"),
        ("licence_until", "1990-01-01", "早于成立日期"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    field: str, typed: str, said: str, client_for: Any, inspector: User
) -> None:
    good = {
        "founded_on": "2019-07-13",
        "headcount": "5",
        "legal_representative": "李四",
        "address": "独一无二路1号",
    }
    page = client_for(inspector).post("/employers/new/", sent_of(**{**good, field: typed}))
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    if field != "name":
        assert said in str(page.context["form"].errors[field])
    text = page.content.decode()
    assert "独一无二路1号" in text
    assert "李四" in text
    assert not Employer.objects.exists()


def test_an_officer_must_choose_a_town_and_has_it_chosen(
    client_for: Any, town_officer: User, town_a: Town
) -> None:
    client = client_for(town_officer)
    assert client.get("/employers/new/").context["form"].initial["town"] == town_a.pk
    page = client.post("/employers/new/", sent_of(town=""))
    assert list(page.context["form"].errors) == ["town"]
    assert "grade" not in page.context["form"].fields


def test_a_code_already_known_is_said_at_the_code(client_for: Any, inspector: User) -> None:
    code = make.employer().code
    page = client_for(inspector).post("/employers/new/", sent_of(credit_code=code))
    assert "已经在册" in str(page.context["form"].errors["credit_code"])


def test_an_employer_is_entered_once_however_often_it_is_sent(
    client_for: Any, inspector: User, town_a: Town
) -> None:
    two = [str(each.pk) for each in make.Category.objects.all()[:2]]
    client, sent = client_for(inspector), sent_of(credit_code="", categories=two, town="")
    first, second = client.post("/employers/new/", sent), client.post("/employers/new/", sent)
    employer = Employer.objects.get()
    assert first["Location"] == second["Location"] == employer.get_absolute_url()
    assert (employer.code, employer.categories.count(), employer.created_by) == ("W000001", 2, inspector)


def test_another_room_gets_the_new_employer_back(client_for: Any, inspector: User) -> None:
    client = client_for(inspector)
    made = client.post("/employers/new/?next=/patrols/new/", sent_of())
    assert made["Location"] == f"/patrols/new/?employer={Employer.objects.get().pk}"
    away = client.post("/employers/new/?next=https://evil.example/", sent_of(name="乙厂"))
    assert away["Location"].startswith("/employers/")


def test_a_change_is_saved_with_the_version_of_the_page(client_for: Any, town_officer: User) -> None:
    employer, client = make.employer(), client_for(town_officer)
    address = f"{employer.get_absolute_url()}change/"
    page = client.get(address)
    assert page.context["version"] == 1
    assert page.context["form"]["name"].value() == employer.name
    assert client.post(address, sent_of(employer, headcount="31")).status_code == 302
    employer.refresh_from_db()
    assert (employer.headcount, employer.version) == (31, 2)


def test_D_09_two_tabs_the_second_sees_both_versions_and_loses_nothing(
    client_for: Any, town_officer: User, inspector: User
) -> None:
    employer = make.employer(name="海润食品厂", headcount=10, categories=("bar",))
    address = f"{employer.get_absolute_url()}change/"
    bar = employer.categories.get()
    opened = sent_of(employer, categories=[bar.pk])
    employers.change_employer(employer, by=By(inspector), version=1, headcount=20)
    page = client_for(town_officer).post(address, {**opened, "name": "我改的名字", "headcount": "10"})
    assert page.status_code == 409
    conflict, text = page.context["conflict"], page.content.decode()
    rows = {row["name"]: (row["theirs"], row["mine"]) for row in conflict["rows"]}
    assert rows == {"name": ("海润食品厂", "我改的名字"), "headcount": ("20", "10")}
    assert inspector.name in conflict["who"]
    assert "我改的名字" in text
    assert Employer.objects.get().name == "海润食品厂"
    merged = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', text)) | {
        "name": "我改的名字",
        "headcount": "20",
    }
    assert client_for(town_officer).post(conflict["url"], merged).status_code == 302
    employer.refresh_from_db()
    assert (employer.name, employer.headcount, employer.version) == ("我改的名字", 20, 3)
    assert list(employer.categories.all()) == [bar]


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999", "７"])
def test_a_version_that_never_was_is_a_conflict_not_an_error(
    version: str, client_for: Any, inspector: User
) -> None:
    employer = make.employer()
    page = client_for(inspector).post(
        f"{employer.get_absolute_url()}change/", sent_of(employer, headcount="3", version=version)
    )
    assert page.status_code == 409


def test_an_empty_register_says_what_to_do(client_for: Any, inspector: User, leadership: User) -> None:
    load_towns()
    assert "导入名录" in client_for(inspector).get(LIST).content.decode()
    assert "/employers/import/" not in client_for(leadership).get(LIST).content.decode()
