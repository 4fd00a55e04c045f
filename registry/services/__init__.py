from registry.services.employers import EmployerConflict, change_employer, create_employer
from registry.services.postings import end_posting, start_posting
from registry.services.towns import load_towns, town_names
from registry.services.warnings import close_warning, open_warning

__all__ = [
    "EmployerConflict",
    "change_employer",
    "close_warning",
    "create_employer",
    "end_posting",
    "load_towns",
    "open_warning",
    "start_posting",
    "town_names",
]
