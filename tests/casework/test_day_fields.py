"""UX-17: the fields that ask for a day, a moment or an hour take them as people type them, and show them in one form."""

import re
from datetime import date, datetime, time
from typing import Any

import django_filters
import pytest
from django import forms

from casework.deeds import forms_of
from casework.forms import DayInput, HourInput, MomentInput
from casework.kinds import moving
from casework.models import AuditEntry
from law.clock import SHANGHAI
from tests.architecture.sources import files, first_party, shown

pytestmark = pytest.mark.usefixtures("today")


class Asked(forms.Form):
    on = forms.DateField(label="哪天", widget=DayInput)
    moment = forms.DateTimeField(label="什么时候", widget=MomentInput, required=False)
    hour = forms.TimeField(label="几点", widget=HourInput, required=False)


class Filtered(django_filters.FilterSet):
    since = django_filters.DateFilter(widget=DayInput, method="noted")


@pytest.mark.parametrize(
    "typed",
    ["0622", "6.22", "6月22日", "昨天", "周二", "2021-06-22", "２０２１－０６－２２", "2021-06-22 周二"],
)
def test_UX_17_a_day_is_taken_as_it_is_typed_and_shown_in_one_form(typed: str, db: None) -> None:
    form = Asked({"on": typed})
    assert form.is_valid() and form.cleaned_data["on"] == date(2021, 6, 22)
    assert 'value="2021-06-22"' in str(form["on"]) and ">周二</span>" in str(form["on"])


def test_UX_17_a_rest_day_is_shown_as_one(db: None) -> None:
    shown = Asked(initial={"on": date(2021, 6, 14)})
    assert 'value="2021-06-14"' in str(shown["on"]) and ">周一 休 端午节</span>" in str(shown["on"])


@pytest.mark.parametrize("typed", ["上个月", "0631", "6月22日 周五", "<b>"])
def test_UX_17_what_is_no_day_stays_in_the_field_with_a_sentence(typed: str, db: None) -> None:
    form = Asked({"on": typed})
    (sentence,) = form["on"].errors
    assert "哪天" in sentence and "2021-03-22" in sentence
    assert forms.TextInput().render("x", typed).partition('value="')[2].partition('"')[0] in str(form["on"])


def test_UX_17_a_moment_and_an_hour(db: None) -> None:
    form = Asked({"on": "昨天", "moment": "0622 0930", "hour": "下午3点"})
    assert form.is_valid()
    assert form.cleaned_data["moment"] == datetime(2021, 6, 22, 9, 30, tzinfo=SHANGHAI)
    assert form.cleaned_data["hour"] == time(15)
    assert 'value="2021-06-22 09:30"' in str(form["moment"]) and 'value="15:00"' in str(form["hour"])


def test_UX_17_a_filter_takes_days_too(db: None) -> None:
    form = Filtered({"since": "昨天"}, queryset=AuditEntry.objects.all()).form
    assert form.is_valid() and form.cleaned_data["since"] == date(2021, 6, 22)


NATIVE = re.compile(
    r"""type["']?\s*[:=]\s*["'](?:date|time|datetime-local|month)["']|forms\.(?:DateInput|DateTimeInput|TimeInput)\b(?!\):)"""
)


def test_UX_17_no_field_is_left_to_the_browsers_language() -> None:
    """A browser writes mm/dd/yyyy, 年/月/日 or 08:21 AM as it pleases."""
    found = [
        shown(path)
        for path in (*first_party(), *files(".html", under=("templates",)))
        if NATIVE.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_UX_17_every_field_of_an_act_that_asks_for_a_day_takes_it_as_it_is_typed() -> None:
    """A field of Django's own kind would refuse 昨天."""
    asked = {forms.DateField: DayInput, forms.DateTimeField: MomentInput, forms.TimeField: HourInput}
    wrong = [
        f"{form.__name__}.{name}"
        for kind in moving()
        for form in forms_of(kind.model_class).values()
        for name, field in form.base_fields.items()
        if type(field) in asked and not isinstance(field.widget, asked[type(field)])
    ]
    assert wrong == []


def test_UX_17_what_a_field_understands_is_told_while_one_types(inspector: Any, client_for: Any) -> None:
    client = client_for(inspector)
    assert client.get("/work/calendar/typed/", {"q": "昨天"}).json() == {
        "value": "2021-06-22",
        "told": "周二",
    }
    asked = {"q": "0614 0930", "kind": "moment"}
    assert client.get("/work/calendar/typed/", asked).json() == {
        "value": "2021-06-14 09:30",
        "told": "周一 休 端午节",
    }
    assert client.get("/work/calendar/typed/", {"q": "不知道"}).json() == {"value": "", "told": ""}
