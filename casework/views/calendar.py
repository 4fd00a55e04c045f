"""The working calendar: what is announced, what was set by hand, and the forms to change it."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.edit import FormView

from casework import upkeep
from casework.forms import DayInput
from casework.views.base import Permitted, by_of
from casework.views.once import Once
from law import workdays
from law.clock import today
from law.models import WorkdayOverride
from law.services import CalendarInvalid

FIRST_YEAR, LAST_YEAR = 2004, 2100
WEEKDAYS = "一二三四五六日"
# The class that shows a day, what it is called, and the mark under its number.
KINDS = {
    workdays.DayKind.WORKDAY: ("day-workday", gettext_lazy("上班"), ""),
    workdays.DayKind.MAKEUP: ("day-makeup", gettext_lazy("调休上班"), gettext_lazy("班")),
    workdays.DayKind.WEEKEND: ("day-weekend", gettext_lazy("周末"), ""),
    workdays.DayKind.HOLIDAY: ("day-holiday", gettext_lazy("放假"), gettext_lazy("休")),
    workdays.DayKind.UNKNOWN: ("day-unknown", gettext_lazy("放假安排尚未录入，暂按上班"), ""),
}
LINE = re.compile(r"^\s*(\d{4}-\d{1,2}-\d{1,2})\s+(\S.*?)\s*$")


class DayForm(forms.Form):
    day = forms.DateField(label=gettext_lazy("日期"), widget=DayInput)
    is_workday = forms.TypedChoiceField(
        label=gettext_lazy("这一天"),
        choices=[("no", gettext_lazy("休息")), ("yes", gettext_lazy("上班"))],
        coerce=lambda value: value == "yes",
    )
    note = forms.CharField(label=gettext_lazy("节日或事由"), max_length=100)
    document = forms.CharField(label=gettext_lazy("文件依据"), max_length=200)

    def clean(self) -> dict[str, Any]:
        """A day that is so already is refused; the words of a day set before may be put right."""
        cleaned = super().clean() or self.cleaned_data
        day, is_workday = cleaned.get("day"), cleaned.get("is_workday")
        if day is None or is_workday is None or WorkdayOverride.objects.filter(day=day).exists():
            return cleaned
        (mark,) = workdays.explain_days(day, day)
        if mark.counts == is_workday:
            told = {"day": day.isoformat(), "what": _told(mark)}
            self.add_error("is_workday", _("%(day)s 本来就是%(what)s，不用调整。") % told)
        return cleaned


class DayLinesField(forms.CharField):
    """Lines of «2027-01-01 元旦»; becomes a dict of day to name."""

    widget = forms.Textarea

    def clean(self, value: object) -> dict[date, str]:
        days: dict[date, str] = {}
        for number, line in enumerate((super().clean(value) or "").splitlines(), start=1):
            if not line.strip():
                continue
            try:
                day, name = _read(line)
                days[day] = name[:100]
            except ValueError:
                raise forms.ValidationError(
                    _("第 %(number)s 行看不懂，请写成“2027-01-01 元旦”。") % {"number": number}
                ) from None
        return days


def _read(line: str) -> tuple[date, str]:
    """The day and the name of a line; ValueError where there is none or no such day."""
    if (found := LINE.match(line)) is None:
        raise ValueError(line)
    return date.fromisoformat("-".join(part.zfill(2) for part in found[1].split("-"))), found[2]


class YearForm(forms.Form):
    year = forms.IntegerField(label=gettext_lazy("年份"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    days_off = DayLinesField(
        label=gettext_lazy("放假的日子"), help_text=gettext_lazy("每行一天，如“2027-01-01 元旦”。")
    )
    makeup_days = DayLinesField(
        label=gettext_lazy("调休上班的日子"),
        required=False,
        help_text=gettext_lazy("每行一天，如“2027-02-20 春节”。"),
    )
    document = forms.CharField(label=gettext_lazy("文件依据"), max_length=200)


@dataclass(frozen=True)
class DayCell:
    """One day of a month's table: its number, what it is, and the class that shows it."""

    number: int
    told: str
    mark: Any
    css: str
    is_today: bool


@dataclass(frozen=True)
class Month:
    label: str
    weeks: list[list[DayCell | None]]


def months_of(year: int) -> list[Month]:
    """The twelve months, week by week from Monday; None where a week reaches into another month."""
    marks = {mark.day: mark for mark in workdays.explain_days(date(year, 1, 1), date(year, 12, 31))}
    return [
        Month(
            _("%(year)s 年 %(month)s 月") % {"year": year, "month": month},
            [
                [_cell(marks[day]) if day.month == month else None for day in week]
                for week in calendar.Calendar().monthdatescalendar(year, month)
            ],
        )
        for month in range(1, 13)
    ]


def _cell(mark: workdays.DayMark) -> DayCell:
    css, _label, sign = KINDS[mark.kind]
    return DayCell(mark.day.day, _told(mark), sign, css, mark.day == today())


def _told(mark: workdays.DayMark) -> str:
    label = KINDS[mark.kind][1]
    return f"{label}（{mark.name}）" if mark.name else str(label)


class CalendarView(Permitted, Once, FormView):
    """Reading is for everybody at work, changing for the system administrator."""

    permission = "casework.view_calendar"
    template_name = "casework/calendar.html"
    form_class: type[forms.Form] = DayForm
    success_url = reverse_lazy("casework:calendar")
    change: Callable[..., int] = staticmethod(upkeep.override_day)

    @property
    def weekdays(self) -> str:
        return WEEKDAYS

    @cached_property
    def year(self) -> int:
        """`?year=`; this year where that is none we can show."""
        asked = self.request.GET.get("year", "")
        is_year = re.fullmatch("[0-9]{4}", asked) and FIRST_YEAR <= int(asked) <= LAST_YEAR
        return int(asked) if is_year else today().year

    @property
    def years(self) -> list[int]:
        """The years that can be chosen: those announced, the next one, and the one shown."""
        announced = {each for each in workdays.current().years if each >= FIRST_YEAR}
        return sorted(announced | {max(announced) + 1, self.year})

    @property
    def is_announced(self) -> bool:
        return workdays.current().knows(self.year)

    def months(self) -> list[Month]:
        return months_of(self.year)

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.has_perm("casework.change_calendar"):
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        moved: list[int] = []

        def deed() -> str:
            moved.append(self.change(by=by_of(self.request), **form.cleaned_data))
            return str(self.success_url)

        try:
            response = self.once(deed)
        except CalendarInvalid as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        if moved:
            messages.success(self.request, _("已保存，%(count)s 个时限随之变动。") % {"count": moved[0]})
        return response

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        extra = {
            "rows": WorkdayOverride.objects.select_related("entered_by"),
            "may_change": self.request.user.has_perm("casework.change_calendar"),
        }
        return super().get_context_data(**{**extra, **kwargs})


class CalendarYearView(CalendarView):
    title = gettext_lazy("录入一年的放假安排")
    parents = ((gettext_lazy("工作日历"), CalendarView.success_url),)
    permission = "casework.change_calendar"
    template_name = "casework/form.html"
    form_class = YearForm
    change = staticmethod(upkeep.announce_year)

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        return super().get_context_data(
            title=self.title,
            intro=_("录入后，原来“暂定”的时限会按新日历重新计算。"),
            cancel_url=self.success_url,
            **kwargs,
        )
