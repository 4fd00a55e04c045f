from inspections.cases.models.beside import LinkedComplaint, Recusal
from inspections.cases.models.case import Case
from inspections.cases.models.decision import Decision, Payment, Repayment
from inspections.cases.models.hearing import Hearing, PriorNotice, Statement
from inspections.cases.models.inquiry import (
    Correction,
    Custody,
    DisposalRequest,
    Evidence,
    Extension,
    Instalment,
    Report,
    Review,
)
from inspections.cases.models.people import Minor, Party, WorkerLine
from inspections.cases.models.persons import PersonFine
from inspections.cases.models.remedy import Appeal, Publication, Suspension
from inspections.cases.models.transfer import Transfer

__all__ = [
    "Appeal", "Case", "Correction", "Custody", "Decision", "DisposalRequest", "Evidence", "Extension", "Hearing", "Instalment",
    "LinkedComplaint", "Minor", "Party", "Payment", "PersonFine", "PriorNotice", "Publication", "Recusal", "Repayment",
    "Report", "Review", "Statement", "Suspension", "Transfer", "WorkerLine",
]  # fmt: skip
