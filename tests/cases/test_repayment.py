"""多缴退还: what a remedy took the ground from is shown as owed to the party until it has gone back."""

from datetime import date, timedelta
from typing import Any

import pytest

from inspections.cases.models import Case
from law import clock
from tests.cases.test_cases_rows import done, refused
from tests.factories import cases as make

pytestmark = pytest.mark.django_db
SERVED = date(2021, 7, 20)
ENDED = date(2021, 9, 15)


def overpaid(result: str = "revoked", **told: Any) -> Case:
    case = make.case("served", on=SERVED)
    done(case, "record_payment", on=SERVED, paid_amount=4000)
    done(case, "record_appeal", on=SERVED + timedelta(days=1))
    done(case, "record_appeal_result", on=ENDED, result=result, **told)
    return Case.objects.get(pk=case.pk)


def test_what_goes_back_is_shown_until_it_is_done(client_for: Any) -> None:
    case = overpaid("changed", changed_fine=3000)
    assert case.going_back() == {"fine": 1000}
    client, address = client_for(case.lead), case.act_url("record_repayment")
    with clock.at(ENDED):
        page = client.get(f"{case.get_absolute_url()}?tab=approval").content.decode()
        assert "多缴应退还" in page and "1,000 元" in page
        form = client.get(address).context["form"]
        assert [value for value, _label in form.fields["what"].choices] == ["fine"]
    refused("repaid_amount", case, "record_repayment", on=ENDED, repaid_amount=1001)
    refused(
        "repaid_on", case, "record_repayment", on=ENDED, repaid_amount=1, repaid_on=ENDED + timedelta(days=1)
    )
    done(case, "record_repayment", on=ENDED, repaid_amount=400, receipt="退字第7号")
    assert case.going_back() == {"fine": 600}
    done(case, "record_repayment", on=ENDED, repaid_amount=600)
    refused("something_goes_back", case, "record_repayment", on=ENDED, repaid_amount=1)
    with clock.at(ENDED):
        page = client.get(f"{case.get_absolute_url()}?tab=approval").content.decode()
    assert "多缴应退还" not in page and "退字第7号" in page and "已退还" in page


def test_a_decision_to_be_made_anew_gives_back_what_the_former_brought_in() -> None:
    case = overpaid("remade")
    assert (case.decision, case.going_back()) == (None, {"fine": 4000})
    done(case, "record_repayment", on=ENDED, repaid_amount=4000)
    assert case.going_back() == {}


def test_a_late_fee_goes_back_as_far_as_it_grew_on_what_fell() -> None:
    """行政处罚法 72: 3 % a day of the fine, 4,000 being left of 5,000."""
    for result, told, back in (
        ("revoked", {}, {"fine": 5000, "late_fee": 150}),
        ("changed", {"changed_fine": 4000}, {"fine": 1000, "late_fee": 30}),
    ):
        case = make.case("served", on=SERVED)
        late = case.fine_due_on + timedelta(days=1)
        done(case, "record_payment", on=late, paid_amount=5000)
        done(case, "record_payment", on=late, what="late_fee", paid_amount=150)
        done(case, "record_appeal", on=late + timedelta(days=1))
        done(case, "record_appeal_result", on=ENDED, result=result, **told)
        assert case.going_back() == back


def test_nothing_goes_back_before_the_remedy_took_effect(client_for: Any) -> None:
    case = overpaid("changed", changed_fine=3000)
    early = {"repaid_amount": 1, "repaid_on": ENDED - timedelta(days=1)}
    refused("repaid_on", case, "record_repayment", on=ENDED, **early)


def test_what_went_back_is_owed_again_where_a_court_restores_the_fine() -> None:
    case = overpaid("changed", changed_fine=3000)
    done(case, "record_repayment", on=ENDED, repaid_amount=1000)
    done(case, "record_appeal", on=ENDED, appeal_kind="suit", appeal_body="青岛市黄岛区人民法院")
    done(case, "record_appeal_result", on=ENDED, result="changed", changed_fine=5000)
    case = Case.objects.get(pk=case.pk)
    assert (case.decision.owed("fine"), case.going_back()) == (2000, {})


def test_wages_are_between_the_unit_and_its_workers(client_for: Any) -> None:
    case = make.case("reviewed", on=SERVED)
    done(case, "give_notice", on=SERVED, notice_kind="handling", proposed_fine=None)
    done(case, "deliver", "record_statement", on=SERVED)
    ordered = {"back_pay_amount": 9000, "back_pay_people": 3, "pay_by": date(2021, 7, 30)}
    done(case, "submit_decision", on=SERVED, decision_kind="handling", fine_amount=None, **ordered)
    done(case, "decide", "serve", on=SERVED)
    done(case, "record_payment", on=SERVED, what="wages", paid_amount=9000, paid_people=3)
    done(case, "record_appeal", on=SERVED + timedelta(days=1))
    done(case, "record_appeal_result", on=ENDED, result="revoked")
    refused("something_goes_back", case, "record_repayment", on=ENDED, what="wages", repaid_amount=1)
    with clock.at(ENDED):
        page = client_for(case.lead).get(f"{case.get_absolute_url()}?tab=approval").content.decode()
    assert "多付给劳动者" in page and "多缴应退还" not in page
