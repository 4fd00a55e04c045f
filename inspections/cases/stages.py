"""The eight steps a reader sees in the many states of a case."""

from django.utils.translation import gettext_lazy as _

from inspections.cases.workflow import State

STAGES = (_("线索"), _("立案"), _("调查"), _("告知"), _("决定"), _("送达"), _("执行"), _("结案"))
AT: dict[str, int] = {
    State.CLUE: 1,
    State.FILING: 2,
    State.NOT_FILED: 2,
    State.INVESTIGATING: 3,
    State.CORRECTING: 3,
    State.WITHDRAWN: 3,
    State.MERGED: 3,
    State.TRANSFER_PENDING: 3,
    State.TRANSFER_APPROVED: 3,
    State.TRANSFERRED: 3,
    State.INVESTIGATED: 4,
    State.REVIEWING: 4,
    State.REVIEWED: 4,
    State.NOTIFIED: 4,
    State.HEARING: 4,
    State.DECIDING: 5,
    State.DECIDED: 6,
    State.SERVED: 7,
    State.EXECUTED: 8,
    State.CLOSING: 8,
    State.CLOSED: 8,
    State.ARCHIVED: 8,
}
