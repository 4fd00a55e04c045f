from inspections.cases.models.case import Case
from inspections.cases.models.decision import Decision, Payment
from inspections.cases.models.hearing import Hearing, PriorNotice, Statement
from inspections.cases.models.inquiry import Correction, Evidence, Extension, Report
from inspections.cases.models.people import Party, WorkerLine
from inspections.cases.models.transfer import Transfer

__all__ = [
    "Case", "Correction", "Decision", "Evidence", "Extension", "Hearing", "Party", "Payment", "PriorNotice", "Report",
    "Statement", "Transfer", "WorkerLine",
]  # fmt: skip
