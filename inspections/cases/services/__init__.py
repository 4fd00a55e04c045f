"""What may be done to cases: one function per action that does more than change the state."""

from inspections.cases.services.closing import (
    approve_closing,
    archive_case,
    record_execution,
    request_closing,
    return_closing,
    serve,
)
from inspections.cases.services.clues import register_clue
from inspections.cases.services.deciding import (
    close_hearing,
    decide,
    give_notice,
    pass_review,
    record_statement,
    request_hearing,
    return_decision,
    return_review,
    set_hearing_day,
    submit_decision,
    submit_review,
)
from inspections.cases.services.filing import (
    approve_filing,
    reassign_case,
    reject_filing,
    request_filing,
    return_filing,
)
from inspections.cases.services.investigating import (
    approve_extension,
    conclude_investigation,
    confirm_correction,
    order_correction,
    record_findings,
    request_extension,
    withdraw_case,
)
from inspections.cases.services.transferring import (
    approve_transfer,
    hand_over,
    propose_transfer,
    reject_transfer,
)

__all__ = [
    "approve_closing",
    "approve_extension",
    "approve_filing",
    "approve_transfer",
    "archive_case",
    "close_hearing",
    "conclude_investigation",
    "confirm_correction",
    "decide",
    "give_notice",
    "hand_over",
    "order_correction",
    "pass_review",
    "propose_transfer",
    "reassign_case",
    "record_execution",
    "record_findings",
    "record_statement",
    "register_clue",
    "reject_filing",
    "reject_transfer",
    "request_closing",
    "request_extension",
    "request_filing",
    "request_hearing",
    "return_closing",
    "return_decision",
    "return_filing",
    "return_review",
    "serve",
    "set_hearing_day",
    "submit_decision",
    "submit_review",
    "withdraw_case",
]
