from inspections.draws.forms.conflicts import ConflictForm
from inspections.draws.forms.draws import DRAW_FORMS, PrepareForm, WitnessForm
from inspections.draws.forms.inspections import INSPECTION_FORMS, FocusForm

__all__ = ["DRAW_FORMS", "INSPECTION_FORMS", "ConflictForm", "FocusForm", "PrepareForm", "WitnessForm"]
