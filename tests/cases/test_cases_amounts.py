"""ENF-04: no decision outside what the law computes, by kinds of mistakes; and what the reviewer passed in writing."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from casework.workflow import Refused
from inspections.cases import assessing, reviewing
from inspections.cases.models import Case, Review, WorkerLine
from inspections.cases.services import clues
from inspections.cases.services import deciding as bare_deciding
from inspections.cases.services.hearing import hearing_right
from inspections.cases.views.amounts import amounts_of
from law import clock
from law.matters import MATTERS
from law.norms import NORMS, Form
from law.penalties import Proposed
from rehearsal.script.sums import PLAYED
from tests.factories import cases as make
from tests.factories import registry
from tests.factories.accounts import doer
from tests.factories.cases import deciding, hearing, investigating, transferring

DAY = make.CASE_DAY
MITIGATED = "初次违法，已立即清退并补足，主动消除危害后果，减轻处罚"


def notice(case: Case, fine: Any, *, kind: str = "penalty", **told: Any) -> None:
    hearing.give_notice(
        case,
        by=doer(case, "give_notice"),
        notice_kind=kind,
        notice_text="拟作决定",
        proposed_fine=fine,
        **told,
    )


def refusal_of(service: Any, *args: Any, on: date = DAY, **told: Any) -> Refused:
    with clock.at(on), pytest.raises(Refused) as refusal:
        service(*args, **told)
    return refusal.value


def reviewed(matters: list[str], *, employer: Any = None, **facts: Any) -> Case:
    return make.case("reviewed", matters=matters, employer=employer or registry.employer(), **facts)


def drafted(case: Case, **told: Any) -> Any:
    given = {"decision_kind": "penalty", "decision_text": "决定"} | told
    return deciding.submit_decision(case, by=doer(case, "submit_decision"), **given)


# Matter, facts, fine, a word of the sentence: none of these was ever lawful, whatever anybody writes.
NEVER: list[tuple[str, dict[str, Any], str, str]] = [
    ("child_labour", {}, "1", "固定数额，不得低于 5,000 元"),
    ("child_labour", {}, "5000.01", "超过上限"),
    ("child_labour_records", {}, "9999.99", "不得低于 10,000 元"),
    ("child_labour_agency", {"people_count": 2}, "10001", "超过上限"),
    ("illegal_overtime", {"people_count": 12}, "6000.01", "1,200 元至 6,000 元"),
    ("obstruction", {}, "20000.01", "2,000 元至 20,000 元"),
    ("no_written_contract", {}, "19999", "没有本机关可以作出的罚款"),
    ("wage_arrears", {"amount": "210000", "people_count": 35}, "1", "须先有已送达的"),
    ("dispatch", {"people_count": 3}, "5000", "须先有已送达的"),
    ("group_incident", {}, "100", "没有对应的处罚"),
]


@pytest.mark.parametrize(("matter", "facts", "fine", "words"), NEVER)
def test_ENF_04_no_reason_leads_past_what_is_fixed_or_the_maximum(
    db: Any, matter: str, facts: dict[str, Any], fine: str, words: str
) -> None:
    case = make.case("reviewing", matters=[matter], employer=registry.employer(), **facts)
    with clock.at(DAY):
        make.do(case, "pass_review", deviation="情节轻微")
    refusal = refusal_of(notice, case, fine)
    assert refusal.code == "proposed_fine" and words in refusal.sentence
    assert "《" in refusal.sentence or matter == "group_incident"
    assert "确有理由" not in refusal.sentence and case.notice is None


@pytest.mark.parametrize(
    ("matter", "people", "least"), [("minor_forbidden_work", 2, 2000), ("obstruction", 0, 2000)]
)
def test_ENF_04_below_the_least_only_with_the_reviewers_reason(
    db: Any, matter: str, people: int, least: int
) -> None:
    facts: dict[str, Any] = {"people_count": people} if people else {}
    plain, passed = (
        make.case("reviewing", matters=[matter], employer=registry.employer(), **facts) for _each in range(2)
    )
    with clock.at(DAY):
        make.do(plain, "pass_review")
        make.do(passed, "pass_review", deviation=MITIGATED)
        assert "确有理由" in refusal_of(notice, plain, least - 1).sentence
        notice(plain, least)
        notice(passed, least - 1)
    assert plain.state == passed.state == "notified"
    stored = passed.reviews.get()
    assert stored.is_passed and stored.deviation == MITIGATED and stored.reviewed_on == DAY
    assert MITIGATED in str(stored.paper.content)


def test_ENF_04_the_draft_is_measured_as_the_notice_was(db: Any) -> None:
    case = make.case("notified", fine=5000)
    with clock.at(DAY):
        hearing.record_statement(case, by=doer(case, "record_statement"), statement="无异议")
        assert refusal_of(drafted, case, fine_amount="3999").code == "fine_amount"
        again = refusal_of(drafted, case, fine_amount="5000", extra_compensation_amount="1")
        assert again.code == "extra_compensation_amount" and "没有加付赔偿金的规定" in again.sentence
        drafted(case, fine_amount="4000")
    assert case.decision.fine == 4000


@pytest.mark.parametrize("extra", ["52499.99", "105000.01", "2100000"])
def test_ENF_04_money_to_the_workers_is_no_fine_and_half_to_the_whole_of_the_wages(
    db: Any, extra: str
) -> None:
    """条例 26: only after a served order that ran out, 50 to 100 % of what is owed."""
    case = make.case("investigating", matters=["wage_arrears"], employer=registry.employer(), on=date(2021, 5, 10),
                     people_count=35, amount="105000")  # fmt: skip
    fine = {
        "decision_kind": "handling",
        "back_pay_amount": "105000",
        "back_pay_people": 35,
        "pay_by": date(2021, 7, 30),
    }
    with clock.at(date(2021, 5, 10)):
        investigating.order_correction(
            case, by=doer(case, "order_correction"), correct_by=date(2021, 5, 20), correction_text="支付工资"
        )
        make.deliver_all(case)
    with clock.at(date(2021, 5, 24)):
        investigating.confirm_correction(
            case, by=doer(case, "confirm_correction"), correction_result="未支付", is_corrected=False
        )
        for action in ("write_record", "conclude_investigation", "submit_review", "pass_review"):
            make.do(case, action, **({"is_minor_and_corrected": False} if action.startswith("concl") else {}))
        assert "不是罚款" in refusal_of(notice, case, "52500", on=date(2021, 5, 24)).sentence
        notice(case, None, kind="handling")
        make.deliver_all(case)
        hearing.record_statement(case, by=doer(case, "record_statement"), statement="无异议")
        refused = refusal_of(drafted, case, on=date(2021, 5, 24), **fine, extra_compensation_amount=extra)
        assert refused.code == "extra_compensation_amount" and "52,500 元至 105,000 元" in refused.sentence
        drafted(case, **fine, extra_compensation_amount="52500")
    assert case.state == "deciding"


def test_ENF_04_no_extra_without_an_order_that_ran_out(db: Any) -> None:
    case = reviewed(["wage_arrears"], people_count=3, amount="9000")
    with clock.at(DAY):
        notice(case, None, kind="handling")
        make.deliver_all(case)
        hearing.record_statement(case, by=doer(case, "record_statement"), statement="无异议")
    owed = {
        "decision_kind": "handling",
        "back_pay_amount": "9000",
        "back_pay_people": 3,
        "pay_by": date(2021, 6, 30),
    }
    refused = refusal_of(drafted, case, **owed, extra_compensation_amount="4500")
    assert refused.code == "extra_compensation_amount" and "期满仍未履行" in refused.sentence
    with clock.at(DAY):
        drafted(case, **owed)


def test_ENF_04_competing_norms_are_never_added_and_force_review(db: Any) -> None:
    """A child in a karaoke bar from 2021-06-01 on: 5,000 fixed twice over and up to 100,000; never 110,000."""
    venue = registry.employer(categories=["karaoke"])
    case = make.clue(matters=["child_labour", "venue_minor"], employer=venue, on=DAY)
    case.minors.update(started_on=date(2021, 6, 2), ended_on=date(2021, 6, 6))
    made = assessing.whole(case, DAY)
    assert made is not None and (made.fine_min, made.fine_max, made.fixed_min) == (5000, 100_000, 5000)
    assert made.needs_legal_review and any("多个规定针对同一行为" in why for why in made.review_reasons)
    assert assessing.needs_review(case, DAY)
    codes = [each.code for each in assessing.objections(case, "penalty", Proposed(Decimal(110_000)), DAY)]
    assert codes == ["above_max"]


def test_ENF_04_overtime_on_rest_days_is_one_act_with_overtime(db: Any) -> None:
    case = make.clue(
        matters=["illegal_overtime", "no_rest_day"], employer=registry.employer(), people_count=10
    )
    made = assessing.whole(case, DAY)
    assert made is not None and (made.fine_min, made.fine_max) == (1000, 5000)
    assert assessing.needs_review(case, DAY)


def test_ENF_04_several_acts_are_added_and_a_fixed_sum_stays_the_floor(db: Any) -> None:
    """Children and wages: the wages have no fine, so the child's fixed sum is still the least."""
    case = make.clue(matters=["child_labour", "wage_arrears"], employer=registry.employer(), amount="9000")
    assert [each.code for each in assessing.objections(case, "penalty", Proposed(Decimal(1)), DAY)] == [
        "below_fixed"
    ]
    both = make.clue(matters=["child_labour", "obstruction"], employer=registry.employer())
    least = assessing.objections(both, "penalty", Proposed(Decimal(2000)), DAY)
    assert [(each.code, each.may_be_reasoned) for each in least] == [("below_min", True)]
    assert not assessing.objections(both, "penalty", Proposed(Decimal(25_000)), DAY)


def test_ENF_04_what_is_arbitrations_is_refused_with_the_way_to_go(db: Any) -> None:
    told = {"by": make.By(None), "employer": registry.employer(), "matters": ["double_wage_claim"]}
    refused = refusal_of(clues.register_clue, **told)
    assert refused.code == "no_matters" and "仲裁" in refused.sentence


def test_ENF_04_facts_that_are_missing_are_told_with_the_act_that_fills_them(db: Any) -> None:
    case = make.case("investigated", people_count=None)
    assert [(each.act, "涉及人数" in each.sentence) for each in assessing.missing(case, DAY)] == [
        ("record_findings", True)
    ]
    refused = refusal_of(deciding.submit_review, case, by=doer(case, "submit_review"))
    assert (refused.code, refused.instead) == ("facts_missing", "record_findings")
    with clock.at(DAY):
        make.do(case, "record_findings", findings="查明 12 人", crime="", crime_facts="", people_count=12)
        make.do(case, "submit_review")
    child = make.clue(matters=["child_labour"], employer=registry.employer())
    child.minors.all().delete()
    assert [each.act for each in assessing.missing(child, DAY)] == ["record_minors"]


def test_the_wage_table_counts_before_what_the_clue_said(db: Any) -> None:
    case = make.clue(matters=["wage_arrears"], employer=registry.employer(), people_count=3, amount="9000")
    for place, (name, missing) in enumerate((("王某", 1200), ("李某", 800)), 1):
        WorkerLine.objects.create(case=case, place=place, name=name, missing=missing)
    facts = assessing.facts_of(case, "wage_arrears", DAY)
    assert (facts.headcount, facts.amount) == (2, 2000)


def test_a_review_counts_for_the_facts_it_saw(db: Any) -> None:
    """What was found out after it, it has not passed; a return takes its reason back."""
    case = make.case("reviewing")
    with clock.at(DAY):
        make.do(case, "pass_review", deviation=MITIGATED)
        assert reviewing.deviation(case) == MITIGATED
        make.do(case, "submit_review")
        assert case.state == "reviewing"
        make.do(case, "return_to_investigation")
        assert reviewing.deviation(case) == "" and reviewing.standing(case) is None
        make.do(case, "record_findings", crime="", crime_facts="")
        for action in ("conclude_investigation", "submit_review", "return_review"):
            make.do(case, action)
    assert [review.is_passed for review in case.reviews.order_by("pk")] == [True, False, False]


def test_each_unverified_value_is_asked_once_in_a_case(db: Any) -> None:
    case = make.case("reviewing")
    by = doer(case, "pass_review")
    keys = [each.key for each in reviewing.unasked(case, DAY)]
    assert {"remedy.court", "hearing.unit_fine", "illegal_overtime.basic"} <= {
        key.partition("@")[0] for key in keys
    }
    told = make.with_words("pass_review", case, {}) | {"confirmed": keys[1:], "review_opinion": "同意"}
    refused = refusal_of(bare_deciding.pass_review, case, by=by, **told)
    assert refused.code == "confirmed" and "逐项核对" in refused.sentence
    with clock.at(DAY):
        bare_deciding.pass_review(case, by=by, **told | {"confirmed": keys})
        assert case.reviews.get().confirmed == keys and not reviewing.unasked(case)
        for action in ("give_notice", "deliver", "record_statement"):
            make.do(case, action)
    Review.objects.update(confirmed=keys[1:])  # a value that came into use since
    refused = refusal_of(drafted, case, fine_amount="5000")
    assert refused.code == "unverified" and "再次提交法制审核" in refused.sentence
    with clock.at(DAY):
        make.do(case, "submit_review")
        assert [each.key for each in reviewing.unasked(case)] == keys[:1]


@pytest.mark.parametrize(
    ("fine", "taken", "facts", "has_right"),
    [
        (9_999, 9_999, {}, False),
        (10_000, None, {}, True),
        (None, 10_000, {}, True),
        (999, 999, {"is_individual": True}, False),
        (1_000, None, {"is_individual": True}, True),
        (None, None, {"is_heavy": True}, True),
    ],
)
def test_the_right_to_a_hearing_compares_each_sum_by_itself(
    db: Any, fine: int | None, taken: int | None, facts: dict[str, Any], has_right: bool
) -> None:
    """DOUBTS B1: fine and confiscation are compared, never added; persons and units apart."""
    told = {"is_individual": False, "is_heavy": False} | facts
    sums = [None if each is None else Decimal(each) for each in (fine, taken)]
    assert hearing_right(sums[0], confiscated=sums[1], on=DAY, **told) == has_right


def test_one_person_among_the_parties_has_the_right_of_a_person(db: Any) -> None:
    case = make.case("reviewed")
    case.parties.create(role="owner", name="孙某", is_individual=True)
    with clock.at(DAY):
        notice(case, "5000")
    assert case.notice.is_individual and case.has_hearing_right


def test_wages_go_to_the_police_by_the_sums_of_one_worker_or_of_ten(db: Any) -> None:
    """One home of the thresholds (law.crimes): the wage table says what one worker is owed for how long."""
    case = make.case(
        "investigating", matters=["wage_arrears"], employer=registry.employer(), people_count=2, amount=9000
    )
    day = DAY - timedelta(days=20)
    with clock.at(day):
        investigating.order_correction(
            case,
            by=doer(case, "order_correction"),
            correct_by=day + timedelta(days=3),
            correction_text="支付工资",
        )
        make.deliver_all(case)
    with clock.at(DAY):
        investigating.confirm_correction(
            case, by=doer(case, "confirm_correction"), correction_result="未支付", is_corrected=False
        )
    for place, missing in enumerate((4000, 4999), 1):
        WorkerLine.objects.create(case=case, place=place, name="王某", missing=missing,
                                  starts_on=date(2021, 1, 1), ends_on=date(2021, 3, 31))  # fmt: skip
    told = {"by": doer(case, "propose_transfer"), "crime": "unpaid_wages", "crime_facts": "仍不支付"}
    refused = refusal_of(transferring.propose_transfer, case, **told)
    assert refused.code == "crime" and "4,999 元" in refused.sentence
    case.workers.filter(place=2).update(missing=5000)
    with clock.at(DAY):
        transferring.propose_transfer(case, **told)
    assert case.state == "transfer_pending"


def test_every_matter_with_a_sum_of_ours_has_facts_to_be_played_with() -> None:
    """The table of the rehearsal names each of them; what has no sum is not in it."""
    without = {Form.ORDER_ONLY, Form.REFERRAL_TO}
    priced = {norm.violation for norm in NORMS.values() if norm.is_ours and norm.form not in without}
    wanted = {code for code, matter in MATTERS.items() if matter.violation in priced}
    assert {played.matter for played in PLAYED} | {"wage_arrears_major"} == wanted


def test_the_page_shows_each_matter_with_its_computation(client: Any, db: Any) -> None:
    case = make.case("reviewing", matters=["child_labour"], employer=registry.employer())
    client.force_login(doer(case, "pass_review").actor)
    with clock.at(DAY):
        page = client.get(case.act_url("pass_review")).content.decode()
        (amount,) = amounts_of(case)
    assert "法律算得的数额" in page and "1 个月 × 5,000 元" in page and "已核对：" in page
    assert "violation=child_labour" in amount.url and "w0-start=2021-05-10" in amount.url
    with clock.at(DAY):
        assert client.get(amount.url).status_code == 200
    assert amount.result.made.fine_min == 5000
