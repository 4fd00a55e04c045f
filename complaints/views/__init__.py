from complaints.views.intake import CorrectView, IntakeView
from complaints.views.listing import ComplaintListView
from complaints.views.record import ComplaintActView, ComplaintDetailView
from complaints.views.reveal import RevealView

__all__ = [
    "ComplaintActView",
    "ComplaintDetailView",
    "ComplaintListView",
    "CorrectView",
    "IntakeView",
    "RevealView",
]
