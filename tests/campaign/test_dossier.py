"""What an employer's file shows of the campaign, and to whom."""

from datetime import date

from campaign.dossier import events
from campaign.models import Campaign
from campaign.services.targets import build_targets, clear_target, move_target
from casework.by import SYSTEM, By
from law import clock
from tests.factories.registry import employer


def test_the_moves_of_an_employer_newest_first(campaign: Campaign, people) -> None:
    firm = employer(town=people.here, categories=["bar"])
    build_targets(campaign, date(2021, 4, 13))
    for day, stage in ((date(2021, 4, 20), "patrolled"), (date(2021, 5, 10), "escalated")):
        with clock.at(day):
            move_target(campaign=campaign, employer=firm, stage=stage, by=By(people.officer))
    told = events(firm, people.officer)
    assert [(event.at.date(), event.text.rpartition("：")[2], event.kind) for event in told] == [
        (date(2021, 5, 10), "上报为专项检查对象", "warn"),
        (date(2021, 4, 20), "已巡查", "system"),
        (date(2021, 4, 13), "列入专项行动对象", "system"),
    ]
    assert {event.url for event in told} == {firm.targets.get().get_absolute_url()}


def test_a_target_listed_singly_is_told_once(campaign: Campaign, people) -> None:
    firm = employer(town=people.here)
    row = move_target(campaign=campaign, employer=firm, stage="listed", by=SYSTEM)
    clear_target(row, by=By(people.inspector), reason="已注销")
    told = [event.text.rpartition("：")[2] for event in events(firm, people.leader)]
    assert told == ["排除", "列入专项行动对象"]


def test_another_town_is_told_nothing_for_one_query(campaign, people, django_assert_num_queries) -> None:
    firm = employer(town=people.here)
    move_target(campaign=campaign, employer=firm, stage="patrolled", by=SYSTEM)
    with django_assert_num_queries(1):
        assert events(firm, people.stranger) == []
    assert events(firm, people.admin) == []
    with django_assert_num_queries(3):  # the target, its reasons (none of a hidden complaint), its entries
        assert len(events(firm, people.officer)) == 2
