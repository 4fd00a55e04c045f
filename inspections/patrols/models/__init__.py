from inspections.patrols.models.patrol import Patrol, Signature
from inspections.patrols.models.patroller import Duty, Patroller
from inspections.patrols.models.recheck import Recheck, RecheckResult
from inspections.patrols.models.self_check import SelfCheck

__all__ = [
    "Duty",
    "Patrol",
    "Patroller",
    "Recheck",
    "RecheckResult",
    "SelfCheck",
    "Signature",
]
