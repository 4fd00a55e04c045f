from complaints.forms.correct import CorrectForm
from complaints.forms.intake import IntakeForm
from complaints.forms.reveal import RevealForm

__all__ = ["CorrectForm", "IntakeForm", "RevealForm"]
