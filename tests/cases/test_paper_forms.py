"""Every form of a case: whole, under its own labels, with the articles and sums of its day (PAPERS 2–7, 10, 11)."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from accounts.roles import PERMISSIONS
from casework.paper_kinds import Facts, Field, PaperKind, catalogue, kind_of
from casework.papers import composing
from casework.papers.content import check
from casework.papers.sheets import docx
from casework.workflow import Refused
from inspections.cases.models import Case
from inspections.cases.papers import lists, sources
from law.articles import ARTICLES, TITLES
from law.money import in_words
from tests.cases import paper_samples as samples
from tests.cases.paper_samples import OF_ACTS
from tests.factories import accounts, cases, checks, complaints, patrols, registry

BEFORE, SINCE, LATER = date(2021, 7, 9), date(2021, 7, 20), date(2024, 1, 5)
KINDS = list(catalogue().values())
QUOTED = re.compile(
    r"《([^》]+)》((?:第[〇零一二三四五六七八九十百]+条(?:之一)?(?:第[一二三四五]款)?(?:第[一二三四五]项)?[、至]?)+)"
)
SUM = re.compile(r"([零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整]+)（([\d,]+\.\d\d) 元）")


def texts(content: dict[str, Any]) -> str:
    found = [content["title"], content["to"], content["number"]]
    for block in content["blocks"]:
        found += [block.get("text", ""), str(block.get("label", "")), str(block.get("value", ""))]
        table = block.get("table", {})
        found += [cell for row in (*table.get("rows", ()), table.get("sums") or ()) for cell in row]
        found += [said for turn in block.get("turns", ()) for said in turn]
    return "\n".join(found)


def quoted(text: str) -> set[str]:
    return {
        f"《{law}》{where}" for law, places in QUOTED.findall(text) for where in places.split("、") if where
    }


def superseded(on: date) -> set[str]:
    """Articles of a text that is not in force on that day and means the same now elsewhere."""
    now = {f"《{TITLES[each.instrument]}》{each.where}" for each in ARTICLES if each.applies_on(on)}
    known = {f"《{TITLES[each.instrument]}》{each.where}" for each in ARTICLES}
    return known - now


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_kind_is_whole(kind: PaperKind) -> None:
    """It has a basis, labels that differ, names that differ, somebody who issues it and somebody who makes it."""
    names = [field.name for field in kind.fields]
    labels = [str(field.label) for field in kind.fields]
    assert str(kind.basis) and all(labels)
    assert len(names) == len(set(names)) and len(labels) == len(set(labels))
    assert kind.mark or not kind.is_served
    assert bool(kind.signatures) == bool(kind.issued_by)
    assert not kind.issued_by or kind.issued_by in PERMISSIONS
    made = {code for codes in OF_ACTS.values() for code in codes}
    assert kind.about != "cases.Case" or (kind.code in made) != bool(kind.signatures)
    assert set(kind.states) <= set(Case.workflow.states)
    choices = [field for field in kind.fields if field.typed == "choice"]
    assert all(field.choices for field in choices)


def test_marks_are_one_series_each() -> None:
    marks = [kind.mark for kind in KINDS if kind.mark and not kind.code.startswith("visit_")]
    assert len(marks) == len(set(marks))


def test_acts_make_what_there_is() -> None:
    for action, codes in OF_ACTS.items():
        assert Case.workflow.rows_of(action)
        assert all(kind_of(code).about == "cases.Case" for code in codes)


def test_an_act_asks_nothing_that_its_service_need_not_be_told(db: Any) -> None:
    """What an act does not ask in its own form has a source or may be struck, but for the ground of no penalty."""
    asked = {action: set(cases.arguments(action, Case())) for action in OF_ACTS}
    for action, codes in OF_ACTS.items():
        for code in codes:
            bare = [field for field in kind_of(code).fields if field.source is None and not field.is_optional]
            assert {field.name for field in bare} <= asked[action], (action, code)


@pytest.fixture
def people(db: Any) -> Any:
    return accounts.user("bureau_head")


@pytest.mark.parametrize("on", [BEFORE, SINCE, LATER])
def test_every_form_of_a_case_is_issued_whole(people: Any, on: date) -> None:
    """One case, every kind: each field has its label and its value, no article is superseded, words and figures agree."""
    barred = superseded(on)
    for kind, paper in samples.write_all(on, actor=people):
        content, text = paper.content, texts(paper.content)
        labelled = {block["name"]: block for block in content["blocks"] if "name" in block}
        printed = [field for field in kind.fields if not field.is_woven]
        assert [field.name for field in printed] == list(labelled), kind.code
        for field in printed:
            check_field(kind, field, labelled[field.name])
        assert "%(" not in text and "{{" not in text and "None" not in text, (kind.code, text)
        assert not quoted(text) & barred, (kind.code, quoted(text) & barred)
        for words, digits in SUM.findall(text):
            assert words == in_words(Decimal(digits.replace(",", ""))), (kind.code, words, digits)
        assert not kind.mark or f"{kind.mark}字〔{on.year}〕" in paper.number
        assert content["to"] or kind.to is None, kind.code
        assert not check(content) and docx(content).startswith(b"PK"), kind.code
        assert content["body"] == "青岛西海岸新区人力资源和社会保障局"


def check_field(kind: PaperKind, field: Field, block: dict[str, Any]) -> None:
    assert block["label"] == str(field.label)
    is_said = bool(block.get("table", {}).get("rows") or block.get("turns") or block.get("value"))
    is_struck = block.get("value") == composing.STRUCK
    assert is_said and (not is_struck or field.is_optional), (kind.code, field.name)


def test_two_inspectors_with_their_certificates(people: Any) -> None:
    record = samples.case_for()
    for code in ("correction_order", "filing_approval", "investigation_report", "penalty_notice"):
        paper = samples.write(record, kind_of(code), BEFORE, actor=people)
        told = [(each["name"], each["certificate"]) for each in paper.content["signers"]]
        assert told == [(each.name, each.certificate) for each in record.handlers()] and len(told) == 2
    assert not samples.write(record, kind_of("penalty_decision"), BEFORE).content["signers"]


@pytest.mark.parametrize(
    ("on", "notice", "statement", "hearing"),
    [(BEFORE, "第四十二条第一款", "3个工作日", "3日"), (SINCE, "第六十四条", "5个工作日", "5个工作日")],
)
def test_the_notice_says_the_rights_of_its_day(
    people: Any, on: date, notice: str, statement: str, hearing: str
) -> None:
    paper = samples.write(samples.case_for(), kind_of("penalty_notice"), on)
    text = texts(paper.content)
    assert (
        notice in text
        and f"自收到本告知书之日起{statement}内" in text
        and f"自收到本告知书之日起{hearing}内" in text
    )
    assert "罚款人民币叁万元整（30,000.00 元）" in text
    assert "不会因陈述、申辩而加重" in text and "以上" not in text.split("拟处罚款")[1][:40]


def test_below_the_threshold_no_hearing_is_told(people: Any) -> None:
    record = cases.case("notified", fine=5_000)
    text = texts(samples.write(record, kind_of("penalty_notice"), BEFORE).content)
    assert "举行听证" not in text and "陈述和申辩" in text


def test_a_second_notice_names_the_first(people: Any) -> None:
    record = samples.case_for()
    first = samples.write(record, kind_of("penalty_notice"), BEFORE)
    second = samples.write(record, kind_of("penalty_notice"), BEFORE)
    assert f"{first.number}不再作为作出决定的依据" in texts(second.content)
    assert "继续有效" in texts(second.content)


def test_a_penalty_decision_has_the_six_items(people: Any) -> None:
    """行政处罚法 59: party, facts and evidence, kind and basis, performance, remedies, body and day."""
    record = samples.case_for()
    content = samples.write(record, kind_of("penalty_decision"), BEFORE).content
    told = {block["name"]: block.get("value") for block in content["blocks"] if "name" in block}
    assert told["party_name"] == record.employer.name and told["party_address"] == record.employer.address
    assert (
        told["facts_found"] == record.findings
        and told["decision_basis"]
        and told["fine"].startswith("叁万元整")
    )
    assert "15日内" in told["performance"] and "2021年7月26日" in told["performance"]  # 07-24 is a Saturday
    text = texts(content)
    assert "百分之三" in text and "不超出罚款的数额" in text
    assert "60日内" in text and "6个月内" in text and "不停止执行" in text
    assert content["date"] == BEFORE.isoformat() and content["seal"] and content["red_head"]


@pytest.mark.parametrize(("on", "bodies"), [(BEFORE, 2), (LATER, 1)])
def test_the_remedy_body_is_that_of_the_day(people: Any, on: date, bodies: int) -> None:
    text = texts(samples.write(samples.case_for(), kind_of("penalty_decision"), on).content)
    assert ("青岛市人力资源和社会保障局申请" in text) == (bodies == 2)
    assert "黄岛区人民政府" in text and "黄岛区人民法院" in text


def test_money_to_workers_is_no_fine(people: Any) -> None:
    record = samples.case_for()
    content = samples.write(record, kind_of("handling_decision"), BEFORE).content
    told = {block["name"]: block.get("value") for block in content["blocks"] if "name" in block}
    assert told["back_pay"] == "叁万陆仟肆佰伍拾元伍角整（36,450.50 元）"
    assert told["extra"] == "壹万捌仟元整（18,000.00 元）" and "fine" not in told
    assert told["pay_term"] == "2021年7月29日前（自签发之日起20日内）"
    assert "刑法》第二百七十六条之一" in texts(content)


def test_a_decision_without_an_address_is_not_issued(people: Any) -> None:
    record = samples.case_for()
    record.employer.address = ""
    with pytest.raises(Refused, match="地址"):
        samples.write(record, kind_of("penalty_decision"), BEFORE)


def test_no_penalty_says_on_which_ground(people: Any) -> None:
    record, kind = samples.case_for(), kind_of("no_penalty_decision")
    assert "没有造成危害后果" in texts(samples.write(record, kind, BEFORE).content)
    record.is_minor_and_corrected = False
    (ground,) = [field for field in kind.fields if field.name == "no_penalty_ground"]
    assert composing.missing(kind, Facts(record, BEFORE, given={"decision_text": "不予处罚"})) == [ground]


def test_children_are_sent_home_at_the_employers_cost(people: Any) -> None:
    record = cases.case("correcting", matters=["child_labour"])
    text = texts(samples.write(record, kind_of("correction_order"), BEFORE).content)
    assert "送回原居住地" in text and "《禁止使用童工规定》第六条" in text
    assert "2021年7月19日前（自签发之日起10日内）" in text


def test_before_june_2021_the_law_on_minors_is_not_quoted(people: Any) -> None:
    """The bar's seventeen-year-old: what was not forbidden on the day of the act stands on no paper."""
    record = cases.case(
        "investigating", on=date(2021, 5, 10), matters=["venue_minor"], found_on=date(2021, 5, 10)
    )
    facts = Facts(record, BEFORE)
    assert "未成年人保护法" not in sources.broken(facts) + sources.basis(facts)
    record.found_on = date(2021, 6, 2)
    assert "《未成年人保护法》第六十一条第二款" in sources.broken(facts)


def test_preservation_needs_the_heads_approval_first(people: Any) -> None:
    record, kind = samples.case_for(), kind_of("preservation_notice")
    with pytest.raises(Refused, match="审批依据"):
        samples.write(record, kind, BEFORE)
    samples.write(record, kind_of("preservation_approval"), BEFORE, actor=people)
    before = texts(samples.write(record, kind, BEFORE).content)
    samples.write(record, kind_of("preservation_approval"), SINCE, actor=people)
    since = texts(samples.write(record, kind, SINCE).content)
    assert "至2021年7月16日（7日）" in before and "第三十七条第二款" in before
    assert "至2021年7月29日（7个工作日）" in since and "第五十六条" in since


def test_the_demand_names_every_sum_and_working_days(people: Any) -> None:
    """催告: ten working days (DOUBTS A1), the late fee to the day and never above the fine."""
    record = samples.case_for()
    record.decision.payments.all().delete()
    text = texts(samples.write(record, kind_of("demand_notice"), date(2021, 7, 20)).content)
    assert "10个工作日内；签发当日送达的，至2021年8月3日止" in text
    assert "罚款叁万元整" in text and "加处罚款贰万伍仟贰佰元整（25,200.00 元）" in text
    later = texts(samples.write(record, kind_of("late_fee_notice"), date(2022, 1, 10)).content)
    assert "加处罚款\n叁万元整（30,000.00 元）" in later


def test_the_transfer_says_the_hours(people: Any) -> None:
    text = texts(samples.write(samples.case_for(), kind_of("crime_transfer_letter"), BEFORE).content)
    assert "24小时内移交" in text and "公安局" in text and "第二百七十六条之一" in text


def test_no_identity_from_the_vault_on_any_paper(people: Any) -> None:
    """A case born of a complaint: neither name nor telephone of who complained, on papers served or internal."""
    lead, firm = accounts.user("inspector"), registry.employer()
    told = complaints.complainant(name="丛不可说", phone="13912345678")
    source = complaints.accepted(employer=firm, actor=lead, on=cases.CASE_DAY, complainant=told)
    for kind, paper in samples.write_all(BEFORE, actor=people, complaint=source, employer=None, lead=lead):
        text = texts(paper.content)
        assert "丛不可说" not in text and "13912345678" not in text, kind.code
        assert not kind.is_served or source.number not in text, kind.code


def test_a_workers_number_is_masked_on_served_copies() -> None:
    assert lists.masked("370211199003070016") == "**************0016"
    assert lists.masked("") == ""


@pytest.mark.parametrize("code", ["site_record", "visit_enquiry_notice", "visit_enquiry_record"])
def test_a_visit_has_its_papers(db: Any, code: str) -> None:
    visit, kind = checks.visit(result="ordered"), kind_of(code)
    facts = Facts(visit, checks.VISIT_DAY, given=samples.typed(kind, Facts(visit, checks.VISIT_DAY)))
    assert composing.missing(kind, facts) == []
    content = composing.compose(kind, facts, place=1)
    officers = [each for each in content["signers"] if each["name"]]
    assert len(officers) == 2 and all(each["certificate"] for each in officers)
    assert visit.employer.name in texts(content)


def test_a_site_record_says_no_law_of_what_was_found(db: Any) -> None:
    visit = checks.visit(result="ordered")
    content = composing.compose(kind_of("site_record"), Facts(visit, checks.VISIT_DAY), place=1)
    (seen,) = [block["value"] for block in content["blocks"] if block.get("name") == "seen"]
    assert "12人五月加班" in seen and "《" not in seen and "未发现" not in seen


def test_a_town_never_orders_and_never_fines(db: Any) -> None:
    problem = patrols.NO_CONTRACT.__class__(
        "no_written_contract", "5人未签合同", people=5, measure="责令补签"
    )
    patrol = patrols.rectifying(problem)
    kind = kind_of("town_notice")
    facts = Facts(patrol, patrols.PATROL_DAY)
    assert composing.missing(kind, facts) == []
    content = composing.compose(kind, facts, place=1)
    text = texts(content)
    assert not [word for word in ("责令", "罚款", "指令书") if word in text]
    assert content["body"] == patrol.town.name and not kind.is_served
    assert "请补签" in text and f"{patrols.PATROL_DAY + timedelta(days=15):%Y年%-m月%-d日}前" in text
    assert "不是行政处理或者行政处罚决定" in text and "人力资源和社会保障局依法调查处理" in text
