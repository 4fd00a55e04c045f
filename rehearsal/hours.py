"""When things are done: on working days, in office hours."""

from datetime import date, datetime, time, timedelta
from random import Random

from law import workdays
from law.clock import SHANGHAI

OPENS, CLOSES = 9, 17
ONE_DAY = timedelta(days=1)


def on(day: date, random: Random) -> datetime:
    """Some minute of that day's office hours."""
    return datetime.combine(day, time(random.randrange(OPENS, CLOSES), random.randrange(60)), SHANGHAI)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), SHANGHAI)


def later(moment: datetime, days: int, random: Random) -> datetime:
    """Some minute `days` working days after `moment`; within the next hour for 0."""
    if days <= 0:
        return moment + timedelta(minutes=random.randint(5, 55))
    return on(workdays.add_workdays(moment.date(), days), random)


def workday_from(day: date) -> date:
    """`day`, or the first working day after it."""
    while not workdays.is_workday(day):
        day += ONE_DAY
    return day


def working(first: date, last: date) -> list[date]:
    """The working days from `first` to `last`, both included."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in days if workdays.is_workday(day)]
