"""The form of a delivery of a case's papers."""

from casework.papers.forms import DeliveryForm


class DeliverForm(DeliveryForm):
    pass
