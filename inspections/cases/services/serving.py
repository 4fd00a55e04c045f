"""Papers of a case reach the party: each delivery starts the periods that run from it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from casework.by import By
from casework.models import AuditEntry, Delivery, Paper
from casework.papers import delivering
from casework.papers.delivering import Delivered
from inspections.cases import rules
from inspections.cases.models import Case
from inspections.cases.services import acts


@transaction.atomic
def deliver(
    record: Case, *, by: By, paper: Paper | None = None, words: acts.Words | None = None, **told: Any
) -> AuditEntry:
    """Write down how a paper of this case was delivered (`Delivered`); what the law counts from service starts that day.

    The paper of the decision goes by `serve`. Raises `Refused` (the field that is wrong and those of `perform`).
    """
    acts.may(record, "deliver", by=by)
    acts.refuse({"paper": rules.delivery_error(record, paper)})
    delivery = _deliver(record, paper, told, by=by)
    return _act(record, "deliver", delivery, by=by, words=words)


@transaction.atomic
def serve(
    record: Case, *, by: By, paper: Paper | None = None, words: acts.Words | None = None, **told: Any
) -> AuditEntry:
    """The paper of the decision has reached the party (`Delivered`): what is to be paid, and the remedies, run from there.

    Raises `Refused` (the field that is wrong and those of `perform`).
    """
    acts.may(record, "serve", by=by)
    decision: Any = record.decision
    delivery = _deliver(record, decision.paper, told, by=by)
    decision.served_on = decision.paper.delivered_on
    decision.save(update_fields=["served_on"])
    return _act(record, "serve", delivery, by=by, words=words)


def _deliver(record: Case, paper: Any, told: Mapping[str, Any], *, by: By) -> Delivery:
    delivered = Delivered(**told)
    delivering.require_right(paper, delivered)
    acts.keep_secret(record, *delivered.words, by=by)
    return delivering.record_delivery(paper, delivered, by=by)


def _act(record: Case, action: str, delivery: Delivery, *, by: By, words: acts.Words | None) -> AuditEntry:
    paper = delivery.paper
    return acts.act(
        record,
        action,
        by=by,
        on=delivery.done_on,
        words=words,
        happened=delivering.happenings(delivery),
        note=f"{paper.title} {paper.number}，{delivery.get_way_display()}",
        data={"paper": paper.pk, "effective_on": delivery.effective_on.isoformat()},
    )
