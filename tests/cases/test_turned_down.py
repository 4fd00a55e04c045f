"""What was asked for may be turned down, with its reason: it waits no more, the term runs on, and may be asked for anew."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from casework.models import AuditEntry
from desk import approvals
from inspections.cases.models import Case, Extension
from law import clock
from tests.cases.approving import DAY, case_in
from tests.cases.test_cases_rows import done, refused
from tests.factories import cases as make

WHY = "案情并不复杂，原期限内可以查清"
# What is asked for, in which state, and which clock it is about.
ASKED = (
    ("extension", "investigating", "case.investigation"),
    ("decision_extension", "reviewing", "case.decision"),
    ("deferral", "served", "fine.payment"),
)
each_asked = pytest.mark.parametrize(("what", "state", "ticking"), ASKED)


@pytest.fixture(autouse=True)
def on_the_day(campaign: Any) -> Any:
    with clock.at(DAY):
        yield


def waiting(person: Any) -> list[str]:
    return [heap.row.action for heap in approvals.heaps(person)]


@each_asked
def test_turned_down_it_waits_no_more_and_the_term_runs_on(
    people: Any, what: str, state: str, ticking: str
) -> None:
    case = case_in(state, people)
    before = case.deadlines.running().get(clock=ticking).due_on
    done(case, f"request_{what}")
    assert waiting(people.head) == [f"approve_{what}"]
    refused("text", case, f"reject_{what}", reason=" ")
    done(case, f"reject_{what}", reason=WHY)
    assert waiting(people.head) == []
    assert not Case.objects.awaiting(people.head).exists()
    assert case.deadlines.running().get(clock=ticking).due_on == before
    asked = case.extensions.get()
    assert (asked.refused_on, asked.refused_why, asked.approved_on) == (DAY, WHY, None)
    assert case.state == state and not case.is_extended
    for answer in ("approve", "reject"):
        refused(f"{what}_requested", case, f"{answer}_{what}")
    done(case, f"request_{what}", f"approve_{what}")
    assert case.deadlines.running().get(clock=ticking).due_on > before
    assert [bool(each.refused_on) for each in case.extensions.all()] == [True, False]


@each_asked
def test_its_page_has_both_answers_and_tells_the_last_one(
    people: Any, sending: Any, what: str, state: str, ticking: str
) -> None:
    case = case_in(state, people)
    done(case, f"request_{what}")
    page = sending(people.head).get(case.act_url(f"approve_{what}"))
    assert [str(each.word) for each in page.context["answers"]] == ["同意", "不同意"]
    sent = {
        "version": case.version,
        "reason": WHY,
        "part_1": "extension_reason",
        "said_1": "没有写还要查什么",
    }
    assert sending(people.head).post(case.act_url(f"reject_{what}"), **sent).status_code == 302
    entry = AuditEntry.objects.about(case).get(action=f"reject_{what}")
    assert (entry.reason, entry.actor_id) == (WHY, people.head.pk)
    again = sending(people.lead).get(case.act_url(f"request_{what}"))
    assert "没有写还要查什么" in again.context["form"].fields["extension_reason"].help_text
    tab = sending(people.lead).get(f"{case.get_absolute_url()}?tab=evidence").content.decode()
    assert f"不同意：{WHY}" in tab


def test_a_request_whose_time_went_by_can_only_be_turned_down(people: Any) -> None:
    case = case_in("investigating", people)
    last = case.deadlines.running().get(clock="case.investigation").due_on
    done(case, "request_extension", on=last)
    refused("investigation_not_over", case, "approve_extension", on=last + timedelta(days=1))
    done(case, "reject_extension", on=last + timedelta(days=1))
    assert not Case.objects.awaiting(people.head).exists()


def test_no_request_is_both_granted_and_turned_down(db: Any) -> None:
    case = make.case("investigating")
    for wrong in (
        {"approved_on": DAY, "refused_on": DAY, "refused_why": WHY},
        {"refused_on": DAY},
        {"refused_why": WHY},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Extension.objects.create(case=case, what="decision", reason="听证", asked_on=DAY, **wrong)
