"""What may be done with inspections and visits. Functions named like actions of the table do the act and what follows."""

from inspections.checks.services.focus import draft_focus_list, extend_focus_list, list_focus
from inspections.checks.services.inspecting import (
    assign,
    cancel_inspection,
    conclude_inspection,
    confirm_corrected,
    file_case,
    order_correction,
    reassign,
)
from inspections.checks.services.visits import record_visit

__all__ = [
    "assign",
    "cancel_inspection",
    "conclude_inspection",
    "confirm_corrected",
    "draft_focus_list",
    "extend_focus_list",
    "file_case",
    "list_focus",
    "order_correction",
    "reassign",
    "record_visit",
]
