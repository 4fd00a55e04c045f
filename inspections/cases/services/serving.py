"""Papers of a case reach the party: each delivery starts the periods that run from it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from casework.by import By
from casework.models import AuditEntry, Paper
from casework.papers import delivering
from casework.papers.delivering import Delivered
from inspections.cases import rules
from inspections.cases.models import Case
from inspections.cases.services import acts


@transaction.atomic
def deliver(
    record: Case, *, by: By, papers: Iterable[Paper] = (), words: acts.Words | None = None, **told: Any
) -> AuditEntry:
    """Papers of this case were handed over together (`Delivered`); what the law counts from service starts that day.

    They have one receipt. The paper of the decision goes by `serve`. Raises `Refused` (the field that is wrong and those
    of `perform`).
    """
    acts.may(record, "deliver", by=by)
    handed = list(papers)
    acts.refuse({"papers": rules.delivery_error(record, handed)})
    return _handed(record, "deliver", handed, told, by=by, words=words)


@transaction.atomic
def serve(record: Case, *, by: By, words: acts.Words | None = None, **told: Any) -> AuditEntry:
    """The paper of the decision has reached the party (`Delivered`): what is to be paid, and the remedies, run from there.

    Where it fines persons responsible too, from the day on which it has reached the last of all; before, the case stays decided.
    Raises `Refused` (the field that is wrong and those of `perform`).
    """
    acts.may(record, "serve", by=by)
    decision: Any = record.decision
    return _handed(record, "serve", [decision.paper], told, by=by, words=words)


def _handed(
    record: Case,
    action: str,
    papers: Sequence[Paper],
    told: Mapping[str, Any],
    *,
    by: By,
    words: acts.Words | None,
) -> AuditEntry:
    delivered = Delivered(**told)
    delivering.require_right(papers, delivered)
    acts.keep_secret(record, *delivered.words, by=by)
    deliveries = delivering.record_deliveries(papers, delivered, by=by)
    if action == "serve":
        decision: Any = record.decision
        decision.served_on = decision.paper.delivered_on
        decision.save(update_fields=["served_on"])
    first = deliveries[0]
    return acts.act(
        record,
        action,
        by=by,
        on=first.done_on,
        words=words,
        given={"papers": papers},
        happened=[event for delivery in deliveries for event in delivering.happenings(delivery)],
        note="，".join(
            filter(
                None,
                [
                    *(f"{paper.title} {paper.number}" for paper in papers),
                    first.addressee,
                    str(first.get_way_display()),
                ],
            )
        ),
        data={
            "delivered": [paper.pk for paper in papers],
            "effective_on": first.effective_on.isoformat(),
        },
    )
