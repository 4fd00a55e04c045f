"""What comes when the file is put away: a copy of a remedy that was taken in time, its answer, its result, and nothing else."""

from datetime import date, timedelta
from typing import Any

import pytest

from casework.by import By
from casework.models import Attachment
from casework.workflow import Refused, offers, primary
from inspections.cases.models import Case
from inspections.cases.services import casefile
from law import clock
from tests.cases.test_case_file import a_pdf, keep
from tests.cases.test_cases_rows import done, refused
from tests.cases.test_cases_walk import frozen
from tests.factories import accounts
from tests.factories import cases as make

pytestmark = pytest.mark.django_db
PUT_AWAY = date(2021, 7, 20)
LATE = PUT_AWAY + timedelta(days=35)
# What a remedy may write on the record itself: which one counts, and what every act writes.
OF_A_REMEDY = {
    "appeal_id", "publication_id", "version", "state_since", "next_clock_id", "next_due_on", "next_due_at",
}  # fmt: skip


@pytest.fixture
def archived() -> Case:
    return Case.objects.get(pk=make.case("archived", on=PUT_AWAY).pk)


def running(case: Case) -> set[str]:
    return set(case.deadlines.running().duties().values_list("clock", flat=True))


def test_a_late_copy_is_recorded_answered_and_ended_and_the_case_stays_as_it_was(archived: Case) -> None:
    before = frozen(archived)
    done(archived, "record_appeal", on=LATE)
    assert running(archived) == {"appeal.answer"} and archived.next_due_on > LATE
    refused("no_appeal_is_open", archived, "record_appeal", on=LATE)
    done(archived, "answer_appeal", on=LATE + timedelta(days=3))
    assert running(archived) == set()
    done(archived, "record_appeal_result", on=LATE + timedelta(days=40), result="changed", changed_fine=3000)
    assert running(archived) == {"publication.withdrawal"}
    done(archived, "withdraw_publication", on=LATE + timedelta(days=41))
    assert running(archived) == set() and not archived.is_published
    after = frozen(Case.objects.get(pk=archived.pk))
    assert {name for name, value in after.items() if value != before[name]} <= OF_A_REMEDY
    assert (archived.state, archived.archive_number) == ("archived", "2021-17")
    assert (archived.decision.ordered("fine"), archived.decision.overpaid("fine")) == (3000, 2000)


def test_the_answer_lies_on_the_worklist_until_it_is_given(archived: Case) -> None:
    lead, leader = archived.lead, accounts.user("brigade_leader")
    assert archived not in Case.objects.awaiting(lead)
    done(archived, "record_appeal", on=LATE)
    assert archived in Case.objects.awaiting(lead)
    found = primary(offers(archived, by=By(lead)), before=archived.act_before)
    assert found is not None and found.row.action == "answer_appeal"
    done(archived, "answer_appeal", on=LATE)
    assert archived not in Case.objects.awaiting(lead) and archived not in Case.objects.awaiting(leader)
    done(archived, "record_appeal_result", on=LATE, result="unlawful")
    assert archived in Case.objects.awaiting(leader)
    done(archived, "withdraw_publication", on=LATE)
    assert archived not in Case.objects.awaiting(leader)


def test_when_its_handlers_are_gone_the_leader_names_others(archived: Case) -> None:
    stranger = By(accounts.user("inspector"))
    first, second = accounts.user("inspector"), accounts.user("inspector")
    with clock.at(LATE), pytest.raises(Refused) as refusal:
        make.appealing.record_appeal(
            archived, by=stranger, appeal_kind="suit", appeal_body="青岛市黄岛区人民法院"
        )
    assert refusal.value.code == "is_handler"
    done(archived, "reassign_case", on=LATE, lead=first, second=second, reason="原承办人退休")
    done(archived, "record_appeal", on=LATE)
    assert archived.appeal.filed_on == LATE


def test_later_papers_stand_in_the_index_of_the_file(archived: Case) -> None:
    before = [part.title for part in casefile.parts(archived)]
    copy: Attachment = keep(archived, "复议申请书副本.pdf", a_pdf(), "复议申请书副本")
    done(archived, "record_appeal", on=LATE, files=[copy])
    held = casefile.parts(archived)
    assert [part.title for part in held if part.title not in before] == ["复议申请书副本"]
    listed = casefile.contents(archived, held, ["1"] * len(held))
    (rows,) = [block["table"]["rows"] for block in listed["blocks"] if block.get("name") == "contents"]
    assert any("复议申请书副本" in row for row in rows)


@pytest.mark.parametrize("state", ["closed", "archived"])
def test_a_case_without_a_served_decision_has_nothing_to_attack(state: str) -> None:
    case: Any = make.case("withdrawn")
    done(case, "request_closing", "approve_closing")
    if state == "archived":
        done(case, "archive_case")
    refused("decision_was_served", case, "record_appeal")
