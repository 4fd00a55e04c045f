"""The numbers of the cockpit: counted by one maker at a time, kept until the next ones are there, asked for by who looks."""

import logging
from datetime import date, timedelta
from typing import Any

from celery import current_app
from django.db import OperationalError, transaction
from django.db.models import Case, CharField, Count, DateField, F, Q, QuerySet, Value, When

from campaign import funnel
from campaign.models import Campaign, Target
from casework.kinds import Kind, with_clocks
from casework.urgency import LATE, NAMES, past, urgency_of
from law.clock import day_of, end_of_day, now, today
from registry.models import Town
from reports import tiles
from reports.metrics.compute import count
from reports.metrics.secrecy import flag, secret_of
from reports.models import Cockpit, CockpitPlace
from reports.models.cockpit import LOST
from reports.patience import within

logger = logging.getLogger(__name__)

TASK = "reports.tasks.keep_cockpit"
# How long a statement of a page may take that counts because nobody else has.
PAGE_SECONDS = 1.0
# That somebody looks is noted so often.
NOTED_EVERY = timedelta(seconds=30)
Place = dict[str, Any]
NO_TOWN = ""


def look(campaign: Campaign) -> Cockpit:
    """Note that somebody looks. Where the numbers are not fresh a worker is asked for new ones, and the last ones are shown.

    The page counts itself, as far as that is quick, the very first time and where no worker does.
    """
    cockpit, _is_new = Cockpit.objects.get_or_create(campaign=campaign)
    _note(cockpit)
    if cockpit.is_fresh:
        return cockpit
    is_first = cockpit.as_of is None and cockpit.asked_at is None
    if (is_first or cockpit.is_left_undone) and make(campaign, seconds=PAGE_SECONDS):
        cockpit.refresh_from_db()
    else:
        _ask(cockpit)
    return cockpit


def keep_fresh(campaign: Campaign) -> bool:
    """Make new numbers if somebody looked lately and the last ones will not be fresh much longer; whether it did."""
    cockpit = Cockpit.objects.filter(campaign=campaign).first()
    return cockpit is not None and cockpit.is_watched and not cockpit.stays_fresh and make(campaign)


def make(campaign: Campaign, *, seconds: float = 0) -> bool:
    """Count and keep the numbers of this moment. False, and the last ones stay, where somebody else is at it.

    With `seconds` each statement is given so long, and False is the answer where one takes longer.
    """
    cockpit, _is_new = Cockpit.objects.get_or_create(campaign=campaign)
    begun = now()
    ours = Cockpit.objects.filter(pk=cockpit.pk, begun_at=begun)
    free = Q(begun_at=None) | Q(begun_at__lt=begun - LOST) | Q(begun_at__gt=begun)
    if not Cockpit.objects.filter(free, pk=cockpit.pk).update(begun_at=begun):
        return False
    try:
        with within(seconds):
            whole, openly = _counted(campaign, day_of(begun))
        with transaction.atomic():
            if not ours.update(as_of=begun, asked_at=None, begun_at=None):
                return False
            _keep(cockpit, whole, openly)
    except OperationalError as error:
        if not seconds:
            raise
        logger.info("the cockpit is not counted within a page: %s", error)
        return False
    finally:
        ours.update(begun_at=None)
    return True


def _note(cockpit: Cockpit) -> None:
    moment = now()
    unnoted = Q(looked_at=None) | Q(looked_at__lt=moment - NOTED_EVERY) | Q(looked_at__gt=moment)
    Cockpit.objects.filter(unnoted, pk=cockpit.pk).update(looked_at=moment)


def _ask(cockpit: Cockpit) -> None:
    """Wake a worker, if nobody has since the last numbers."""
    if not Cockpit.objects.filter(pk=cockpit.pk, asked_at=None).update(asked_at=now()):
        return
    try:
        current_app.send_task(TASK, retry=False, expires=60)
    except Exception:  # every transport raises its own kinds; none may fail the page
        logger.warning("broker unreachable, the cockpit waits for beat")


def _keep(cockpit: Cockpit, whole: dict[str, Place], openly: dict[str, Place]) -> None:
    cockpit.places.all().delete()
    towns = dict(Town.objects.values_list("code", "pk"))
    of_towns = [
        CockpitPlace(cockpit=cockpit, town_id=towns[code], numbers={code: place})
        for code, place in openly.items()
        if code in towns
    ]
    CockpitPlace.objects.bulk_create([CockpitPlace(cockpit=cockpit, numbers=whole), *of_towns])


def _counted(campaign: Campaign, day: date) -> tuple[dict[str, Place], dict[str, Place]]:
    """All there is, and what towns are told, by town; a fixed number of queries."""
    codes: dict[int | None, str] = dict(Town.objects.values_list("pk", "code"))
    whole, openly = (
        {code: _empty() for code in [*codes.values(), NO_TOWN]},
        {code: _empty() for code in codes.values()},
    )
    asked = [
        (places, key, cell)
        for places, is_open in ((whole, False), (openly, True))
        for key, cell in tiles.asked(campaign, day, is_open=is_open).items()
    ]
    found = count([cell for *_key, cell in asked])
    for (places, (when, code), _cell), by_town in zip(asked, found, strict=True):
        for town, number in by_town.items():
            if number:
                _at(places, codes.get(town))[when][code] = f"{number.normalize():f}"
    for part, rows in (("clocks", _clocks()), ("late", _late(day - tiles.WEEK))):
        for is_hidden, town, *numbers in rows:
            for places in (whole,) if is_hidden else (whole, openly):
                _at(places, town)[part].append(numbers)
    for town, numbers in funnel.numbers_of(Target.objects.filter(campaign=campaign)).items():
        for places in (whole, openly):
            _at(places, codes.get(town))["targets"] = dict(numbers)
    return whole, openly


def _empty() -> Place:
    return {tiles.NOW: {}, tiles.THEN: {}, "clocks": [], "late": [], "targets": {}}


def _at(places: dict[str, Place], town: str | None) -> Place:
    """The place of a town; what has none, and is told to no town, is let go."""
    return places.get(town or NO_TOWN) or _empty()


def _clocks() -> QuerySet:
    """Running duties: whether they are kept from towns, town, kind, code and name of the clock, urgency, number."""
    running = Q(deadlines__stopped_at=None, deadlines__is_right=False)
    return _by_kind(
        running, of_clock=F("deadlines__clock"), of_label=F("deadlines__label"), of_urgency=_urgency()
    )


def _late(day: date) -> QuerySet:
    """What was overdue at the end of a day, met or not since: whether it is kept from towns, town, kind, number."""
    moment = end_of_day(day)
    waiting = Q(deadlines__stopped_at=None) | Q(deadlines__stopped_at__gt=moment)
    return _by_kind(waiting & Q(deadlines__is_right=False) & past(day, "deadlines__", moment=moment))


def _by_kind(condition: Q, **keys: Any) -> QuerySet:
    first, *others = (_of_kind(kind, condition, keys) for kind in with_clocks())
    return first.union(*others, all=True)


def _of_kind(kind: Kind, condition: Q, keys: dict[str, Any]) -> QuerySet:
    name, hidden = Value(kind.name, CharField()), flag(secret_of(kind.model_class))
    named = {"is_hidden": hidden, "of_town": F(f"{kind.town}__code"), "of_kind": name, **keys}
    rows = kind.rows.order_by().filter(condition).annotate(**named)
    return rows.values(*named).annotate(times=Count("deadlines")).values_list(*named, "times")


def _urgency() -> Case:
    """`urgency_of` for the database: it only grows with the day."""
    until = {}
    day = today()
    while (name := urgency_of(day)) != NAMES[-1]:
        until[name] = day
        day += timedelta(days=1)
    steps = [
        When(deadlines__due_on__lte=Value(last, DateField()), then=Value(name))
        for name, last in until.items()
    ]
    return Case(
        When(past(today(), "deadlines__"), then=Value(LATE)),
        *steps,
        default=Value(NAMES[-1]),
        output_field=CharField(),
    )
