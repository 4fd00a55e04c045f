"""The papers (文书) of a case: every kind with its fields, labels and sources, in the order of the work (PAPERS 2–7, 10)."""

from inspections.cases.papers import (
    closing,
    decisions,
    evidence,
    execution,
    hearing,
    investigation,
    opening,
    persons,
    police,
)

CATALOGUE = (
    *opening.CATALOGUE,
    *investigation.CATALOGUE,
    *evidence.CATALOGUE,
    *hearing.CATALOGUE,
    *decisions.CATALOGUE,
    *execution.CATALOGUE,
    *police.CATALOGUE,
    *closing.CATALOGUE,
    *persons.CATALOGUE,
)
