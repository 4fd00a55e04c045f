"""The only clock: Shanghai days, a held clock, and the rehearsal's day."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest

from law import clock


def test_now_is_aware_and_in_shanghai() -> None:
    assert clock.now().utcoffset() == timedelta(hours=8)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_today_is_the_shanghai_day_when_utc_is_still_yesterday() -> None:
    with clock.at(datetime(2021, 3, 21, 17, 0, tzinfo=UTC)):
        assert clock.today() == date(2021, 3, 22)


def test_campaign_today_fixes_the_day_and_keeps_the_real_time_of_day(settings) -> None:
    settings.CAMPAIGN_TODAY = date(2021, 4, 13)
    assert clock.today() == date(2021, 4, 13)
    real = datetime.now(clock.SHANGHAI)
    shown = datetime.combine(real.date(), clock.now().timetz())
    assert abs(shown - real) < timedelta(seconds=5) or real.hour in (0, 23)


def test_campaign_today_of_none_changes_nothing(settings) -> None:
    settings.CAMPAIGN_TODAY = None
    assert clock.today() == datetime.now(clock.SHANGHAI).date()


def test_at_a_date_holds_nine_in_the_morning() -> None:
    with clock.at(date(2021, 6, 1)) as held:
        assert held == clock.now() == datetime(2021, 6, 1, 9, 0, tzinfo=clock.SHANGHAI)


def test_at_reads_a_naive_datetime_as_shanghai() -> None:
    with clock.at(datetime(2021, 6, 30, 15, 0)):
        assert clock.now().isoformat() == "2021-06-30T15:00:00+08:00"


def test_at_wins_over_campaign_today(settings) -> None:
    settings.CAMPAIGN_TODAY = date(2021, 4, 13)
    with clock.at(date(2021, 8, 17)):
        assert clock.today() == date(2021, 8, 17)


def test_at_nests_and_restores_also_after_an_error() -> None:
    with clock.at(date(2021, 6, 1)):
        with pytest.raises(RuntimeError), clock.at(date(2021, 7, 15)):
            assert clock.today() == date(2021, 7, 15)
            raise RuntimeError
        assert clock.today() == date(2021, 6, 1)
    assert clock.today() != date(2021, 6, 1)


def test_at_holds_only_the_own_thread() -> None:
    seen: list[date] = []
    with clock.at(date(2021, 6, 1)):
        other = threading.Thread(target=lambda: seen.append(clock.today()))
        other.start()
        other.join()
    assert seen != [date(2021, 6, 1)]


def test_end_of_day_is_the_last_instant_in_shanghai() -> None:
    last = clock.end_of_day(date(2021, 8, 17))
    assert clock.day_of(last) == date(2021, 8, 17)
    assert clock.day_of(last + timedelta(microseconds=1)) == date(2021, 8, 18)


def test_day_of_turns_an_instant_into_its_shanghai_day() -> None:
    assert clock.day_of(datetime(2021, 4, 30, 16, 30, tzinfo=UTC)) == date(2021, 5, 1)
    assert clock.day_of(date(2021, 4, 30)) == date(2021, 4, 30)
