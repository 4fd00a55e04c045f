"""Parties, workers and minors of a case: checked line by line, summed into the decision, corrected with before and after."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from casework.by import By
from casework.models import AuditEntry
from casework.paper_kinds import Facts
from casework.workflow import Refused
from inspections.cases.forms.people import RecordMinorsForm, RecordPartiesForm, RecordWorkersForm
from inspections.cases.models import Case
from inspections.cases.services import deciding
from inspections.cases.services import evidence as evidence_service
from inspections.cases.services import people as service
from law import clock
from law.identity import resident_id_check_digit
from registry import party
from tests.cases.sheets import workbook
from tests.factories import cases as make

DAY = make.CASE_DAY
CHILD = "370211200603150012"
SHEET = """序号\t姓名\t身份证号\t所属期\t应发工资\t已发工资\t其中加班费\t加付比例
1\t张三\t\t2021年3月至5月\t１２，０００元\t3,000.00\t1200\t50%
2\t李四\t\t2021-03\t￥4000\t-\t\t0.5
合计\t\t\t\t16000\t3000
"""


@pytest.fixture
def wages(people: SimpleNamespace, firm: Any) -> Case:
    return make.case(
        "investigating", employer=firm, lead=people.lead, second=people.second, matters=["wage_arrears"],
        people_count=3, amount=Decimal(9000),
    )  # fmt: skip


def worker(name: str = "张三", owed: int = 9000, **more: Any) -> dict[str, Any]:
    return {"name": name, "owed": Decimal(owed), **more}


def form_of(record: Case, kind: Any = RecordWorkersForm, **sent: Any) -> Any:
    with clock.at(DAY):
        form = kind(
            sent, record=record, **({"user": record.lead} if getattr(kind, "takes_user", False) else {})
        )
        form.is_valid()
    return form


def record(case: Case, who: Any, *lines: dict[str, Any], what: str = "workers") -> Any:
    with clock.at(DAY):
        return getattr(service, f"record_{what}")(case, by=By(who), **{what: lines})


def refusal(case: Case, who: Any, *lines: dict[str, Any], what: str = "workers") -> Refused:
    with pytest.raises(Refused) as refused:
        record(case, who, *lines, what=what)
    return refused.value


def test_what_is_missing_is_owed_less_paid_and_the_extra_is_its_share(
    wages: Case, people: SimpleNamespace
) -> None:
    record(wages, people.lead, worker(paid=Decimal(3000), extra_rate=50), worker("李四", 4000))
    first, second = wages.workers.all()
    assert (first.missing, first.extra, second.paid, second.missing) == (6000, 3000, 0, 4000)
    sums = wages.wages
    assert (sums.people, sums.owed, sums.paid, sums.missing, sums.extra) == (2, 13000, 3000, 10000, 3000)


def test_the_lists_win_over_what_was_reported(wages: Case, people: SimpleNamespace) -> None:
    assert (wages.known_people, wages.known_amount) == (3, 9000)
    record(wages, people.lead, worker(), worker("李四", 4000))
    assert (wages.known_people, wages.known_amount) == (2, 13000)
    assert (wages.people_count, wages.amount) == (3, 9000)


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        ({"name": ""}, "name", "姓名"),
        ({"owed": None}, "owed", "应发"),
        ({"paid": Decimal(9001)}, "paid", "已发 9001 元多于应发 9000 元"),
        ({"missing": Decimal(8000)}, "missing", "应发减已发是 9000"),
        ({"overtime": Decimal(8000), "compensation": Decimal(2000)}, "overtime", "合计 10000 元"),
        ({"extra_rate": 40}, "extra_rate", "50%至100%"),
        ({"extra_rate": 101}, "extra_rate", "50%至100%"),
        ({"extra": Decimal(4500)}, "extra_rate", "加付比例"),
        ({"extra_rate": 50, "extra": Decimal(4000)}, "extra", "是 4500.00 元"),
        ({"identity": "370211199003150011"}, "identity", "校验位"),
        ({"starts_on": date(2021, 5, 1), "ends_on": date(2021, 4, 1)}, "ends_on", "早于开始"),
    ],
)
def test_a_line_that_cannot_be_names_its_column(
    wages: Case, people: SimpleNamespace, line: dict[str, Any], column: str, said: str
) -> None:
    refused = refusal(wages, people.lead, worker("王五"), worker() | line)
    assert refused.code == column
    assert refused.sentence.startswith("第 2 行") and said in refused.sentence


def test_nobody_is_paid_twice_for_the_same_days(wages: Case, people: SimpleNamespace) -> None:
    march = {"starts_on": date(2021, 3, 1), "ends_on": date(2021, 3, 31)}
    april = {"starts_on": date(2021, 4, 1), "ends_on": date(2021, 4, 30)}
    assert refusal(wages, people.lead, worker(**march), worker("李四"), worker(**march)).sentence.startswith(
        "第 3 行"
    )
    record(wages, people.lead, worker(**march), worker(**april))
    assert wages.wages.people == 1


def test_a_correction_keeps_before_and_after_with_numbers_masked(
    wages: Case, people: SimpleNamespace
) -> None:
    record(wages, people.lead, worker(identity="11010519491231002X"), worker("李四", 4000))
    entry = record(
        wages, people.second, worker(identity="11010519491231002X", paid=Decimal(1000)), worker("李四", 4000)
    )
    ((place, (before, after)),) = entry.data["changes"].items()
    assert place == "第 1 行"
    assert "已发" not in before and "已发 1000.00" in after
    assert "1101**********002X" in after and "1949" not in str(entry.data)


def test_only_a_handler_writes_and_not_once_a_draft_waits(people: SimpleNamespace, firm: Any) -> None:
    case = make.case("deciding", employer=firm, lead=people.lead, second=people.second)
    assert refusal(case, people.lead, worker()).code == "state"
    open_case = make.case("investigating", lead=people.lead)
    assert refusal(open_case, people.second, worker()).code == "is_handler"
    assert refusal(open_case, people.leader, worker()).code == "permission"


def test_a_closed_case_never_changes(people: SimpleNamespace, firm: Any) -> None:
    case = make.case("closed", employer=firm, lead=people.lead, second=people.second)
    for write, name in (
        (service.record_parties, "parties"), (service.record_workers, "workers"), (service.record_minors, "minors"),
        (evidence_service.record_evidence, "pieces"),
    ):  # fmt: skip
        with clock.at(DAY), pytest.raises(Refused, match="state"):
            write(case, by=By(people.lead), **{name: []})


# Sheets


def test_a_pasted_sheet_is_read_by_its_heads(wages: Case) -> None:
    form = form_of(wages, sheet=SHEET)
    assert form.errors == {}
    first, second = form.cleaned_data["workers"]
    assert (first["name"], first["owed"], first["paid"], first["missing"]) == ("张三", 12000, 3000, 9000)
    assert (first["starts_on"], first["ends_on"]) == (date(2021, 3, 1), date(2021, 5, 31))
    assert (first["overtime"], first["extra_rate"], first["extra"]) == (1200, 50, 4500)
    assert (second["starts_on"], second["ends_on"], second["paid"]) == (
        date(2021, 3, 1),
        date(2021, 3, 31),
        0,
    )
    told = dict(form.summary)
    assert told["欠额"] == "13,000.00" and "0.00" not in told.values()


def test_what_is_wrong_in_a_sheet_names_line_and_column_and_nothing_is_lost(wages: Case) -> None:
    text = SHEET.replace("3,000.00", "30000").replace("￥4000", "四千")
    form = form_of(wages, sheet=text)
    first, second = form.errors["sheet"]
    assert first.startswith("第 2 行“1 张三") and "已发：" in first and "多于应发" in first
    assert second.startswith("第 3 行“2 李四") and "应发：" in second
    assert form["sheet"].value() == text


def test_a_sheet_without_a_head_has_our_columns(wages: Case) -> None:
    form = form_of(wages, sheet="张三,,2021.3.1,2021.5.31,9000,2000\n李四,,2021/3/1,2021/4/30,4000,0")
    assert form.errors == {}
    assert [line["missing"] for line in form.cleaned_data["workers"]] == [7000, 4000]


def test_a_workbook_is_read_and_its_words_stay_when_it_fails(wages: Case) -> None:
    head = ["姓名", "期间", "应发", "已发"]
    good = workbook(
        [["某公司工资表"], head, ["张三", "2021年3月", 4500.5, 1000], ["李四", "2021年3月", 3800, None]]
    )
    with clock.at(DAY):
        form = RecordWorkersForm({}, {"file": good}, record=wages, user=wages.lead)
        assert form.is_valid(), form.errors
    assert [line["missing"] for line in form.cleaned_data["workers"]] == [Decimal("3500.50"), 3800]
    bad = workbook([head, ["张三", "2021年3月", 1000, 2000]])
    with clock.at(DAY):
        form = RecordWorkersForm({}, {"file": bad}, record=wages, user=wages.lead)
        assert not form.is_valid()
    assert form["sheet"].value() == "姓名\t期间\t应发\t已发\n张三\t2021年3月\t1000\t2000"


def test_a_pasted_list_joins_the_typed_lines_or_takes_their_place(wages: Case) -> None:
    typed = {"r0-name": "王五", "r0-owed": "5000"}
    assert len(form_of(wages, sheet=SHEET, **typed).cleaned_data["workers"]) == 3
    assert len(form_of(wages, sheet=SHEET, replaces="on", **typed).cleaned_data["workers"]) == 2


def test_a_line_may_be_struck_out_and_an_empty_one_is_none(wages: Case, people: SimpleNamespace) -> None:
    record(wages, people.lead, worker(), worker("李四"))
    with clock.at(DAY):
        shown = RecordWorkersForm(record=wages, user=wages.lead)
    assert [row["name"].value() for row in shown.rows][:2] == ["张三", "李四"]
    form = form_of(
        wages,
        **{
            "r0-name": "张三",
            "r0-owed": "x",
            "r0-drop": "on",
            "r1-name": "李四",
            "r1-owed": "1",
            "r2-name": "",
        },
    )
    assert form.errors == {}
    assert [line["name"] for line in form.cleaned_data["workers"]] == ["李四"]


def test_a_typed_line_that_is_wrong_is_told_at_its_cell_too(wages: Case) -> None:
    form = form_of(wages, **{"r0-name": "张三", "r0-owed": "100", "r0-paid": "200"})
    assert form.non_field_errors() == ["第 1 行 已发：已发 200 元多于应发 100 元，请核对。"]
    assert form.rows[0].errors["paid"]


def test_a_long_list_is_offered_as_a_table(wages: Case, people: SimpleNamespace) -> None:
    record(wages, people.lead, *(worker(f"工人{n}") for n in range(80)))
    with clock.at(DAY):
        form = RecordWorkersForm(record=wages, user=wages.lead)
    assert form["replaces"].value() and form["sheet"].value().count("\n") == 80
    again = form_of(wages, sheet=form["sheet"].value(), replaces="on")
    assert again.errors == {} and len(again.cleaned_data["workers"]) == 80


# The decision


def draft(case: Case, who: Any, **told: Any) -> Any:
    given = {
        "decision_kind": "handling", "decision_text": "责令支付", "back_pay_amount": Decimal(10000), "back_pay_people": 2,
        "extra_compensation_amount": None, "pay_by": date(2021, 7, 30), **told,
    }  # fmt: skip
    with clock.at(DAY):
        return deciding.submit_decision(case, by=By(who), **given)


def test_a_decision_orders_what_the_list_comes_to(wages: Case, people: SimpleNamespace) -> None:
    record(wages, people.lead, worker(paid=Decimal(3000)), worker("李四", 4000))
    with clock.at(DAY):
        for action in make.NOTIFIED[len(make.FILED) : -2]:
            make.do(wages, action)
        make.do(wages, "give_notice", notice_kind="handling", notice_text="拟责令支付", proposed_fine=None)
        make.deliver_all(wages)
        make.do(wages, "record_statement")
    for column, wrong in (
        ("back_pay_amount", Decimal(9000)), ("back_pay_people", 3), ("extra_compensation_amount", Decimal(3000)),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            draft(wages, people.lead, **{column: wrong})
        assert refused.value.code == column and "名单" in refused.value.sentence
    draft(wages, people.lead)
    assert (wages.decision.back_pay, wages.decision.extra) == (10000, None)


# Parties


def test_parties_begin_with_the_employer(wages: Case, people: SimpleNamespace, firm: Any) -> None:
    with clock.at(DAY):
        form = RecordPartiesForm(record=wages)
    assert form.rows[0]["name"].value() == firm.name
    assert refusal(wages, people.lead, what="parties").code == "parties"
    unit = {"role": "unit", "name": firm.name}
    assert refusal(wages, people.lead, unit, unit, what="parties").code == "name"
    owner = {"role": "owner", "name": "赵某", "is_individual": True, "code": "11010519491231002x"}
    record(wages, people.lead, unit, owner, what="parties")
    assert wages.parties.get(role="owner").code == "11010519491231002X"


def test_the_party_as_written_down_stands_on_the_papers(
    wages: Case, people: SimpleNamespace, firm: Any
) -> None:
    facts = Facts(wages, DAY)
    assert party.name(facts) == firm.name
    unit = {"role": "unit", "name": "青岛某某有限公司", "representative": "孙某", "duty": "经理"}
    record(wages, people.lead, {"role": "owner", "name": "赵某"}, unit, what="parties")
    assert (party.name(facts), party.head(facts)) == ("青岛某某有限公司", "孙某，经理")
    assert party.address(facts) == firm.address


# Minors


@pytest.fixture
def child(people: SimpleNamespace, firm: Any) -> Case:
    return make.case(
        "investigating", employer=firm, lead=people.lead, second=people.second, matters=["child_labour"]
    )


def minor(**more: Any) -> dict[str, Any]:
    return {"name": "童某", "started_on": date(2021, 5, 1), "born": date(2006, 3, 15), **more}


def test_born_is_read_from_the_number(child: Case, people: SimpleNamespace) -> None:
    number = CHILD[:17] + resident_id_check_digit(CHILD[:17])
    record(child, people.lead, minor(identity=number, born=None), what="minors")
    assert child.minors.get().born == date(2006, 3, 15)
    assert (
        refusal(child, people.lead, minor(identity=number, born=date(2006, 3, 16)), what="minors").code
        == "born"
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"started_on": None}, "开始用工"),
        ({"ended_on": date(2021, 4, 1)}, "结束日期早于开始日期"),
        ({"still_there_on": date(2021, 6, 1)}, "责令送回的日期"),
        ({"ordered_home_on": date(2021, 4, 1)}, "早于用工开始日期"),
        ({"born": date(2001, 3, 15)}, "已满 18 周岁"),
        ({"ended_on": date(2021, 7, 1)}, "不能晚于今天"),
    ],
)
def test_what_contradicts_itself_is_told_as_the_law_tells_it(
    child: Case, people: SimpleNamespace, changed: dict[str, Any], said: str
) -> None:
    assert said in refusal(child, people.lead, minor(**changed), what="minors").sentence


def test_minors_only_where_the_matter_concerns_them(wages: Case, people: SimpleNamespace) -> None:
    assert refusal(wages, people.lead, minor(), what="minors").code == "is_about_minors"


def test_names_of_minors_lie_sealed_and_masked_in_the_trail(child: Case, people: SimpleNamespace) -> None:
    record(child, people.lead, minor(), what="minors")
    record(child, people.lead, minor(name="童某某"), what="minors")
    told = str([entry.data for entry in AuditEntry.objects.about(child)])
    assert "童*" in told and "童某" not in told
    form = form_of(
        child,
        RecordMinorsForm,
        **{"r0-name": "童某", "r0-born": "2006年3月15日", "r0-started_on": "2021.5.1"},
    )
    assert form.errors == {}
