from inspections.checks.models.inspection import Inspection, Source
from inspections.checks.models.outcomes import OUTCOME_FIELDS
from inspections.checks.models.visit import Visit, VisitFinding, VisitInspector
from inspections.checks.workflow import Outcome

__all__ = ["OUTCOME_FIELDS", "Inspection", "Outcome", "Source", "Visit", "VisitFinding", "VisitInspector"]
