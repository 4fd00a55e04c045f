"""What must hold after any rehearsal of the whole campaign."""

import json
from collections import Counter
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count

from accounts import demo
from accounts.models import Deputy
from accounts.passwords import CharacterClasses
from accounts.roles import Role
from casework import audit
from casework.kinds import Kind, moving
from casework.models import AuditEntry, Deadline, Passing
from casework.table import NEW
from complaints.models import Complaint
from inspections.cases.models import Case, PersonFine
from inspections.checks.models import Inspection, Visit
from inspections.draws.models import Draw, Round
from inspections.draws.verification import verify
from inspections.patrols.models import Patrol
from law.identity import check_credit_code
from registry.models import Employer, Town
from reports.metrics import FIGURES
from reports.models import Summary
from tests.rehearsal.playing import EMPLOYERS, Played
from tests.reports.same import differing, lively

# The mark has the database made even when this file runs alone; each test then sees the played campaign in a savepoint.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("played")]
RECORDS = (Patrol, Complaint, Draw, Inspection, Case, Summary)


def test_the_audit_chain_holds() -> None:
    assert audit.verify() is None
    assert AuditEntry.objects.count() > 500


def test_everybody_needed_is_there() -> None:
    roles = Counter(demo.listed().values_list("role", flat=True))
    assert set(roles) == set(Role.values)
    assert roles[Role.TOWN_OFFICER] >= 23
    assert demo.listed().filter(role=Role.INSPECTOR, certificate__isnull=False).count() >= 8
    CharacterClasses().validate(demo.PASSWORD)


def test_employers_are_of_every_town_and_category_and_their_codes_pass() -> None:
    assert Employer.objects.count() == EMPLOYERS
    assert set(Employer.objects.values_list("town", flat=True)) == set(
        Town.objects.values_list("pk", flat=True)
    )
    assert Employer.objects.values("categories").distinct().count() == 7
    coded = Employer.objects.exclude(credit_code=None).values_list("credit_code", flat=True)
    assert [check_credit_code(code) for code in coded] == list(coded)
    assert 0 < Employer.objects.filter(is_licensed=False).count() < EMPLOYERS / 5


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_every_act_of_every_table_is_played(model: Any) -> None:
    """What a user may do is done at least once; what only follows is not asked for."""
    about = AuditEntry.objects.filter(content_type=ContentType.objects.get_for_model(model))
    done = set(about.values_list("action", flat=True))
    offered = {row.action for row in model.workflow.rows if row.permission is not None}
    assert offered - done <= RARE.get(model, set())


# Acts that come up only in a larger district, seldom, or (the court) not before the campaign has ended.
RARE: dict[Any, set[str]] = {
    Inspection: {"reassign"},
    Case: {
        "apply_to_court",
        "approve_decision_extension",
        "request_decision_extension",
        "reject_decision_extension",
    },
}


@pytest.mark.parametrize("kind", moving(), ids=lambda kind: kind.name)
def test_every_record_carries_the_next_day_of_its_clocks(kind: Kind) -> None:
    """After all acts of a campaign: desks and lists read the record, not its deadlines."""
    first: dict[int, Deadline] = {}
    for deadline in Deadline.objects.of_model(kind.model_class).running().duties().soonest_first():
        first.setdefault(deadline.object_id, deadline)
    carried = kind.model_class._base_manager.values_list("pk", "next_clock", "next_due_on", "next_due_at")
    told = {pk: (each.pk, each.due_on, each.due_at) for pk, each in first.items()}
    assert {pk: rest for pk, *rest in carried if any(rest)} == {pk: list(rest) for pk, rest in told.items()}


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_every_state_of_every_table_was_reached(model: Any) -> None:
    about = AuditEntry.objects.filter(content_type=ContentType.objects.get_for_model(model))
    reached = set(about.values_list("after", flat=True)) - {NEW}
    assert reached == set(model.workflow.states.values)


def test_approvals_are_passed_on_and_given_by_a_deputy() -> None:
    passed = Passing.objects.get()
    assert passed.ended_at is not None and passed.to != passed.passed_by
    given = AuditEntry.objects.get(action="approve_closing", data__behalf__isnull=False)
    assert Deputy.objects.get(deputy=given.actor).principal_id == given.data["behalf"]


def test_no_clock_runs_without_its_record_or_after_its_end() -> None:
    running = list(Deadline.objects.running())
    assert running
    for deadline in running:
        assert deadline.record is not None
        assert not deadline.record.is_final or deadline.clock in {"complaint.external"}, deadline


def test_lamps_of_all_colours_burn_before_the_end() -> None:
    assert {deadline.is_late for deadline in Deadline.objects.exclude(outcome=Deadline.VOID)} == {True, False}


def test_receipts_hold_and_name_the_round_before(played: Played) -> None:
    files = sorted(played.out.glob("draw-*.json"))
    assert len(files) == Round.objects.count() >= 5
    assert {path.name for path in files} >= {"draw-1.json", "draw-2.json", "draw-2-1.json"}
    for path in files:
        assert not verify(json.loads(path.read_bytes()))


def test_towns_add_up_to_the_district(played: Played) -> None:
    told = json.loads((played.out / "figures.json").read_text(encoding="utf-8"))
    assert len(told["towns"]) == 23
    added = [code for code, figure in FIGURES.items() if not figure.quotient]
    for code in added:
        assert told["district"][code] == pytest.approx(sum(town[code] for town in told["towns"].values())), (
            code
        )


def test_every_figure_is_the_same_whoever_counts(played: Played) -> None:
    """In one statement, by the rows its door opens, and by a look at every row."""
    campaign = played.stage.campaign
    assert differing(campaign, campaign.ends_on) == []
    assert len(lively(campaign, campaign.ends_on)) > 60


def test_the_folder_holds_every_report(played: Played) -> None:
    names = {path.name for path in played.out.iterdir()}
    towns = Town.objects.values_list("code", flat=True)
    assert names >= {f"town-{code}.{suffix}" for code in towns for suffix in ("docx", "xlsx")}
    assert names >= {"district.docx", "district.xlsx", "figures.json"}


def test_the_folder_holds_the_papers_of_one_full_case(played: Played) -> None:
    """From the filing to the archive, each as issued (rehearsal/output.py)."""
    kinds = {path.stem.split("-", 1)[1] for path in (played.out / "papers").glob("*.docx")}
    wanted = {
        "filing_approval",
        "enquiry_record",
        "legal_review_opinion",
        "delivery_receipt",
        "closing_approval",
        "file_cover",
    }
    assert kinds >= wanted
    assert kinds & {"penalty_decision", "handling_decision"}
    assert len(kinds) >= 15
    assert (played.out / "papers" / "index.json").exists()


def test_two_towns_reported_late_and_all_are_accepted() -> None:
    of_towns = Summary.objects.exclude(town=None)
    assert set(of_towns.values_list("state", flat=True)) == {"accepted"}
    assert sorted(Counter(summary.days_late for summary in of_towns).items()) == [(0, 21), (1, 2)]


def test_visits_are_made_by_two_certified_inspectors() -> None:
    assert Visit.objects.exists()
    for visit in Visit.objects.prefetch_related("seats__user"):
        seats = list(visit.seats.all())
        assert len(seats) >= 2 and all(seat.user.certificate_until >= visit.visited_on for seat in seats)


def test_patrols_lie_in_gaps_and_after_the_phase_too() -> None:
    phases = set(Patrol.objects.values_list("phase", flat=True))
    assert phases == {"", "patrol", "inspection"}


def test_a_handling_case_has_35_workers_whose_sum_is_the_decision() -> None:
    case = Case.objects.annotate(listed=Count("workers")).get(listed=35)
    assert case.decision.back_pay == case.wages.missing and case.decision.back_pay_people == 35
    lines = list(case.workers.all())
    assert len({line.starts_on for line in lines}) > 1 and any(line.overtime for line in lines)


def test_somebody_responsible_is_fined_beside_the_unit_and_pays_for_himself() -> None:
    """社会保险法 84: told, served and paid apart from the unit."""
    fined = PersonFine.objects.exclude(decision=None).select_related("decision__paper")
    assert fined
    for fine in fined:
        unit, person = fine.decision.paper.addressees
        reached = set(fine.decision.paper.deliveries.values_list("addressee", flat=True))
        assert reached == {unit, person} and person == fine.name
        assert (fine.owed, fine.paid()) == (0, fine.amount) and fine.decision.fine


def test_every_handling_decision_with_a_list_orders_its_sum() -> None:
    decided = [case for case in Case.objects.filter(decision__kind="handling") if case.wages.people]
    assert decided
    for case in decided:
        sums, decision = case.wages, case.decision
        assert (sums.missing, sums.unpaid, sums.extra) == (
            decision.back_pay,
            decision.back_pay_people,
            decision.extra or 0,
        )


def test_a_case_of_child_labour_has_its_minors() -> None:
    cases = Case.objects.filter(matters__icontains="child_labour", minors__isnull=False).distinct()
    assert cases.exists()
    for case in cases:
        assert case.minors.count() == case.people_count


def test_what_was_kept_was_dealt_with_in_time() -> None:
    clocks = Deadline.objects.filter(clock="evidence.preservation").exclude(stopped_at=None)
    assert clocks.exists()
    assert not [each.pk for each in clocks if each.stopped_on > each.due_on]
