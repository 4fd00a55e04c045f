"""Lamps, doors, icons: what they say and when they are links."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django import forms
from django.conf import settings

from casework.templatetags.shell import (
    figure,
    filter_fields,
    lamp_word,
    open_acts,
    primary_act,
    refused_acts,
    right_word,
    short_digest,
)
from tests.shell.conftest import Render
from tests.shell.fakes import ACTS, Act, Clock


@pytest.mark.parametrize(
    ("lamp", "left", "unit", "word"),
    [
        ("late", -3, "workday", "超期 3 工作日"),
        ("late", -1, "day", "超期 1 天"),
        ("near", 2, "workday", "剩 2 工作日"),
        ("near", 0, "workday", "今天到期"),
        ("near", 5, "hour", "剩 5 小时"),
        ("ok", 7, "workday", "剩 7 工作日"),
        ("near", 0, "hour", "不到 1 小时"),
        ("off", 4, "workday", "已停止"),
        ("done", 4, "workday", "按期完成"),
    ],
)
def test_U_02_a_lamp_says_in_words_what_its_colour_means(lamp: str, left: int, unit: str, word: str) -> None:
    assert lamp_word(Clock(lamp, left, unit=unit)) == word


def test_the_other_party_s_time_runs_out_and_nobody_is_late() -> None:
    mine = {"is_right": True, "allows": "当事人可陈述申辩"}
    assert right_word(Clock("ok", 2, **mine)) == "当事人可陈述申辩至 2021-06-25"
    assert right_word(Clock("done", -1, is_past=True, **mine)) == "当事人可陈述申辩，2021-06-25 已届满"
    assert (
        right_word(Clock("done", 2, stopped_on=date(2021, 6, 21), **mine))
        == "当事人可陈述申辩，2021-06-21 已结束"
    )


def test_a_lamp_is_late_even_on_the_first_rest_day_and_says_when_the_work_is_done() -> None:
    friday = date(2021, 6, 25)
    assert lamp_word(Clock("late", 0)) == "已超期"
    assert lamp_word(Clock("late", -2, stopped_on=friday)) == "完成，超期 2 工作日"
    assert lamp_word(Clock("late", 0, stopped_on=friday)) == "逾期完成"


def test_UX_18_what_belongs_to_the_other_party_is_no_lamp_of_ours(tag: Render) -> None:
    html = tag("{% lamp clock %}", clock=Clock("ok", 2, is_right=True, allows="当事人可陈述申辩"))
    assert "当事人可陈述申辩至 2021-06-25" in html and "lamp" not in html


@pytest.mark.parametrize(
    ("lamp", "left", "word"),
    [
        ("ok", 48, "剩 48 小时"),
        ("ok", 49, "剩 2 天"),
        ("late", -954, "超期 39 天"),
        ("late", -48, "超期 48 小时"),
    ],
)
def test_UX_18_hours_are_told_in_days_beyond_two_of_them(lamp: str, left: int, word: str) -> None:
    assert lamp_word(Clock(lamp, left, unit="hour")) == word


def test_UX_18_no_word_stands_where_all_is_well(tag: Render) -> None:
    assert "正常" not in tag("{% lamp clock %}", clock=Clock("ok", 7))
    assert "临近" in tag("{% lamp clock %}", clock=Clock("near", 2))


def test_U_06_a_lamp_names_its_clock_and_its_day(tag: Render) -> None:
    html = tag("{% lamp clock %}", clock=Clock())
    assert 'class="lamp lamp-near"' in html
    assert "案件调查期限 2021-06-25" in html


def test_a_provisional_clock_is_marked(tag: Render) -> None:
    assert "暂定" in tag("{% lamp clock %}", clock=Clock(is_provisional=True))
    assert "暂定" not in tag("{% lamp clock %}", clock=Clock())


def test_a_paused_lamp_gives_the_reason(tag: Render) -> None:
    assert "等补充材料" in tag("{% lamp clock %}", clock=Clock("off", None, paused_reason="等补充材料"))


def test_no_clock_is_a_dash_and_an_unknown_lamp_is_an_error(tag: Render) -> None:
    assert "—" in tag("{% lamp clock %}", clock=None)
    with pytest.raises(ValueError, match="purple"):
        tag("{% lamp clock %}", clock=Clock("purple"))


def test_a_number_with_rows_is_a_door(tag: Render) -> None:
    html = tag("{% door 4248 '/targets/?state=listed' %}")
    assert html == '<a class="door" href="/targets/?state=listed">4,248</a>'


@pytest.mark.parametrize(
    ("value", "url", "text"), [(0, "/x/", "0"), (None, "/x/", "—"), (12, None, "12"), (12, "", "12")]
)
def test_a_number_without_rows_is_plain(tag: Render, value: int | None, url: str | None, text: str) -> None:
    assert tag("{% door value url %}", value=value, url=url) == text


def test_a_door_escapes_what_it_is_given(tag: Render) -> None:
    html = tag("{% door value url %}", value="<b>", url='/?q="><script>')
    assert "<script>" not in html
    assert "<b>" not in html


def test_figures_are_grouped_and_keep_their_decimals() -> None:
    assert figure(Decimal("1864000.50")) == "1,864,000.50"
    assert figure(87.2) == "87.2"
    assert figure("A") == "A"


def test_one_act_is_put_forward_and_a_refused_one_never_is() -> None:
    assert primary_act(ACTS).action == "close_investigation"
    refused = [Act("decide", "作出决定", is_allowed=False, reason="未告知", is_primary=True)]
    assert primary_act(refused) is None
    assert (open_acts(refused), refused_acts(refused)) == ([], refused)


def test_what_else_may_be_done_stands_apart_from_what_may_not() -> None:
    assert [act.action for act in open_acts(ACTS)] == ["extend", "withdraw"]
    assert [act.action for act in refused_acts(ACTS)] == ["notify", "decide"]


def test_a_digest_is_shortened_for_reading() -> None:
    assert short_digest("2ef158e5f350c8b6") == "2ef1 58e5 f350…"
    assert short_digest("") == "—"


def test_a_stage_fills_the_ticks_before_it(tag: Render) -> None:
    html = tag('{% stage "调查" 3 8 %}')
    assert html.count('class="on"') == 2
    assert html.count('class="at"') == 1
    assert html.count("<rect") == 8


def test_the_sprite_holds_every_icon_a_template_asks_for() -> None:
    sprite = ElementTree.parse(Path(settings.BASE_DIR, "static/icons.svg")).getroot()
    known = {symbol.get("id") for symbol in sprite}
    asked = {
        name
        for path in Path(settings.BASE_DIR, "templates").rglob("*.html")
        for name in re.findall(r'\bicon[ (]"([a-z-]+)"', path.read_text("utf-8"))
    }
    assert asked - known == set()
    assert "search" in known


class Narrowing(forms.Form):
    tab = forms.CharField(widget=forms.HiddenInput)
    state = forms.ChoiceField(choices=[("", "全部"), ("open", "在办")])
    q = forms.CharField()
    code = forms.CharField()


def test_a_filter_keeps_its_first_text_field_and_folds_the_others() -> None:
    parts = filter_fields(Narrowing({"tab": "late", "state": "open", "q": "康信", "code": ""}))
    assert parts["search"].name == "q"
    assert [field.name for field in parts["folded"]] == ["state", "code"]
    assert parts["used"] == 1


def test_a_filter_without_a_text_field_folds_whole() -> None:
    parts = filter_fields(forms.Form())
    assert parts == {"search": None, "folded": [], "used": 0}
