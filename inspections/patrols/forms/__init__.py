from inspections.patrols.forms.acts import EscalateForm, ExtendRectificationForm, OrderRectificationForm
from inspections.patrols.forms.patrol import PatrolForm
from inspections.patrols.forms.recheck import RecordRecheckForm
from inspections.patrols.forms.self_check import SelfCheckForm

__all__ = [
    "EscalateForm",
    "ExtendRectificationForm",
    "OrderRectificationForm",
    "PatrolForm",
    "RecordRecheckForm",
    "SelfCheckForm",
]
