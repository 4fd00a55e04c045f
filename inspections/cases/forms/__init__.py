from inspections.cases.forms.acts import FORMS
from inspections.cases.forms.clue import ClueForm

__all__ = ["FORMS", "ClueForm"]
