"""The order in which matters are offered, in every form the same: what must be reported at once, what is found most, the rest.

The order is a table, not a count: a count would tell of records the reader may not see, and a list whose lines change places
is ticked wrongly by hands that know it.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from law.matters import red_flags
from registry.search import initials

Choices = list[tuple[str, list[tuple[str, str]]]]
COMMON = (
    "wage_arrears", "no_written_contract", "no_insurance", "overtime_pay", "illegal_overtime", "minimum_wage", "deposit",
    "wage_ledger",
)  # fmt: skip


def ordered(among: Iterable[tuple[str, list[tuple[str, str]]]]) -> Choices:
    """The matters of grouped choices, each once: red ones first, then the commonest, then the others under their headings."""
    listed = [(str(group), list(rows)) for group, rows in among]
    rows = [row for _group, each in listed for row in each]
    red = [row for row in rows if row[0] in red_flags()]
    common = [row for row in rows if row[0] in COMMON and row not in red]
    common.sort(key=lambda row: COMMON.index(row[0]))
    heads = [(_("重大问题，须立即上报"), red), (_("最常见"), common)]
    return [(group, each) for group, each in (*heads, *_without(listed, [*red, *common])) if each]


def _without(listed: Choices, first: list[tuple[str, str]]) -> Choices:
    return [(group, [row for row in rows if row not in first]) for group, rows in listed]


def in_order(among: Callable[[], Any]) -> Callable[[], Choices]:
    """The same as a form's field takes it."""
    return lambda: ordered(among())


class MatterBoxes(forms.CheckboxSelectMultiple):
    """Matters to tick: a box to find them by a word or its initials, the first two groups open, the others folded."""

    template_name = "findings/matters.html"
    is_picker = True

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **options: Any) -> dict[str, Any]:
        made = super().create_option(name, value, label, *args, **options)
        made["initials"] = initials(str(label))
        return made


class MatterSelect(forms.Select):
    """One matter; static/js/suggest.js puts a box to find it before the list."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__({"data-matters": "", **(attrs or {})}, choices)
