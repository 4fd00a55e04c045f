"""The forms of this room; `ACT_FORMS` names the form page of each action."""

from complaints.forms.acts import ACT_FORMS
from complaints.forms.correct import CorrectForm
from complaints.forms.intake import IntakeForm
from complaints.forms.reveal import RevealForm

__all__ = ["ACT_FORMS", "CorrectForm", "IntakeForm", "RevealForm"]
