"""Failed sign-ins: how long an account, or the place they come from, has to wait.

django-axes counts them, in the machine's own time: a rehearsal that sets the day must neither lengthen nor shorten a lock.
"""

from datetime import UTC, datetime, timedelta
from math import ceil
from time import time

from axes.models import AccessAttempt, AccessFailureLog
from axes.utils import reset
from django.conf import settings
from django.db.models import Max, QuerySet, Sum

from accounts.names import account_name

SOURCE_LIMIT = 30
SOURCE_WINDOW = timedelta(hours=1)
KEPT_DAYS = 180


def account_minutes_left(username: str) -> int:
    """Whole minutes until the account may be tried again; 0 when it may now."""
    failed = _lately().filter(username=account_name(username))
    counted = failed.aggregate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
    is_locked = (counted["failures"] or 0) >= settings.AXES_FAILURE_LIMIT
    return _minutes_until(counted["last"] + _span()) if is_locked else 0


def locked_names() -> QuerySet:
    """The login names that have to wait now."""
    counted = _lately().order_by().values("username").annotate(failures=Sum("failures_since_start"))
    return counted.filter(failures__gte=settings.AXES_FAILURE_LIMIT).values("username")


def source_minutes_left(address: str) -> int:
    """Whole minutes until an address that failed thirty times in an hour, with whatever accounts, may try again."""
    failed = AccessFailureLog.objects.filter(
        ip_address=address, attempt_time__gt=_machine_now() - SOURCE_WINDOW
    )
    times = list(failed.order_by("-attempt_time").values_list("attempt_time", flat=True)[:SOURCE_LIMIT])
    return _minutes_until(times[-1] + SOURCE_WINDOW) if len(times) == SOURCE_LIMIT else 0


def failed_within(span: timedelta) -> int:
    """How many sign-ins failed in the last while, with whatever accounts."""
    return AccessFailureLog.objects.filter(attempt_time__gt=_machine_now() - span).count()


def lock(username: str, *, source: str) -> None:
    """Let the account wait as after too many failed sign-ins: its password was guessed at another door."""
    AccessAttempt.objects.create(
        username=account_name(username),
        ip_address=source or None,
        failures_since_start=settings.AXES_FAILURE_LIMIT,
        attempt_time=_machine_now(),
    )


def forget(username: str) -> None:
    """Let the account be tried again at once."""
    reset(username=account_name(username))


def forget_old() -> int:
    """Drop failure rows older than the log has to be kept (six months); returns how many."""
    oldest = _machine_now() - timedelta(days=KEPT_DAYS)
    return AccessFailureLog.objects.filter(attempt_time__lt=oldest).delete()[0]


def _lately() -> QuerySet:
    return AccessAttempt.objects.filter(attempt_time__gt=_machine_now() - _span())


def _span() -> timedelta:
    return timedelta(hours=settings.AXES_COOLOFF_TIME)


def _minutes_until(moment: datetime) -> int:
    return max(1, ceil((moment - _machine_now()).total_seconds() / 60))


def _machine_now() -> datetime:
    return datetime.fromtimestamp(time(), UTC)
