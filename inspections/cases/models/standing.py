"""What one may ask of a case about the rows that count now: order, notice, decision, remedy, publication."""

from datetime import date
from decimal import Decimal
from typing import Any

from casework.models import Paper
from casework.papers.delivering import waiting
from inspections.cases.kinds import (
    FELL,
    GIVEN_BACK,
    OF_PERSONS,
    OVERTURNED,
    TO_TREASURY,
    AppealResult,
    DecisionKind,
    Paid,
    PoliceAnswer,
)
from inspections.cases.states import State
from inspections.cases.workflow import RESULTS, WITH_PAPERS
from law.term_table import NEW_PENALTY_LAW

NOTHING = Decimal(0)


class Standing:
    """Mixed into `Case`, whose columns these are; each is None where there is no such row."""

    decision: Any
    correction: Any
    notice: Any
    extension: Any
    appeal: Any
    publication: Any
    remade: Any
    filed_on: date | None
    decisions: Any

    state: str
    transfer: Any
    transfer_from: str

    @property
    def has_result(self) -> bool:
        """It has ended as cases end that are closed: carried out or nothing to carry out, withdrawn, merged, with the police."""
        if self.state == State.SERVED:
            return self.is_no_penalty or not self.has_money
        return self.state in RESULTS and (self.state != State.TRANSFERRED or self.is_accepted_by_police)

    @property
    def papers_to_deliver(self) -> list[Paper]:
        """What `deliver` may take: all that waits but the decision before it was served."""
        own = self.decision.paper_id if self.decision and self.decision.served_on is None else None
        return [paper for paper in waiting(self) if paper.pk != own]

    @property
    def act_before(self) -> str:
        """What was issued is handed over first, as the party's days run from there; what is owed is paid before it is done."""
        if self.state not in WITH_PAPERS:
            return ""
        if self.papers_to_deliver:
            return "deliver"
        return (
            "record_payment"
            if self.state == State.SERVED
            and self.has_money
            and self.may_be_enforced
            and not self.is_suspended
            else ""
        )

    @property
    def decided_kind(self) -> str:
        """What the draft or the decision is; empty without one."""
        return self.decision.kind if self.decision else ""

    @property
    def is_penalty(self) -> bool:
        return self.decided_kind == DecisionKind.PENALTY

    @property
    def is_handling(self) -> bool:
        return self.decided_kind == DecisionKind.HANDLING

    @property
    def is_no_penalty(self) -> bool:
        return self.decided_kind == DecisionKind.NONE

    @property
    def has_fine(self) -> bool:
        """A fine of the unit or of a person responsible, or a sum taken away, which is paid by the same day."""
        return bool(self.decision and any(map(self.decision.decided, TO_TREASURY)))

    @property
    def state_once_served(self) -> str:
        """Where a delivery of the decision leads: on, once it has reached everybody it is addressed to."""
        paper = self.decision.paper if self.decision else None
        return State.SERVED if paper is not None and paper.delivered_on else State.DECIDED

    @property
    def has_pay_day(self) -> bool:
        return self.pay_by is not None

    @property
    def has_money(self) -> bool:
        return bool(self.decision and self.decision.has_money)

    @property
    def fine_due_on(self) -> date | None:
        """The last day to pay the fine; None before its decision was served."""
        return self._due_on("fine.payment")

    @property
    def wages_due_on(self) -> date | None:
        """The last day to pay the workers; None before its decision was served."""
        return self._due_on("decision.payment")

    def _due_on(self, clock: str) -> date | None:
        """By the clock of the decision that counts now; that of one which fell is none of its."""
        day: date | None = self.decision.due_on(clock) if self.decision is not None else None
        return day

    def late_fee(self, until: date) -> Decimal:
        """What a fine not wholly paid by its day has grown by on `until`, in yuan (`law.late_fees`; 行政处罚法 72)."""
        due = self.fine_due_on if self.decision is not None and self.decision.ordered(Paid.FINE) else None
        return self.decision.late(due, until).amount if due is not None else Decimal(0)

    def fees_owed(self, on: date) -> dict[str, Decimal]:
        """The late fee each person responsible still owes on a day, by name, in yuan; who owes none is left out."""
        people, due = self.decision.people() if self.decision is not None else [], self.fine_due_on
        owed = {each.name: each.fee_owed(due, on) for each in people}
        return {name: fee for name, fee in owed.items() if fee}

    def owing(self, on: date, person: str = "") -> dict[Paid, Decimal]:
        """What is still to be paid on a day, in yuan: what was ordered or a remedy left of it, and the late fee grown by then.

        With the name of a `person` responsible what that one owes alone.
        """
        if self.decision is None:
            return {}
        fees = self.fees_owed(on) if self.decision.persons_fine else {}
        if person:
            mine = [each.owed for each in self.decision.people() if each.name == person]
            owed = {Paid.PERSON_FINE: sum(mine, NOTHING), Paid.PERSON_FEE: fees.get(person, NOTHING)}
        else:
            owed = {what: self.decision.owed(what) for what in Paid}
            owed[Paid.LATE_FEE] = max(NOTHING, self.late_fee(on) - self.decision.paid(Paid.LATE_FEE))
            owed[Paid.PERSON_FEE] = sum(fees.values(), NOTHING)
        return {what: amount for what, amount in owed.items() if amount}

    def going_back(self, person: str = "") -> dict[Paid, Decimal]:
        """What was paid too much on any of its decisions, since remedies changed them, and has not gone back yet, in yuan.

        What went to the workers is between them and the unit. With the name of a `person` responsible what goes back to that
        one. No query where there was no remedy.
        """
        sums = dict.fromkeys(OF_PERSONS if person else GIVEN_BACK, NOTHING)
        for decision in self._changed_decisions():
            mine = [each for each in decision.people() if each.name == person] if person else [decision]
            for what in sums:
                sums[what] += sum((each.overpaid(what) for each in mine), NOTHING)
        return {what: amount for what, amount in sums.items() if amount}

    @property
    def goes_back_since(self) -> date | None:
        """The day on which the first of its decisions was changed: nothing goes back before it."""
        days = [each.changed.effective_on for each in self._changed_decisions()]
        return min(days, default=None)

    def people_ever_fined(self) -> list[str]:
        """The names of those responsible whom a decision fined that a remedy changed."""
        return [each.name for decision in self._changed_decisions() for each in decision.people()]

    def _changed_decisions(self) -> list[Any]:
        if self.appeal is None and self.remade is None:
            return []
        changed = self.decisions.exclude(changed=None).select_related("changed")
        return list(changed.prefetch_related("payments", "repayments"))

    @property
    def may_be_enforced(self) -> bool:
        """Something is owed on the decision, nobody wrote down that it is done with, the police have not taken it up."""
        decision = self.decision
        if decision is None or self.is_accepted_by_police:
            return False
        return decision.executed_on is None and not decision.is_paid

    @property
    def pay_by(self) -> date | None:
        return self.decision.pay_by if self.decision else None

    @property
    def correct_by(self) -> date | None:
        """The day of the order to correct that counts now."""
        return self.correction.correct_by if self.correction else None

    @property
    def was_corrected_in_time(self) -> bool:
        return bool(self.correction and self.correction.was_in_time)

    @property
    def has_hearing_right(self) -> bool:
        return bool(self.notice and self.notice.has_hearing_right)

    @property
    def extended_until(self) -> date | None:
        """The day to which more time was granted last."""
        return self.extension.until if self.extension else None

    @property
    def investigated_from(self) -> date | None:
        """From when the days of the investigation are counted: the filing, or a remedy after which all is done anew."""
        return self.remade.effective_on if self.remade else self.filed_on

    @property
    def suit_ends_on(self) -> date | None:
        """After which day the court may be asked to enforce the decision (`Decision.stands_from`)."""
        return self.decision.stands_from(self.appeal) if self.decision else None

    @property
    def has_open_appeal(self) -> bool:
        return self.appeal is not None and self.appeal.is_open

    @property
    def is_sued(self) -> bool:
        """Whether the newest remedy is a suit (as against 行政复议)."""
        return self.appeal is not None and self.appeal.is_suit

    @property
    def is_suspended(self) -> bool:
        """The decision is not carried out while a remedy is under way (行政处罚法 73)."""
        return self.appeal is not None and self.appeal.is_open and self.appeal.suspended is not None

    @property
    def is_published(self) -> bool:
        return self.publication is not None and self.publication.is_standing

    @property
    def is_overturned(self) -> bool:
        """By the newest remedy the decision fell, or was found unlawful: it stands nowhere as one that counts."""
        return self.appeal is not None and self.appeal.result in (*FELL, AppealResult.UNLAWFUL)

    @property
    def must_be_unpublished(self) -> bool:
        """Published, and changed or revoked since (行政处罚法 48, from 2021-07-15)."""
        fell = self.appeal is not None and self.appeal.result in OVERTURNED
        return self.is_published and fell and self.appeal.decided_on >= NEW_PENALTY_LAW

    @property
    def has_open_crime(self) -> bool:
        """A crime is suspected and nobody has decided that it does not go to the police (国务院令第310号)."""
        return self.transfer is not None and self.transfer.is_open

    @property
    def state_once_answered(self) -> str:
        """Where the answer of the police leads: a refusal back to where the case stood."""
        is_refused = self.transfer is not None and self.transfer.answer == PoliceAnswer.REFUSED
        return self.transfer_from if is_refused else State.TRANSFERRED

    @property
    def is_accepted_by_police(self) -> bool:
        return self.transfer is not None and self.transfer.answer == PoliceAnswer.ACCEPTED
