from findings.views.escalations import EscalationActView, EscalationDetailView, EscalationListView

__all__ = ["EscalationActView", "EscalationDetailView", "EscalationListView"]
