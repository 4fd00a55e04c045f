from inspections.cases.forms.acts import FORMS
from inspections.cases.forms.clue import ClueForm
from inspections.cases.forms.visit import VisitForm

__all__ = ["FORMS", "ClueForm", "VisitForm"]
