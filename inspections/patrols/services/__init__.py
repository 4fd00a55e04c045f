"""What may be done with a patrol. Functions named like actions do the act and what follows from it."""

from inspections.patrols.services.escalation import escalate, put_forward_late, put_forward_overdue
from inspections.patrols.services.plan import is_off_plan
from inspections.patrols.services.recording import record_patrol
from inspections.patrols.services.rectification import (
    confirm_rectified,
    extend_rectification,
    order_rectification,
    record_recheck,
    remind_recheck,
)
from inspections.patrols.services.self_checks import record_self_check

__all__ = [
    "confirm_rectified",
    "escalate",
    "extend_rectification",
    "is_off_plan",
    "order_rectification",
    "put_forward_late",
    "put_forward_overdue",
    "record_patrol",
    "record_recheck",
    "record_self_check",
    "remind_recheck",
]
