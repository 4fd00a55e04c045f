"""At the start of phase 2 each town gets its list; and who sees which rows of it."""

from datetime import date
from hashlib import sha256

import pytest

from campaign.models import Campaign, Target
from campaign.services.targets import build_targets, move_target
from casework import audit
from casework.by import SYSTEM, By
from casework.models import AuditEntry
from tests.factories.registry import employer

ON = date(2021, 4, 13)


def test_active_employers_of_the_campaigns_categories_are_listed_by_town(campaign: Campaign, people) -> None:
    plant = employer(town=people.here, categories=["labour_intensive", "service"])
    bar = employer(town=people.there, categories=["bar", "other"])
    adrift = employer(town=None, categories=["arcade"])
    employer(town=people.here, categories=["other"])
    employer(town=people.here)
    employer(town=people.here, categories=["bar"], status="closed")

    assert build_targets(campaign, ON) == {
        "towns": 3,
        "targets": 3,
        "summary": "新列入对象 3 户，涉及 3 个镇街",
    }

    rows = {row.employer: row for row in Target.objects.for_list()}
    assert set(rows) == {plant, bar, adrift}
    assert [reason.reason for reason in rows[plant].reasons.all()] == ["labour_intensive", "service"]
    assert [reason.reason for reason in rows[bar].reasons.all()] == ["entertainment"]
    assert (rows[bar].town, rows[bar].state, rows[bar].number) == (people.there, "listed", f"2021-{bar.code}")
    assert (rows[adrift].town, rows[adrift].listed_on) == (None, ON)


def test_one_audit_entry_a_town_proves_the_batch(campaign: Campaign, people) -> None:
    firms = [employer(town=people.here, categories=[code]) for code in ("bar", "karaoke", "service")]
    build_targets(campaign, ON, by=By(people.leader))
    (entry,) = AuditEntry.objects.filter(action="list_targets")
    assert (entry.actor_id, entry.after) == (people.leader.pk, "listed")
    assert entry.data == {
        "town": people.here.code,
        "count": 3,
        "by_reason": {"entertainment": 2, "service": 1},
        "employers_sha256": sha256("\n".join(firm.code for firm in firms).encode()).hexdigest(),
    }
    assert audit.verify() is None


def test_twice_adds_only_what_is_new(campaign: Campaign, people) -> None:
    known = employer(town=people.here, categories=["bar"])
    move_target(campaign=campaign, employer=known, stage="case", by=SYSTEM, reason_code="complaint")
    build_targets(campaign, ON)
    entries = AuditEntry.objects.count()
    assert build_targets(campaign, ON)["targets"] == 0
    assert AuditEntry.objects.count() == entries
    assert Target.objects.get().state == "case"

    employer(town=people.here, categories=["service"])
    assert build_targets(campaign, ON)["targets"] == 1


@pytest.mark.parametrize("number", [3, 30])
def test_the_queries_do_not_grow_with_the_employers(
    campaign: Campaign, people, django_assert_num_queries, number: int
) -> None:
    for _turn in range(number):
        employer(town=people.here, categories=["bar", "karaoke"])
    # Categories and towns once; for each town (two, and none) a savepoint, the lock and its employers; for
    # the town with new ones targets, reasons and the entry too.
    with django_assert_num_queries(19):
        build_targets(campaign, ON)
    assert Target.objects.count() == number


def test_two_towns_do_not_see_each_others_targets(campaign: Campaign, people) -> None:
    for town in (people.here, people.there, None):
        employer(town=town, categories=["bar"])
    build_targets(campaign, ON)
    seen = {
        name: Target.objects.visible_to(getattr(people, name)).count()
        for name in vars(people)
        if hasattr(getattr(people, name), "role")
    }
    assert seen == {
        "officer": 1,
        "stranger": 1,
        "inspector": 3,
        "leader": 3,
        "leadership": 3,
        "contact": 0,
        "admin": 0,
    }
    assert Target.objects.visible_to(people.officer).get().town == people.here


def test_the_funnel_is_one_query(campaign: Campaign, people, django_assert_num_queries) -> None:
    for town, stage in ((people.here, "patrolled"), (people.here, "patrolled"), (people.there, "case")):
        move_target(campaign=campaign, employer=employer(town=town), stage=stage, by=SYSTEM)
    with django_assert_num_queries(1):
        rows = Target.objects.filter(campaign=campaign).counts()
    assert sorted((row["town"], row["state"], row["number"]) for row in rows) == sorted(
        [(people.here.pk, "patrolled", 2), (people.there.pk, "case", 1)]
    )
    happened = {row["town"]: (row["patrolled"], row["case"], row["corrected"]) for row in rows}
    assert happened == {people.here.pk: (2, 0, 0), people.there.pk: (0, 1, 0)}, (
        "a case needs no patrol before"
    )


def test_a_reason_more_has_its_entry_once(campaign: Campaign, people) -> None:
    firm = employer(town=people.here, categories=["service"])
    build_targets(campaign, ON)
    for _twice in range(2):
        row = move_target(
            campaign=campaign,
            employer=firm,
            stage="listed",
            by=By(people.inspector),
            reason_code="complaint",
            note="来访",
        )
    entry = AuditEntry.objects.get(action="add_target_reason")
    assert (entry.record, entry.actor, entry.data["reason"]) == (row, people.inspector, "complaint")
    assert entry.data["note"].endswith("来访") and row.reasons.count() == 2


def test_a_new_target_tells_its_reasons_in_the_entry_that_lists_it(campaign: Campaign, people) -> None:
    firm = employer(town=people.here)
    move_target(campaign=campaign, employer=firm, stage="listed", by=SYSTEM, reason_code="complaint")
    assert [entry.action for entry in AuditEntry.objects.about(firm.targets.get())] == ["list_target"]
