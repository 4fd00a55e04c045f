from registry.forms.conflicts import ConflictForm
from registry.forms.employer import EmployerForm
from registry.forms.imports import ListForm, ReadingForm
from registry.forms.lookup import EmployerField
from registry.forms.postings import EndPostingForm, PostingForm
from registry.forms.warnings import CloseWarningForm, WarningForm

__all__ = [
    "CloseWarningForm",
    "ConflictForm",
    "EmployerField",
    "EmployerForm",
    "EndPostingForm",
    "ListForm",
    "PostingForm",
    "ReadingForm",
    "WarningForm",
]
