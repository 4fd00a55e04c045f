from inspections.draws.models.draw import Draw
from inspections.draws.models.pool import Exclusion, ExclusionReason, PoolEmployer, PoolInspector
from inspections.draws.models.round import Round, RoundKind, RoundResult, WitnessText
from inspections.draws.workflow import WitnessKind

__all__ = [
    "Draw",
    "Exclusion",
    "ExclusionReason",
    "PoolEmployer",
    "PoolInspector",
    "Round",
    "RoundKind",
    "RoundResult",
    "WitnessKind",
    "WitnessText",
]
