"""Every figure of every town, counted three ways: in the one statement, by the rows its door opens, and by hand."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaign.models import Campaign
from casework.by import By
from complaints.services import acts
from findings.services.recovering import bring
from inspections.checks.models import Inspection
from inspections.checks.services import inspecting
from inspections.patrols.models import Patrol
from law import clock
from registry.models import Town
from registry.services.towns import load_towns
from reports.metrics import Window, figures
from tests.factories import accounts, cases, checks, complaints, patrols, registry
from tests.factories import campaign as campaigns
from tests.factories.accounts import doer
from tests.factories.complaints import accepted, complainant
from tests.reports.same import differing, lively

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report_day")]
CUT_OFF, MAY = date(2021, 8, 17), date(2021, 5, 20)
HIDDEN = {"kind": "report", "label": "whistleblower", "matters": ["wage_arrears", "child_labour"]}


@pytest.fixture
def busy(campaign: Campaign, people: SimpleNamespace) -> Campaign:
    """Work of every kind in two towns; some of it follows from a hidden complaint, some has no town or another campaign."""
    for place in (people.here, people.there, None):
        firm = registry.employer(town=place, headcount=9, categories=("labour_intensive", "bar"))
        made = patrols.rectifying(patrols.ARREARS, patrols.NO_CONTRACT, employer=firm, leaflets=4)
        patrols.recheck(
            made, on=date(2021, 4, 28), wages_paid_people=2, wages_paid_amount=100, contracts_signed=3
        )
        patrols.patrol(employer=firm, on=date(2021, 8, 10), headcount=12, off_plan="补查")
        campaigns.publicity(campaign, actor=people.leader, town=place)
    firm = registry.employer(town=people.here, headcount=3, categories=("service",))
    line = checks.correcting(campaign=campaign, employer=firm, problems=2)
    with clock.at(checks.DRAW_DAY):
        inspecting.confirm_corrected(
            line, by=doer(line, "confirm_corrected"), outcomes={"contracts_signed": 2, "insured_people": 1}
        )
    checks.visit(employer=firm, result="ordered", on=date(2021, 6, 7), headcount=10)
    cases.case("closed", employer=firm)
    cases.case("transferred", employer=registry.employer(town=people.there))
    complaints.concluded(employer=firm, on=date(2021, 6, 7), actor=people.leader)
    other = patrols.patrol(employer=firm, on=date(2021, 5, 6))
    Patrol.objects.filter(pk=other.pk).update(campaign=campaigns.campaign("2022"))
    _hidden(people, campaign)
    return campaign


def _hidden(people: SimpleNamespace, campaign: Campaign) -> None:
    """A visit, a case and money that nothing but a hidden complaint led to; one of them at an employer a town checked, too."""
    quiet, known = registry.employer(town=people.here), registry.employer(town=people.there, headcount=5)
    patrols.patrol(employer=known, headcount=6)
    for firm in (quiet, known):
        record = accepted(employer=firm, actor=people.inspector, on=MAY, complainant=complainant(), **HIDDEN)
        line = checks.assigned(campaign=campaign, employer=firm)
        Inspection.objects.filter(pk=line.pk).update(is_confidential=True)
        line.refresh_from_db()
        pair = [line.lead, line.second]
        checks.visit(inspection=line, inspectors=pair, result="ordered", on=date(2021, 6, 22), headcount=50)
        made = cases.case("executed", on=date(2021, 7, 20), complaint=record)
        bring(made, {"wages_paid_people": 4, "wages_paid_amount": 4000}, on=date(2021, 7, 20))
    concluded = accepted(employer=known, actor=people.inspector, on=MAY, complainant=complainant(), **HIDDEN)
    with clock.at(date(2021, 6, 25)):
        acts.conclude(
            concluded, by=By(people.inspector), result="已责令支付", recovered_amount=5000, recovered_people=2
        )


@pytest.mark.parametrize("cut_off", [CUT_OFF, date(2021, 6, 24), date(2021, 4, 27)])
def test_every_figure_of_every_town_comes_out_the_same_three_ways(busy: Campaign, cut_off: date) -> None:
    assert differing(busy, cut_off) == []


def test_there_is_something_to_count(busy: Campaign) -> None:
    assert len(lively(busy, CUT_OFF)) > 45


def test_a_town_counts_less_than_the_district_where_something_is_hidden(
    busy: Campaign, people: SimpleNamespace
) -> None:
    found = figures(Window(busy, CUT_OFF))
    for code in ("visits", "checked_employers", "visit_problems", "cases_filed", "case_wages_amount"):
        assert found["district"][code] > sum(numbers[code] for numbers in found["towns"].values()), code
    assert found["district"]["workers"] >= sum(numbers["workers"] for numbers in found["towns"].values())


def test_two_queries_for_two_towns_and_for_two_hundred(busy: Campaign) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            figures(Window(busy, CUT_OFF))
        return len(asked)

    queries()
    few = queries()
    load_towns()
    for number in range(200):
        place = Town.objects.create(
            code=f"37029{number:04}", name=f"第{number}镇", kind="town", order=100 + number
        )
        if number % 20 == 0:
            patrols.patrol(employer=registry.employer(town=place), actor=accounts.user("town_officer", place))
    assert queries() == few == 2
