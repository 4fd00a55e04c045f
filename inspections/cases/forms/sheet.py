"""A list that may also be pasted from a spreadsheet, or sent as a workbook: its lines are read as the typed ones are."""

import tempfile
from collections.abc import Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from casework import attachments, file_kinds
from casework.attachments import FileRefused
from casework.by import Actor
from casework.models import Attachment
from casework.pasted import Heads, cells_of, columns_of
from inspections.cases.forms.lines import MOST_TYPED, LineForm, ListForm
from law.words import Sentence
from registry.intake.sheet import rows_of

MOST_LINES = 1000
MOST_SAID = 20
LONGEST = 400_000
LARGEST = 4 * 1024 * 1024
SHOWN = 24
# Lines below a table that are no line of it.
FEET = ("合计", "总计", "小计", "制表", "审核", "备注")


class SheetForm(ListForm):
    """`heads` says how sheets call the columns; `named_by` and `needs` make a head. Without one they come in `order`.

    A file that was read is held for the user under `file_label`: `cleaned_data["files"]`. While its words stand in the form it
    stays held, so that a send that failed or was only to be checked loses neither.
    """

    heads: ClassVar[Heads]
    named_by: ClassVar[str]
    needs: ClassVar[tuple[str, ...]]
    order: ClassVar[tuple[str, ...]]
    takes_user = True
    file_label: ClassVar[Sentence] = _("原始表格：%(name)s")
    sheet = forms.CharField(
        label=_("从表格粘贴"),
        required=False,
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "wrap": "off", "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("或者选一个表格文件"), required=False, help_text=_(".xlsx 或 .csv，读第一张有内容的工作表。")
    )
    replaces = forms.BooleanField(label=_("粘贴的或者文件里的是整张名单，代替下面各行"), required=False)

    held_files = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Actor | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        self.held: list[Attachment] = []
        told = _t("带表头的，列的次序随意；不带表头的，各列依次为：%(columns)s。")
        labels = [str(self.line.base_fields[name].label) for name in self.order]
        self.fields["sheet"].help_text = told % {"columns": "、".join(labels)}

    def _stored_rows(self) -> list[LineForm]:
        """A long list stands in the table to be pasted, whole."""
        stored = list(self.stored())
        if len(stored) <= MOST_TYPED:
            return super()._stored_rows()
        self.fields["sheet"].initial, self.fields["replaces"].initial = self._as_text(stored), True
        return [self._row(0)]

    def _as_text(self, stored: Sequence[Mapping[str, Any]]) -> str:
        head = "\t".join(str(self.line.base_fields[name].label) for name in self.order)
        rows = ("\t".join(_cell(line.get(name)) for name in self.order) for line in stored)
        return "\n".join((head, *rows))

    def typed(self) -> list[tuple[str, dict[str, Any]]]:
        pasted = self._pasted()
        is_whole = bool(self.cleaned_data.pop("replaces", False) and pasted)
        return pasted if is_whole else [*super().typed(), *pasted]

    def _pasted(self) -> list[tuple[str, dict[str, Any]]]:
        """The lines of the text and of the file, whose words join those of the text: they stand there if it fails."""
        text = self.cleaned_data.pop("sheet", "") or ""
        file, known = self.cleaned_data.pop("file", None), self.cleaned_data.pop("held_files", "")
        if text.strip() and self.user is not None:
            self.held = attachments.held_by(self.user, known.split(","))
        if file is not None:
            text = "\n".join(filter(None, (text.rstrip("\n"), self._of_file(file))))
        self._send_back(sheet=text, held_files=",".join(str(each.pk) for each in self.held))
        self.cleaned_data["files"] = self.held
        lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        if len(lines) > MOST_LINES:
            told = {"lines": len(lines), "most": MOST_LINES}
            self.add_error("sheet", _t("有 %(lines)s 行，一份名单最多 %(most)s 行，请核对。") % told)
            return []
        return self._read(lines)

    def _send_back(self, **values: str) -> None:
        sent: Any = copy(self.data)
        for name, value in values.items():
            sent[self.add_prefix(name)] = value
        self.data = sent

    def _of_file(self, file: UploadedFile) -> str:
        try:
            if (file.size or 0) > LARGEST:
                raise FileRefused(_t("文件过大，请只留名单一张工作表再传。"))
            rows = _rows(file)
            self.held.append(self._hold(file))
        except FileRefused as refused:
            self.add_error("file", str(refused))
            return ""
        return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)

    def _hold(self, file: UploadedFile) -> Attachment:
        """Of several read into one table each is held. Raises `FileRefused`."""
        is_text = Path(file.name or "").suffix.lower() == file_kinds.CSV.suffixes[0]
        label = str(self.file_label) % {"name": attachments.clean_name(file.name or "")}
        return attachments.store(
            file, uploaded_by=self.user, label=label[:100], kind=file_kinds.CSV if is_text else None
        )

    def _read(self, lines: Sequence[tuple[int, str]]) -> list[tuple[str, dict[str, Any]]]:
        found, wrong, columns, is_below = [], [], list(self.order), False
        has_head = any(self._head(cells_of(line)) for _number, line in lines)
        for number, line in lines:
            cells = cells_of(line)
            if head := self._head(cells):
                columns, is_below = head, True
            elif not (has_head and not is_below) and not _is_foot(cells):
                row = self._row_of(columns, cells, is_headless=not is_below)
                at = _t("表格第 %(number)s 行") % {"number": number}
                said = {"number": number, "line": line.strip().replace("\t", " ")[:SHOWN]}
                where = _t("第 %(number)s 行“%(line)s”") % said
                wrong += [
                    f"{where} {label}：{told}" if label else f"{where}：{told}" for label, told in row.told()
                ]
                found.append((at, row.cleaned_data))
        self._say(wrong)
        return found

    def _say(self, wrong: list[str]) -> None:
        if len(wrong) > MOST_SAID:
            wrong = [*wrong[:MOST_SAID], _t("另有 %(rest)s 处。") % {"rest": len(wrong) - MOST_SAID}]
        for sentence in wrong:
            self.add_error("sheet", sentence)

    def _head(self, cells: Sequence[str]) -> list[str] | None:
        return columns_of(cells, self.heads, named_by=self.named_by, needs=self.needs)

    def _row_of(self, columns: Sequence[str], cells: Sequence[str], *, is_headless: bool) -> LineForm:
        if is_headless and cells and cells[0].isdecimal():
            cells = cells[1:]
        values = {name: cell for name, cell in zip(columns, cells, strict=False) if name}
        return self.line(self.line.from_cells(values), offered=self.offered)


def _rows(file: UploadedFile) -> list[list[str]]:
    name = Path(file.name or "").name
    with tempfile.NamedTemporaryFile() as copied:
        for chunk in file.chunks():
            copied.write(chunk)
        copied.flush()
        return rows_of(Path(copied.name), name)


def _is_foot(cells: Sequence[str]) -> bool:
    first = next((cell.replace(" ", "") for cell in cells if cell), "")
    return first.startswith(FEET)


def _cell(value: object) -> str:
    return "" if value is None else str(value)
