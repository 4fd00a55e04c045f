"""Towns are reminded of their report from seven days before 08-17; a late one is told how late it is."""

from datetime import date

import pytest
from django.apps import apps

from campaign.models import Campaign
from campaign.services.reminders import remind_reports
from casework.models import Notice
from tests.factories.accounts import user

reported: set[int] = set()


def towns_reported(campaign: Campaign) -> set[int]:
    return reported


@pytest.fixture(autouse=True)
def answers(monkeypatch: pytest.MonkeyPatch) -> None:
    reported.clear()
    for config in apps.get_app_configs():
        monkeypatch.setattr(config, "towns_reported", (), raising=False)
    monkeypatch.setattr(
        apps.get_app_config("campaign"), "towns_reported", (f"{__name__}.towns_reported",), raising=False
    )


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2021, 8, 9), None),
        (date(2021, 8, 10), "还有 7 天"),
        (date(2021, 8, 16), "还有 1 天"),
        (date(2021, 8, 17), "今天（2021-08-17）截止"),
        (date(2021, 8, 18), "已逾期 1 天"),
        (date(2021, 8, 20), "已逾期 3 天"),
        (date(2021, 8, 21), None),
    ],
)
def test_which_days_and_what_is_said(campaign: Campaign, people, day: date, sentence: str | None) -> None:
    assert remind_reports(campaign, day) == {"reminded": 2 if sentence else 0}
    if sentence:
        notice = Notice.objects.get(user=people.officer)
        assert sentence in notice.what
        assert notice.record == campaign


def test_a_town_that_has_reported_is_left_in_peace(campaign: Campaign, people) -> None:
    reported.add(people.here.pk)
    assert remind_reports(campaign, date(2021, 8, 12)) == {"reminded": 1}
    assert list(Notice.objects.values_list("user", flat=True)) == [people.stranger.pk]


def test_only_those_who_serve_a_town_and_may_report(campaign: Campaign, people) -> None:
    user("town_officer")
    user("inspector", people.here)
    people.officer.postings.update(until=date(2021, 8, 11))
    assert remind_reports(campaign, date(2021, 8, 12)) == {"reminded": 1}
