"""ENF-14: every time limit of the table is run by a clock, or says here why none runs it."""

from django.apps import apps

from casework.models import WorkflowRecord
from law.term_table import TERMS

# Terms that nothing counts down, and why.
NO_CLOCK = {
    "limitation": "a check at filing and at acceptance; the page tells its last day",
    "case.overall_reminder": "a reminder that is told, never a breach (DOUBTS B5)",
    "evidence.preservation": "of one piece of evidence; the page of the evidence tells it",
    "hearing.notice": "a check of the day of the hearing, counted backwards",
    "service.announcement": "says when a delivery counts, and is no duty",
    "decision.suit_untold": "only where a paper named no remedies; such a paper is not issued",
    "execution.acceptance": "of the court, not ours nor the party's",
    "execution.ruling": "of the court, not ours nor the party's",
    "publication.random_check": "of a draw, with the draws",
    "transfer.goods": "of things the case holds; they go with the hand-over",
    "arbitration.claim": "of the worker before arbitration; papers tell it",
    "warning.visit": "the warning keeps the day itself; it is no record with states",
    "referral.notice": "of letters to other offices, which are issued as papers",
}


def test_ENF_14_every_term_is_run_by_a_clock_or_says_why_not() -> None:
    used: set[str] = set()
    for model in apps.get_models():
        for clock in model.clocks if issubclass(model, WorkflowRecord) else ():
            used |= {clock.term or clock.code, *clock.extends.values()}
    codes = {term.code for term in TERMS}
    assert codes - used <= set(NO_CLOCK), codes - used - set(NO_CLOCK)
    assert set(NO_CLOCK) <= codes
