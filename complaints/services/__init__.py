"""Everything that changes a complaint, named like the actions of `complaints/workflow.py`."""

from complaints.services.acts import (
    accept,
    attach,
    conclude,
    file_case,
    give_feedback,
    receive_supplement,
    redirect,
    refuse,
    request_supplement,
)
from complaints.services.intake import correct, register
from complaints.services.repeats import accepted_count, accepted_counts, likely_repeats, repeated_employers

__all__ = [
    "accept",
    "accepted_count",
    "accepted_counts",
    "attach",
    "conclude",
    "correct",
    "file_case",
    "give_feedback",
    "likely_repeats",
    "receive_supplement",
    "redirect",
    "refuse",
    "register",
    "repeated_employers",
    "request_supplement",
]
