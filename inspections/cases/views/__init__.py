from inspections.cases.views.clue import ClueView
from inspections.cases.views.file import CaseFileDownloadView, CaseFileView
from inspections.cases.views.listing import CaseListView
from inspections.cases.views.record import CaseActView, CaseDetailView

__all__ = [
    "CaseActView",
    "CaseDetailView",
    "CaseFileDownloadView",
    "CaseFileView",
    "CaseListView",
    "ClueView",
]
