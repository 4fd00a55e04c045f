from inspections.draws.models.conflict import Conflict, ConflictKind
from inspections.draws.models.draw import Draw
from inspections.draws.models.inspection import Inspection, Source
from inspections.draws.models.outcomes import OUTCOME_FIELDS
from inspections.draws.models.pool import Exclusion, ExclusionReason, PoolEmployer, PoolInspector
from inspections.draws.models.round import Round, RoundKind, RoundResult, WitnessText
from inspections.draws.workflow import Outcome, WitnessKind

__all__ = [
    "OUTCOME_FIELDS",
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
    "WitnessKind",
    "WitnessText",
]
