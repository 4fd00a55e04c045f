"""The next campaign, a change of the days, and which campaign is current."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from campaign.models import Campaign, PhaseWindow
from campaign.plan import Plan, PlanInvalid
from campaign.querysets import forget_current
from campaign.services.plans import change_campaign, create_next, set_current
from casework.by import By
from casework.models import AuditEntry
from casework.workflow import Refused
from tests.factories.campaign import campaign as make_campaign
from tests.factories.campaign import phase, plan

# A test that commits really may find the seeded categories flushed away.
NO_CATEGORIES = [{"text": "被群众多次举报的用人单位", "categories": []}]


def test_the_next_campaign_leaves_the_first_as_it_is(campaign: Campaign, people) -> None:
    before = Plan.of(campaign)
    following = create_next(
        by=By(people.leader), previous=campaign, code="2022", plan=plan(title="第二次行动")
    )
    assert not following.is_current
    assert (following.starts_on, following.ends_on) == (date(2022, 3, 1), date(2022, 8, 19))
    assert Plan.of(Campaign.objects.get(pk=campaign.pk)) == before
    assert AuditEntry.objects.about(campaign).first().data == {"next": "2022"}


def test_a_code_is_given_once(campaign: Campaign, people) -> None:
    with pytest.raises(Refused, match="2021"):
        create_next(by=By(people.leader), previous=campaign, code="2021", plan=plan())
    assert Campaign.objects.count() == 1


@pytest.mark.parametrize(
    "phases",
    [
        [("publicity", 1, 10), ("patrol", 10, 20), ("inspection", 21, 25), ("summary", 26, 30)],
        [("publicity", 1, 10), ("patrol", 20, 19), ("inspection", 21, 25), ("summary", 26, 30)],
        [("publicity", 1, 10), ("patrol", 11, 20), ("inspection", 21, 25)],
    ],
)
def test_the_service_refuses_bad_phases_and_changes_nothing(
    campaign: Campaign, brigade_leader: User, phases: list[tuple[str, int, int]]
) -> None:
    bad = plan(
        phases=[phase(name, date(2022, 6, first), date(2022, 6, last)) for name, first, last in phases]
    )
    with pytest.raises(PlanInvalid):
        create_next(by=By(brigade_leader), previous=campaign, code="2022", plan=bad)
    with pytest.raises(PlanInvalid):
        change_campaign(campaign, by=By(brigade_leader), plan=bad)
    assert Campaign.objects.count() == 1
    assert PhaseWindow.objects.count() == 4


def test_the_database_holds_the_last_line(campaign: Campaign) -> None:
    window = campaign.window("patrol")
    with pytest.raises(IntegrityError, match="campaign_phasewindow"), transaction.atomic():
        PhaseWindow.objects.filter(pk=window.pk).update(ends_on=date(2021, 4, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        PhaseWindow.objects.create(
            campaign=campaign,
            phase="patrol",
            starts_on=date(2021, 9, 1),
            ends_on=date(2021, 9, 2),
            title="",
            text="",
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.filter(pk=make_campaign().pk).update(is_current=True)


def test_a_moved_phase_is_audited_with_before_and_after(campaign: Campaign, people) -> None:
    moved = Plan.of(campaign)
    moved.phases[1]["ends_on"] = date(2021, 5, 31)
    changes = change_campaign(campaign, by=By(people.leader), plan=moved, reason="延长两天")
    assert list(changes) == ["phases"]
    assert campaign.phase_on(date(2021, 5, 31)) == "patrol"
    entry = AuditEntry.objects.about(campaign).first()
    assert (entry.action, entry.reason, entry.actor_id) == ("change_campaign", "延长两天", people.leader.pk)
    assert entry.data["phases"]["from"][1]["ends_on"] == "2021-05-29"
    assert entry.data["phases"]["to"][1]["ends_on"] == "2021-05-31"


def test_moving_the_first_and_last_phase_moves_the_campaign(campaign: Campaign, brigade_leader: User) -> None:
    moved = Plan.of(campaign)
    moved.phases[0]["starts_on"], moved.phases[3]["ends_on"] = date(2021, 3, 1), date(2021, 8, 31)
    change_campaign(campaign, by=By(brigade_leader), plan=moved)
    row = Campaign.objects.get()
    assert (row.starts_on, row.ends_on) == (date(2021, 3, 1), date(2021, 8, 31))


def test_the_same_plan_changes_nothing(campaign: Campaign, brigade_leader: User) -> None:
    entries = AuditEntry.objects.count()
    assert change_campaign(campaign, by=By(brigade_leader), plan=Plan.of(campaign)) == {}
    assert AuditEntry.objects.count() == entries


def test_one_campaign_is_current(campaign: Campaign, people) -> None:
    following = make_campaign()
    set_current(following, by=By(people.leader))
    assert list(Campaign.objects.filter(is_current=True)) == [following]
    entries = AuditEntry.objects.count()
    set_current(following, by=By(people.leader))
    assert AuditEntry.objects.count() == entries


def test_current_asks_the_database_inside_a_transaction(
    campaign: Campaign, django_assert_num_queries
) -> None:
    with django_assert_num_queries(2):
        assert Campaign.objects.current() == campaign
    with django_assert_num_queries(2):
        assert Campaign.objects.current().phase_on(date(2021, 4, 13)) == "patrol"


@pytest.mark.django_db(transaction=True)
def test_current_is_remembered_and_forgotten_by_every_change(
    brigade_leader, django_assert_num_queries
) -> None:
    first = make_campaign("2022", objects=NO_CATEGORIES)
    second = make_campaign("2023", objects=NO_CATEGORIES, document_number="青西新人社〔2023〕1号")
    assert Campaign.objects.current() == first
    with django_assert_num_queries(0):
        assert Campaign.objects.current().phase_on(date(2022, 4, 1)) == "patrol"
    set_current(second, by=By(brigade_leader))
    assert Campaign.objects.current() == second
    change_campaign(second, by=By(brigade_leader), plan=plan(title="改了名", objects=NO_CATEGORIES))
    assert Campaign.objects.current().title == "改了名"


@pytest.mark.django_db(transaction=True)
def test_current_is_asked_again_after_thirty_seconds(monkeypatch, django_assert_num_queries) -> None:
    make_campaign(objects=NO_CATEGORIES)
    forget_current()
    for at, queries in ((100.0, 2), (129.0, 0), (131.0, 2)):
        monkeypatch.setattr("campaign.querysets.monotonic", lambda at=at: at)
        with django_assert_num_queries(queries):
            Campaign.objects.current()
