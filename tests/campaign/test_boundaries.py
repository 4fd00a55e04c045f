"""Phase boundaries do work by themselves: once, also when called twice, late, or after a failure."""

from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from accounts.models import User
from campaign.models import BoundaryRun, Campaign, Target
from campaign.plan import Plan
from campaign.services.boundaries import advance, moments
from campaign.services.plans import change_campaign
from campaign.tasks import advance_all
from casework.by import By
from casework.models import AuditEntry
from law import clock
from tests.factories.campaign import campaign as make_campaign
from tests.factories.registry import employer

calls: list[tuple[str, date]] = []
fails: set[str] = set()


def first(campaign: Campaign, on: date) -> dict[str, int]:
    calls.append(("first", on))
    if "first" in fails:
        raise RuntimeError("printer on fire")
    return {"done": 1}


def second(campaign: Campaign, on: date) -> None:
    calls.append(("second", on))


@pytest.fixture(autouse=True)
def two_rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work of a lower and an upper room at the same boundary, and daily work of the upper one."""
    calls.clear()
    fails.clear()
    here = f"{__name__}."
    for label, work in {
        "campaign": {"end:patrol": (here + "first",), "start:inspection": (here + "first",)},
        "registry": {"end:patrol": (here + "second",), "daily": (here + "second",)},
    }.items():
        monkeypatch.setattr(apps.get_app_config(label), "boundary_work", work, raising=False)
    for config in apps.get_app_configs():
        if config.label not in {"campaign", "registry"}:
            monkeypatch.setattr(config, "boundary_work", {}, raising=False)


def test_moments_are_the_starts_and_the_days_after_the_ends(campaign: Campaign) -> None:
    assert [(moment.name, moment.on.isoformat()) for moment in moments(campaign)] == [
        ("start:publicity", "2021-03-22"),
        ("end:publicity", "2021-04-11"),
        ("start:patrol", "2021-04-13"),
        ("end:patrol", "2021-05-30"),
        ("start:inspection", "2021-06-01"),
        ("end:inspection", "2021-08-01"),
        ("start:summary", "2021-08-03"),
        ("end:summary", "2021-08-21"),
    ]


def test_nothing_before_the_boundary(campaign: Campaign) -> None:
    runs = advance(campaign, date(2021, 5, 29))
    assert [(run.moment, run.on) for run in runs] == [("daily", date(2021, 5, 29))]


def test_rooms_work_in_the_order_of_the_line(campaign: Campaign) -> None:
    advance(campaign, date(2021, 5, 30))
    assert [name for name, _on in calls] == ["second", "first", "second"]


def test_twice_does_nothing_more(campaign: Campaign) -> None:
    on = date(2021, 5, 30)
    assert len(advance(campaign, on)) == 3
    entries = AuditEntry.objects.count()
    assert advance(campaign, on) == []
    assert (len(calls), AuditEntry.objects.count()) == (3, entries)


def test_late_does_all_that_was_missed_once_and_only_today_daily(campaign: Campaign) -> None:
    on = date(2021, 7, 5)
    runs = advance(campaign, on)
    assert [(run.moment, run.on.isoformat()) for run in runs] == [
        ("end:patrol", "2021-05-30"),
        ("end:patrol", "2021-05-30"),
        ("start:inspection", "2021-06-01"),
        ("daily", "2021-07-05"),
    ]
    assert {day for _name, day in calls} == {on}


def test_daily_runs_once_a_day(campaign: Campaign) -> None:
    for day in (date(2021, 4, 1), date(2021, 4, 1), date(2021, 4, 2)):
        advance(campaign, day)
    assert [day for _name, day in calls] == [date(2021, 4, 1), date(2021, 4, 2)]


def test_a_failure_stops_nobody_else_and_is_tried_again(campaign: Campaign) -> None:
    on = date(2021, 5, 30)
    fails.add("first")
    runs = {run.work.rpartition(".")[2]: run.error for run in advance(campaign, on)}
    assert runs["second"] == "" and "printer on fire" in runs["first"]

    fails.clear()
    again = advance(campaign, on)
    assert [(run.work.rpartition(".")[2], run.error, run.attempts) for run in again] == [("first", "", 2)]
    assert BoundaryRun.objects.get(moment="end:patrol", work__endswith="first").result == {"done": 1}


def test_work_under_way_elsewhere_is_left_alone_until_it_has_been_silent_for_an_hour(
    campaign: Campaign,
) -> None:
    on = date(2021, 5, 30)
    with clock.at(on):
        run = BoundaryRun.objects.create(
            campaign=campaign, moment="end:patrol", work=f"{__name__}.first", on=on, started_at=clock.now()
        )
        advance(campaign, on)
        assert "first" not in [name for name, _on in calls]
        BoundaryRun.objects.filter(pk=run.pk).update(started_at=clock.now() - timedelta(hours=2))
        assert [again.pk for again in advance(campaign, on)] == [run.pk]
    assert calls[-1][0] == "first"


def test_a_boundary_that_was_moved_works_again_on_its_new_day(
    campaign: Campaign, brigade_leader: User
) -> None:
    advance(campaign, date(2021, 5, 30))
    plan = Plan.of(campaign)
    plan.phases[1]["ends_on"] = date(2021, 5, 30)
    change_campaign(campaign, by=By(brigade_leader), plan=plan)
    calls.clear()
    advance(campaign, date(2021, 5, 31))
    assert [name for name, _on in calls].count("first") == 1


def test_each_boundary_run_is_audited_and_idle_days_are_not(campaign: Campaign, people) -> None:
    advance(campaign, date(2021, 5, 30), by=By(people.leader))
    told = AuditEntry.objects.filter(action="advance_campaign")
    assert {entry.data["moment"] for entry in told} == {"end:patrol"}
    assert {entry.actor_id for entry in told} == {people.leader.pk}


def test_the_command_prints_what_it_did_and_fails_when_work_failed(campaign: Campaign) -> None:
    said = StringIO()
    call_command("advance_campaign", "--on", "2021-06-01", stdout=said)
    assert "start:inspection 2021-06-01" in said.getvalue()
    said = StringIO()
    call_command("advance_campaign", "--on", "2021-06-01", stdout=said)
    assert "没有待办" in said.getvalue()

    fails.add("first")
    following = make_campaign()
    assert following.opens_on("inspection") == date(2022, 6, 3)
    with pytest.raises(CommandError, match="重试"):
        call_command("advance_campaign", "--on", "2022-06-03", stdout=StringIO())


def test_the_nightly_task_takes_the_current_campaign_and_others_on_their_days(campaign: Campaign) -> None:
    following = make_campaign()
    with clock.at(date(2021, 5, 30)):
        advance_all()
    assert set(BoundaryRun.objects.values_list("campaign", flat=True)) == {campaign.pk}
    with clock.at(date(2022, 4, 5)):
        advance_all()
    assert BoundaryRun.objects.filter(campaign=following, moment="daily").exists()


def test_the_rooms_own_work_is_listed_in_its_app_config(campaign: Campaign, monkeypatch: Any) -> None:
    monkeypatch.undo()
    firm = employer(categories=["bar"])
    with clock.at(date(2021, 4, 13)):
        runs = advance(campaign, date(2021, 4, 13))
        again = advance(campaign, date(2021, 4, 13))
    assert {run.work for run in runs} >= {
        "campaign.services.targets.build_targets",
        "campaign.services.reminders.remind_reports",
    }
    assert again == []
    assert Target.objects.get().employer == firm
