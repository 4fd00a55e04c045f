"""How problems are written down, and what setting them right brought."""

from findings.services.finding import find
from findings.services.recovering import bring

__all__ = ["bring", "find"]
