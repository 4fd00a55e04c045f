"""Who is one person over several complaints: the identity number decides, the phone only where nothing contradicts."""

from types import SimpleNamespace
from typing import Any

import pytest

from complaints.confidentiality import Complainant
from complaints.models import ComplainantIdentity, Complaint
from complaints.services import repeats
from complaints.services.vault import lock_away
from law import clock
from tests.complaints.conftest import DAY
from tests.factories.complaints import accepted, complainant, complaint, resident_id

PHONE = "13900000021"


def persons(*records: Complaint) -> list[Any]:
    return [ComplainantIdentity.objects.get(complaint=record).person for record in records]


def by(people: SimpleNamespace, **told: Any) -> Complaint:
    with clock.at(DAY):
        return complaint(actor=people.inspector, complainant=complainant(phone=PHONE, **told))


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (2, 0, 1)])
def test_a_shared_phone_never_joins_two_identity_numbers(
    people: SimpleNamespace, order: tuple[int, ...]
) -> None:
    told = ({"id_number": resident_id()}, {"id_number": resident_id()}, {})
    made = {number: by(people, **told[number]) for number in order}
    one, other, _third = persons(made[0], made[1], made[2])
    assert one != other


def test_a_phone_of_several_persons_tells_nothing(people: SimpleNamespace) -> None:
    one, other = by(people, id_number=resident_id()), by(people, id_number=resident_id())
    third, fourth = by(people), by(people)
    assert len(set(persons(one, other, third, fourth))) == 4


def test_a_number_given_later_leaves_the_person_it_contradicts(people: SimpleNamespace) -> None:
    one, second = by(people, id_number=resident_id()), by(people)
    assert len(set(persons(one, second))) == 1
    lock_away(second, Complainant(id_number=resident_id()))
    assert len(set(persons(one, second))) == 2


def test_a_number_given_later_joins_those_it_names(people: SimpleNamespace) -> None:
    number = resident_id()
    first = by(people)
    with clock.at(DAY):
        second = complaint(
            actor=people.inspector, complainant=complainant(phone="13900000022", id_number=number)
        )
    assert len(set(persons(first, second))) == 2
    lock_away(first, Complainant(id_number=number))
    assert len(set(persons(first, second))) == 1


def test_two_people_behind_one_phone_count_as_two(people: SimpleNamespace, firm: Any) -> None:
    """«多次举报» asks for two people: a shared phone does not make them one."""
    one, other = resident_id(), resident_id()
    for number in (one, other, ""):
        told = complainant(phone=PHONE, id_number=number)
        accepted(employer=firm, actor=people.inspector, on=DAY, complainant=told)
    assert repeats.repeated_employers(DAY) == {firm.pk: 3}
