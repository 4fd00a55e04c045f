"""What the benchmarks fill a database with could have been written by the house itself."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Count, Q

from accounts.models import User
from campaign.models import Campaign
from campaign.querysets import forget_current
from casework import chain, kinds
from casework.models import Deadline
from complaints.models import Complaint
from inspections.cases.models import Case
from inspections.checks.models import Inspection
from inspections.patrols.models import Patrol
from registry.models import Employer
from rehearsal.benchmarks.scale import OPEN_SHARE, Scale
from rehearsal.benchmarks.stock import LARGE, fill
from rehearsal.benchmarks.stock.shelf import Shelf

SCALE = Scale(1_200)
HELD = (Case, Complaint, Inspection)


@pytest.fixture(scope="module")
def filled(django_db_setup: Any, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        fill(SCALE)
        yield
        transaction.set_rollback(True)
    forget_current()
    cache.clear()


pytestmark = [pytest.mark.usefixtures("filled"), pytest.mark.django_db]


def test_there_is_as_much_as_the_design_says() -> None:
    assert Employer.objects.count() == SCALE.employers
    assert Patrol.objects.count() == SCALE.patrols
    assert Case.objects.count() == SCALE.cases
    assert Complaint.objects.count() == SCALE.complaints
    assert Campaign.objects.count() == SCALE.campaigns
    assert all(model._base_manager.exists() for model in LARGE)


def test_what_refers_to_something_finds_it() -> None:
    connection.check_constraints()


def test_nearly_all_is_finished_and_nobody_holds_more_than_sixty() -> None:
    patrols = Patrol.objects.filter(state__in=("recorded", "rectifying")).count()
    assert patrols == SCALE.patrols // OPEN_SHARE
    held = dict.fromkeys(User.objects.filter(role="inspector").values_list("pk", flat=True), 0)
    for model in HELD:
        for column in kinds.of(model).holders:
            found = model._default_manager.open().values_list(column).annotate(Count("pk")).order_by()
            for person, number in found:
                held[person] += number
    assert max(held.values()) <= 60
    assert held[User.objects.get(username="inspector01").pk] >= 40


@pytest.mark.parametrize("kind", [kind for kind in kinds.with_clocks()], ids=lambda kind: kind.name)
def test_a_record_carries_the_duty_that_ends_first(kind: kinds.Kind) -> None:
    first: dict[int, Any] = {}
    for clock in Deadline.objects.of_model(kind.model_class).running().duties().order_by("-due_on", "-pk"):
        first[clock.object_id] = clock
    for record in kind.rows.filter(Q(next_clock__isnull=False) | Q(pk__in=first)):
        clock = first[record.pk]
        assert (record.next_clock_id, record.next_due_on) == (clock.pk, clock.due_on)


def test_the_trail_holds() -> None:
    assert chain.verify() is None


def test_a_campaign_names_the_employers_that_were_worked_on_in_it() -> None:
    for campaign in Campaign.objects.all():
        named = campaign.targets.values("employer")
        assert not Patrol.objects.filter(campaign=campaign).exclude(employer__in=named).exists()
        assert not Patrol.objects.filter(campaign=campaign, patrolled_on__lt=campaign.starts_on).exists()
        assert not Patrol.objects.filter(campaign=campaign, patrolled_on__gt=campaign.ends_on).exists()


def test_the_same_employers_are_found_by_their_words() -> None:
    one = Employer.objects.order_by("pk")[100]
    assert one in Employer.objects.search(one.name[2:6])


def test_texts_come_back_as_they_were_put_on_the_shelf() -> None:
    odd = "反斜杠 \\ 制表\t换行\n引号\"'"
    shelf = Shelf()
    key = shelf.add(
        Case, number="odd", source="complaint", matters=["a", "\\n"], cause=odd, found_on="2021-06-01",
        employer_id=Employer.objects.order_by("pk")[0].pk, state="clue", state_since="2021-06-01T00:00:00+08:00",
    )  # fmt: skip
    shelf.write_all()
    case = Case.objects.get(pk=key)
    assert (case.cause, case.matters) == (odd, ["a", "\\n"])
