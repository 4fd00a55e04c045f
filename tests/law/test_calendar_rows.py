"""Entering a year's holidays and single days: what it changes, when, and at what cost."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from law import clock, services, workdays
from law.calendars import PUBLISHED
from law.models import WorkdayOverride
from law.services import CalendarInvalid
from law.stored import Stored
from law.terms import due
from tests.factories.accounts import user

pytestmark = pytest.mark.django_db
SOURCE = "国办发明电〔2026〕9号"
SPRING_2027 = {date(2027, 2, day): "春节" for day in range(5, 12)}
NEW_YEAR_2027 = {date(2027, 1, 1): "元旦"}
MAKEUP_2027 = {date(2027, 1, 30): "春节", date(2027, 2, 20): "春节"}


def announce(**changes):
    facts = {
        "year": 2027, "days_off": NEW_YEAR_2027 | SPRING_2027, "makeup_days": MAKEUP_2027,
        "source": SOURCE, "actor": user("brigade_leader"),
    }  # fmt: skip
    return services.announce_year(**(facts | changes))


def test_announcing_a_year_makes_it_known_and_moves_a_provisional_clock(
    django_capture_on_commit_callbacks,
) -> None:
    before = due("case.investigation", date(2026, 11, 23))
    with django_capture_on_commit_callbacks(execute=True):
        announce()
    after = due("case.investigation", date(2026, 11, 23))
    assert (before.on, before.provisional) == (date(2027, 2, 15), True)
    # Six weekdays off, Saturday 30 January worked: five more days, the last Saturday 20 February.
    assert (after.on, after.provisional) == (date(2027, 2, 20), False)
    assert any("春节" in line for line in after.explanation)
    assert workdays.is_workday(date(2027, 1, 30)) and not workdays.is_workday(date(2027, 2, 8))


def test_an_uncommitted_notice_is_seen_only_where_it_is_asked_for() -> None:
    announce()
    assert not workdays.current().knows(2027)
    assert due("case.investigation", date(2026, 11, 23), calendar=workdays.load()).provisional is False


def test_a_rolled_back_notice_leaves_no_trace() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        announce()
        raise RuntimeError
    assert not workdays.reload().knows(2027)


def test_announcing_again_replaces_the_notice() -> None:
    announce()
    announce(days_off=NEW_YEAR_2027, makeup_days={})
    calendar = workdays.reload()
    assert not calendar.works(date(2027, 1, 1)) and calendar.works(date(2027, 2, 8))
    assert WorkdayOverride.objects.count() == 1


def test_a_local_day_announces_nothing() -> None:
    with clock.at(date(2026, 12, 1)):
        row = services.override_day(
            day=date(2027, 8, 10),
            is_workday=False,
            note="台风",
            source="青西防指〔2027〕1号",
            actor=user("brigade_leader"),
        )
    assert row.kind == WorkdayOverride.Kind.LOCAL and row.entered_at.date() == date(2026, 12, 1)
    calendar = workdays.reload()
    assert not calendar.works(date(2027, 8, 10)) and not calendar.knows(2027)
    assert workdays.holiday_name(date(2027, 8, 10)) == "台风"


def test_correcting_a_day_of_the_notice_keeps_the_year_announced() -> None:
    announce(days_off=NEW_YEAR_2027, makeup_days={})
    services.override_day(
        day=date(2027, 1, 1), is_workday=True, note="", source=SOURCE, actor=user("brigade_leader")
    )
    calendar = workdays.reload()
    assert calendar.knows(2027) and calendar.works(date(2027, 1, 1))


def test_a_day_of_a_published_year_can_be_overridden() -> None:
    services.override_day(
        day=date(2021, 5, 8), is_workday=False, note="台风", source="x", actor=user("brigade_leader")
    )
    assert due("complaint.acceptance", date(2021, 4, 30), calendar=workdays.load()).on == date(2021, 5, 12)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"source": "  "}, "文件依据"),
        ({"year": 2026}, "已内置"),
        ({"days_off": {}}, "放假日期"),
        ({"days_off": {date(2026, 12, 31): "元旦"}}, "不在2027年"),
        ({"makeup_days": {date(2027, 1, 1): "元旦"}}, "同时录为"),
        ({"makeup_days": {date(2027, 3, 1): "春节"}}, "周一至周五"),
    ],
)
def test_a_notice_that_cannot_be_right_is_refused_with_a_sentence(changes: dict, message: str) -> None:
    with pytest.raises(CalendarInvalid, match=message):
        announce(**changes)
    assert not WorkdayOverride.objects.exists()


def test_a_single_day_without_source_is_refused() -> None:
    with pytest.raises(CalendarInvalid, match="文件依据"):
        services.override_day(
            day=date(2021, 5, 8), is_workday=False, note="", source=" ", actor=user("brigade_leader")
        )


def test_the_database_keeps_one_row_per_day_and_a_source() -> None:
    facts = {"day": date(2027, 8, 10), "is_workday": False}
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkdayOverride.objects.create(**facts, source="")
    WorkdayOverride.objects.create(**facts, source="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkdayOverride.objects.create(**facts, source="y")


def test_counting_costs_no_query_once_read_and_one_when_it_looks_again(settings) -> None:
    settings.LAW_RECHECK_SECONDS = 3600
    with CaptureQueriesContext(connection) as first:
        workdays.current()
    with CaptureQueriesContext(connection) as later:
        for _ in range(50):
            workdays.add_workdays(date(2021, 6, 7), 60)
    assert (len(first), len(later)) == (1, 0)
    settings.LAW_RECHECK_SECONDS = 0
    with CaptureQueriesContext(connection) as again:
        workdays.current()
    assert len(again) == 1


def test_a_change_by_another_process_is_seen_after_the_recheck_time(settings) -> None:
    settings.LAW_RECHECK_SECONDS = 3600
    assert workdays.is_workday(date(2021, 5, 8))
    WorkdayOverride.objects.create(day=date(2021, 5, 8), is_workday=False, source="another process")
    assert workdays.is_workday(date(2021, 5, 8))
    settings.LAW_RECHECK_SECONDS = 0
    assert not workdays.is_workday(date(2021, 5, 8))


def test_a_failed_reading_raises_and_is_tried_again(settings) -> None:
    settings.LAW_RECHECK_SECONDS = 3600
    answers = iter([RuntimeError("database is away"), "fresh"])

    def load() -> str:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    stored = Stored(load=load, default="built in")
    with pytest.raises(RuntimeError):
        stored.get()
    assert stored.get() == "fresh"


def test_the_built_in_calendar_is_never_changed() -> None:
    announce()
    workdays.reload()
    assert not PUBLISHED.knows(2027) and date(2027, 1, 1) not in PUBLISHED.off
