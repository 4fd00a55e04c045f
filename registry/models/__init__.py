from registry.models.conflict import Conflict, ConflictKind
from registry.models.employer import Category, Employer, EmployerStatus, Grade
from registry.models.former_name import FormerName
from registry.models.listing import EmployerImport, ImportedChange
from registry.models.merge import Merge
from registry.models.town import Grid, Posting, Town, TownKind
from registry.models.warning import FORCED_LEVELS, Warning, WarningKind, WarningLevel

__all__ = [
    "FORCED_LEVELS",
    "Category",
    "Conflict",
    "ConflictKind",
    "Employer",
    "EmployerImport",
    "EmployerStatus",
    "FormerName",
    "Grade",
    "Grid",
    "ImportedChange",
    "Merge",
    "Posting",
    "Town",
    "TownKind",
    "Warning",
    "WarningKind",
    "WarningLevel",
]
