from inspections.patrols.forms.acts import EscalationForm, ExtensionForm, OrderForm
from inspections.patrols.forms.patrol import PatrolForm
from inspections.patrols.forms.recheck import RecheckForm
from inspections.patrols.forms.self_check import SelfCheckForm

FORMS = {
    "order_rectification": OrderForm,
    "record_recheck": RecheckForm,
    "extend_rectification": ExtensionForm,
    "escalate": EscalationForm,
}

__all__ = [
    "FORMS",
    "EscalationForm",
    "ExtensionForm",
    "OrderForm",
    "PatrolForm",
    "RecheckForm",
    "SelfCheckForm",
]
