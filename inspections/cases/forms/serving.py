"""The forms of deliveries: of the decision's paper, and of every other paper of a case."""

from casework.models import Paper
from casework.papers import delivering
from casework.papers.forms import DeliveryForm


class DeliverForm(DeliveryForm):
    def papers(self) -> list[Paper]:
        """All but the decision, while it has not been served."""
        decision = self.record.decision
        own = decision.paper_id if decision is not None and decision.served_on is None else None
        return [paper for paper in delivering.waiting(self.record) if paper.pk != own]


class ServeForm(DeliveryForm):
    def papers(self) -> list[Paper]:
        return [self.record.decision.paper]
