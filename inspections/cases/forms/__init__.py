from inspections.cases.forms.clue import ClueForm

__all__ = ["ClueForm"]
