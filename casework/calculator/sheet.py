"""Reading what was pasted from a table: one line a worker and month, columns parted by tabs, by commas or by spaces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from casework.calculator.wages import Typed, counted, typed_of
from casework.forms_calculator import WageRowForm
from casework.pasted import cells_of, columns_of
from law.wages import WagesInvalid

COLUMNS = ("worker", "month", "wage", "owed", "paid", "ordinary", "rest", "statutory")
# How the head of a table calls a column; what holds the word first in this order is it.
HEADS: Mapping[str, tuple[str, ...]] = {
    "worker": ("姓名", "劳动者", "员工", "职工"),
    "month": ("月份", "年月", "所属期", "工资月"),
    "wage": ("月工资", "约定工资", "合同工资", "工资标准"),
    "owed": ("应发", "应付"),
    "paid": ("已发", "实发", "已付"),
    "statutory": ("节日", "节假日", "法定"),
    "rest": ("休息日", "周末", "双休"),
    "ordinary": ("平日", "工作日", "延时", "延长"),
}
MOST_LINES = 600
MOST_SAID = 8
SHOWN = 30


@dataclass(frozen=True)
class Sheet:
    """The rows that could be read, and a sentence for every line that could not."""

    rows: list[Typed]
    problems: list[str]


def read(text: str) -> Sheet:
    """Rows of a pasted table; its first line may be a head. At most `MOST_LINES` lines."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST_LINES:
        told = {"lines": len(lines), "most": MOST_LINES}
        return Sheet([], [_("粘贴了 %(lines)s 行，一次最多 %(most)s 行，请分几次算。") % told])
    columns: Sequence[str] = COLUMNS
    if lines and (
        named := columns_of(cells_of(lines[0][1]), HEADS, named_by="worker", needs=("month", "wage"))
    ):
        columns, lines = named, lines[1:]
    rows: list[Typed] = []
    problems: list[str] = []
    for number, line in lines:
        row, problem = _row(columns, cells_of(line))
        if row is not None:
            rows.append(row)
        else:
            said: dict[str, object] = {"number": number, "line": line.strip()[:SHOWN], "problem": problem}
            problems.append(_("第 %(number)s 行“%(line)s”：%(problem)s") % said)
    if len(problems) > MOST_SAID:
        rest = len(problems) - MOST_SAID
        problems = [*problems[:MOST_SAID], _("另有 %(rest)s 行也看不懂。") % {"rest": rest}]
    return Sheet(rows, problems)


def _row(columns: Sequence[str], cells: Sequence[str]) -> tuple[Typed | None, str]:
    form = WageRowForm(dict(zip(columns, cells, strict=False)))
    if not form.is_valid():
        name, errors = next(iter(form.errors.items()))
        return None, f"{form.fields[name].label}{_('：')}{errors[0]}"
    row = typed_of(form.cleaned_data)
    try:
        counted(row)
    except WagesInvalid as wrong:
        return None, str(wrong)
    return row, ""
