"""The same seed plays the same; another one does not; a shorter rehearsal is the beginning of a longer one."""

from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from accounts.models import User
from campaign.models import Campaign
from law import clock
from rehearsal.play import NotPlayable, check_playable, play
from reports.metrics import Window, figures
from tests.factories import accounts, registry

pytestmark = pytest.mark.django_db
UNTIL, EARLY = date(2021, 4, 20), date(2021, 4, 14)


def _figures(seed: int, until: date) -> dict[str, Any]:
    """The figures of a rehearsal as of the early day."""
    with transaction.atomic():
        play(until=until, employers=30, seed=seed)
        with clock.at(EARLY):
            told = figures(Window(Campaign.objects.current(), EARLY))
        transaction.set_rollback(True)
    return told


def test_the_same_seed_gives_the_same_and_a_shorter_one_is_its_beginning() -> None:
    """And another seed gives something else."""
    short = _figures(7, EARLY)
    assert _figures(7, EARLY) == short
    longer = _figures(7, UNTIL)
    for figure in ("patrols", "publicity_events"):
        assert short["district"][figure] == longer["district"][figure] > 0
    assert _figures(8, EARLY) != short


def test_a_database_in_use_is_refused_and_left_alone() -> None:
    accounts.user("inspector")
    with pytest.raises(CommandError, match="已有账号或单位"):
        call_command("rehearse", "--until", "2021-03-02", "--employers", "30")
    assert User.objects.count() == 1


def test_a_database_with_employers_alone_is_refused() -> None:
    registry.employer()
    with pytest.raises(NotPlayable, match="已有账号或单位"):
        check_playable()


def test_a_rehearsed_database_is_not_played_on_again() -> None:
    call_command("rehearse", "--until", "2021-03-02", "--employers", "30", verbosity=0)
    with pytest.raises(CommandError, match="已经演练过"):
        call_command("rehearse", "--until", "2021-03-02", "--employers", "30")


def test_production_is_refused(settings: Any) -> None:
    settings.HTTPS = True
    with pytest.raises(NotPlayable, match="正式系统"):
        check_playable()


def test_the_command_prints_accounts_and_password(capsys: Any) -> None:
    call_command("rehearse", "--until", "2021-03-02", "--employers", "30")
    said = capsys.readouterr().out
    assert "officer23" in said and "leader01" in said and "Yanlian-2021" in said


def test_a_rehearsal_that_breaks_off_leaves_nothing(monkeypatch: Any) -> None:
    def broken(stage: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("rehearsal.play.SCRIPTS", (broken,))
    with pytest.raises(KeyboardInterrupt):
        play(until=UNTIL, employers=30, seed=1)
    assert not User.objects.exists()
