from inspections.checks.forms.inspections import INSPECTION_FORMS, FocusForm
from inspections.checks.forms.visit import VisitForm

__all__ = ["INSPECTION_FORMS", "FocusForm", "VisitForm"]
