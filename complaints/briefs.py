"""What a line tells of complaints; never anything about who made them."""

from collections.abc import Collection

from casework.kinds import Brief
from complaints.kinds import Kind, Label
from complaints.models import Complaint
from complaints.models.complaint import employer_shown
from law import matters

COLUMNS = (
    "pk", "kind", "label", "matters", "workers_count", "amount", "employer__name", "employer_named", "handler__name",
)  # fmt: skip


def of(keys: Collection[int]) -> dict[int, Brief]:
    rows = Complaint.objects.filter(pk__in=keys).order_by().values_list(*COLUMNS, named=True)
    return {
        row.pk: Brief(
            what="，".join(filter(None, (_sort(row.kind, row.label), matters.told(row.matters)))),
            people=row.workers_count,
            amount=row.amount,
            who=row.handler__name or "",
            name=employer_shown(row.employer__name, row.employer_named),
        )
        for row in rows
    }


def _sort(kind: str, label: str) -> str:
    """What sort it is, and that it is kept from the towns."""
    told = [str(Kind(kind).label), str(Label(label).label) if label == Label.WHISTLEBLOWER else ""]
    return "，".join(filter(None, told[1:] if told[1] else told))
