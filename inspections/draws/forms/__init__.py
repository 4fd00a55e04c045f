from inspections.draws.forms.draws import DRAW_FORMS, PrepareForm, WitnessForm

__all__ = ["DRAW_FORMS", "PrepareForm", "WitnessForm"]
