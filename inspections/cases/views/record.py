"""One case: its page and its acts."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role, roles_with
from casework import audit
from casework.views import RecordDetailView, TransitionView, source_of, steps
from inspections.cases import services
from inspections.cases.forms import FORMS
from inspections.cases.models import Case
from inspections.cases.stages import STAGES
from inspections.cases.views.facts import case_parts, related
from inspections.cases.views.listing import HOME
from inspections.cases.workflow import TABLE
from inspections.patrols.views.files import shown_files

HINTS: dict[str, Any] = {
    "request_filing": _("大队负责人批准之日为立案日，起算 60 个工作日"),
    "approve_filing": _("批准之日立案；投诉转来的以受理之日为立案日"),
    "reassign_case": _("承办人回避、病假或者调离时换人；新承办人须有有效执法证"),
    "record_findings": _("随查随记，附证据；写明涉嫌犯罪的事实后须报请移送，不得以罚代移"),
    "conclude_investigation": _("调查时限停止，次日起算决定期限 15 个工作日"),
    "request_extension": _("期满前报区局负责人批准，延长 30 个工作日，只能一次"),
    "order_correction": _("指定改正日期，到期复查"),
    "submit_review": _("由不是承办人的法制人员审核"),
    "give_notice": _(
        "改变决定种类或者提高罚款的，须重新告知；起算陈述申辩期限；达到听证数额的，同时起算听证申请期限"
    ),
    "set_hearing_day": _("提前七个工作日通知当事人；到了听证日才能登记听证结束"),
    "submit_decision": _("只能作出告知过的那一种决定，或者不予处罚；罚款不能高于告知的数额"),
    "decide": _("作出后 7 日内送达"),
    "serve": _("罚款自送达起 15 日内缴纳；责令支付的按决定书写明的日期"),
    "withdraw_case": _("只用于轻微已改正或者违法事实不能成立"),
    "propose_transfer": _("涉嫌犯罪的随时报请，不得以罚代移；负责人 3 日内决定，批准后 24 小时内移交"),
    "approve_transfer": _("24 小时内移交公安机关"),
}


def steps_of(case: Case) -> list[dict[str, Any]]:
    """The eight steps with the day each was reached; the present one says who has it."""
    days = (
        case.found_on, case.filed_on, case.investigated_on, case.notified_on, case.decided_on, case.served_on,
        case.executed_on, case.closed_on,
    )  # fmt: skip
    at = case.stage_number - 1
    is_over = case.is_final or case.closed_on is not None
    notes = [holder(case) if place == at and not is_over else day for place, day in enumerate(days)]
    return steps(list(zip(STAGES, notes, strict=True)), at, is_over=is_over)


def holder(case: Case) -> str:
    """Who has the next word: the two handlers by name, everybody else by role."""
    row = next((row for row in TABLE.rows_from(case.state) if row.permission), None)
    roles = roles_with(row.permission) if row else ()
    if Role.INSPECTOR in roles:
        return "、".join(person.name for person in case.handlers())
    return "、".join(str(role.label) for role in roles)


def others_of(case: Case, user: Any) -> QuerySet:
    """The newest other cases against the same employer."""
    return Case.objects.visible_to(user).filter(employer=case.employer_id).exclude(pk=case.pk)[:5]


class CaseDetailView(RecordDetailView):
    permission = "cases.view_case"
    model = Case
    template_name = "cases/case_detail.html"
    forms = FORMS
    hints: ClassVar[dict[str, Any]] = HINTS
    parents = (HOME,)

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().for_page()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        if self.object.is_sensitive:
            audit.record_alone(
                "view_sensitive", actor=request.user, about=self.object, source=source_of(request)
            )
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case, user = self.object, self.request.user
        context = super().get_context_data(**kwargs)
        clocks = sorted(
            context["clocks"], key=lambda clock: (clock.stopped_at is not None, clock.is_given, clock.due_on)
        )
        context |= {
            "steps": steps_of(case),
            "holder": "" if case.is_final else holder(case),
            "parts": case_parts(case),
            "clocks": clocks,
            "clock": next((clock for clock in clocks if clock.stopped_at is None), None),
            "attachments": shown_files(case),
            "visits": list(case.visits.all()),
            "others": list(others_of(case, user)),
            "related": related(case),
            "approvals": [entry for entry in context["log"] if entry.action in approvals()],
        }
        return context | tabs_of(context, self.request.GET)


def approvals() -> set[str]:
    """The acts by which others than the handlers decide on the case, by the table of permissions."""
    return {
        row.action
        for row in TABLE.rows
        if row.permission and Role.INSPECTOR not in roles_with(row.permission)
    }


def tabs_of(context: dict[str, Any], asked: QueryDict) -> dict[str, Any]:
    """The tabs that have something to show, and which sections the chosen one opens; 全部 is for reading through and paper."""
    files, log = len(context["attachments"]), len(context["log"])
    linked = len(context["visits"]) + len(context["others"])
    parts = {part["tab"] for part in context["parts"]}
    offered = [
        ("basic", _("基本"), None, True),
        ("evidence", _("证据"), files, files or "evidence" in parts),
        ("approval", _("审批"), len(context["approvals"]), context["approvals"] or "approval" in parts),
        ("related", _("关联"), linked, True),
        ("log", _("日志"), log, log),
        ("all", _("全部"), None, True),
    ]
    codes = [code for code, _label, _count, has_content in offered if has_content]
    chosen = asked.get("tab") if asked.get("tab") in codes else "basic"
    tabs = [
        {
            "label": label,
            "count": count or None,
            "url": f"{tab_address(asked, code)}#content-tabs",
            "is_current": code == chosen,
        }
        for code, label, count, _has_content in offered
        if code in codes
    ]
    return {
        "tabs": tabs,
        "opened": [code for code in codes if code != "log"] if chosen == "all" else [chosen],
    }


def tab_address(asked: QueryDict, code: str) -> str:
    """The page with another tab, the rest of the address kept."""
    query = asked.copy()
    query["tab"] = code
    return f"?{query.urlencode()}"


# What stands above the form: the part of the record an approver or reviewer answers for.
ASKED: dict[str, str] = {
    "approve_filing": "basic", "return_filing": "basic", "reject_filing": "basic",
    "approve_extension": "findings", "withdraw_case": "findings",
    "pass_review": "findings", "return_review": "findings", "give_notice": "findings",
    "decide": "decision", "return_decision": "decision",
    "approve_transfer": "transfer", "reject_transfer": "transfer",
    "approve_closing": "decision", "return_closing": "decision",
}  # fmt: skip
IRREVERSIBLE = ("decide", "approve_transfer", "hand_over", "approve_closing")


class CaseActView(TransitionView):
    """Whoever approves sees the whole case and the other cases of the employer beside the form."""

    model = Case
    forms = FORMS
    services = services
    template_name = "cases/act.html"
    parents = (HOME,)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = self.record
        parts, asked = case_parts(case), ASKED.get(self.row.action, "")
        extra = {
            "record_title": f"{case.employer.name} {case.title}",
            "asked": [part for part in parts if part["code"] == asked],
            "parts": [part for part in parts if part["code"] != asked],
            "is_irreversible": self.row.action in IRREVERSIBLE,
            "others": list(others_of(case, self.request.user)),
            "explanation": [HINTS[self.row.action]] if self.row.action in HINTS else [],
            "clock": case.first_clock,
        }
        return super().get_context_data(**{**extra, **kwargs})
