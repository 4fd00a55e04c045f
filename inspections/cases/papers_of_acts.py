"""Which papers each act of a case makes; the rest are written by handlers and issued by whoever `issued_by` names.

Pure data beside `workflow.py`, which may read it for `Row.papers`; the kinds themselves stand above it in `papers/`.
"""

OF_ACTS: dict[str, tuple[str, ...]] = {
    "approve_filing": ("filing_approval",),
    "reject_filing": ("not_filed",),
    "order_correction": ("correction_order",),
    "confirm_correction": ("recheck_record",),
    "approve_extension": ("extension_approval",),
    "conclude_investigation": ("investigation_report",),
    "withdraw_case": ("withdrawal_decision",),
    "submit_review": ("case_handling_approval",),
    "pass_review": ("legal_review_opinion",),
    "return_review": ("legal_review_opinion",),
    "give_notice": ("penalty_notice", "handling_notice"),
    "record_statement": ("statement_record",),
    "set_hearing_day": ("hearing_notice", "hearing_announcement"),
    "close_hearing": ("hearing_report",),
    "decide": ("penalty_decision", "handling_decision", "workers_list", "no_penalty_decision"),
    "deliver": ("delivery_receipt",),
    "record_execution": ("payment_record",),
    "approve_closing": ("closing_approval",),
    "archive_case": ("file_cover", "file_contents", "file_note"),
    "approve_transfer": ("crime_transfer_approval", "crime_transfer_letter", "crime_evidence_list"),
    "reject_transfer": ("crime_transfer_approval",),
}
