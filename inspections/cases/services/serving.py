"""Papers of a case reach the party: each delivery starts the periods that run from it."""

from typing import Any

from django.db import transaction

from casework.by import By
from casework.models import AuditEntry, Paper
from casework.papers import delivering
from casework.papers.delivering import Delivered
from inspections.cases.models import Case
from inspections.cases.services import acts


@transaction.atomic
def deliver(record: Case, *, by: By, paper: Paper, **told: Any) -> AuditEntry:
    """Write down how a paper of this case was delivered (`Delivered`); what the law counts from service starts that day.

    Raises `Refused` (the field that is wrong and those of `perform`).
    """
    acts.may(record, "deliver", by=by)
    delivered = Delivered(**told)
    delivering.require_right(paper, delivered)
    acts.keep_secret(record, *delivered.words, by=by)
    delivery = delivering.record_delivery(paper, delivered, by=by)
    return acts.act(
        record,
        "deliver",
        by=by,
        on=delivered.day,
        happened=[delivering.happening(delivery)],
        note=f"{paper.title} {paper.number}，{delivery.get_way_display()}",
        data={"paper": paper.pk, "effective_on": delivery.effective_on.isoformat()},
    )
