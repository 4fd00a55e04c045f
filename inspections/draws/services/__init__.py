"""What may be done with draws and inspections. Functions named like actions of the tables do the act and what follows."""

from inspections.draws.services.adopting import adopt, list_rest, listing_job
from inspections.draws.services.conflicts import declare_conflict, withdraw_conflict
from inspections.draws.services.focus import draft_focus_list, extend_focus_list, list_focus
from inspections.draws.services.inspecting import (
    assign,
    cancel_inspection,
    conclude_inspection,
    confirm_corrected,
    file_case,
    order_correction,
    reassign,
    record_visit,
)
from inspections.draws.services.preparing import abandon, annul, freeze, prepare
from inspections.draws.services.rounds import (
    add_witness,
    approve_redraw,
    draw,
    override,
    recuse,
    redraw,
    refuse_redraw,
)

__all__ = [
    "abandon",
    "add_witness",
    "adopt",
    "annul",
    "approve_redraw",
    "assign",
    "cancel_inspection",
    "conclude_inspection",
    "confirm_corrected",
    "declare_conflict",
    "draft_focus_list",
    "draw",
    "extend_focus_list",
    "file_case",
    "freeze",
    "list_focus",
    "list_rest",
    "listing_job",
    "order_correction",
    "override",
    "prepare",
    "reassign",
    "record_visit",
    "recuse",
    "redraw",
    "refuse_redraw",
    "withdraw_conflict",
]
