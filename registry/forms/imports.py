import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from casework import file_kinds
from registry.models import EmployerImport


class ReadingForm(forms.Form):
    """Which sheets of a list are read, where its head begins, and what is decided about the rows the check has shown.

    `result` is that of the check; without one (the list was refused) the sheets are named by hand.
    """

    head = forms.IntegerField(
        label=_("表头在第几行"), required=False, min_value=1, max_value=10_000,
        help_text=_("不填，由系统找；表头有两行的，填上面一行。"),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("请填行号，例如 2。")),
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any] | None = None, *, run: EmployerImport) -> None:
        reading = run.reading or {}
        super().__init__(data, initial={"head": reading.get("head") or None})
        self.result = run.check_result or {}
        sheets = self.result.get("sheets", [])
        if len(sheets) > 1:
            self.fields["sheets"] = forms.MultipleChoiceField(
                label=_("读哪些工作表"), required=False, widget=forms.CheckboxSelectMultiple,
                choices=[(sheet["name"], _told(sheet)) for sheet in sheets],
                initial=[sheet["name"] for sheet in sheets if sheet["is_read"]],
                error_messages={"invalid_choice": _("没有这个工作表，请从列出的里面选。")},
            )  # fmt: skip
        elif not sheets and run.file_name.lower().endswith(".xlsx"):
            self.fields["sheets"] = forms.CharField(
                label=_("工作表的名称"), required=False, max_length=100, help_text=_("不填，读每个有表头的工作表。"),
                initial="，".join(reading.get("sheets", [])),
            )  # fmt: skip

    def reading(self) -> dict[str, Any]:
        """What was said about the whole list, as it is kept with its record."""
        sheets = self.cleaned_data.get("sheets") or []
        named = re.split("[，,、]", sheets) if isinstance(sheets, str) else sheets
        return {"sheets": [name for name in named if name], "head": self.cleaned_data.get("head") or 0}

    def decisions(self, name: str) -> dict[str, dict[str, str]]:
        """Answers about the rows the check has shown, by place; `name` is whoever vouches for a code."""
        made = {}
        for row in [*self.result.get("first_rejected", []), *self.result.get("first_aside", [])]:
            answer = _answer(row, self.data.get(f"row:{row['place']}", ""), name)
            if answer:
                made[row["place"]] = answer
        return made


def _told(sheet: dict[str, Any]) -> str:
    notes = [_("隐藏")] if sheet["is_hidden"] else []
    notes += [] if sheet["head"] else [_("没有表头")]
    return _("%(name)s（%(notes)s%(rows)s 行）") % {
        "name": sheet["name"], "rows": sheet["rows"], "notes": "".join(f"{note}，" for note in notes),
    }  # fmt: skip


def _answer(row: dict[str, Any], sent: str, name: str) -> dict[str, str]:
    asks = row.get("asks", [])
    if "vouched_by" in asks and sent == "seen":
        return {"vouched_by": name}
    if "employer" in asks and sent == "no":
        return {"same": "no"}
    if "same" not in asks or not sent:
        return {}
    codes = [one["code"] for one in row.get("likely", [])]
    if sent == "no":
        return {"same": "no"}
    return {"same": "yes", "other": sent.removeprefix("yes:")} if sent.removeprefix("yes:") in codes else {}


class ListForm(forms.Form):
    """The bureau's list. What is in it is looked at by the gate and by a background check, not here."""

    file = forms.FileField(
        label=_("名录文件"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=_(
            "支持 .xlsx 和 .csv。必有的列：企业名称、统一社会信用代码、地址、镇街；列的先后不限，不认识的列不读，会列出来。"
        ),
        error_messages={"required": _("请选择要导入的文件。"), "empty": _("这是空文件，请重新导出后再传。")},
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > file_kinds.XLSX.limit:
            size = file_kinds.DOCUMENT.limit
            raise forms.ValidationError(_("文件超过 %(size)s MB，请拆成几个后分别导入。") % {"size": size})
        return file
