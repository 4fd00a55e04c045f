"""The page of one record: what it is, what may be done with it, its clocks and its history."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from casework import audit, kinds, submissions
from casework.acts import field_label, shown
from casework.deeds import forms_of
from casework.kinds import visible
from casework.models import Told, WorkflowRecord
from casework.table import ASIDE, BACK, NEW, REFUSAL, Row, Workflow
from casework.views import remarks
from casework.views.base import Permitted, by_of
from casework.workflow import Offer, offers, primary
from law.clock import day_of, today

SHOWN = 400


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
    is_final: bool = False
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
    action: str = ""


class RecordDetailView(Permitted, DetailView):
    """A record the user may see, with the acts, clocks, files and history it has."""

    context_object_name = "record"

    def get_queryset(self) -> QuerySet:
        return visible(self.model, self.request.user).select_related("next_clock")

    def here(self) -> str:
        return self.object.current_number

    def entries(self) -> list[Told]:
        """What its history tells: everything done to it and every look at it."""
        return audit.of_record(self.object, limit=SHOWN)

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        record, log = self.object, timeline(self.object, self.entries())
        filters = event_filters(log, self.request.GET)
        acts = buttons(record, offers(record, by=by_of(self.request)))
        extra = {
            "acts": acts,
            "submission": submissions.new_key(),
            "version": record.version,
            "record_no": record.current_number,
            "idle": idle(record, acts),
            "ended": ended(record),
            "clocks": list(record.deadlines.all()),
            "log": log,
            "timeline": [entry for entry in log if entry.kind in _kinds(filters)],
            "event_filters": filters,
            "attachments": record.attachments.all(),
        }
        return super().get_context_data(**{**extra, **kwargs})


def idle(record: WorkflowRecord, acts: list[ActButton]) -> str:
    """What stands in place of a button for whoever has nothing to do: it is over, why not yet, or what others are to do.

    Who handles the record is named, where it waits for them. Where nobody's act is waited for it is what happens elsewhere
    and moves this record.
    """
    open_rows = [row for row in record.workflow.rows_from(record.state) if row.kind != ASIDE]
    waited = [row for row in open_rows if row.waits_if == {} or row.elsewhere]
    rows = [row for row in waited if row.asks] or waited
    if not rows:
        return _("已经办完，没有下一步。")
    if blocked := _blocked(acts, {row.action for row in rows}):
        return blocked
    handlers = kinds.holding(record)
    theirs = [row for row in rows if row.asks and any(person.has_perm(row.asks) for person in handlers)]
    *most, last = dict.fromkeys(str(row.label) for row in theirs or rows)
    named = _("%(most)s或者%(last)s") % {"most": "、".join(most), "last": last} if most else last
    if theirs:
        return _("等%(people)s%(acts)s。") % {
            "people": "、".join(person.name for person in handlers),
            "acts": named,
        }
    return _("等其他岗位办理：%(acts)s。") % {"acts": named}


def _blocked(acts: list[ActButton], next_ones: set[str]) -> str:
    """Why each of the next acts that are this person's may not be done yet."""
    why: dict[str, list[str]] = {}
    for act in acts:
        if act.action in next_ones and act.reason:
            why.setdefault(act.reason.rstrip("。"), []).append(f"“{act.label}”")
    told = ({"acts": "".join(labels), "why": reason} for reason, labels in why.items())
    return "".join(_("%(acts)s现在还不能办：%(why)s。") % each for each in told)


def ended(record: WorkflowRecord) -> str:
    """What became of a record that is over, and since when; empty for one in hand."""
    if not record.is_final:
        return ""
    return _("%(day)s %(state)s") % {
        "day": day_of(record.state_since).isoformat(),
        "state": record.state_label,
    }


def buttons(record: WorkflowRecord, found: list[Offer]) -> list[ActButton]:
    """The acts of a record; the one to put forward is said by `casework.workflow.primary`."""
    first, on, asking = primary(found, before=record.act_before), today(), forms_of(type(record))
    return [
        ActButton(
            action=offer.row.action,
            label=offer.row.label,
            url=record.act_url(offer.row.action),
            is_allowed=offer.is_allowed,
            reason=offer.refusal.sentence if offer.refusal and not offer.is_allowed else "",
            is_primary=offer is first,
            needs_form=offer.row.action in asking or offer.needs_reason or offer.row.is_approval,
            is_danger=offer.row.is_final and offer.row.kind == REFUSAL,
            is_final=offer.row.is_final,
            hint=offer.row.hint_on(on),
        )
        for offer in found
    ]


def timeline(record: WorkflowRecord, entries: list[Told] | None = None) -> list[TimelineEntry]:
    """What was done to the record and who looked at it, newest first, as sentences of its table."""
    entries = audit.of_record(record, limit=SHOWN) if entries is None else entries
    return [told(entry, record.workflow) for entry in entries]


@dataclass(frozen=True)
class EventFilter:
    """A choice above the timeline: only entries of these kinds."""

    label: Any
    kinds: tuple[str, ...]
    count: int
    url: str
    is_current: bool


# What `?events=` may ask for. Sent back and refused stand out of what people did; who only looked is told when asked for.
EVENTS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "": (gettext_lazy("办理"), ("human", "warn", "system")),
    "human": (gettext_lazy("人办的"), ("human", "warn")),
    "system": (gettext_lazy("系统"), ("system",)),
    "returned": (gettext_lazy("退回和驳回"), ("warn",)),
    "looks": (gettext_lazy("查看和下载"), ("look",)),
}
LOOKS = ("view_sensitive", "reveal_identity", "reveal_contact", "download_file", "download_original")


def event_filters(log: list[TimelineEntry], asked: QueryDict) -> list[EventFilter]:
    """The choices that have entries, the rest of the address kept; the first is everything."""
    counts = {name: sum(entry.kind in kinds for entry in log) for name, (_label, kinds) in EVENTS.items()}
    chosen = asked.get("events", "") if counts.get(asked.get("events", "")) else ""
    return [
        EventFilter(label, kinds, counts[name], _address(asked, name), name == chosen)
        for name, (label, kinds) in EVENTS.items()
        if counts[name] or not name
    ]


def _kinds(filters: list[EventFilter]) -> tuple[str, ...]:
    return next(choice.kinds for choice in filters if choice.is_current)


def _address(asked: QueryDict, events: str) -> str:
    query = asked.copy()
    query.pop("events", None)
    if events:
        query["events"] = events
    return f"?{query.urlencode()}#events"


def _kind(entry: Told, row: Row | None) -> str:
    if entry.action in LOOKS:
        return "look"
    if not entry.actor_id:
        return "system"
    return "warn" if row is not None and row.kind in (BACK, REFUSAL) else "human"


def told(entry: Told, table: Workflow) -> TimelineEntry:
    """An entry as its act is called in the state it was done from."""
    row = table.row(entry.action, entry.before)
    label = str(row.label) if row else entry.action_label
    is_new = row is not None and NEW in row.sources
    after = table.states(entry.after).label if entry.after not in ("", entry.before) and not is_new else ""
    return TimelineEntry(
        at=entry.at,
        who=entry.actor_label,
        text=f"{label}，{_('转为')}“{after}”" if after else label,
        kind=_kind(entry, row),
        action=entry.action,
        detail="；".join(_details(entry)),
    )


def _details(entry: Told) -> Iterator[str]:
    """What was noted, the three kinds of words kept apart, what was changed, and when it happened if not on the day."""
    if entry.data.get("note"):
        yield str(entry.data["note"])
    if entry.reason:
        yield _("理由：%(reason)s") % {"reason": entry.reason}
    if entry.off_plan:
        yield _("非本阶段办理：%(reason)s") % {"reason": entry.off_plan}
    if entry.remark:
        yield _("说明：%(remark)s") % {"remark": entry.remark}
    for label, said in remarks.of(entry):
        yield remarks.said_of(label, said)
    for name, (before, after) in entry.data.get("changes", {}).items():
        yield _("%(name)s：%(before)s 改为 %(after)s") % {
            "name": field_label(entry.model, name), "before": shown(before), "after": shown(after),
        }  # fmt: skip
    if entry.entered_late and entry.happened_on:
        facts = {"day": entry.happened_on.isoformat(), "days": entry.entered_late}
        yield _("%(day)s 办理，%(days)s 天后补录") % facts
