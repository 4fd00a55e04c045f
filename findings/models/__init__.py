from findings.models.finding import Finding
from findings.models.recovery import Recovery

__all__ = ["Finding", "Recovery"]
