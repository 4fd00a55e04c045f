"""The law says its numbers once (HSE-02): a text outside `law/` names a term or a local value, it types no number.

Read are all texts of the rooms, the templates, our scripts and the guides; not the docstrings, the made-up words of the
rehearsal, and what is written from `law` (docs/rules.md).
"""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps

from casework.models import WorkflowRecord
from inspections.cases.models import Case
from tests.architecture.sources import ROOT, files, first_party, tree

DIGITS = "〇零一二两三四五六七八九十百千万半"
# What only looks like a length: a date, an ordinal, the one day somebody points at, the days of the week in a row.
NO_LENGTH = re.compile(
    rf"\d{{4}}-\d\d-\d\d|\d{{4}}\s*年|\d{{1,2}}\s*月\s*\d{{1,2}}\s*日|第\s*[\d{DIGITS}]+\s*[天日年]|[这那哪某每最后另定同单下行]+一[天日年]|下一个工作日|一二三四五六日"
)
LENGTH = re.compile(
    rf"(?:\d[\d,.]*|[{DIGITS}]+)\s*(?:余|多)?\s*(?:个?工作日|个?小时|个月|日|天|周年|年|元|倍)"
)

# Reviewed: numbers that no law gives and that stand for themselves.
ALLOWED = {
    ("casework/templatetags/shell.py", "1 小时"): "what is left of a clock in hours when no full hour is",
    ("casework/views/calendar.py", "一年"): "the holidays of one year are entered together",
    ("templates/casework/calendar.html", "一年"): "the same",
    ("templates/complaints/intake.html", "二倍"): "二倍工资, the name of a claim",
    ("complaints/rules.py", "一年"): "a slip in the year of a date, taken for one beyond 366 days",
    ("inspections/patrols/forms/visit_checks.py", "一年"): "the same",
    ("templates/desk/_why_so.html", "一天"): "putting something off, by whatever it is",
    ("desk/lines.py", "万元"): "how a sum is said",
    ("static/js/money.js", "万元"): "how a sum is written out",
    ("static/js/money.js", "零元"): "the same",
}


def texts() -> Iterator[tuple[str, str]]:
    """(file, text) of everything somebody may read."""
    for path in first_party():
        if path.relative_to(ROOT).parts[0] not in ("law", "rehearsal"):
            yield from ((_shown(path), text) for text in _strings(path))
    for path in files(".html", under=("templates",)):
        yield _shown(path), re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"))
    for path in (*files(".js", under=("static",)), *files(".md", under=("docs/guide",))):
        yield _shown(path), path.read_text(encoding="utf-8")


def lengths(text: str) -> list[str]:
    """The lengths of time and sums of money a text types."""
    return LENGTH.findall(NO_LENGTH.sub("", text))


def _strings(path: Path) -> Iterator[str]:
    module = tree(path)
    spoken = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken:
            yield node.value


def _shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("作出后 7 日内送达", ["7 日"]),
        ("提前七个工作日通知当事人", ["七个工作日"]),
        ("调查 60 个工作日，可批准延长三十日", ["60 个工作日", "三十日"]),
        ("24 小时内移交；罚款 20,000 元以上、1.5 倍", ["24 小时", "20,000 元", "1.5 倍"]),
        ("两年查处时效，最长 6 个月", ["两年", "6 个月"]),
        ("2021 年 8 月 17 日前报送，从第二天起，为什么是这一天，另定一天", []),
        ("提前 %(days)s通知", []),
    ],
)
def test_a_typed_number_is_found(text: str, typed: list[str]) -> None:
    assert lengths(text) == typed


def test_HSE_02_no_text_types_a_number_of_the_law() -> None:
    found = {(file, length) for file, text in texts() for length in lengths(text)}
    typed = sorted(f"{file}: {length}" for file, length in found - set(ALLOWED))
    assert not typed, "take these from law.words:\n" + "\n".join(typed)
    assert not set(ALLOWED) - found, "no longer there, take it out of the list"


def test_every_hint_can_be_told_on_any_day() -> None:
    days = [date(2021, 3, 22), date(2021, 7, 14), date(2021, 7, 15), date(2024, 1, 1)]
    records = [model for model in apps.get_models() if issubclass(model, WorkflowRecord)]
    rows = [row for model in records for row in model.workflow.rows if row.hint]
    told = [row.hint_on(day) for row in rows for day in days]
    assert told and all(told)
    assert not [hint for hint in told if "%" in hint]


def test_HSE_02_a_hint_says_what_the_clock_says() -> None:
    """A decision of 2021-07-16 is served within seven working days, one of the 14th within seven days."""
    (row,) = Case.workflow.rows_of("decide")
    assert "7 日内" in row.hint_on(date(2021, 7, 14))
    assert "7 个工作日内" in row.hint_on(date(2021, 7, 16))
