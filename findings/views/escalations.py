"""What towns reported: the list, one report with its answer, and the acts of the brigade."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from casework import audit
from casework.loading import CLOCK
from casework.views import Column, RecordDetailView, RecordListView, TransitionView, by_of, steps
from findings.filters import EscalationFilter
from findings.models import Escalation
from findings.workflow import State

HOME = (_("上报"), reverse_lazy("findings:escalation_list"))


class EscalationListView(RecordListView):
    permission = "findings.view_escalation"
    model = Escalation
    filterset_class = EscalationFilter
    template_name = "findings/escalation_list.html"
    title = HOME[0]
    shown = ("number", "trigger", "is_red_flag", "sent_on", "state", "employer__name", "town__name", *CLOCK)
    columns = (
        Column(_("编号"), lambda row: row.number, 30),
        Column(_("单位"), lambda row: row.employer.name, 36),
        Column(_("统一社会信用代码或登记号"), lambda row: row.employer.code, 22),
        Column(_("镇街"), lambda row: row.town.name if row.town else "", 14),
        Column(_("情形"), lambda row: row.get_trigger_display(), 24),
        Column(_("重大违法"), lambda row: row.is_red_flag, 10),
        Column(_("上报说明"), lambda row: row.note, 40),
        Column(_("状态"), lambda row: row.state_label, 14),
        Column(_("上报日期"), lambda row: row.sent_on, 12),
        Column(_("上报人"), lambda row: row.sent_by.name if row.sent_by else "", 12),
        Column(_("答复日期"), lambda row: row.answered_on, 12),
        Column(_("大队答复"), lambda row: row.answer, 40),
    )

    def rows(self) -> QuerySet:
        return Escalation.objects.visible_to(self.request.user).for_list()

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        asked = self.request.GET.get("state", "")
        shortcuts = [{"label": _("全部"), "url": self._address("state"), "is_current": not asked}]
        shortcuts += [
            {
                "label": state.label,
                "url": self._address(state=state.value),
                "is_current": asked == state.value,
            }
            for state in (State.SENT, State.PROPOSED, State.RETURNED)
        ]
        return super().get_context_data(**{"shortcuts": shortcuts, **kwargs})


class EscalationDetailView(RecordDetailView):
    permission = "findings.view_escalation"
    model = Escalation
    template_name = "findings/escalation_detail.html"
    parents = (HOME,)

    def get_queryset(self) -> QuerySet:
        return Escalation.objects.visible_to(self.request.user).for_page()

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        if self.object.is_sensitive:
            audit.note("view_sensitive", by=by_of(request), about=self.object)
        return response

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        extra = {"steps": _steps(self.object), "facts": _facts(self.object), "onward": self._onward()}
        return super().get_context_data(**{**extra, **kwargs})

    def _onward(self) -> list[tuple[Any, str]]:
        """Who is to report does so on the page of what was found."""
        rows = self.object.workflow.rows_from(self.object.state)
        is_theirs = any(row.elsewhere and self.request.user.has_perm(row.elsewhere) for row in rows)
        return [(_("去上报大队"), self.object.source.get_absolute_url())] if is_theirs else []


class EscalationActView(TransitionView):
    parents = (HOME,)
    model = Escalation

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        return super().get_context_data(**{"record_title": self.record.employer.name, **kwargs})


def _steps(record: Escalation) -> list[dict[str, Any]]:
    """Found, reported, answered; what was accepted before it was reported went straight there."""
    line: list[tuple[Any, Any]] = [
        (_("须上报"), ""),
        (_("上报大队"), record.sent_on),
        (_("大队答复"), record.answered_on),
    ]
    if record.is_final:
        line[-1] = (record.state_label, record.answered_on or "")
        skipped = {1} if record.sent_on is None else set()
        return steps(line, len(line) - 1, is_over=True, skipped=skipped)
    return steps(line, 1 if record.state == State.PROPOSED else 2)


def _facts(record: Escalation) -> list[dict[str, Any]]:
    employer, source, line = record.employer, record.source, record.led_to
    rows = (
        (_("单位"), employer.name, employer.get_absolute_url(), employer.code),
        (_("镇街"), record.town.name if record.town else "", "", ""),
        (
            _("来源"),
            str(source or ""),
            source.get_absolute_url() if source else "",
            record.get_origin_display(),
        ),
        (
            _("上报情形"),
            record.get_trigger_display(),
            "",
            _("重大违法，立即上报") if record.is_red_flag else "",
        ),
        (_("上报说明"), record.note, "", ""),
        (_("上报日期"), record.sent_on.isoformat() if record.sent_on else "", "", _name(record.sent_by)),
        (_("大队答复"), record.answer, "", _name(record.answered_by)),
        (_("办理"), str(line) if line else "", line.get_absolute_url() if line else "", ""),
    )
    return [
        {"label": label, "value": value, "url": url, "note": note}
        for label, value, url, note in rows
        if value or note
    ]


def _name(person: User | None) -> str:
    return person.name if person else ""
