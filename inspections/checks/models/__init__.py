from inspections.checks.models.inspection import Inspection, Source
from inspections.checks.models.visit import Visit, VisitInspector
from inspections.checks.workflow import Outcome

__all__ = ["Inspection", "Outcome", "Source", "Visit", "VisitInspector"]
