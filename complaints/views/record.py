"""One complaint: its page for each kind of reader, and its acts."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from casework import audit
from casework.by import Reader
from casework.models import Deadline, Told
from casework.views import RecordDetailView, TransitionView, by_of, steps
from casework.views.detail import TimelineEntry
from complaints import hooks
from complaints.confidentiality import SEALED, masked, may_know
from complaints.models import ComplainantIdentity, Complaint
from complaints.services import repeats
from complaints.views.facts import facts_of, gist
from complaints.views.listing import HOME
from complaints.workflow import State
from registry.scoping import sees_all_towns

# The step that is to be done in a state.
NEXT_STEP = {
    State.RECEIVED: 1,
    State.SUPPLEMENTING: 1,
    State.ACCEPTED: 2,
    State.CONCLUDED: 3,
    State.ANSWERED: 3,
}


@method_decorator(never_cache, name="dispatch")
class ComplaintDetailView(RecordDetailView):
    model = Complaint
    permission = "complaints.view_complaint"
    template_name = "complaints/detail.html"
    parents = (HOME,)

    def get_queryset(self) -> QuerySet[Complaint]:
        return (
            super()
            .get_queryset()
            .select_related("employer", "town", "handler", "received_by", "campaign", "earlier")
        )

    def entries(self) -> list[Told]:
        """A town is told of what was done, and of no look: neither listed nor counted."""
        told = super().entries()
        if sees_all_towns(self.request.user):
            return told
        return [entry for entry in told if entry.action in self.object.workflow.actions]

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        if self.object.is_confidential:
            audit.note("view_sensitive", by=by_of(request), about=self.object)
        return response

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        record, user = self.object, self.request.user
        is_district = sees_all_towns(user)
        is_staff = user.has_perm("complaints.accept")
        knows = may_know(user, record)
        context = super().get_context_data(**kwargs)
        return context | {
            "facts": facts_of(record, is_district=is_district),
            "gist": gist(record, is_district=is_district),
            "clock": record.next_clock,
            "clocks": _clocks(context["clocks"]),
            "steps": _steps(record),
            "is_district": is_district,
            "knows": knows,
            "identity": _identity(record) if knows else [],
            "materials": _materials(record, user) if knows else [],
            "repeats": repeats.likely_repeats(record) if is_staff else [],
            "timeline": context["timeline"] if is_district else _bare(context["timeline"]),
            "attachments": [],
            "links": hooks.links(record, user),
            "taken_in": record.repeats.filter(state=State.MERGED) if is_district else [],
            "may_correct": user.has_perm("complaints.correct_complaint") and not record.is_final,
        }


@method_decorator([never_cache, sensitive_post_parameters(*SEALED)], name="dispatch")
class ComplaintActView(TransitionView):
    keeps_drafts = False
    model = Complaint
    template_name = "complaints/act.html"
    parents = (HOME,)


def _steps(record: Complaint) -> list[dict[str, Any]]:
    """The way from entry to answer, of which nobody gets one who did not give a name; one that ended otherwise stops
    at its own last step."""
    if record.state not in NEXT_STEP:
        return steps(
            ((_("登记"), record.received_on), (record.state_label, record.closed_on)), 1, is_over=True
        )
    line: tuple[tuple[Any, date | None], ...] = (
        (_("登记"), record.received_on),
        (_("受理"), record.accepted_on),
        (_("办结"), record.concluded_on),
        (_("反馈"), record.feedback_on),
    )
    if record.is_anonymous:
        line = line[:-1]
    at = min(NEXT_STEP[State(record.state)], len(line) - 1)
    is_over = record.is_final or (record.is_anonymous and record.state == State.CONCLUDED)
    return steps(line, at, is_over=is_over)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _clocks(clocks: list[Deadline]) -> list[Deadline]:
    """Running ones first, those with a sum to show before those somebody set; then what is done."""
    return sorted(clocks, key=lambda clock: (clock.stopped_at is not None, clock.is_given, clock.due_on))


def _identity(record: Complaint) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "value": value,
            "reveal_url": reverse("complaints:complaint_reveal", args=[record.pk, name]),
            "needs_reason": True,
        }
        for name, label, value in masked(record)
    ]


def _materials(record: Complaint, user: Reader) -> list[dict[str, Any]]:
    vault = ComplainantIdentity.objects.visible_to(user).filter(complaint=record).only("pk").first()
    return [
        {
            "name": file.name,
            "size": file.size,
            "sha256": file.sha256,
            "uploaded_at": file.uploaded_at,
            "url": file.url,
            "scan_mark": file.scan_mark,
        }
        for file in (vault.attachments.all() if vault else ())
    ]


def _bare(timeline: list[TimelineEntry]) -> list[TimelineEntry]:
    """For a town: that the state changed and when, without the words of the brigade."""
    return [
        TimelineEntry(at=entry.at, who=str(_("区劳动监察大队")), text=entry.text, kind=entry.kind)
        for entry in timeline
    ]
