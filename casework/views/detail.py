"""The page of one record: what it is, what may be done with it, its clocks and its history."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from casework import submissions
from casework.models import AuditEntry, WorkflowRecord
from casework.table import Workflow
from casework.views.base import Permitted
from casework.workflow import Offer, offers


@dataclass(frozen=True)
class ActButton:
    """An offer as templates/components/acts.html wants it."""

    action: str
    label: Any
    url: str
    is_allowed: bool
    reason: str
    is_primary: bool
    needs_form: bool
    is_danger: bool
    hint: Any = ""


@dataclass(frozen=True)
class TimelineEntry:
    """A line of templates/components/timeline.html."""

    at: Any
    who: str
    text: str
    kind: str
    detail: str = ""
    url: str = ""
    badge: str = ""


class RecordDetailView(Permitted, DetailView):
    """`forms` names the acts that have a form page; the others are plain buttons."""

    forms: ClassVar[dict[str, Any]] = {}
    hints: ClassVar[dict[str, Any]] = {}
    context_object_name = "record"

    def get_queryset(self) -> QuerySet:
        return self.model._default_manager.visible_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = self.object
        extra = {
            "acts": buttons(record, offers(record, actor=self.request.user), self.forms, self.hints),
            "submission": submissions.new_key(),
            "version": record.version,
            "record_no": getattr(record, "number", ""),
            "clocks": list(record.deadlines.all()),
            "timeline": timeline(record),
            "attachments": list(record.attachments.all()),
        }
        return super().get_context_data(**{**extra, **kwargs})


def buttons(
    record: WorkflowRecord, found: list[Offer], forms: dict[str, Any], hints: dict[str, Any]
) -> list[ActButton]:
    """The acts of a record in the table's order; the first that may be done now and is waited for is the primary one."""
    primary = next(
        (
            offer
            for offer in found
            if offer.is_allowed and not offer.row.danger and offer.row.waits_if is not None
        ),
        None,
    )
    return [
        ActButton(
            action=offer.row.action,
            label=offer.row.label,
            url=record.act_url(offer.row.action),
            is_allowed=offer.is_allowed,
            reason=offer.refusal.sentence if offer.refusal and not offer.is_allowed else "",
            is_primary=offer is primary,
            needs_form=offer.row.action in forms or offer.needs_reason,
            is_danger=offer.row.danger,
            hint=hints.get(offer.row.action, ""),
        )
        for offer in found
    ]


def timeline(record: WorkflowRecord) -> list[TimelineEntry]:
    """The record's own audit entries, newest first, as sentences of its table."""
    entries = AuditEntry.objects.about(record).filter(is_success=True).select_related("actor")[:200]
    return [told(entry, record.workflow) for entry in entries]


def told(entry: AuditEntry, table: Workflow) -> TimelineEntry:
    row = table.named(entry.action)
    label = str(row.label) if row else str(ACTS.get(entry.action, entry.action))
    after = table.states(entry.after).label if entry.after and entry.after != entry.before else ""
    details = [entry.data.get("note", ""), entry.reason and _("理由：%(reason)s") % {"reason": entry.reason}]
    return TimelineEntry(
        at=entry.at,
        who=entry.actor_label,
        text=f"{label}，{_('转为')}“{after}”" if after else label,
        kind="human" if entry.actor_id else "system",
        detail="；".join(filter(None, details)),
    )


ACTS: dict[str, Any] = {
    "recompute_deadline": _("放假安排变动，时限重新计算"),
    "attach_file": _("上传附件"),
    "download_file": _("下载附件"),
    "reveal_identity": _("查看身份信息"),
    "view_sensitive": _("查看敏感记录"),
    "correct_complaint": _("更正登记信息"),
}
