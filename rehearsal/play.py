"""The day loop: the night's boundary work, then every act of the day in its order, with the clock held at each."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from accounts.models import User
from campaign.models import Campaign
from campaign.services.boundaries import advance
from campaign.services.loading import load
from law import clock
from registry.models import Employer
from registry.services.towns import load_towns
from rehearsal import firms, people
from rehearsal.hours import at
from rehearsal.script import SCRIPTS
from rehearsal.stage import Stage

CAMPAIGN = Path(settings.BASE_DIR) / "campaign" / "fixtures" / "2021.toml"
FIRST_DAY = date(2021, 3, 1)
NIGHT = 1  # o'clock

Progress = Callable[[date], None]


class NotPlayable(Exception):
    """Why this database is not played on; `str()` is a sentence for the one who asked."""


class PlayFailed(Exception):
    """Boundary work failed during the rehearsal; `str()` names it."""


def check_playable() -> None:
    """Raises `NotPlayable` for a production site and for a database in which there is anybody or anything already."""
    if settings.HTTPS:
        raise NotPlayable("这是正式系统，不能在上面演练。请另设 VAR_DIR，以 HTTPS=0 启动一个演练系统。")
    if User.objects.filter(is_demo=True).exists():
        raise NotPlayable(
            "这个数据库已经演练过。要重新演练，请换一个空的 VAR_DIR（或删除原来的数据库）后再运行。"
        )
    if User.objects.exists() or Employer.objects.exists():
        raise NotPlayable(
            "这个数据库里已有账号或单位，演练只在空数据库上进行。请换一个空的 VAR_DIR 后再运行。"
        )


def play(*, until: date | None, employers: int, seed: int, progress: Progress | None = None) -> Stage:
    """Play the campaign until the end of the day `until` (its last day when None) and return the stage as it then stands.

    One transaction: a rehearsal that is broken off leaves the database as empty as it was. Raises `NotPlayable`, `PlayFailed`.
    """
    check_playable()
    with transaction.atomic():
        stage = _set_up(employers, seed)
        for script in SCRIPTS:
            script(stage)
        last, day = until or stage.campaign.ends_on, FIRST_DAY
        while day <= last:
            _play_day(stage, day)
            if progress:
                progress(day)
            day += timedelta(days=1)
    return stage


def _set_up(employers: int, seed: int) -> Stage:
    with clock.at(people.JOINED):
        load_towns()
        load(CAMPAIGN)
    stage = Stage(campaign=Campaign.objects.current(), employers=[], seed=seed)
    stage.people = people.gather(stage.random("people"))
    stage.employers = firms.settle(stage.random("firms"), employers, actor=stage.people.leader)
    return stage


def _play_day(stage: Stage, day: date) -> None:
    with clock.at(at(day, NIGHT)):
        failed = [run for run in advance(stage.campaign, day) if run.error]
    if failed:
        raise PlayFailed("; ".join(f"{run.moment} {run.work}: {run.error}" for run in failed))
    while entry := stage.diary.next_on(day):
        moment, _number, story = entry
        with clock.at(moment):
            stage.tell(story)
