"""HSE-13: what a figure leaves out is told as of its cut-off, whatever became of it since."""

import ast
from datetime import date
from typing import Any

import pytest

from campaign.models import Campaign
from casework import deeds
from casework.by import By
from complaints.services import acts
from findings.services.recovering import bring
from law import clock
from reports.metrics import FIGURES, Window, figures
from tests.architecture.sources import files, shown, tree
from tests.factories import cases, complaints, registry
from tests.factories.accounts import doer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report_day")]
CUT_OFF = date(2021, 8, 17)
GAP = date(2021, 5, 31)


def left_out(code: str, campaign: Campaign, day: date) -> list[Any]:
    """The rows a figure leaves out at a cut-off, whatever the reason."""
    return [row for _reason, rows in FIGURES[code].missed for row in rows(Window(campaign, day))]


@pytest.mark.parametrize("end", ["hand_over", "reject_transfer"])
def test_HSE_13_a_transfer_waits_from_its_request_to_its_end(
    campaign: Campaign, people: Any, end: str
) -> None:
    """As it was at the cut-off: what became of it since changes nothing."""
    made = cases.case("investigating", employer=registry.employer(town=people.here), on=date(2021, 6, 7))
    steps = {"propose_transfer": 10, "approve_transfer": 15, "hand_over": 16}
    if end == "reject_transfer":
        steps = {"propose_transfer": 10, "reject_transfer": 16}
    for act, day in steps.items():
        with clock.at(date(2021, 6, day)):
            deeds.service("cases", act)(made, by=doer(made, act), **cases.arguments(act, made))
    waiting = {
        day: left_out("cases_transferred", campaign, date(2021, 6, day)) for day in (9, 10, 15, 16, 17)
    }
    assert waiting == {9: [], 10: [made], 15: [made], 16: [], 17: []}


def test_HSE_13_a_clue_filed_after_the_cut_off_was_not_filed_at_it(campaign: Campaign, people: Any) -> None:
    made = cases.case("filing", employer=registry.employer(town=people.here), on=date(2021, 6, 7))
    with clock.at(date(2021, 6, 9)):
        deeds.service("cases", "approve_filing")(made, by=doer(made, "approve_filing"))
    assert left_out("cases_filed", campaign, date(2021, 6, 8)) == [made]
    assert left_out("cases_filed", campaign, date(2021, 6, 9)) == []


def test_HSE_13_a_complaint_accepted_after_the_cut_off_was_not_accepted_at_it(
    campaign: Campaign, people: Any
) -> None:
    firm = registry.employer(town=people.here)
    made = complaints.complaint(employer=firm, on=date(2021, 4, 20), actor=people.leader)
    with clock.at(date(2021, 4, 22)):
        acts.accept(made, by=By(people.leader))
    assert left_out("complaints_accepted", campaign, date(2021, 4, 21)) == [made]
    assert left_out("complaints_accepted", campaign, date(2021, 4, 22)) == []


def test_HSE_13_what_a_case_paid_after_the_cut_off_is_the_complaints_at_it(
    campaign: Campaign, people: Any
) -> None:
    """Paid through the case on the 16th: until then the money stands with the complaint, from then with the case."""
    firm = registry.employer(town=people.here)
    record = complaints.concluded(employer=firm, on=date(2021, 7, 1), actor=people.leader)
    wages = {"wages_paid_people": 3, "wages_paid_amount": 9000}
    (told,) = bring(record, wages, on=date(2021, 7, 1))
    made = cases.case("executed", employer=firm, on=date(2021, 7, 16))
    bring(made, wages, on=date(2021, 7, 16), same_wages=str(told.pk))
    for day, with_complaint, with_case in ((15, 9000, 0), (16, 0, 9000)):
        found = figures(Window(campaign, date(2021, 7, day)))["towns"][people.here.code]
        assert found["complaint_wages_amount"] == with_complaint
        assert found["case_wages_amount"] == with_case


def test_HSE_13_no_figure_asks_what_state_a_record_is_in_today() -> None:
    """A report tells how things stood on its day; a state tells how they stand now."""
    asked = [
        shown(path, node.value.lineno)
        for path in files(".py", under=("reports/metrics",))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.keyword) and "state" in (node.arg or "").split("__")
    ]
    assert not asked, "\n".join(asked)
