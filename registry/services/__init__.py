from registry.services.conflicts import declare_conflict, withdraw_conflict
from registry.services.employers import (
    MASKS,
    EmployerConflict,
    change_employer,
    create_employer,
    reveal_contact,
)
from registry.services.postings import end_posting, start_posting
from registry.services.towns import load_towns, town_names
from registry.services.warnings import close_warning, note_visit, open_warning

__all__ = [
    "MASKS",
    "EmployerConflict",
    "change_employer",
    "close_warning",
    "create_employer",
    "declare_conflict",
    "end_posting",
    "load_towns",
    "note_visit",
    "open_warning",
    "reveal_contact",
    "start_posting",
    "town_names",
    "withdraw_conflict",
]
