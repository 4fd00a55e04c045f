from inspections.draws.models.conflict import Conflict, ConflictKind
from inspections.draws.models.draw import Draw
from inspections.draws.models.inspection import Inspection, Outcome, Source
from inspections.draws.models.pool import Exclusion, ExclusionReason, PoolEmployer, PoolInspector
from inspections.draws.models.round import Round, RoundKind, RoundResult, WitnessText

__all__ = [
    "Conflict",
    "ConflictKind",
    "Draw",
    "Exclusion",
    "ExclusionReason",
    "Inspection",
    "Outcome",
    "PoolEmployer",
    "PoolInspector",
    "Round",
    "RoundKind",
    "RoundResult",
    "Source",
    "WitnessText",
]
