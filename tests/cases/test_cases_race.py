"""Twenty people press «批准立案» at once. SQLite lets one writer in at a time, so only PostgreSQL can show the race."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections

from casework.by import By
from casework.models import AuditEntry
from casework.workflow import Refused
from inspections.cases.models import Case
from law import clock
from tests.factories import accounts
from tests.factories import cases as make
from tests.factories.cases import filing

THREADS = 20


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="needs PostgreSQL: writers of SQLite queue at BEGIN"
)
def test_twenty_approvals_at_once_are_one() -> None:
    record = make.case("filing")
    leaders = [accounts.user("brigade_leader") for _ in range(THREADS)]
    start = Barrier(THREADS)

    def approve(leader: Any) -> str:
        try:
            mine = Case.objects.get(pk=record.pk)
            start.wait(timeout=30)
            with clock.at(make.CASE_DAY):
                filing.approve_filing(mine, by=By(leader))
            return "done"
        except Refused as refusal:
            return refusal.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        answers = sorted(pool.map(approve, leaders))
    assert answers == ["conflict"] * (THREADS - 1) + ["done"]
    stored = Case.objects.get(pk=record.pk)
    assert AuditEntry.objects.about(stored).filter(action="approve_filing", is_success=True).count() == 1
    assert (
        stored.filing_number.endswith("第1号")
        and stored.deadlines.filter(clock="case.investigation").count() == 1
    )
