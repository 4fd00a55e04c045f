"""What papers tell of a decision after it was made: payments one by one, what was taken away, remedies, what was published."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from casework.models import Paper
from inspections.cases.models import Case
from law import clock
from tests.cases.test_cases_rows import done, refused
from tests.factories import cases as make

pytestmark = pytest.mark.django_db
SERVED = date(2021, 7, 20)
DUE = date(2021, 8, 4)


def served(**told: Any) -> Case:
    return make.case("served", on=SERVED, **told)


def field(paper: Paper, name: str) -> Any:
    (block,) = [each for each in paper.content["blocks"] if each.get("name") == name]
    return block["table"]["rows"] if "table" in block else block["value"]


def with_confiscation(case: Case, amount: int) -> None:
    """As no norm of the sample case takes anything away, on the row itself."""
    type(case.decision).objects.filter(pk=case.decision.pk).update(confiscated=amount)
    case.decision.refresh_from_db()


def test_the_register_of_payments_has_a_row_for_each_with_day_voucher_and_rest() -> None:
    case = served()
    late = DUE + timedelta(days=1)
    done(case, "record_payment", on=SERVED, paid_amount=2000, voucher="0037511")
    done(case, "record_payment", on=late, paid_amount=3000, voucher="0037512")
    done(case, "record_execution", on=late, fine_collected=None, late_fee_collected=90)
    rows = field(case.papers_of("payment_record").get(), "payments")
    assert [row[0] for row in rows] == ["罚款", "罚款", "加处罚款"]
    assert [row[1] for row in rows] == ["2021年7月20日", "2021年8月5日", "2021年8月5日"]
    assert [row[3] for row in rows][:2] == ["3,000.00", "0.00"]
    assert [row[4] for row in rows][:2] == ["0037511", "0037512"]


def test_the_closing_sheet_tells_what_was_due_paid_given_back_attacked_and_published() -> None:
    case = served()
    done(case, "publish_decision", on=SERVED)
    done(case, "record_payment", on=SERVED, paid_amount=5000)
    done(case, "record_appeal", on=SERVED + timedelta(days=2))
    ended = {"result": "changed", "changed_fine": 3000, "result_number": "青黄政复决字〔2021〕8号"}
    done(case, "record_appeal_result", on=SERVED + timedelta(days=20), **ended)
    done(case, "withdraw_publication", on=SERVED + timedelta(days=21))
    done(case, "record_execution", on=SERVED + timedelta(days=21), fine_collected=None)
    refused("nothing_goes_back", case, "request_closing", on=SERVED + timedelta(days=21))
    done(case, "record_repayment", on=SERVED + timedelta(days=22), repaid_amount=2000)
    done(case, "request_closing", "approve_closing", on=SERVED + timedelta(days=22))
    paper = case.papers_of("closing_approval").get()
    assert field(paper, "open_matters") == "无", "the closing itself is no open matter of its own sheet"
    paid = field(paper, "paid")
    assert "3,000.00" in paid and "5,000.00" in paid and "已退还" in paid and "2,000.00" in paid
    assert "变更青黄政复决字〔2021〕8号" in field(paper, "remedies")
    assert "信用中国" in field(paper, "publication") and "撤回" in field(paper, "publication")


def test_the_court_is_told_of_the_remedies_that_were_taken() -> None:
    case = served()
    done(case, "record_appeal", on=date(2021, 8, 6))
    done(
        case,
        "record_appeal_result",
        on=date(2021, 9, 30),
        result="upheld",
        result_number="青黄政复决字〔2021〕8号",
    )
    done(case, "demand", "deliver", on=date(2021, 10, 8))
    done(case, "apply_to_court", on=date(2021, 10, 28))
    told = field(case.papers_of("enforcement_application").get(), "no_remedy")
    assert "行政复议" in told and "青黄政复决字〔2021〕8号" in told and "没有申请行政复议" not in told


def test_a_late_fee_that_was_paid_is_not_demanded_again() -> None:
    case = served()
    late = DUE + timedelta(days=2)
    done(case, "record_payment", on=late, what="late_fee", paid_amount=300)
    done(case, "demand", on=late + timedelta(days=1))
    told = field(case.papers_of("demand_notice").get(), "demand_sum")
    assert "150.00" in told and "450.00" not in told


def test_what_is_taken_away_has_the_day_of_a_fine_and_is_demanded() -> None:
    """行政处罚法 67: a decision that only takes away was due by no day, so that nobody could demand it."""
    case = make.case("decided", on=SERVED)
    type(case.decision).objects.filter(pk=case.decision.pk).update(fine=None, confiscated=8000)
    case = Case.objects.get(pk=case.pk)
    done(case, "serve", on=SERVED)
    assert case.deadlines.running().get(clock="fine.payment").due_on == DUE
    done(case, "demand", on=DUE + timedelta(days=1))
    assert "没收" in field(case.papers_of("demand_notice").get(), "demand_sum")
    done(case, "record_payment", on=DUE + timedelta(days=2), what="confiscated", paid_amount=8000)
    assert case.deadlines.get(clock="fine.payment").outcome == "met"


def test_the_decision_tells_what_is_taken_away_apart(campaign: Any) -> None:
    case = make.case("deciding", on=SERVED)
    with_confiscation(case, 8000)
    with clock.at(SERVED):
        make.do(case, "decide")
    paper = case.papers_of("penalty_decision").get()
    assert "没收人民币" in str(paper.content) and "8,000.00" not in field(paper, "fine")


def test_every_statement_stands_in_the_decision_also_one_made_to_a_former_notice() -> None:
    case = make.case("notified", on=SERVED)
    done(case, "record_statement", on=SERVED, statement="工时记录有误", statement_answer="已核对，不采纳")
    done(case, "record_statement", on=SERVED, statement="已补休")
    done(case, "give_notice", on=SERVED, proposed_fine=6000)
    done(case, "deliver", "record_statement", on=SERVED)
    done(case, "submit_decision", on=SERVED, fine_amount=6000)
    done(case, "decide", on=SERVED)
    heard = field(case.papers_of("penalty_decision").get(), "heard")
    assert all(said in heard for said in ("工时记录有误", "已核对，不采纳", "已补休", "无异议"))


def test_nobody_is_invited_to_a_hearing_behind_closed_doors(sending: Any) -> None:
    case = make.case("hearing", on=make.CASE_DAY)
    done(case, "set_hearing_day", is_closed_door=True)
    assert not case.papers_of("hearing_announcement").exists()
    assert field(case.papers_of("hearing_notice").get(), "hearing_is_open").startswith("不公开")


def test_the_cap_and_the_plan_go_by_the_fine_as_a_remedy_left_it() -> None:
    case = served()
    done(case, "record_appeal", on=SERVED + timedelta(days=1))
    done(case, "record_appeal_result", on=SERVED + timedelta(days=5), result="changed", changed_fine=3000)
    done(case, "request_deferral", "approve_deferral", on=SERVED + timedelta(days=6))
    paper = case.papers_of("deferral_decision").get()
    assert "3,000.00" in field(paper, "fine") and "5,000" not in str(field(paper, "instalments"))
    assert case.decision.ordered("fine") == Decimal(3000)


def test_no_two_files_are_put_away_under_one_number(sending: Any) -> None:
    first, second = make.case("archived", on=SERVED), make.case("closed", on=SERVED)
    taken = first.archive_number
    assert first.current_number in refused(
        "archive_number", second, "archive_case", on=SERVED, archive_number=taken
    )
    with clock.at(SERVED):
        second = Case.objects.get(pk=second.pk)
        sent = {"archive_number": f" {taken} ", "version": second.version}
        answer = sending(second.lead).post(second.act_url("archive_case"), **sent)
    assert answer.status_code == 422 and "archive_number" in answer.context["form"].errors


@pytest.mark.parametrize(("state", "years"), [("archived", 30), ("withdrawn", 10), ("transferred", 30)])
def test_penalties_orders_and_transfers_are_kept_thirty_years_the_rest_ten(state: str, years: int) -> None:
    """PAPERS 1.5. A transferred case is archived as such, whatever its state is called then."""
    case = make.case(state, on=SERVED)
    if state == "transferred":
        done(case, "record_police_answer", on=SERVED)
    if state != "archived":
        done(case, "deliver", "request_closing", "approve_closing", "archive_case", on=SERVED)
    assert field(case.papers_of("file_cover").get(), "kept_for").startswith(f"{years}年")


def test_who_is_served_by_announcement_may_attack_it_before_that_counts() -> None:
    case = make.case("decided", on=SERVED)
    told = {"way": "notice", "carrier": "青岛日报", "refusal": "邮寄退回，下落不明", "receiver": ""}
    done(case, "serve", on=SERVED, **told)
    assert case.decision.served_on > SERVED + timedelta(days=50)
    done(case, "record_appeal", on=SERVED + timedelta(days=10))
    assert case.appeal.filed_on == SERVED + timedelta(days=10)
