from inspections.checks.forms.inspections import FocusForm
from inspections.checks.forms.visit import VisitForm

__all__ = ["FocusForm", "VisitForm"]
