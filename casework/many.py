"""The same act done to several records in one go: each checked, done and told for itself, as if it were done alone."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework import audit, deeds
from casework.by import By, Reader
from casework.kinds import Kind
from casework.models import WorkflowRecord
from casework.table import Row
from casework.workflow import Refused, perform

AT_ONCE = 50
PERMISSION = "casework.act_in_lists"

# What the form of the act brings for one record; raises `Refused` where that record does not take it.
Told = Callable[[Any], Mapping[str, Any]]


@dataclass(frozen=True)
class Outcome:
    """What became of one record; `refusal` says why nothing was done."""

    record: Any
    refusal: str = ""


def acts_of(model: Any, user: Reader) -> list[Row]:
    """The acts this person may do to several rows of a list of `model`; none where the list is of something else."""
    table = getattr(model, "workflow", None)
    if table is None or not user.has_perm(PERMISSION):
        return []
    rows = {row.action: row for row in table.rows if row.is_for_many and row.permission}
    return [row for row in rows.values() if user.has_perm(str(row.permission))]


def do_many(kind: Kind, row: Row, *, by: By, seen: Mapping[int, int], told: Told) -> list[Outcome]:
    """Do one act to each record in `seen` (pk → the version that was shown), in their order.

    What is refused of one record stands in its outcome and holds up no other; who may not know of a record hears nothing of it.
    Raises `Refused` (not_in_bulk, permission, none, too_many).
    """
    if not row.is_for_many:
        raise Refused("not_in_bulk", _("这一项不能成批办理，请逐件办。"))
    if not (by.may(PERMISSION) and by.may(str(row.permission))):
        raise Refused("permission", _("您的角色不能做“%(act)s”。") % {"act": row.label})
    require_some(seen)
    found = kind.visible_to(by.actor).in_bulk(list(seen))
    return [
        one(found[pk], row.action, version, by=by, told=told) for pk, version in seen.items() if pk in found
    ]


def require_some(seen: Mapping[int, int]) -> None:
    """Raises `Refused` (none, too_many)."""
    if not seen:
        raise Refused("none", _("没有勾选。请先勾选要一起办理的。"))
    if len(seen) > AT_ONCE:
        raise Refused("too_many", _("一次最多 %(most)s 件，请分次办理。") % {"most": AT_ONCE})


def one(record: WorkflowRecord, action: str, version: int, *, by: By, told: Told | None = None) -> Outcome:
    """The act on one of them, in a transaction of its own: the record must be as the list showed it."""
    try:
        with transaction.atomic():
            audit.lock()
            record.refresh_from_db()
            if record.version != version:
                raise Refused("conflict", _("您打开列表以后，这一件有过变动，请打开看了再办。"))
            data = told(record) if told else {}
            deed = deeds.service(record._meta.app_label, action)
            if deed is not None:
                deed(record, by=by, **data)
            else:
                perform(record, action, by=by, reason=data.get("reason", ""))
    except Refused as refusal:
        return Outcome(record, refusal.sentence)
    return Outcome(record)


def ticked(sent: Iterable[str]) -> dict[int, int]:
    """What was ticked in a list, `pk:version` each; what cannot be read is left out."""
    return dict(filter(None, (_read(text) for text in list(sent)[: AT_ONCE + 1])))


def _read(text: str) -> tuple[int, int] | None:
    pk, _colon, version = text.partition(":")
    is_read = all(part.isascii() and part.isdecimal() and len(part) < 16 for part in (pk, version))
    return (int(pk), int(version)) if is_read else None
