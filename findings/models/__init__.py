from findings.models.escalation import Escalation
from findings.models.finding import Finding
from findings.models.recovery import Recovery

__all__ = ["Escalation", "Finding", "Recovery"]
