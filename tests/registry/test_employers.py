"""Entering and changing an employer: codes, uniqueness, scope, versions, and what the trail holds."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from casework.by import By
from casework.models import AuditEntry, Serial
from casework.workflow import Refused
from law.identity import InvalidNumber
from registry.models import Employer, Town
from registry.services import employers
from registry.services.employers import EmployerConflict
from tests.factories import registry as make
from tests.factories import trail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_phase_three(today: object) -> None:
    """The clock stands in phase three."""


def test_an_employer_is_named_by_its_credit_code() -> None:
    code = make.credit_code()
    employer = make.employer(credit_code=f" {code[:9]}-{code[9:].lower()} ")
    assert (employer.code, employer.credit_code, employer.register_number) == (code, code, None)
    assert employer.is_licensed


def test_one_without_a_code_gets_a_number_without_gaps() -> None:
    first = make.employer(name="甲作坊", credit_code=None)
    with pytest.raises(Refused, match="exists"):
        make.employer(name="甲 作坊", address=first.address, credit_code=None)
    second = make.employer(name="乙作坊", credit_code=None)
    assert [first.code, second.code] == ["W000001", "W000002"]
    assert not first.is_licensed
    assert Serial.objects.get(mark="W").last == 2


def test_a_wrong_check_digit_is_refused() -> None:
    code = make.credit_code()
    with pytest.raises(InvalidNumber, match="校验位不符"):
        make.employer(credit_code=code[:-1] + ("1" if code[-1] != "1" else "2"))


def test_a_code_stands_once() -> None:
    code = make.employer().code
    with pytest.raises(Refused, match="exists"):
        make.employer(credit_code=code)


def test_same_name_and_address_may_stand_twice_with_two_codes() -> None:
    assert (
        make.employer(name="连锁店", address="海汀路1号").pk
        != make.employer(name="连锁店", address="海汀路1号").pk
    )


@pytest.mark.parametrize(
    "broken",
    [
        {"code": "W999999"},
        {"credit_code": None},
        {"name": ""},
        {"status": "gone"},
        {"grade": "D"},
        {"credit_code": ""},
    ],
)  # fmt: skip
def test_the_database_itself_refuses(broken: dict[str, str]) -> None:
    employer = make.employer()
    with pytest.raises(IntegrityError), transaction.atomic():
        Employer.objects.filter(pk=employer.pk).update(**broken)


def test_a_change_counts_the_version_and_leaves_a_masked_trace(inspector: User) -> None:
    employer = make.employer(contact_phone="13812345678", legal_representative="王小明")
    changed = employers.change_employer(
        employer, by=By(inspector), version=1, reason="电话核对", contact_phone="13987654321", headcount=12
    )
    assert (changed.version, changed.contact_phone, changed.headcount) == (2, "13987654321", 12)
    entry = AuditEntry.objects.about(employer).filter(action="change_employer").get()
    assert entry.data["changes"] == {"contact_phone": ["138****5678", "139****4321"], "headcount": [None, 12]}
    assert entry.reason == "电话核对"
    assert "王小明" not in str(list(AuditEntry.objects.values_list("data", "record_label")))


def test_a_change_of_nothing_writes_nothing(inspector: User) -> None:
    employer = make.employer(categories=("service",))
    entries = AuditEntry.objects.count()
    same = employers.change_employer(
        employer, by=By(inspector), version=1, name=employer.name, credit_code=employer.code,
        categories=list(employer.categories.all()),
    )  # fmt: skip
    assert same.version == 1
    assert AuditEntry.objects.count() == entries


def test_D_09_the_second_of_two_changes_is_a_conflict(inspector: User) -> None:
    employer = make.employer()
    employers.change_employer(employer, by=By(inspector), version=1, headcount=5)
    with pytest.raises(EmployerConflict) as raised:
        employers.change_employer(employer, by=By(inspector), version=1, headcount=9)
    assert raised.value.current.headcount == 5
    assert Employer.objects.get(pk=employer.pk).headcount == 5


def test_a_workshop_that_gets_a_licence_takes_the_code_and_keeps_its_number(inspector: User) -> None:
    workshop, code = make.employer(credit_code=None), make.credit_code()
    licensed = employers.change_employer(workshop, by=By(inspector), version=1, credit_code=code)
    assert (licensed.code, licensed.register_number, licensed.is_licensed) == (code, "W000001", True)
    back = employers.change_employer(licensed, by=By(inspector), version=2, credit_code="")
    assert (back.code, back.credit_code, back.is_licensed) == ("W000001", None, False)


def test_an_officer_enters_and_changes_only_in_the_posted_town(
    town_officer: User, town_a: Town, town_b: Town
) -> None:
    own = make.employer(actor=town_officer, town=town_a)
    for place in (town_b, None):
        with pytest.raises(Refused, match="town"):
            make.employer(actor=town_officer, town=place)
        with pytest.raises(Refused, match="town"):
            employers.change_employer(own, by=By(town_officer), version=1, town=place)
    with pytest.raises(Refused, match="town"):
        employers.change_employer(make.employer(town=town_b), by=By(town_officer), version=1, headcount=3)


def test_who_may_not_enter_may_not(leadership: User) -> None:
    with pytest.raises(Refused, match="permission"):
        make.employer(actor=leadership)


def test_a_grid_belongs_to_its_town_and_is_made_when_first_named(town_b: Town, inspector: User) -> None:
    employer = make.employer(grid_code="07")
    assert (employer.grid.code, employer.grid.town) == ("07", employer.town)
    moved = employers.change_employer(employer, by=By(inspector), version=1, town=town_b, grid_code="07")
    assert moved.grid.town == town_b
    assert employers.change_employer(moved, by=By(inspector), version=2, grid_code="").grid is None


def test_categories_are_seeded_and_their_change_is_told(inspector: User) -> None:
    employer = make.employer(categories=("karaoke",))
    bars = make.Category.objects.filter(code__in=("bar", "karaoke"))
    employers.change_employer(employer, by=By(inspector), version=1, categories=bars)
    entry = AuditEntry.objects.about(employer).filter(action="change_employer").get()
    assert entry.data["changes"]["categories"] == [["歌舞"], ["歌舞", "酒吧"]]


def test_a_reveal_is_written_down(inspector: User, leadership: User) -> None:
    employer = make.employer(contact_phone="13812345678")
    assert employers.reveal_contact(employer, field="contact_phone", by=By(inspector)) == "13812345678"
    entry = trail.about(employer, action="reveal_contact").get()
    assert (entry.actor, entry.data) == (inspector, {"field": "contact_phone"})
    with pytest.raises(Refused, match="permission"):
        employers.reveal_contact(employer, field="contact_phone", by=By(leadership))
