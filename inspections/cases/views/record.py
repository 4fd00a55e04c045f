"""One case: its page and its acts."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role, roles_with
from casework import audit
from casework.by import Reader
from casework.table import ONWARD
from casework.views import RecordDetailView, TransitionView, by_of, steps
from casework.views.papers import offered, papers_of
from inspections.cases.models import Case
from inspections.cases.stages import STAGES
from inspections.cases.views.amounts import ACTS, Amounts
from inspections.cases.views.decided import yuan
from inspections.cases.views.facts import case_parts, gist, related
from inspections.cases.views.listing import HOME
from inspections.cases.views.similar import similar_to
from inspections.cases.workflow import TABLE
from inspections.checks.views.facts import people
from inspections.patrols.views.files import shown_files

# Acts that ask for names and numbers of persons.
OF_PERSONS = ("record_parties", "record_workers", "record_minors")


def steps_of(case: Case) -> list[dict[str, Any]]:
    """The eight steps with the day each was reached; the present one says who has it."""
    notice, decision = case.notice, case.decision
    days = (
        case.found_on, case.filed_on, case.investigated_on, notice.given_on if notice else None,
        *((decision.decided_on, decision.served_on, decision.executed_on) if decision else (None, None, None)),
        case.closed_on,
    )  # fmt: skip
    at = case.stage_number - 1
    is_over = case.is_final or case.closed_on is not None
    notes = [holder(case) if place == at and not is_over else day for place, day in enumerate(days)]
    return steps(list(zip(STAGES, notes, strict=True)), at, is_over=is_over)


def holder(case: Case) -> str:
    """Who has the next word: the two handlers by name, everybody else by role."""
    waited = [row for row in TABLE.rows_from(case.state) if row.is_waited_for and row.waits_if == {}]
    row = next((row for row in waited if row.kind == ONWARD), None)
    roles = roles_with(row.permission) if row and row.permission else ()
    if Role.INSPECTOR in roles:
        return "、".join(person.name for person in case.handlers())
    return "、".join(str(role.label) for role in roles)


def others_of(case: Case, user: Reader) -> QuerySet:
    """The newest other cases against the same employer."""
    return (
        Case.objects.visible_to(user)
        .filter(employer=case.employer_id)
        .exclude(pk=case.pk)
        .select_related("decision")[:5]
    )


def headline(case: Case) -> list[tuple[Any, Any, Any]]:
    """What whoever decides asks first: how many, how much, what is proposed, and whose work it is."""
    last = case.decision or case.notice
    rows = (
        (_("涉及"), people(case.known_people), case.town.name if case.town else ""),
        (_("金额"), yuan(case.known_amount), ""),
        (
            _("拟罚款"),
            yuan(last.fine) if last is not None and last.fine else "",
            last and last.get_kind_display(),
        ),
        (_("拟责令支付"), yuan(getattr(last, "back_pay", None)), ""),
        (_("承办"), "、".join(person.name for person in case.handlers()), ""),
    )
    return [row for row in rows if row[1]]


def merged_into(case: Case, user: Reader) -> list[dict[str, Any]]:
    """The cases taken into this one, with what stays readable of each here."""
    taken = Case.objects.visible_to(user).filter(merged_into=case).order_by("pk")
    return [{"case": each, "papers": papers_of(each), "files": shown_files(each)} for each in taken]


class CaseDetailView(RecordDetailView):
    permission = "cases.view_case"
    model = Case
    template_name = "cases/case_detail.html"
    parents = (HOME,)

    def get_queryset(self) -> QuerySet:
        return Case.objects.visible_to(self.request.user).for_page()

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        if self.object.is_sensitive:
            audit.note("view_sensitive", by=by_of(request), about=self.object)
        return response

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        case, user = self.object, self.request.user
        is_related = self.request.GET.get("tab") in ("related", "all")
        context = super().get_context_data(**kwargs)
        clocks = sorted(
            context["clocks"], key=lambda clock: (clock.stopped_at is not None, clock.is_given, clock.due_on)
        )
        context |= {
            "steps": steps_of(case),
            "holder": "" if case.is_final else holder(case),
            "gist": gist(case),
            "parts": case_parts(case, user),
            "clocks": clocks,
            "clock": next((clock for clock in clocks if clock.pk == case.next_clock_id), None),
            "attachments": shown_files(case),
            "visits": [case.visit] if case.visit else [],
            "others": list(others_of(case, user)),
            "merged": merged_into(case, user) if is_related else [],
            "related": related(case, user) if is_related else (),
            "papers": papers_of(case),
            "papers_offered": offered(case, user),
            "file_url": reverse("cases:case_file", args=[case.pk]),
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
        ("papers", _("文书"), len(context["papers"]), context["papers"] or context["papers_offered"]),
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


class CaseActView(TransitionView):
    """Whoever approves sees the whole case and the other cases of the employer beside the form."""

    model = Case
    template_name = "cases/act.html"
    parents = (HOME,)
    beside = ("employer", "town", "lead", "second")

    def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        """A list of persons lies in no browser, but sealed on the server."""
        super().setup(request, *args, **kwargs)
        self.keeps_drafts = kwargs["action"] not in OF_PERSONS

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        case = self.record
        parts, asked = case_parts(case, self.request.user), self.row.shows
        extra = {
            "record_title": f"{case.employer.name} {case.title}",
            "asked": [part for part in parts if part["code"] == asked],
            "parts": [part for part in parts if part["code"] != asked],
            "others": list(others_of(case, self.request.user)),
            "clock": case.next_clock,
            "amounts": Amounts(case) if self.shows_amounts() else None,
        }
        if self.approval is not None:
            extra |= {"headline": headline(case), "similar": similar_to(case, self.request.user)}
        return super().get_context_data(**{**extra, **kwargs})

    def shows_amounts(self) -> bool:
        """Where sums are reviewed, told, drafted or decided, whichever answer is being given."""
        approval = TABLE.approval_of(self.row)
        return self.row.action in ACTS or (approval is not None and approval.action in ACTS)
