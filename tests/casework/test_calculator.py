"""The calculator: what the law says of facts somebody types, on which day, and that nothing typed breaks it or is lost."""

import re
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest

from accounts.roles import BUSINESS, Role
from casework.calculator import sheet
from casework.forms_calculator import (
    MOST_ROWS,
    PenaltyForm,
    TermsForm,
    WageRowForm,
    WagesForm,
    WorkerForm,
)
from casework.models import AuditEntry, AuditNote
from law import clock, policy, violations
from law.models import PolicyValue
from law.norms import VIOLATIONS
from tests.factories import accounts
from tests.permissions.test_malformed import VALUES

pytestmark = pytest.mark.django_db
PAGE = "/work/calculator/"


@pytest.fixture(autouse=True)
def day() -> Any:
    with clock.at(date(2021, 6, 23)):
        yield


@pytest.fixture
def client(inspector: Any, client_for: Any) -> Any:
    return client_for(inspector)


def words(answer: Any) -> str:
    """What the page says, without markup and line breaks."""
    return " ".join(unescape(re.sub("<[^>]*>", " ", answer.content.decode())).split())


def asked(client: Any, tab: str, **typed: str) -> str:
    answer = client.get(PAGE, {"tab": tab, **typed})
    assert answer.status_code == 200, answer.context["problems"]
    return words(answer)


def worker(number: int, start: str, end: str, **more: str) -> dict[str, str]:
    return {
        f"w{number}-{name}": value
        for name, value in {"start": f"2021-{start}", "end": f"2021-{end}", **more}.items()
    }


@pytest.mark.parametrize("role", list(Role))
def test_who_may_use_it(role: Role, town_a: Any, client_for: Any) -> None:
    person = accounts.user(role, town_a if role == Role.TOWN_OFFICER else None)
    assert client_for(person).get(PAGE).status_code == (200 if role in BUSINESS else 403)


def test_DOMAIN_8_a_started_month_counts_whole(client: Any) -> None:
    page = asked(client, "penalty", violation="child_labour", **worker(0, "05-01", "06-09"))
    assert "2021-05-01 至 2021-06-09，2 个月 × 5,000 元 = 10,000 元" in page
    assert "《禁止使用童工规定》第六条第一款" in page


@pytest.mark.parametrize(("end", "sum_"), [("05-31", "30,000"), ("06-01", "40,000")])
def test_DOMAIN_10_an_unlicensed_workshop_pays_twice(client: Any, end: str, sum_: str) -> None:
    page = asked(client, "penalty", violation="child_labour", unlicensed="on", **worker(0, "03-01", end))
    assert f"对单位的罚款：{sum_} 元" in page and "由市场监督管理部门取缔" in page


def test_DOMAIN_12_two_minors_in_a_ktv(client: Any) -> None:
    typed = {"violation": "venue_minor", "venue": "ktv", "on": "2021-05-20"}
    both = worker(0, "03-01", "05-15", born="2003-10-01") | worker(1, "03-01", "05-15", born="2003-11-01")
    page = asked(client, "penalty", **typed, **both)
    assert "对单位的罚款：30,000 元" in page
    assert (
        "同一行为，现在不适用的" in page and "2021-06-01 起有效" in page
    )  # the Act on minors is not yet there


def test_DOMAIN_12_the_local_value_that_counts_days(client: Any, brigade_leader: Any) -> None:
    PolicyValue.objects.create(
        code="penalty.venue_part_month",
        value="0",
        in_force_from=date(2021, 1, 1),
        reason="不进位",
        set_by=brigade_leader,
        set_at=clock.now(),
    )
    policy.reload()
    page = asked(
        client, "penalty", violation="venue_minor", venue="ktv", on="2021-05-20",
        **worker(0, "03-01", "05-15", born="2003-10-01"), **worker(1, "03-01", "05-15", born="2003-11-01"),
    )  # fmt: skip
    assert "对单位的罚款：25,000 元" in page
    policy.forget()


def test_DOMAIN_14_three_norms_are_listed_and_never_added(client: Any) -> None:
    facts = {"violation": "child_labour", "venue": "ktv", "on": "2021-08-05"}
    page = asked(client, "penalty", **facts, **worker(0, "07-16", "08-04", born="2006-01-10"))
    assert "3 条都够得着，不相加" in page and "5,000 元至 100,000 元" in page
    assert "须经法制审核" in page and "为什么须法制审核 多个规定针对同一行为" in page
    assert "罚款数额高的规定" in page and "先核查是否涉嫌犯罪" in page
    assert "10,000 元" not in page


def test_DOMAIN_14_what_a_proposed_fine_is_told(client: Any) -> None:
    facts = {"violation": "child_labour", "venue": "ktv", "on": "2021-08-05"}
    facts |= worker(0, "07-16", "08-04", born="2006-01-10")
    assert "在条文允许的范围之内" in asked(client, "penalty", **facts, fine="10000")
    assert "不能这样决定 罚款应为" in asked(client, "penalty", **facts, fine="110000")
    assert "不能这样决定" in asked(
        client, "penalty", violation="child_labour", fine="1", **worker(0, "05-01", "05-09")
    )


def test_DOMAIN_16_money_to_the_workers_is_no_fine(client: Any) -> None:
    typed = {"violation": "overdue_pay_order", "headcount": "35", "amount": "210,000 元", "order": "yes"}
    page = asked(client, "penalty", **typed)
    assert "付给劳动者，不是罚款 105,000 元至 210,000 元" in page and "没有罚款" in page
    assert "不能这样决定" in asked(client, "penalty", **typed, fine="105000")


def test_another_day_is_one_click_away(client: Any) -> None:
    typed = {"violation": "child_labour", "venue": "ktv", "on": "2021-06-23"}
    answer = client.get(PAGE, {"tab": "penalty", **typed, **worker(0, "06-02", "06-20", born="2006-01-10")})
    other = {each.day.isoformat(): url for each, url in answer.context["other_days"]}
    assert {"2021-07-14", "2021-07-15", "2021-05-31", "2021-06-01"} <= set(other)
    assert "按它处罚" not in words(answer)
    assert "按它处罚" in words(client.get(other["2021-07-15"]))
    moved = {each.day.isoformat(): url for each, url in answer.context["moved_days"]}
    assert "2 条都够得着" in words(client.get(moved["2021-05-31"]))


@pytest.mark.parametrize("violation", VIOLATIONS)
def test_every_violation_can_be_asked(client: Any, violation: str) -> None:
    facts = {"headcount": "3", "amount": "1000", "on": "2021-06-23", "order": "yes"}
    assert violations.label(violation)
    assert violations.label(violation) in asked(client, "penalty", violation=violation, **facts)


def test_wages_per_worker_and_month(client: Any) -> None:
    row = {
        "worker": "员工甲",
        "month": "2021-05",
        "wage": "3480",
        "paid": "4980",
        "ordinary": "22",
        "rest": "24",
        "statutory": "8",
    }
    answer = client.post(PAGE, {"tab": "wages", **{f"r0-{name}": value for name, value in row.items()}})
    page = words(answer)
    assert "660.00 22 时" in page and "960.00 24 时" in page and "480.00 8 时" in page
    assert "1 人，还欠 600.00 元" in page and "300 元至 600 元" in page
    assert "2021 年 5 月：法定节假日 1；休息日 2、3、4、5、9" in answer.content.decode()
    assert words(client.get(answer.context["address"])).count("还欠 600.00 元") == 1


def test_a_pasted_sheet_with_a_head_in_its_own_order(client: Any) -> None:
    lines = ["姓名\t工资月份\t实发\t月工资标准", *(f"工{n}\t202105\t0\t6,000" for n in range(35))]
    page = words(client.post(PAGE, {"tab": "wages", "sheet": "\n".join(lines), "expired": "on"}))
    assert "35 人，还欠 210,000.00 元" in page and "105,000 元至 210,000 元" in page
    assert "拖欠 35 名劳动者合计 210,000 元" in page


def test_a_wage_below_the_minimum(client: Any) -> None:
    page = words(client.post(PAGE, {"tab": "wages", "sheet": "甲 2021-05 1500 1500 1500"}))
    assert "1 人，还欠 410.00 元" in page


def test_a_month_partly_worked_and_leave(client: Any) -> None:
    typed = {
        "part_wage": "4350",
        "first": "2021-05-01",
        "last": "2021-05-15",
        "leave_wage": "4350",
        "leave_days": "5",
    }
    page = words(client.post(PAGE, {"tab": "wages", **typed}))
    assert "年休假工资，正常工资之外另付 2,000.00" in page
    assert "÷ 21.75 × 9" in page and "÷ 20 × 9" in page


def test_what_a_line_of_a_sheet_is_refused_for(client: Any) -> None:
    lines = "甲\t2021-13\t3480\n乙\t2021-05\t三千\n丙\t2021-07\t3480\t\t\t\t\t8"
    answer = client.post(PAGE, {"tab": "wages", "sheet": lines})
    assert answer.status_code == 422
    page = words(answer)
    assert "第 1 行“甲 2021-13 3480”：月份：“2021-13”不是月份" in page
    assert "第 2 行" in page and "第 3 行" in page and "法定节假日只有 0 天" in page
    assert "三千" in answer.content.decode()


def test_a_sheet_is_read_however_it_is_parted() -> None:
    said = ["甲\t2021-05\t3480", "甲,2021年5月,3480", "甲 2021.5 3,480"]
    assert [sheet.read(line).rows[0].wage for line in said] == [3480, 3480, 3480]
    for line in (
        "甲,2021-05,3480,3480,500",
        "甲, 2021-05, 3480, 3480, 500",
        "张 三，2021-05，3480，3480，500",
    ):
        assert (sheet.read(line).rows[0].owed, sheet.read(line).rows[0].paid) == (3480, 500), line
    assert sheet.read("甲 2021-05 3480\n" * 601).problems


@pytest.mark.parametrize(
    ("code", "start", "due"),
    [
        ("complaint.acceptance", "2021-04-30", "2021-05-11 周二"),
        ("case.investigation", "2021-06-07", "2021-08-31 周二"),
        ("case.decision", "2021-08-31", "2021-09-22 周三"),
    ],
)
def test_DOMAIN_1_5_a_term_and_why_that_day(client: Any, code: str, start: str, due: str) -> None:
    page = asked(client, "terms", code=code, start=start)
    assert due in page and "当天不计" in page


def test_all_terms_of_a_day_and_the_hour(client: Any) -> None:
    page = asked(client, "terms", start="2021-06-30", hour="15:00")
    assert "2021-07-01 15:00" in page and "公安机关立案审查期限" in page
    assert "《行政处罚法》第三十六条" not in page  # five years exist since 2021-07-15


def test_a_fine_paid_late(client: Any) -> None:
    page = asked(client, "terms", code="fine.payment", fine="10000", due="2021-07-15", paid="2021-07-25")
    assert "加处罚款 3,000.00 元" in page


ALL = {
    "penalty": [*PenaltyForm.base_fields, *(f"w0-{name}" for name in WorkerForm.base_fields)],
    "wages": [*WagesForm.base_fields, *(f"r0-{name}" for name in WageRowForm.base_fields)],
    "terms": [*TermsForm.base_fields],
}


@pytest.mark.parametrize("what", VALUES)
@pytest.mark.parametrize("tab", ALL)
def test_REG_15_no_value_of_any_field_breaks_it(client: Any, tab: str, what: str) -> None:
    whole = {
        "violation": "child_labour",
        "w0-start": "2021-05-01",
        "w0-end": "2021-05-02",
        "start": "2021-05-01",
    }
    for names in (ALL[tab], *([name] for name in ALL[tab])):
        query = urlencode(
            {"tab": tab, **whole, **dict.fromkeys(names, VALUES[what])}, errors="surrogateescape"
        )
        assert client.get(PAGE, QUERY_STRING=query).status_code < 500, names
        answer = client.post(PAGE, query, content_type="application/x-www-form-urlencoded")
        assert answer.status_code < 500, names


@pytest.mark.parametrize("start", ["0001-01-01", "9999-12-31", "2199-12-31", "1900-01-01"])
def test_days_at_the_end_of_time(client: Any, start: str) -> None:
    for query in (
        {"tab": "terms", "start": start, "fine": "1", "due": "1900-01-01", "paid": start},
        {"tab": "penalty", "violation": "child_labour", "w0-start": "1900-01-01", "w0-end": start},
        {"tab": "wages", "sheet": f"甲\t{start[:7]}\t3480"},
    ):
        assert client.get(PAGE, query).status_code in (200, 422)


def test_what_cannot_be_read_is_told_at_its_field_and_stays(client: Any) -> None:
    typed = {
        "tab": "penalty",
        "violation": "child_labour",
        "amount": "很多",
        "headcount": "2.5",
        "w0-start": "上个月",
        "w0-end": "2021-05-02",
    }
    answer = client.get(PAGE, typed)
    text = answer.content.decode()
    assert answer.status_code == 422 and text.count('class="invalid-feedback') >= 3
    assert "“上个月”不是日期" in words(answer) and "第 1 人 从" in words(answer)
    assert 'value="很多"' in text and 'value="2.5"' in text and 'value="2021-05-02"' in text


@pytest.mark.parametrize("violation", ["", "nothing", "../child_labour"])
def test_a_violation_that_is_none(client: Any, violation: str) -> None:
    answer = client.get(PAGE, {"tab": "penalty", "violation": violation})
    assert answer.status_code == 422 and "行为" in answer.context["problems"][0][1]


def test_days_that_contradict_each_other_are_told(client: Any) -> None:
    answer = client.get(PAGE, {"tab": "penalty", "violation": "child_labour", **worker(0, "05-09", "05-01")})
    assert "结束日期早于开始日期" in words(answer)


def test_names_are_printed_as_they_are(client: Any) -> None:
    name = "甲&乙<b>{{7*7}}𠮷"
    text = client.post(PAGE, {"tab": "wages", "sheet": f"{name}\t2021-05\t3480"}).content.decode()
    assert "甲&amp;乙&lt;b&gt;{{7*7}}𠮷" in text and "<b>{{" not in text


def test_a_phone_in_a_sheet_makes_no_address(client: Any) -> None:
    answer = client.post(PAGE, {"tab": "wages", "sheet": "13812345678\t2021-05\t3480"})
    assert answer.status_code == 200 and not answer.context["address"]


def test_more_rows_keep_what_was_typed(client: Any) -> None:
    rows = worker(0, "05-01", "05-02")
    first = client.get(PAGE, {"tab": "penalty", "violation": "child_labour", **rows})
    more = client.get(PAGE, {"tab": "penalty", "violation": "child_labour", "more_w": "1", **rows})
    assert len(more.context["workers"].rows) > len(first.context["workers"].rows)
    assert 'value="2021-05-01"' in more.content.decode()
    many = {
        name: value
        for number in range(MOST_ROWS + 5)
        for name, value in worker(number, "05-01", "05-02").items()
    }
    full = client.get(PAGE, {"tab": "penalty", "violation": "child_labour", **many})
    assert len(full.context["workers"].filled) == MOST_ROWS


def test_nothing_is_stored_and_hardly_anything_asked(client: Any, django_assert_max_num_queries: Any) -> None:
    before = AuditEntry.objects.count(), AuditNote.objects.count()
    asked(client, "penalty", violation="child_labour", **worker(0, "05-01", "06-09"))
    with django_assert_max_num_queries(6):
        asked(client, "penalty", violation="child_labour", **worker(0, "05-01", "06-09"))
    assert before == (AuditEntry.objects.count(), AuditNote.objects.count())


def test_it_is_found_from_where_it_is_needed(client: Any) -> None:
    for page in ("/work/policy/", "/work/calendar/", "/help/"):
        answer = client.get(page)
        assert answer.status_code != 200 or f'href="{PAGE}' in answer.content.decode(), page
