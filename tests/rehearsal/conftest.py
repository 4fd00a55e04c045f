"""One small campaign, played once to its end, that all tests of this folder look at."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction

from campaign.querysets import forget_current
from rehearsal import output
from rehearsal.play import play
from tests.rehearsal.playing import EMPLOYERS, Played


@pytest.fixture(scope="module")
def played(django_db_setup: Any, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Played]:
    """The database as it stands on the evening of the last day, and the folder of `--out`; taken back afterwards."""
    out = tmp_path_factory.mktemp("rehearsal")
    with django_db_blocker.unblock(), transaction.atomic():
        stage = play(until=None, employers=EMPLOYERS, seed=1)
        output.write(stage.campaign, stage.campaign.ends_on, out)
        yield Played(stage, out)
        transaction.set_rollback(True)
    forget_current()
    cache.clear()
