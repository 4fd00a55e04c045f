"""«被群众多次举报、反响强烈»: three from two people in twelve months, or ten workers at once (DOMAIN 3,
policy values)."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

from casework.by import By
from complaints.apps import ComplaintsConfig
from complaints.boundaries import list_repeated
from complaints.services import acts, repeats
from complaints.services.repeats import window_start
from law import clock
from tests.factories.complaints import accepted, complainant, complaint, report, resident_id
from tests.factories.registry import employer

ON = date(2021, 6, 1)


def accepted_by(
    people: list[Any], *, employer: Any, actor: Any, on: date = date(2021, 5, 6), **facts: Any
) -> None:
    for person in people:
        accepted(
            employer=employer, actor=actor, on=on, complainant=person, reason="四月工资又没有发", **facts
        )


def test_three_from_two_people_is_repeated(people: SimpleNamespace, firm: Any) -> None:
    one, other = complainant(), complainant()
    accepted_by([one, one, other], employer=firm, actor=people.inspector)
    assert repeats.repeated_employers(ON) == {firm.pk: 3}


def test_two_are_not_enough(people: SimpleNamespace, firm: Any) -> None:
    accepted_by([complainant(), complainant()], employer=firm, actor=people.inspector)
    assert repeats.repeated_employers(ON) == {}


def test_three_from_one_person_are_not_enough(people: SimpleNamespace, firm: Any) -> None:
    number = resident_id()
    same = [complainant(phone=phone, id_number=number) for phone in ("13900000001", "13900000002", "")]
    same[2] = complainant(phone="", address="某村", id_number=number)
    accepted_by(same, employer=firm, actor=people.inspector)
    assert repeats.repeated_employers(ON) == {}


def test_all_anonymous_reports_count_as_one_person(people: SimpleNamespace, firm: Any) -> None:
    for _each in range(3):
        with clock.at(date(2021, 5, 6)):
            acts.accept(report(employer=firm, actor=people.inspector), by=By(people.inspector))
    assert repeats.repeated_employers(ON) == {}
    accepted(employer=firm, actor=people.inspector, on=date(2021, 5, 7))
    assert repeats.repeated_employers(ON) == {firm.pk: 4}


@pytest.mark.parametrize(("workers", "is_repeated"), [(9, False), (10, True), (None, False)])
def test_ten_workers_at_once_are_enough(
    people: SimpleNamespace, firm: Any, workers: int | None, is_repeated: bool
) -> None:
    accepted(employer=firm, actor=people.inspector, on=date(2021, 5, 6), workers_count=workers)
    assert (firm.pk in repeats.repeated_employers(ON)) is is_repeated


def test_only_accepted_ones_count(people: SimpleNamespace, firm: Any) -> None:
    accepted_by([complainant(), complainant()], employer=firm, actor=people.inspector)
    complaint(employer=firm, actor=people.inspector, on=date(2021, 5, 6), workers_count=50)
    with clock.at(date(2021, 5, 6)):
        refused = complaint(employer=firm, actor=people.inspector)
        acts.refuse(refused, by=By(people.inspector), refusal_ground="other", refusal_reason="已在法院诉讼")
    assert repeats.repeated_employers(ON) == {}
    assert repeats.accepted_counts(ON) == {firm.pk: 2}


def test_CMP_01_what_towns_may_not_know_is_not_counted_openly(people: SimpleNamespace, firm: Any) -> None:
    accepted_by([complainant(), complainant()], employer=firm, actor=people.inspector)
    accepted(employer=firm, actor=people.inspector, on=date(2021, 5, 6), label="whistleblower")
    assert repeats.repeated_employers(ON) == {firm.pk: 3} and repeats.accepted_counts(ON) == {firm.pk: 3}
    assert repeats.repeated_employers(ON, openly=True) == {}
    assert repeats.accepted_counts(ON, openly=True) == {firm.pk: 2}


def test_the_window_is_twelve_months_to_the_day(people: SimpleNamespace, firm: Any) -> None:
    accepted_by([complainant(), complainant()], employer=firm, actor=people.inspector)
    accepted(employer=firm, actor=people.inspector, on=date(2020, 6, 1))
    assert repeats.repeated_employers(ON) == {}
    assert repeats.repeated_employers(date(2021, 5, 31)) == {firm.pk: 3}
    assert repeats.repeated_employers(date(2021, 5, 5)) == {}


@pytest.mark.parametrize(
    ("on", "start"),
    [
        (date(2021, 6, 1), date(2020, 6, 1)),
        (date(2021, 1, 31), date(2020, 1, 31)),
        (date(2024, 2, 29), date(2023, 2, 28)),
    ],
)
def test_window_start(db: Any, on: date, start: date) -> None:
    assert window_start(on) == start


def test_counts_of_all_and_of_some(people: SimpleNamespace, firm: Any) -> None:
    other = employer(town=people.there)
    accepted_by([complainant(), complainant()], employer=firm, actor=people.inspector)
    accepted_by([complainant()], employer=other, actor=people.inspector)
    assert repeats.accepted_counts(ON) == {firm.pk: 2, other.pk: 1}
    assert repeats.accepted_counts(ON, [other.pk]) == {other.pk: 1}


def test_it_is_one_query_however_many(people: SimpleNamespace, django_assert_num_queries: Any) -> None:
    for _each in range(4):
        accepted(employer=employer(), actor=people.inspector, on=date(2021, 5, 6), workers_count=12)
    with django_assert_num_queries(1) as asked:
        assert len(repeats.repeated_employers(ON)) == 4
    assert isinstance(asked, CaptureQueriesContext)


def test_at_the_start_of_patrols_they_become_targets_once(
    people: SimpleNamespace, firm: Any, campaign: Any
) -> None:
    accepted(employer=firm, actor=people.inspector, on=date(2021, 3, 2), workers_count=12)
    assert ComplaintsConfig.boundary_work["start:patrol"] == ("complaints.boundaries.list_repeated",)
    for _twice in range(2):
        with clock.at(date(2021, 4, 13)):
            assert list_repeated(campaign, date(2021, 4, 13)) == {"employers": 1}
    target = firm.targets.get()
    assert list(target.reasons.values_list("reason", flat=True)).count("repeated_complaints") == 1
