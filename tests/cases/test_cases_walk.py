"""Cases walked at random: whatever is done in whatever order, clocks, trail and papers stay true.

`CASE_WALKS` says how many walks (60; `.ci/run` takes 500). Each is made of the acts the table offers at the moment, on days that
go on by chance.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, note, seed, settings
from hypothesis import strategies as st

from casework.models import AuditEntry, Deadline, Paper
from casework.table import Row
from casework.workflow import Refused, check
from inspections.cases.models import Case
from inspections.cases.workflow import FINAL, TABLE, State
from law import clock
from tests.factories import accounts, cases

pytestmark = pytest.mark.django_db
SHARDS, WALKS, STEPS = 10, int(os.environ.get("CASE_WALKS", "60")), 10
FIRST = date(2021, 6, 7)
# What the house may still owe of a case that is closed.
ARCHIVING = {"case.archive", "appeal.answer", "publication.withdrawal"}
# From where the walks set out, so that the far ends of the table are walked as often as its beginning.
STARTS = (
    State.CLUE,
    State.INVESTIGATING,
    State.REVIEWED,
    State.NOTIFIED,
    State.DECIDED,
    State.SERVED,
    State.TRANSFERRED,
)
# A reviewed case in which somebody responsible is fined beside the unit.
LEDGER = "ledger"
OVER = (State.CLOSED, *FINAL)
# A closed case waits for its archiving, by whoever handles it then; a remedy may come before and after that.
REMEDIES = {"record_appeal", "answer_appeal", "record_appeal_result", "withdraw_publication"}
STILL_DONE = {"archive_case", "reassign_case", "record_repayment", *REMEDIES}


class Walk:
    """One case under way, with what was true of it after each step."""

    def __init__(self, case: Case) -> None:
        self.case, self.day = Case.objects.get(pk=case.pk), FIRST
        self.served: dict[int, str] = {}
        self.hold()

    def act(self, data: st.DataObject) -> Row | None:
        """Something that somebody may do now, by chance."""
        rows = [row for row in TABLE.rows_from(self.case.state) if row.permission]
        return next(filter(self.is_free, data.draw(st.permutations(rows))), None)

    def is_free(self, row: Row) -> bool:
        if row.action == "deliver" and not cases.to_deliver(self.case):
            return False
        try:
            check(self.case, row.action, by=accounts.doer(self.case, row.action))
        except Refused:
            return False
        return True

    def step(self, row: Row, told: dict[str, Any]) -> None:
        before, entries = frozen(self.case), self.entries()
        try:
            with transaction.atomic():
                cases.do(self.case, row.action, **told)
        except Refused:
            self.case = Case.objects.get(pk=self.case.pk)
            assert (frozen(self.case), self.entries()) == (before, entries), (
                "what was refused left something behind"
            )
            return
        self.case = Case.objects.get(pk=self.case.pk)
        newest = AuditEntry.objects.about(self.case).order_by("-seq").first()
        assert self.entries() > entries
        assert newest is not None
        assert newest.after == self.case.state, "the trail ends where the case stands"
        if before["state"] in OVER:
            assert row.action in STILL_DONE, f"{row.action} changed a closed case"

    def entries(self) -> int:
        return AuditEntry.objects.about(self.case).count()

    def hold(self) -> None:
        """What is true of a case at any time."""
        running = list(Deadline.objects.running().of_model(Case).filter(object_id=self.case.pk))
        assert len({(each.clock, each.about) for each in running}) == len(running), (
            "one open clock per rule and subject"
        )
        duties = [each for each in running if not each.is_right]
        if self.case.state in OVER:
            assert {each.clock for each in duties} <= ARCHIVING, f"{duties} runs on in a case that is over"
        elif self.case.state not in TABLE.unclocked and not self.case.is_suspended:
            assert running, f"no clock runs in {self.case.state}"
        self.hold_next(duties)
        self.hold_papers()

    def hold_next(self, duties: list[Deadline]) -> None:
        """The record names the duty that ends first."""
        first = min((each.due_on for each in duties), default=None)
        assert self.case.next_due_on == first

    def hold_papers(self) -> None:
        """Every paper that was ever issued reads as it did, and what runs about one began after it was issued."""
        papers = {paper.pk: paper for paper in Paper.objects.about(self.case).ever_issued()}
        for pk, digest in self.served.items():
            assert papers[pk].digest == digest, f"{papers[pk]} does not read as it did"
        self.served = {pk: paper.digest for pk, paper in papers.items()}
        assert all(self.served.values())
        numbers = [paper.number for paper in papers.values() if paper.number]
        assert len(set(numbers)) == len(numbers)


def frozen(case: Case) -> dict[str, Any]:
    return {field.attname: getattr(case, field.attname) for field in Case._meta.concrete_fields}


# What else an act may be told than the factory says.
TOLD: dict[str, list[dict[str, Any]]] = {
    "confirm_correction": [{}, {"is_corrected": False, "is_minor_and_corrected": False}],
    "conclude_investigation": [{}, {"is_minor_and_corrected": False}],
    "give_notice": [{}, {"proposed_fine": 30_000}],
    "record_statement": [{}, {"is_hearing_waived": False}],
    "record_police_answer": [{}, {"answer": "refused"}],
    "record_appeal": [{}, {"is_suspended": True}],
    "record_appeal_result": [
        {},
        {"result": "remade"},
        {"result": "revoked"},
        {"result": "changed", "changed_fine": 100},
        {"result": "dismissed"},
    ],
}


@contextmanager
def undone() -> Iterator[None]:
    """Each walk begins with the same database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def walk(data: st.DataObject, begun: dict[str, Case]) -> None:
    with undone(), clock.at(FIRST):
        going = Walk(begun[data.draw(st.sampled_from((*STARTS, LEDGER)))])
        for _step in range(data.draw(st.integers(1, STEPS))):
            going.day += timedelta(days=data.draw(st.sampled_from([0, 0, 1, 3, 6, 20])))
            with clock.at(going.day):
                row = going.act(data)
                if row is None:
                    break
                note(f"{going.day} {going.case.state}: {row.action}")
                going.step(row, data.draw(st.sampled_from(TOLD.get(row.action, [{}]))))
                going.hold()


@pytest.mark.parametrize("shard", range(SHARDS))
def test_a_case_walked_at_random_stays_true(shard: int, campaign: Any) -> None:
    """Each shard is a walk of its own, and the same each time: what fails here fails again."""
    rules = settings(
        max_examples=-(-WALKS // SHARDS),
        database=None,
        # The steps of a walk are told as it was found: making it shorter takes minutes.
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    begun = {state: cases.case(state, on=FIRST) for state in STARTS}
    begun |= {LEDGER: cases.ledger(on=FIRST)}
    seed(shard)(rules(given(st.data(), st.just(begun))(walk)))()


@pytest.mark.parametrize("state", OVER)
def test_a_case_that_is_over_never_changes(state: str) -> None:
    """No act of the table but those of its archiving leads on from there."""
    case = cases.case(state)
    before = frozen(case)
    for action in sorted({*TABLE.actions} - STILL_DONE - {"register_clue", "decide_anew"}):
        with pytest.raises(Refused), transaction.atomic():
            check(case, action, by=accounts.doer(case, action))
    assert frozen(Case.objects.get(pk=case.pk)) == before
