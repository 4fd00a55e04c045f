from inspections.cases.models.case import Case
from inspections.cases.models.visit import Visit, VisitFinding, VisitInspector

__all__ = ["Case", "Visit", "VisitFinding", "VisitInspector"]
