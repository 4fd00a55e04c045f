"""Lists typed line by line: each line a small form; what is wrong is told with line and column, and nothing typed is lost."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, ClassVar
from unicodedata import normalize

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from casework.forms import YuanField
from casework.forms_calculator import DayField, month_of
from inspections.cases.forms.record import OfRecord
from inspections.cases.lists import LineWrong, ListWrong
from law.words import Sentence
from registry.intake import words
from registry.intake.cells import CellRefused, Known, any_day
from registry.spelling import cleaned as tidy

PREFIX = "r"
MORE = "more"
SPARE = 3
# More lines than these are offered as a table to be pasted; the page would ask for thousands of fields.
MOST_TYPED = 60
# A share of the whole, as a sheet keeps per cent.
_SHARE = re.compile(r"0\.\d{1,4}|1\.0{1,4}", re.ASCII)
NOTHING_KNOWN = Known({}, {})
Offered = Mapping[str, Sequence[tuple[Any, Any]]]


class Words(forms.CharField):
    """A short text, cleaned of what cells bring along."""

    def __init__(self, label: Sentence, longest: int = 200) -> None:
        super().__init__(label=label, max_length=longest, required=False)

    def to_python(self, value: object) -> str:
        return tidy(super().to_python(value) or "")


class Yuan(YuanField):
    """A sum; signs that say that there is none are none."""

    def to_python(self, value: object) -> Any:
        is_none = isinstance(value, str) and words.says_none(tidy(value)) and not tidy(value).isdecimal()
        return None if is_none else super().to_python(value)


class Percent(forms.IntegerField):
    """50, 50% or, as a sheet keeps it, 0.5."""

    widget = forms.TextInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal"}

    def to_python(self, value: object) -> int | None:
        if isinstance(value, str):
            value = normalize("NFKC", value).strip().rstrip("% ")
            if _SHARE.fullmatch(value):
                value = f"{(Decimal(value) * 100).normalize():f}"
        return super().to_python(value)


class Day(DayField):
    """A day as people write it; a month is its first day, or the last one where a period `ends` with it."""

    def __init__(self, label: Sentence, *, is_end: bool = False, initial: object = None) -> None:
        self.is_end = is_end
        super().__init__(label=label, required=False, initial=initial)

    def to_python(self, value: str | date | None) -> date | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            return any_day(value, NOTHING_KNOWN)
        except CellRefused as refused:
            return self._month(value, str(refused))

    def _month(self, value: str, sentence: str) -> date:
        try:
            month = month_of(value)
        except ValidationError:
            month = None
        if month is None or len([part for part in normalize("NFKC", value) if part.isdecimal()]) > 6:
            raise ValidationError(sentence)
        return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1) if self.is_end else month


class LineForm(forms.Form):
    """One line of a list. `complete` gives the columns of its model back, or raises `LineWrong`."""

    drop = forms.BooleanField(label=_("删除"), required=False)

    def __init__(self, *args: Any, offered: Offered = {}, **options: Any) -> None:  # noqa: B006 - never changed
        super().__init__(*args, **options)
        for name, choices in offered.items():
            field: Any = self.fields[name]
            field.choices = choices

    @classmethod
    def from_cells(cls, values: dict[str, str]) -> dict[str, str]:
        """What a sheet holds under its heads, by the fields of the form."""
        return values

    def complete(self, line: dict[str, Any]) -> dict[str, Any]:
        raise NotImplementedError

    @property
    def is_blank(self) -> bool:
        """Nothing was written: what is chosen from a list or ticked, or stands there beforehand, does not count."""
        return not any(self._sent(name).strip() for name in self.fields if self._is_written(name))

    @property
    def is_dropped(self) -> bool:
        return self.is_bound and bool(self._sent("drop"))

    def full_clean(self) -> None:
        if self.is_dropped:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned.pop("drop", None)
        if self.errors:
            return cleaned
        try:
            return self.complete(cleaned)
        except LineWrong as wrong:
            self.add_error(wrong.column if wrong.column in self.fields else None, str(wrong))
        return cleaned

    def told(self) -> Iterator[tuple[str, str]]:
        """(column, sentence) of all that is wrong."""
        for name, sentences in self.errors.items():
            label = str(self.fields[name].label) if name in self.fields else ""
            yield from ((label, str(sentence)) for sentence in sentences)

    def _is_written(self, name: str) -> bool:
        field = self.fields[name]
        is_chosen = isinstance(field, forms.ChoiceField | forms.BooleanField)
        return not (is_chosen or field.widget.is_hidden or field.initial is not None)

    def _sent(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name)) or "")


class ListForm(OfRecord):
    """A list of a case: its lines as they stand, some empty ones, and on asking more of them.

    `line` is the form of a line, `given` the argument of the service that takes the lines.
    """

    line: ClassVar[type[LineForm]]
    given: ClassVar[str]
    is_list = True
    unit = _("行")
    # Line after line: what is wrong with the list as a whole.
    check: ClassVar[Any] = staticmethod(lambda lines: None)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offered = self.offers()
        self.rows = self._bound_rows() if self.is_bound else self._stored_rows()

    def stored(self) -> Sequence[Mapping[str, Any]]:
        """The lines as they stand, by the fields of the line's form."""
        raise NotImplementedError

    def offers(self) -> Offered:
        """What the fields of a line that choose are to choose from."""
        return {}

    def _row(self, number: int, data: Mapping[str, Any] | None = None, **options: Any) -> LineForm:
        row = self.line(data, prefix=f"{PREFIX}{number}", offered=self.offered, **options)
        return row

    def _stored_rows(self) -> list[LineForm]:
        stored = self.stored()
        rows = [self._row(place, initial=dict(line)) for place, line in enumerate(stored)]
        return rows + [self._row(len(rows) + more) for more in range(SPARE)]

    def _bound_rows(self) -> list[LineForm]:
        numbers = [
            int(number)
            for name in self.data
            if name.startswith(PREFIX)
            for number in [name.partition("-")[0].removeprefix(PREFIX)]
            if number.isascii() and number.isdecimal() and len(number) < 4
        ]
        count = max(numbers, default=-1) + 1
        rows = [self._row(number, self.data) for number in range(count)]
        rows = [self._row(number) if row.is_blank else row for number, row in enumerate(rows)]
        spare = sum(not row.is_bound for row in rows)
        asked = SPARE * 2 if self.data.get("preview") == MORE else SPARE
        return rows + [self._row(count + more) for more in range(max(0, asked - spare))]

    @property
    def filled(self) -> list[LineForm]:
        return [row for row in self.rows if row.is_bound and not row.is_dropped]

    @property
    def columns(self) -> list[Any]:
        shown = (field for name, field in self.line.base_fields.items() if name != "drop")
        return [field.label for field in shown if not field.widget.is_hidden]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        lines = self.typed()
        if not self.errors:
            try:
                self.check([line for _at, line in lines])
            except ListWrong as wrong:
                self._tell(lines[wrong.place - 1][0], self._label(wrong.column), str(wrong))
        cleaned[self.given] = [line for _at, line in lines]
        return cleaned

    def typed(self) -> list[tuple[str, dict[str, Any]]]:
        """(where, line) of all lines; what is wrong with one becomes an error of the form."""
        found = []
        for place, row in enumerate(self.rows, start=1):
            if row not in self.filled:
                continue
            at = _t("第 %(number)s 行") % {"number": place}
            for column, sentence in row.told():
                self._tell(at, column, sentence)
            found.append((at, row.cleaned_data))
        return found

    def _label(self, column: str) -> str:
        field = self.line.base_fields.get(column)
        return str(field.label) if field else ""

    def _tell(self, at: str, column: str, sentence: str) -> None:
        self.add_error(None, f"{at} {column}：{sentence}" if column else f"{at}：{sentence}")
