from inspections.draws.forms.draws import AddWitnessForm, PrepareForm

__all__ = ["PrepareForm", "AddWitnessForm"]
