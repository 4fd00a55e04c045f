"""CMP-05: the matter decides: hours instead of days, a lamp that is not green, and those who decide told at once."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from casework.by import By
from casework.models import Notice
from complaints.models import Complaint
from complaints.services import acts, intake
from law.matters import MATTERS, red_flags
from tests.complaints.clients import body_of, signed_in
from tests.factories.complaints import complaint


def told(person: Any) -> list[str]:
    return [notice.what for notice in Notice.objects.filter(user=person) if "重大问题" in notice.what]


@pytest.mark.parametrize(
    "code", sorted(code for code in red_flags() if not MATTERS[code].is_arbitration_only)
)
def test_CMP_05_every_red_flag_starts_the_clock_of_hours(
    people: SimpleNamespace, firm: Any, today: date, code: str
) -> None:
    record = complaint(actor=people.inspector, employer=firm, matters=["no_insurance", code])
    assert (record.next_clock.clock, record.next_clock.lamp) == ("complaint.urgent", "near")
    assert (record.next_due_at - record.received_at).total_seconds() == 24 * 3600
    for person in (people.leader, people.head, people.officer):
        assert len(told(person)) == 1, person
    assert not told(people.stranger) and not told(people.inspector)


@pytest.mark.parametrize(
    ("people_count", "amount", "is_red"), [(12, None, True), (9, 49_999, False), (1, 50_000, True)]
)
def test_CMP_05_arrears_of_many_or_much_are_a_red_flag_as_with_a_patrol(
    people: SimpleNamespace, firm: Any, today: date, people_count: int, amount: Any, is_red: bool
) -> None:
    record = complaint(actor=people.inspector, employer=firm, workers_count=people_count, amount=amount)
    assert record.is_red_flag is is_red
    assert record.deadlines.filter(clock="complaint.urgent").exists() is is_red


def test_CMP_05_acceptance_does_not_make_it_green(people: SimpleNamespace, firm: Any, today: date) -> None:
    record = complaint(actor=people.inspector, employer=firm, matters=["forced_labour"])
    page = body_of(signed_in(people.inspector).get(record.get_absolute_url()))
    assert "须立即处置" in page and "公安" in page
    acts.accept(record, by=By(people.inspector))
    assert Complaint.objects.get(pk=record.pk).next_clock.clock == "complaint.urgent"
    acts.conclude(record, by=By(people.inspector), result="已会同公安处置")
    assert record.next_clock.clock == "complaint.feedback"


def test_CMP_05_a_correction_raises_the_alarm_once(people: SimpleNamespace, firm: Any, today: date) -> None:
    record = complaint(actor=people.inspector, employer=firm)
    assert not told(people.leader) and record.next_clock.clock == "complaint.acceptance"
    for matters in (["group_incident"], ["group_incident", "forced_labour"]):
        intake.correct(record, by=By(people.inspector), reason="核对", matters=matters)
    assert len(told(people.leader)) == 1
    assert record.deadlines.filter(clock="complaint.urgent").count() == 1


def test_CMP_05_a_hidden_report_tells_no_town(people: SimpleNamespace, firm: Any, today: date) -> None:
    complaint(actor=people.inspector, employer=firm, kind="report", matters=["child_labour"])
    assert len(told(people.leader)) == 1 and not Notice.objects.filter(user=people.officer).exists()
