"""审批通道: one file after the other on one screen, decided by the acts' own views, and the next one comes by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import resolve, reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import View

from casework.acts import shown
from casework.kinds import Kind, of, on_desk
from casework.models import AuditEntry, WorkflowRecord
from casework.table import BACK
from casework.views import Permitted, TransitionView, remarks
from casework.views.approval import Answer
from casework.views.detail import TimelineEntry, told
from casework.workflow import NotNow, Refused
from desk import lane as line

TRAIL = "trail"
TOLD = 20
WHERE = (
    (gettext_lazy("工作台"), reverse_lazy("desk:worklist")),
    (gettext_lazy("待我审批"), reverse_lazy("desk:approvals")),
)


class LaneView(Permitted, View):
    """The beginning of the line: its first file, or that there is none."""

    permission = "casework.give_approvals"
    title = gettext_lazy("审批通道")
    parents = WHERE

    def get(self, request: HttpRequest) -> HttpResponse:
        found = line.lane(request.user)
        if found.stops:
            return redirect(found.stops[0].url)
        return render(request, "desk/lane_end.html", self.get_context_data())


class LaneFileView(Permitted, View):
    """A file in the line. The act's own view of its room answers, in the dress of the lane: its permission, form, service and
    version are the same as on the act's own page."""

    permission = "casework.give_approvals"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self._answer(request)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self._answer(request)

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        kind = next((kind for kind in on_desk() if kind.name == self.kwargs["kind"]), None)
        if kind is None or not _is_answer(kind, self.kwargs["action"]):
            raise Http404
        record = get_object_or_404(kind.visible_to(request.user), pk=self.kwargs["pk"])
        match = resolve(record.act_url(self.kwargs["action"]))
        view: Any = match.func
        return in_lane(view.view_class).as_view(**view.view_initkwargs)(request, *match.args, **match.kwargs)


def _is_answer(kind: Kind, action: str) -> bool:
    table = kind.model_class.workflow
    return any(table.approval_of(row) is not None for row in table.rows_of(action))


@dataclass(frozen=True)
class Line:
    """One line of what is put forward: its name, what stands there, and where to write what is wrong with it."""

    label: str
    value: str
    field: Any


class InLane(TransitionView):
    """What the lane adds to the view of an act: the line, each part with a place for what is wrong, and the way on."""

    approval_sheet = "desk/lane_file.html"
    remarked = staticmethod(remarks.with_lines)

    def above(self) -> list[tuple[Any, Any]]:
        return list(WHERE)

    def here(self) -> Any:
        return LaneView.title

    @cached_property
    def kind(self) -> Kind:
        return of(self.model)

    @cached_property
    def lane(self) -> line.Lane:
        about = self.approval
        return line.lane(
            self.request.user, kind=self.kind, pk=self.record.pk, action=about.action if about else ""
        )

    def way_to(self, action: str) -> str:
        return line.address(self.kind, self.record.pk, action)

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """The file is shown as long as it waits, also where it may only be sent back now."""
        if not self._waits():
            return self._conflict(self._refusal() or self._outdated())
        form_class = self._form_class()
        form = self._form(form_class) if form_class else forms.Form()
        return self._page(form)

    def _waits(self) -> bool:
        return self.lane.at is not None or self._may_answer()

    def _may_answer(self) -> bool:
        """Beyond the end of a very long line, or as a deputy of somebody."""
        refusal = self._refusal()
        return refusal is None or not isinstance(refusal, NotNow)

    def _do(self, data: dict[str, Any]) -> str:
        onward = self.lane.onward_url  # as the line was before the deed
        super()._do(data)
        return onward

    def _tell_done(self) -> None:
        """How many are left here; what else waits is told on other pages."""
        messages.success(self.request, self._done())

    def _done(self) -> str:
        left = len(self.lane.others)
        told_of = {"act": self.row.label, "record": self.record, "n": left}
        if left:
            return _("“%(act)s”办好了：%(record)s。还有 %(n)s 件。") % told_of
        return _("“%(act)s”办好了：%(record)s。没有别的等您审批了。") % told_of

    def _conflict(self, refusal: Refused) -> HttpResponse:
        """409: what happened since the page was made; the file again with what was typed where it still waits, or the way on."""
        self._note_refusal(refusal.code)
        self.record.refresh_from_db()
        vars(self).pop("lane", None)
        since = self._since()
        if (
            self.request.method == "POST"
            and self.lane.at is not None
            and refusal.code in ("conflict", "state")
        ):
            form_class = self._form_class()
            form = (
                self._form(form_class, self.request.POST, self.request.FILES) if form_class else forms.Form()
            )
            return self._page(form, status=409, since=since, changed=refusal)
        context = self.get_context_data(
            refusal=refusal,
            act=self._button(refusal),
            record=self.record,
            record_url=self.record.get_absolute_url(),
            typed=self._typed(),
            since=since,
        )
        return render(self.request, "desk/lane_refused.html", context, status=409)

    def _typed(self) -> list[tuple[Any, str]]:
        form_class = self._form_class()
        fields = form_class.base_fields if form_class else {}
        pairs = ((fields[name].label, value) for name, value in self.request.POST.items() if name in fields)
        return [(label, str(value)) for label, value in pairs if label and value]

    def _entries(self) -> Any:
        return AuditEntry.objects.about(self.record).filter(note=None, is_success=True).order_by("-seq")

    def _since(self) -> list[TimelineEntry]:
        """What was done to the record since the page that was sent was made; of an unknown page the newest."""
        seen, entries = self.request.POST.get(TRAIL, ""), self._entries()
        is_known = seen.isascii() and seen.isdecimal() and len(seen) < 19
        entries = entries.filter(seq__gt=int(seen))[:TOLD] if is_known else entries[:1]
        return [told(entry, self.record.workflow) for entry in entries]

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        extra = {"lane": self.lane, "title": LaneView.title, "clock": self.record.next_clock}
        return super().get_context_data(**{**extra, **kwargs})

    def _about_approval(
        self, form: forms.Form, shown: list[dict[str, Any]] | None, submission: str
    ) -> dict[str, Any]:
        context = super()._about_approval(form, shown, submission)
        answers = context["answers"]
        context["back"] = back = _back(answers)
        lines = _lines(self.record, back, context["previews"]) if back else []
        context["lines"] = [each for each in lines if each.value]
        context["blank_lines"] = [each for each in lines if not each.value]
        context["blank_open"] = any(each.field.value() for each in context["blank_lines"])
        context["others_no"] = [each for each in answers if not each.row.is_approval and each is not back]
        context["yes"] = next((each for each in answers if each.row.is_approval), None)
        context["trail"] = self._entries().values_list("seq", flat=True).first() or 0
        return context


@cache
def in_lane(view_class: type[TransitionView]) -> Any:
    """The view of a room's acts, in the lane."""
    return type(f"{view_class.__name__}InLane", (InLane, view_class), {})


def _back(answers: Sequence[Answer]) -> Answer | None:
    """The answer by which it goes back: a return, or where there is none the no."""
    no = [each for each in answers if not each.row.is_approval]
    return next((each for each in no if each.row.kind == BACK), next(iter(no), None))


def _lines(record: WorkflowRecord, back: Answer, previews: Sequence[Mapping[str, Any]]) -> list[Line]:
    """What is put forward, part by part, as the papers would say it or as the record has it."""
    places = getattr(back.form, "remark_lines", {})
    by_name, by_label = _printed(previews)
    found = []
    for name, field in places.items():
        label = back.form.parts[name]  # type: ignore[attr-defined]  # a form with lines has parts
        value = by_name.get(name) or by_label.get(label) or _of_record(record, name)
        found.append(Line(label, value, field))
    return found


def _printed(previews: Sequence[Mapping[str, Any]]) -> tuple[dict[str, str], dict[str, str]]:
    blocks = [block for each in previews for block in each["content"]["blocks"] if block.get("value")]
    named = {str(block["name"]): str(block["value"]) for block in blocks}
    return named, {str(block["label"]): str(block["value"]) for block in blocks}


def _of_record(record: WorkflowRecord, name: str) -> str:
    value = getattr(record, name, None)
    is_plain = value is None or callable(value) or isinstance(value, Promise)
    return "" if is_plain else shown(getattr(value, "name", value))
