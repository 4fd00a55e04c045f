"""What was got back for workers is stored as what each event added."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.roles import Role
from findings.models import Finding, Recovery
from findings.services.recovering import bring
from law import clock
from tests.factories import accounts, registry
from tests.factories import patrols as make

DAY = date(2021, 4, 28)


def test_nothing_new_is_no_row(campaign: Any) -> None:
    patrol = make.rectifying(make.ARREARS)
    assert bring(patrol, {"wages_paid_people": 0}, on=DAY) == []
    assert bring(patrol, {"wages_paid_people": 2}, so_far={"wages_paid_people": 2}, on=DAY) == []


def test_people_and_yuan_of_wages_are_one_row(campaign: Any) -> None:
    patrol = make.rectifying(make.ARREARS)
    totals = {"wages_paid_people": 2, "wages_paid_amount": 6000, "insured_people": 1}
    rows = bring(patrol, totals, on=DAY)
    assert {(row.what, row.people, row.amount) for row in rows} == {("wages", 2, 6000), ("insurance", 1, 0)}
    assert {(row.employer_id, row.town_id, row.campaign_id, row.origin) for row in rows} == {
        (patrol.employer_id, patrol.town_id, patrol.campaign_id, "patrol")
    }


def test_a_total_corrected_downwards_is_a_negative_row(campaign: Any) -> None:
    patrol = make.rectifying(make.ARREARS)
    bring(patrol, {"wages_paid_people": 3}, on=DAY)
    (less,) = bring(patrol, {"wages_paid_people": 2}, so_far={"wages_paid_people": 3}, on=DAY)
    assert less.people == -1


def test_an_outcome_there_is_not(campaign: Any) -> None:
    with pytest.raises(TypeError, match="no such outcomes"):
        bring(make.patrol(), {"gold": 1}, on=DAY)


def test_a_recovery_is_not_its_own_repeat(campaign: Any) -> None:
    (row,) = bring(make.patrol(), {"insured_people": 1}, on=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Recovery.objects.filter(pk=row.pk).update(same_as=row)


@pytest.mark.parametrize("role", Role.values)
def test_problems_and_recoveries_are_seen_with_their_record(campaign: Any, role: str, town_a: Any) -> None:
    user = accounts.user(role)
    mine = make.rectifying(make.ARREARS, employer=registry.employer(town=town_a))
    make.recheck(mine, on=DAY, wages_paid_people=3, wages_paid_amount=9000)
    with clock.at(DAY):
        seen = type(mine).objects.visible_to(user).count()
        assert Finding.objects.visible_to(user).count() == seen
        assert Recovery.objects.visible_to(user).count() == seen
