from inspections.patrols.models.finding import Finding
from inspections.patrols.models.outcomes import OUTCOME_FIELDS, Result
from inspections.patrols.models.patrol import Patrol, Signature
from inspections.patrols.models.patroller import Duty, Patroller
from inspections.patrols.models.recheck import Recheck, RecheckResult
from inspections.patrols.models.self_check import SelfCheck

__all__ = [
    "OUTCOME_FIELDS",
    "Duty",
    "Finding",
    "Patrol",
    "Patroller",
    "Recheck",
    "RecheckResult",
    "Result",
    "SelfCheck",
    "Signature",
]
