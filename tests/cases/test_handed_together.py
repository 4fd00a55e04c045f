"""Papers that somebody got on one day in one way are one delivery: one form, one receipt, the periods of each from that day."""

from datetime import date, timedelta
from typing import Any

import pytest

from casework.by import By
from casework.models import AuditEntry, Paper
from casework.workflow import NotNow, check
from inspections.cases.models import Case
from law import clock
from tests.cases.approving import DAY, case_in
from tests.cases.test_case_file import a_photo, keep
from tests.cases.test_cases_rows import done, refused
from tests.factories import cases as make

NOTICES = {"penalty_notice", "hearing_right_notice"}


@pytest.fixture(autouse=True)
def on_the_day(campaign: Any) -> Any:
    with clock.at(DAY):
        yield


@pytest.fixture
def told(people: Any) -> Case:
    """Told of a penalty with the right to a hearing: two papers wait."""
    case = case_in("reviewed", people, people_count=make.MANY_PEOPLE)
    done(case, "give_notice", proposed_fine=30_000)
    assert {paper.kind for paper in case.papers_to_deliver} == NOTICES
    return case


def served(case: Case) -> dict[str, date | None]:
    return {paper.kind: paper.delivered_on for paper in Paper.objects.about(case).filter(kind__in=NOTICES)}


def receipts(case: Case) -> list[str]:
    blocks = [paper.content["blocks"] for paper in Paper.objects.about(case).filter(kind="delivery_receipt")]
    return [each["value"] for block in blocks for each in block if each.get("name") == "served_paper"]


def test_all_that_waits_is_ticked_and_sent_with_one_form(told: Case, people: Any, sending: Any) -> None:
    page = sending(people.lead).get(told.act_url("deliver"))
    waiting = [paper.pk for paper in told.papers_to_deliver]
    assert page.context["form"]["papers"].value() == waiting
    assert page.content.decode().count('name="papers"') == page.content.decode().count("checked") == 2
    photo = keep(told, "回证.jpg", a_photo())
    sent = {**make.HANDED, "done_on": DAY.isoformat(), "papers": waiting, "version": told.version}
    assert (
        sending(people.lead).post(told.act_url("deliver"), **sent, held_files=str(photo.pk)).status_code
        == 302
    )
    told = Case.objects.get(pk=told.pk)
    assert served(told) == dict.fromkeys(NOTICES, DAY) and told.papers_to_deliver == []
    (entry,) = AuditEntry.objects.about(told).filter(action="deliver", is_success=True)
    assert sorted(entry.data["delivered"]) == sorted(waiting)
    (receipt,) = receipts(told)
    assert receipt.count("《") == 2 and "共 2 件" in receipt
    for ticking in ("penalty.advance_notice", "hearing.request"):
        assert told.deadlines.running().get(clock=ticking).started_on == DAY
    assert not told.deadlines.running().filter(clock="service.paper").exists()


def test_what_was_not_handed_over_yet_is_left_out(told: Case, people: Any, sending: Any) -> None:
    first, second = told.papers_to_deliver
    sent = {**make.HANDED, "done_on": DAY.isoformat(), "version": told.version}
    answer = sending(people.lead).post(told.act_url("deliver"), **sent)
    assert answer.status_code == 422 and "papers" in answer.context["form"].errors
    assert sending(people.lead).post(told.act_url("deliver"), papers=[first.pk], **sent).status_code == 302
    told = Case.objects.get(pk=told.pk)
    assert [paper.pk for paper in told.papers_to_deliver] == [second.pk]
    assert told.act_before == "deliver"
    assert "共" not in receipts(told)[0]


def test_nothing_that_is_not_of_the_case_nor_twice_nor_the_decision(told: Case) -> None:
    first = told.papers_to_deliver[0]
    other = make.case("reviewed")
    done(other, "give_notice")
    for papers in ([], [first, first], [first, *other.papers_to_deliver]):
        refused("papers", told, "deliver", papers=papers)
    decided = make.case("decided")
    refused("has_papers_to_deliver", decided, "deliver", papers=[decided.decision.paper])
    assert served(told) == dict.fromkeys(NOTICES)


def test_one_issued_later_than_the_day_holds_up_all(told: Case) -> None:
    later = DAY + timedelta(days=2)
    done(told, "give_notice", on=later, proposed_fine=30_000)
    sentence = refused("done_on", told, "deliver", on=later, done_on=DAY, papers=told.papers_to_deliver)
    assert later.isoformat() in sentence


def test_nothing_is_handed_over_where_nothing_waits(told: Case, people: Any, sending: Any) -> None:
    """It was offered as long as any paper had ever been issued, and the form that opened had nothing to tick."""
    refused("has_papers_to_deliver", case_in("investigating", people), "deliver", papers=[])
    make.deliver_all(told)
    told = Case.objects.get(pk=told.pk)
    with pytest.raises(NotNow, match="has_papers_to_deliver"):
        check(told, "deliver", by=By(people.lead))
    assert sending(people.lead).get(told.act_url("deliver")).status_code == 409
    decided = case_in("decided", people)
    with pytest.raises(NotNow, match="has_papers_to_deliver"):
        check(decided, "deliver", by=By(people.lead))
