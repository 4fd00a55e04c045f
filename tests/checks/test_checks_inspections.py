"""The list and the life of its lines: focus, the frequency limit, who inspects, what follows."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from campaign.models import Target
from campaign.services.boundaries import advance
from casework.by import By
from casework.models import Notice
from casework.workflow import Refused
from inspections.checks.models import Inspection
from inspections.checks.services import focus, inspecting
from law import clock
from registry.models import Warning
from registry.services.conflicts import declare_conflict
from tests.factories import accounts, checks, complaints, patrols, registry
from tests.factories.accounts import doer

START = date(2021, 6, 1)

pytestmark = pytest.mark.usefixtures("day")


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}:")


def draft(campaign: Any) -> dict[str, Any]:
    with clock.at(START):
        return focus.draft_focus_list(campaign, START)


def three_complaints(employer: Any, actor: Any) -> None:
    for _ in range(3):
        complaints.accepted(employer=employer, actor=actor, on=date(2021, 5, 6))


def test_the_focus_list_is_drafted_from_escalations_complaints_and_warnings(
    campaign: Any, leader: Any
) -> None:
    escalated, repeated, warned, quiet = (registry.employer() for _ in range(4))
    _reported_during_an_inspection(campaign, escalated)
    three_complaints(repeated, leader)
    registry.warning(warned)
    closed_warning = registry.warning(quiet)
    closed_warning.closed_on, closed_warning.outcome = date(2021, 6, 3), "已解除"
    closed_warning.save()
    counts = draft(campaign)
    assert {name: counts[name] for name in ("listed", "escalation", "complaints", "warning")} == {
        "listed": 3, "escalation": 1, "complaints": 1, "warning": 1,
    }  # fmt: skip
    found = {row.employer: row for row in Inspection.objects.open()}
    assert {employer: row.source for employer, row in found.items()} == {
        escalated: "escalation", repeated: "complaints", warned: "warning",
    }  # fmt: skip
    assert all(row.state == "listed" and row.town == row.employer.town for row in found.values())
    assert {Target.objects.get(employer=employer).state for employer in (repeated, warned)} == {
        "inspection_listed"
    }


def _reported_during_an_inspection(campaign: Any, employer: Any) -> None:
    """Nothing is listed while another inspection goes on; here it is cancelled after the report."""
    line = checks.inspection(campaign=campaign, employer=employer)
    patrols.escalated(employer=employer)
    inspecting.cancel_inspection(line, by=doer(line, "cancel_inspection"), reason="与上报合并安排")


def test_one_line_for_an_employer_with_several_grounds_all_told(campaign: Any, leader: Any) -> None:
    employer = registry.employer()
    three_complaints(employer, leader)
    registry.warning(employer, level="red")
    patrols.escalated(employer=employer, on=date(2021, 5, 20))
    assert draft(campaign)["listed"] == 0
    line = Inspection.objects.get()
    assert line.source == "escalation"
    assert [ground["source"] for ground in line.grounds] == ["escalation", "complaints", "warning"]
    assert "红色预警" in line.ground_labels[2]
    reasons = set(Target.objects.get(employer=employer).reasons.values_list("reason", flat=True))
    assert {"patrol_escalation", "repeated_complaints", "warning"} <= reasons


def test_drafting_twice_or_late_changes_nothing(campaign: Any) -> None:
    done, cancelled, closed = (registry.employer() for _ in range(3))
    for employer in (done, cancelled, closed):
        registry.warning(employer)
    line = checks.inspection(campaign=campaign, employer=cancelled)
    inspecting.cancel_inspection(line, by=doer(line, "cancel_inspection"), reason="已搬离")
    type(closed).objects.filter(pk=closed.pk).update(status="closed")
    assert draft(campaign)["listed"] == 1
    inspection = Inspection.objects.get(employer=done)
    pair = [accounts.user("inspector"), accounts.user("inspector")]
    inspecting.assign(inspection, by=doer(inspection, "assign"), lead=pair[0], second=pair[1])
    checks.visit(inspection=inspection, inspectors=pair, on=checks.DRAW_DAY)
    inspecting.conclude_inspection(inspection, by=doer(inspection, "conclude_inspection"))
    assert draft(campaign)["listed"] == 0
    assert Inspection.objects.count() == 2


def test_what_comes_up_during_the_phase_is_added_daily_and_not_after_it(campaign: Any) -> None:
    registry.warning(registry.employer())
    for early_or_late in (date(2021, 5, 20), date(2021, 5, 31), date(2021, 8, 5)):
        assert focus.extend_focus_list(campaign, early_or_late)["listed"] == 0
    assert focus.extend_focus_list(campaign, date(2021, 6, 15))["listed"] == 1
    assert focus.extend_focus_list(campaign, date(2021, 6, 16))["listed"] == 0


def test_FLD_02_what_a_town_escalates_is_listed_at_once(campaign: Any, leader: Any) -> None:
    """方案四（二）: 及时上报，列为专项检查对象. A child found on 04-20 does not wait for the phase that opens on 06-01."""
    child = registry.employer()
    registry.warning(child, level="red")
    registry.warning(registry.employer())
    patrols.escalated(employer=child)
    line = Inspection.objects.get()
    for night in (date(2021, 4, 21), date(2021, 4, 22)):
        with clock.at(night):
            advance(campaign, night)
    assert (line.employer, line.source, line.state) == (child, "escalation", "listed")
    assert line.listed_on == date(2021, 4, 20) and "使用童工" in line.ground_labels[0]
    assert [ground["source"] for ground in line.grounds] == ["escalation", "warning"]
    assert line in Inspection.objects.awaiting(leader)
    assert Target.objects.get(employer=child).state == "inspection_listed"
    assert Inspection.objects.get() == line


@pytest.mark.parametrize(
    "day_of_work", [date(2021, 4, 12), date(2021, 4, 13), date(2021, 5, 31), date(2021, 8, 9)]
)
def test_what_waited_for_an_inspection_is_listed_on_every_day_from_the_patrol_phase_on(
    campaign: Any, day_of_work: date
) -> None:
    _reported_during_an_inspection(campaign, registry.employer())
    with clock.at(day_of_work):
        listed = focus.extend_focus_list(campaign, day_of_work)["listed"]
    assert listed == (day_of_work >= date(2021, 4, 13))


def test_the_boundary_of_the_campaign_drafts_it(campaign: Any) -> None:
    registry.warning(registry.employer())
    with clock.at(START):
        advance(campaign, START)
        advance(campaign, START)
    assert Inspection.objects.filter(source="warning").count() == 1


def test_listing_by_hand_asks_for_the_ground(campaign: Any, inspector: Any) -> None:
    employer = registry.employer()
    with refused("no_reason"):
        focus.list_focus(by=By(inspector), campaign=campaign, employer=employer, note=" ")
    line = focus.list_focus(
        by=By(inspector), campaign=campaign, employer=employer, note="媒体曝光", matters=["child_labour"]
    )
    assert (line.source, line.ground_labels, line.matters) == (
        "manual",
        ["大队列入：媒体曝光"],
        ["child_labour"],
    )
    with refused("already_listed"):
        focus.list_focus(by=By(inspector), campaign=campaign, employer=employer, note="再次列入")
    with pytest.raises(IntegrityError), transaction.atomic():
        facts = {
            "number": "x",
            "source": "manual",
            "listed_on": START,
            "state": "listed",
            "state_since": clock.now(),
        }
        Inspection.objects.create(campaign=campaign, employer=employer, **facts)


def test_DOMAIN_23_inspected_in_march_is_barred_in_june_unless_suspected(campaign: Any, leader: Any) -> None:
    """山东条例第十三条: one special inspection a year, but not where there is suspicion (DOMAIN 9, 23)."""
    employer = checks.concluded(on=date(2021, 3, 10)).employer
    with refused("frequency"):
        checks.inspection(campaign=campaign, employer=employer)
    complaints.accepted(employer=employer, actor=leader, on=date(2021, 6, 1))
    assert checks.inspection(campaign=campaign, employer=employer).state == "listed"


def test_a_warning_lifts_the_limit(campaign: Any) -> None:
    employer = checks.concluded(on=date(2021, 3, 10)).employer
    registry.warning(employer)
    assert checks.inspection(campaign=campaign, employer=employer).state == "listed"


def test_an_escalation_lifts_the_limit_and_is_listed_whatever_it_is(campaign: Any) -> None:
    employer, other = (checks.concluded(on=date(2021, 3, 10)).employer for _ in range(2))
    patrols.escalated(employer=employer)
    assert Inspection.objects.get(employer=employer, state="listed").source == "escalation"
    registry.warning(other)
    _reported_during_an_inspection(campaign, other)
    Warning.objects.all().delete()
    assert checks.inspection(campaign=campaign, employer=other).state == "listed"


def test_the_limit_counts_visits_of_this_year_only(campaign: Any) -> None:
    last_year = checks.concluded(on=date(2020, 12, 30)).employer
    cancelled = checks.in_state("cancelled", on=date(2021, 3, 1)).employer
    for employer in (last_year, cancelled):
        assert checks.inspection(campaign=campaign, employer=employer).state == "listed"


def test_DOMAIN_28_two_certified_persons_without_a_conflict(campaign: Any, leader: Any) -> None:
    line = checks.inspection(campaign=campaign)
    one, two = accounts.user("inspector"), accounts.user("inspector")
    expired = accounts.user("inspector", certificate_until=date(2021, 6, 2))
    officer = accounts.user("town_officer")
    relative = accounts.user("inspector")
    declare_conflict(by=By(relative), employer=line.employer, kind="relative")
    for lead, second, code in (
        (one, one, "one_person"),
        (one, expired, "not_certified"),
        (officer, one, "not_certified"),
        (relative, one, "conflicted"),
        (one, relative, "conflicted"),
    ):
        with refused(code):
            inspecting.assign(line, by=By(leader), lead=lead, second=second)
    inspecting.assign(line, by=By(leader), lead=one, second=two)
    assert (line.state, line.lead, line.second) == ("assigned", one, two)
    assert set(Notice.objects.values_list("user", flat=True)) == {one.pk, two.pk}
    with pytest.raises(IntegrityError), transaction.atomic():
        Inspection.objects.filter(pk=line.pk).update(second=one)
    with pytest.raises(IntegrityError), transaction.atomic():
        Inspection.objects.filter(pk=line.pk).update(second=None)


def test_reassigning_asks_for_the_reason(campaign: Any, leader: Any) -> None:
    line = checks.assigned(campaign=campaign)
    pair = {"lead": line.second, "second": accounts.user("inspector")}
    with refused("no_reason"):
        inspecting.reassign(line, by=By(leader), reason="", **pair)
    inspecting.reassign(line, by=By(leader), reason="出差", **pair)
    assert (line.lead, line.second) == (pair["lead"], pair["second"])


def test_a_visit_moves_the_employer_along_the_campaign(campaign: Any) -> None:
    line = checks.visited(campaign=campaign)
    target = Target.objects.get(campaign=campaign, employer=line.employer)
    assert (target.state, line.visited_on) == ("inspected", checks.DRAW_DAY)
    inspecting.order_correction(
        line, by=doer(line, "order_correction"), correct_by=date(2021, 6, 10), correction_text="补签"
    )
    assert "令字〔2021〕第1号" in line.correction_number
    inspecting.confirm_corrected(line, by=doer(line, "confirm_corrected"), note="已复核合同")
    target.refresh_from_db()
    assert (line.outcome, target.state) == ("corrected", "concluded")
    filed = checks.in_state("case_filed", campaign=campaign)
    assert (filed.outcome, Target.objects.get(employer=filed.employer).state) == ("case", "case")


def test_an_order_names_a_day_to_come(campaign: Any) -> None:
    line = checks.visited(campaign=campaign)
    with refused("day_passed"):
        inspecting.order_correction(
            line, by=doer(line, "order_correction"), correct_by=date(2021, 6, 2), correction_text="补签"
        )
    assert line.state == "visited"


def test_an_outcome_other_than_clean_is_explained(campaign: Any) -> None:
    line = checks.visited(campaign=campaign)
    with refused("no_note"):
        inspecting.conclude_inspection(line, by=doer(line, "conclude_inspection"), outcome="not_found")
    inspecting.conclude_inspection(
        line, by=doer(line, "conclude_inspection"), outcome="not_found", note="登记地址为居民楼"
    )
    assert (line.outcome, line.concluded_on) == ("not_found", checks.DRAW_DAY)


def test_cancelling_asks_for_the_reason_and_frees_the_place(campaign: Any, leader: Any) -> None:
    line = checks.inspection(campaign=campaign)
    with refused("no_reason"):
        inspecting.cancel_inspection(line, by=By(leader), reason="")
    inspecting.cancel_inspection(line, by=By(leader), reason="已搬离")
    assert checks.inspection(campaign=campaign, employer=line.employer).state == "listed"


def test_overdue_is_a_query(campaign: Any) -> None:
    late = checks.correcting(campaign=campaign, correct_by=date(2021, 6, 4))
    checks.correcting(campaign=campaign, correct_by=date(2021, 6, 5))
    assert list(Inspection.objects.late(date(2021, 6, 5))) == [late]
