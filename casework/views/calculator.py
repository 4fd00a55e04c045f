"""The calculator: penalty, wages and terms played with, without a record. Nothing is stored; what was asked is the address.

A pasted wage table may be longer than an address, and names do not belong in logs, so that tab is sent as a form body; its
answer offers the address where it is short enough.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from casework.calculator import paydays, penalty, sheet, terms, wages
from casework.forms_calculator import (
    PenaltyForm,
    Rows,
    TermsForm,
    WageRowForm,
    WagesForm,
    WorkerForm,
)
from casework.views.base import Permitted
from law.calendars import CalendarUnknown
from law.clock import today
from law.facts import FactsInvalid
from law.late_fees import LateFee, late_fee
from law.overtime import PayKind
from law.personal import holds_number
from law.wage_base import PAID_DAYS
from law.wages import WagesInvalid

LONGEST_ADDRESS = 1800
Asked = QueryDict | None
Problem = tuple[str, str]


class CalculatorView(Permitted, TemplateView):
    """One address, three tabs: `?tab=penalty`, `wages` or `terms`; an unknown one is the first."""

    permission = "casework.use_calculator"
    template_name = "casework/calculator.html"
    title = gettext_lazy("计算器")

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return self._answered(request.GET)

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Reads and answers like `get`; only what is typed travels another way."""
        return self._answered(request.POST)

    def _answered(self, typed: QueryDict) -> HttpResponse:
        name = typed.get("tab", "")
        tab = name if name in TABS else next(iter(TABS))
        asked = typed if any(key not in ("tab", "csrfmiddlewaretoken") for key in typed) else None
        context = TABS[tab][1](asked)
        context |= {"tab": tab, "tabs": _tabs(tab), "body": f"casework/calculator_{tab}.html"}
        return self.render_to_response(
            self.get_context_data(**context), status=422 if context.get("problems") else 200
        )


def _tabs(current: str) -> list[dict[str, Any]]:
    address = reverse("casework:calculator")
    return [
        {"label": label, "url": f"{address}?tab={name}", "count": None, "is_current": name == current}
        for name, (label, _answer) in TABS.items()
    ]


def _problems(form: forms.Form, label: str = "") -> Iterator[Problem]:
    """Every sentence of a form with the field it leads to."""
    for sentence in form.non_field_errors() if form.is_bound else ():
        yield "", f"{label}{sentence}"
    for field in form.visible_fields() if form.is_bound else ():
        yield from ((field.auto_id, f"{label}{field.label}{_('：')}{sentence}") for sentence in field.errors)


def _row_problems(rows: Rows[Any], label: str) -> Iterator[Problem]:
    for number, row in enumerate(rows.rows, 1):
        yield from _problems(row, label % {"number": number})


def _address(asked: QueryDict, **changes: str) -> str:
    """The address that asks the same but for `changes`; without what only the form needs."""
    query = asked.copy()
    for name in [key for key in query if key.startswith("more_") or key == "csrfmiddlewaretoken"]:
        del query[name]
    for name, value in changes.items():
        query[name] = value
    kept = [(name, value) for name, values in query.lists() for value in values[-1:] if value]
    said = QueryDict(mutable=True)
    said.update(dict(kept))
    return f"{reverse('casework:calculator')}?{said.urlencode()}"


def _penalty(asked: Asked) -> dict[str, Any]:
    form = PenaltyForm(asked, initial={"on": today()})
    rows = Rows(WorkerForm, "w", asked)
    result = None
    if asked and all([form.is_valid(), rows.is_valid()]):
        try:
            result = penalty.result_of(form.cleaned_data, [row.spell() for row in rows.filled])
        except FactsInvalid as wrong:
            form.add_error(None, str(wrong))
    context: dict[str, Any] = {
        "form": form,
        "workers": rows,
        "problems": [*_problems(form), *_row_problems(rows, _("第 %(number)s 人 "))],
        "result": result,
    }
    if asked and result:
        for name, days in (
            ("other_days", penalty.other_days(result)),
            ("moved_days", penalty.moved_days(result)),
        ):
            context[name] = [(each, _address(asked, **each.changes)) for each in days]
    return context


def _wages(asked: Asked) -> dict[str, Any]:
    form, rows = WagesForm(asked), Rows(WageRowForm, "r", asked)
    context: dict[str, Any] = {
        "form": form,
        "rows": rows,
        "columns": [field.label for field in WageRowForm.base_fields.values()],
        "kinds": list(PayKind),
        "month_days": PAID_DAYS,
    }
    if asked and all([form.is_valid(), rows.is_valid()]):
        context |= _wages_answered(asked, form, rows)
    context["problems"] = [*_problems(form), *_row_problems(rows, _("第 %(number)s 行 "))]
    return context


def _wages_answered(asked: QueryDict, form: WagesForm, rows: Rows[WageRowForm]) -> dict[str, Any]:
    pasted = sheet.read(form.cleaned_data["sheet"])
    for problem in pasted.problems:
        form.add_error("sheet", problem)
    context: dict[str, Any] = {}
    listed = [*_typed_rows(rows), *pasted.rows]
    if listed and not form.errors and not any(row.errors for row in rows.filled):
        context["table"] = table = _table(form, listed)
        if table:
            context |= {"pictures": paydays.months_of(table.months), "payday_key": paydays.key()}
    for name, field, answer in (
        ("part", "last", wages.part_of),
        ("leave", "leave_days", wages.leave_of),
    ):
        try:
            context[name] = answer(form.cleaned_data) if field in form.cleaned_data else None
        except (WagesInvalid, CalendarUnknown) as wrong:
            form.add_error(field, str(wrong))
    query = _address(asked)
    is_sendable = len(query) <= LONGEST_ADDRESS and not _holds_number(asked)
    return context | {"address": query if is_sendable and not form.errors else ""}


def _holds_number(asked: QueryDict) -> bool:
    """Whether what was typed would bring a person's number into an address, as a whole or cell by cell."""
    values = [str(value) for value in asked.values()]
    return any(holds_number(part) for value in values for part in (value, *value.split()))


def _typed_rows(rows: Rows[WageRowForm]) -> list[wages.Typed]:
    """The typed rows; one whose hours the month does not have says so itself."""
    found = []
    for row in rows.filled:
        typed = wages.typed_of(row.cleaned_data)
        try:
            wages.counted(typed)
        except WagesInvalid as wrong:
            row.add_error("month", str(wrong))
        found.append(typed)
    return found


def _table(form: WagesForm, listed: Sequence[wages.Typed]) -> wages.WageTable | None:
    data = form.cleaned_data
    try:
        return wages.table_of(listed, is_expired=data["expired"], is_posted=data["posted"], on=today())
    except (WagesInvalid, FactsInvalid) as wrong:
        form.add_error(None, str(wrong))
        return None


def _terms(asked: Asked) -> dict[str, Any]:
    form = TermsForm(asked, initial={"start": today()})
    context: dict[str, Any] = {"form": form, "lines": [], "fee": None}
    if asked and form.is_valid():
        data = form.cleaned_data
        if data["start"]:
            context["lines"] = terms.lines(data["code"], data["start"], data["hour"])
        if data["fine"] is not None:
            context["fee"] = _late_fee(form)
    return context | {"problems": list(_problems(form))}


def _late_fee(form: TermsForm) -> LateFee | None:
    data = form.cleaned_data
    begin = data["pause_from"]
    paused = [(begin, data["pause_to"] or data["paid"])] if begin else []
    try:
        return late_fee(data["fine"], data["due"], data["paid"], paused=paused, is_told=not data["untold"])
    except FactsInvalid as wrong:
        form.add_error("fine", str(wrong))
        return None


TABS: dict[str, tuple[Any, Callable[[Asked], dict[str, Any]]]] = {
    "penalty": (gettext_lazy("处罚"), _penalty),
    "wages": (gettext_lazy("工资"), _wages),
    "terms": (gettext_lazy("期限"), _terms),
}
