from inspections.cases.models.case import Case
from inspections.cases.models.decision import Decision, Payment
from inspections.cases.models.hearing import Hearing, PriorNotice, Statement
from inspections.cases.models.inquiry import Correction, Custody, Evidence, Extension, Report, Review
from inspections.cases.models.people import Minor, Party, WorkerLine
from inspections.cases.models.transfer import Transfer

__all__ = [
    "Case", "Correction", "Custody", "Decision", "Evidence", "Extension", "Hearing", "Minor", "Party", "Payment", "PriorNotice",
    "Report", "Review", "Statement", "Transfer", "WorkerLine",
]  # fmt: skip
