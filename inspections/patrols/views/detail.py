"""One patrol: what was found, what is to be done next, its clocks, photos and history."""

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from casework import audit
from casework.by import Reader
from casework.fields import column_label
from casework.views import RecordDetailView, TransitionView, by_of, steps
from casework.views.papers import papers_of
from findings.checklist import LINES
from findings.models.escalation import RECEIVES
from findings.workflow import State as Reported
from inspections.patrols.checklist import QUESTIONS, Answer, RedAnswer
from inspections.patrols.entries import HEADCOUNTS
from inspections.patrols.models import Patrol
from inspections.patrols.views.files import shown_files
from inspections.patrols.views.listing import HOME
from inspections.patrols.workflow import State
from law import money

COUNTED = (
    *HEADCOUNTS,
    "contracts_signed",
    "insured",
    "wages_due",
    "wages_paid",
    "arrears_people",
    "arrears_amount",
)
HOURS = ("daily_hours", "weekly_hours", "monthly_overtime")
MEASURED = ("lowest_wage", *HOURS)


class PatrolDetailView(RecordDetailView):
    permission = "patrols.view_patrol"
    model = Patrol
    template_name = "patrols/patrol_detail.html"
    parents = (HOME,)

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().for_page()

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        if self.object.is_sensitive:
            audit.note("view_sensitive", by=by_of(request), about=self.object)
        return response

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        extra = {
            **_reported(self.object, self.request.user),
            "steps": _steps(self.object),
            "gist": _gist(self.object),
            "facts": _facts(self.object),
            "people_facts": _numbers(self.object),
            "answers": _answers(self.object),
            "earlier": self._earlier(),
            "attachments": shown_files(self.object),
            "papers": papers_of(self.object),
        }
        return super().get_context_data(**{**extra, **kwargs})

    def _earlier(self) -> list[Patrol]:
        """Other patrols of the same employer, the newest first."""
        rows = Patrol.objects.visible_to(self.request.user).filter(employer=self.object.employer_id)
        return list(rows.exclude(pk=self.object.pk).prefetch_related("findings")[:5])


class PatrolActView(TransitionView):
    parents = (HOME,)
    model = Patrol


def _reported(patrol: Patrol, user: Reader) -> dict[str, Any]:
    """What stands in place of a button while the brigade has it: for who may answer the way to the report."""
    if patrol.state != State.ESCALATED:
        return {}
    waits = next((each for each in patrol.reports if each.state == Reported.SENT), None)
    if waits is None or not user.has_perm(RECEIVES):
        return {"idle": _("已上报，等大队答复。") if waits else _("大队已经答复，镇街没有下一步。")}
    return {"onward": [(_("答复这件上报"), waits.get_absolute_url())]}


def _steps(patrol: Patrol) -> list[dict[str, Any]]:
    """Visit, order, re-check, end; the last one says how it ended. Clean visits and red flags go straight there."""
    last = patrol.rechecks.all()[:1]
    reported_on = patrol.reports[0].sent_on if patrol.reports else None
    ended_on = patrol.rectified_on or (reported_on if patrol.is_over else None)
    is_straight = patrol.ordered_on is None and (patrol.is_over or patrol.is_red_flag)
    end = _("上报大队") if patrol.is_red_flag else _("整改到位或者上报")
    line = [(_("巡查"), patrol.patrolled_on)]
    if not is_straight:
        line += [(_("责令整改"), patrol.ordered_on), (_("复查"), last[0].rechecked_on if last else None)]
    line.append((patrol.state_label if patrol.is_over else end, ended_on))
    at = next((place for place, (_label, day) in enumerate(line) if day is None), len(line) - 1)
    return steps(line, len(line) - 1 if patrol.is_over else at, is_over=patrol.is_over)


def _gist(patrol: Patrol) -> list[dict[str, Any]]:
    """What was found, for how many people and how much, by when it is to be set right, and who was there."""
    found = [str(finding.label) for finding in patrol.findings.all()]
    arrears = filter(
        None,
        (
            _people(patrol.arrears_people) if patrol.arrears_people else "",
            money.told(patrol.arrears_amount) if patrol.arrears_amount else "",
        ),
    )
    rows = (
        (_("问题"), "、".join(found) or _("未发现问题")),
        (_("职工"), _people(patrol.headcount)),
        (_("拖欠工资"), "，".join(arrears)),
        (_("整改期限"), patrol.rectify_by.isoformat() if patrol.rectify_by else ""),
        (_("巡查人员"), "、".join(each.name for each in patrol.patrollers.all())),
    )
    return [{"label": label, "value": value} for label, value in rows if value]


def _people(number: int | None) -> str:
    return _("%(n)s 人") % {"n": f"{number:,}"} if number is not None else ""


def _facts(patrol: Patrol) -> list[dict[str, Any]]:
    employer = patrol.employer
    place = (
        f"{patrol.latitude}, {patrol.longitude} ±{patrol.accuracy or '?'} 米"
        if patrol.latitude is not None
        else ""
    )
    rows = [
        (_("单位"), employer.name, employer.get_absolute_url(), employer.code),
        (_("类别"), "、".join(category.name for category in employer.categories.all()), "", ""),
        (_("镇街"), patrol.town.name if patrol.town else "", "", str(patrol.grid or "")),
        (_("地址"), employer.address, "", ""),
        (_("巡查日期"), patrol.patrolled_on.isoformat(), "", patrol.get_phase_display() or _("阶段间隙")),
        (_("巡查人员"), "、".join(str(each) for each in patrol.patrollers.all()), "", ""),
        (_("单位接待人"), patrol.received_by, "", patrol.get_signature_display()),
        (
            _("宣传资料"),
            _("%(n)s 份") % {"n": patrol.leaflets},
            "",
            _("已指导自查") if patrol.is_self_check_guided else "",
        ),
        (_("位置"), place or patrol.place_note, "", patrol.place_note if place else ""),
        (_("整改通知"), patrol.rectification_number, "", ""),
        (_("整改方案"), patrol.requirements, "", ""),
        (_("备注"), patrol.note, "", ""),
    ]
    return [
        {"label": label, "value": value, "url": url, "note": note}
        for label, value, url, note in rows
        if value or note
    ]


def _numbers(patrol: Patrol) -> list[dict[str, Any]]:
    """What was counted and measured; what was not asked is left out."""
    rows = ((column_label(Patrol, name), name, getattr(patrol, name)) for name in (*COUNTED, *MEASURED))
    return [
        {"label": label.removesuffix("（元）"), "value": _measured(name, value)}
        for label, name, value in rows
        if value is not None
    ]


def _measured(name: str, value: Any) -> str:
    """A number with its unit: people, yuan or hours."""
    if name in HOURS:
        return _("%(n)s 小时") % {"n": f"{value.normalize():f}"}
    return money.told(value) if isinstance(value, Decimal) else _people(value)


def _answers(patrol: Patrol) -> list[dict[str, Any]]:
    """The check-list as it was answered, red-flag questions first."""
    red = [(question.label, patrol.answers.get(f"q_{question.code}"), RedAnswer) for question in QUESTIONS]
    lines = [
        (f"{line.letter.upper()} {line.label}", patrol.answers.get(line.letter), Answer) for line in LINES
    ]
    return [
        {"label": label, "answer": kind(answer).label, "code": answer}
        for label, answer, kind in (*red, *lines)
        if answer in kind.values
    ]
