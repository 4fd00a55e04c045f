"""What may be done with draws. Functions named like actions of the table do the act and what follows."""

from inspections.draws.services.adopting import adopt, list_rest, listing_job
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
    "draw",
    "freeze",
    "list_rest",
    "listing_job",
    "override",
    "prepare",
    "recuse",
    "redraw",
    "refuse_redraw",
]
