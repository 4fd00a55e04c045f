"""The inspection list, its lines, and the acts on them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.forms import BaseForm
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from campaign.models import Campaign
from casework.by import Reader
from casework.loading import CLOCK
from casework.views import Column, RecordDetailView, RecordFormView, RecordListView, TransitionView, steps
from findings.outcomes import OUTCOMES, told
from inspections.checks import hooks
from inspections.checks.filters import FOCUS, ONLY, InspectionFilter
from inspections.checks.forms import FocusForm
from inspections.checks.models import Inspection, Source
from inspections.checks.services import focus
from inspections.checks.workflow import AGAIN, InspectionState
from registry.models import Employer

HOME = (_("检查名单"), reverse_lazy("checks:inspection_list"))
# The step that is to be done in a state; every other state is an end.
NEXT_STEP: dict[str, int] = {
    InspectionState.LISTED: 1,
    InspectionState.ASSIGNED: 2,
    InspectionState.VISITED: 3,
    InspectionState.CORRECTING: 3,
}


def _brought(name: str) -> Callable[[Inspection], Any]:
    return lambda row: row.totals[name]


class InspectionListView(RecordListView):
    permission = "checks.view_inspection"
    model = Inspection
    filterset_class = InspectionFilter
    template_name = "checks/inspection_list.html"
    may_be_ticked = True
    title = _("检查名单")
    shown = (
        "number", "source", "grounds", "is_confidential", "state", "outcome",
        "employer__name", "town__name", "lead__name", "second__name", *CLOCK,
    )  # fmt: skip
    columns = (
        Column(_("编号"), lambda row: row.number, 30),
        Column(_("单位"), lambda row: row.employer.name, 36),
        Column(_("统一社会信用代码或登记号"), lambda row: row.employer.code, 22),
        Column(_("镇街"), lambda row: row.town.name if row.town else "", 14),
        Column(_("来源"), lambda row: row.get_source_display(), 14),
        Column(_("列入依据"), lambda row: "；".join(row.ground_labels), 40),
        Column(_("状态"), lambda row: row.state_label, 12),
        Column(_("列入日期"), lambda row: row.listed_on, 12),
        Column(_("主办"), lambda row: row.lead.name if row.lead else "", 12),
        Column(_("协办"), lambda row: row.second.name if row.second else "", 12),
        Column(_("检查日期"), lambda row: row.visited_on, 12),
        Column(_("发现问题（条）"), lambda row: row.problems, 14),
        Column(_("责令改正日期"), lambda row: row.correction_ordered_on, 14),
        Column(_("改正期限"), lambda row: row.correct_by, 12),
        Column(_("检查结果"), lambda row: row.get_outcome_display(), 24),
        *(Column(outcome.label, _brought(name)) for name, outcome in OUTCOMES.items()),
    )

    def rows(self) -> QuerySet:
        """The workbook tells what each brought the workers, too."""
        rows = Inspection.objects.visible_to(self.request.user).for_list()
        return rows.prefetch_related("recoveries") if self.is_export else rows

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        asked = {name: self.request.GET.get(name, "") for name in ("only", "source")}
        quick = [
            ("", "", _("全部")),
            ("source", Source.DRAWN.value, _("双随机抽中")),
            ("source", FOCUS, _("检查重点")),
        ]
        quick += [("only", code, label) for code, label in ONLY]
        extra = {
            "shortcuts": [
                {
                    "label": label,
                    "url": self._address("only", "source", **({name: code} if name else {})),
                    "is_current": asked[name] == code if name else not any(asked.values()),
                }
                for name, code, label in quick
            ],
            "may_list": self.request.user.has_perm("checks.list_focus"),
            "may_see_draws": self.request.user.has_perm("draws.view_draw"),
        }
        return super().get_context_data(**{**extra, **kwargs})

    def _chips(self) -> Iterator[Any]:
        """A draw and an employer are shown by their names."""
        fields = self.filterset.form.fields
        named = {str(fields["draw"].label): self._draw, str(fields["employer"].label): self._employer}
        for chip in super()._chips():
            name = named[chip.label](int(chip.value)) if chip.label in named else ""
            yield replace(chip, value=name) if name else chip

    def _draw(self, pk: int) -> str:
        line = Inspection.objects.visible_to(self.request.user).drawn().filter(origin_id=pk).first()
        draw = line.origin_for(self.request.user) if line else None
        return draw.title if draw else ""

    def _employer(self, pk: int) -> str:
        employer = Employer.objects.visible_to(self.request.user).filter(pk=pk).first()
        return employer.name if employer else ""


class InspectionFocusView(RecordFormView):
    permission = "checks.list_focus"
    brought = ("matters",)
    form_class = FocusForm
    service = focus.list_focus
    template_name = "checks/inspection_focus.html"
    title = _("列为检查重点")
    submit_label = _("列入检查名单")
    parents = (HOME,)
    done_message = _("已列入检查名单，待指派检查人员。")

    def get_initial(self) -> dict[str, Any]:
        return {"employer": self.request.GET.get("employer", "")[:200]}

    def do(self, form: BaseForm) -> Inspection:
        form.cleaned_data["campaign"] = Campaign.objects.current()
        return super().do(form)

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        points = (
            _("双随机抽中的由抽取页面列入，这里只列检查重点，名单里会分别标明来源。"),
            _(
                "同一单位每年专项检查不超过一次（山东条例第十三条）；有预警、受理的投诉举报或者镇街上报的除外。"
            ),
        )
        return super().get_context_data(**{"help_points": points, **kwargs})


class InspectionDetailView(RecordDetailView):
    permission = "checks.view_inspection"
    model = Inspection
    template_name = "checks/inspection_detail.html"
    parents = (HOME,)

    def get_queryset(self) -> QuerySet:
        return Inspection.objects.visible_to(self.request.user).for_page()

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        record, user = self.object, self.request.user
        visit, is_next = _visit_link(record, user), record.state == InspectionState.ASSIGNED
        extra = {
            "steps": _steps(record),
            "gist": _gist(record),
            "facts": _facts(record, user),
            "onward": visit if is_next else [],
            "links": [*([] if is_next else visit), *hooks.inspection_links(record, user)],
        }
        return super().get_context_data(**{**extra, **kwargs})


class InspectionActView(TransitionView):
    parents = (HOME,)
    model = Inspection

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        return super().get_context_data(**{"record_title": self.record.employer.name, **kwargs})


def _steps(record: Inspection) -> list[dict[str, Any]]:
    correct_by = _("限 %(day)s 前改正") % {"day": record.correct_by.isoformat()} if record.correct_by else ""
    line = (
        (_("列入名单"), record.listed_on),
        (_("指派两人"), ""),
        (_("到户检查"), record.visited_on),
        (_("检查处理"), correct_by),
        (record.state_label if record.is_final else _("办结"), record.concluded_on),
    )
    done = (True, record.lead, record.visited_on, record.visited_on, True)
    skipped = [place for place, fact in enumerate(done) if not fact]
    return steps(line, NEXT_STEP.get(record.state, 4), is_over=record.is_final, skipped=skipped)


def _gist(record: Inspection) -> list[dict[str, Any]]:
    """Why it is on the list, what came of it, by when it is to be put right, and whose work it is."""
    team = [person.name for person in (record.lead, record.second) if person is not None]
    found = _("%(n)s 条") % {"n": record.problems} if record.problems else ""
    rows = (
        (_("来源"), record.get_source_display(), "" if record.is_drawn else "；".join(record.ground_labels)),
        (_("检查日期"), _day(record.visited_on), ""),
        (_("发现问题"), found, ""),
        (_("改正期限"), _day(record.correct_by), record.correction_number),
        (_("检查结果"), record.get_outcome_display(), ""),
        (_("主办、协办"), "、".join(team) or _("待指派"), ""),
    )
    return [{"label": label, "value": value, "note": note} for label, value, note in rows if value]


def _facts(record: Inspection, user: Reader) -> list[dict[str, Any]]:
    employer, origin = record.employer, record.origin_for(user)
    place = f"{record.stratum}，{_('第 %(n)s 名') % {'n': record.rank}}" if record.rank else ""
    rows = (
        (_("单位"), employer.name, employer.get_absolute_url(), employer.code),
        (_("类别"), "、".join(category.name for category in employer.categories.all()), "", ""),
        (_("镇街"), record.town.name if record.town else "", "", ""),
        (_("地址"), employer.address, "", ""),
        (_("来源"), record.get_source_display(), origin.get_absolute_url() if origin else "", place),
        (_("列入依据"), "；".join(record.ground_labels), "", ""),
        (_("检查事项"), "、".join(record.matter_labels), "", ""),
        (
            _("主办"),
            record.lead.name if record.lead else "",
            "",
            record.lead.certificate if record.lead else "",
        ),
        (
            _("协办"),
            record.second.name if record.second else "",
            "",
            record.second.certificate if record.second else "",
        ),
        (_("检查日期"), _day(record.visited_on), "", ""),
        (_("发现问题"), _("%(n)s 条") % {"n": record.problems} if record.problems else "", "", ""),
        (_("责令改正"), record.correction_number, "", _day(record.correction_ordered_on)),
        (_("改正要求"), record.correction_text, "", ""),
        (_("改正期限"), _day(record.correct_by), "", ""),
        (_("检查结果"), record.get_outcome_display(), "", record.outcome_note),
        *((label, value, "", "") for label, value in told(record.recoveries.all())),
    )
    return [
        {"label": label, "value": value, "url": url, "note": note}
        for label, value, url, note in rows
        if value or note
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _visit_link(record: Inspection, user: Reader) -> list[tuple[Any, str]]:
    """To the first visit goes who was named for it; to a later one any two."""
    is_theirs = record.state in AGAIN or (
        record.state == InspectionState.ASSIGNED and user in record.handlers()
    )
    if not is_theirs or not user.has_perm("checks.record_visit"):
        return []
    return [(_("登记到户检查"), record.act_url("record_visit"))]
