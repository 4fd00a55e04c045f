"""What forms of all rooms share: files that survive a failed check, and the reason for an act."""

import re
from collections.abc import Mapping
from copy import copy
from datetime import date
from typing import Any
from unicodedata import normalize

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from casework.attachments import FileRefused, held_by, store
from casework.by import Actor
from casework.file_kinds import accepted_lazy
from casework.models import Attachment
from law import clock, typed_days
from law.facts import YEARS
from law.words import Sentence

DAY_EXAMPLE = _("如 0624、昨天")
MOMENT_EXAMPLE = _("如 0624 0930")

# Between the digits of an amount, and around it.
_GROUPED = re.compile(r"(?<=\d)[,，' ](?=\d{3}(?!\d))|^\s*(?:¥|RMB|人民币)\s*|\s*元\s*$", re.IGNORECASE)


class DayInput(forms.DateInput):
    """A day as people type it (law.typed_days), shown as 2021-06-24 with its weekday; the browser's calendar is one key away.

    What names no day is passed on as it was typed, so that the field says what is wrong with it and the page shows it again.
    """

    template_name = "components/day.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"data-day": "day", "placeholder": DAY_EXAMPLE, **(attrs or {})}, format="%Y-%m-%d")

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        typed = super().value_from_datadict(data, files, name)
        day = typed_days.day_typed(typed, clock.today()) if isinstance(typed, str) else None
        return typed if day is None else day.isoformat()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["told"] = day_told(context["widget"]["value"])
        return context


class MomentInput(forms.DateTimeInput):
    """A day and a time of day, typed as «昨天 9:30» or «0624 0930»."""

    template_name = "components/day.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {"data-day": "moment", "placeholder": MOMENT_EXAMPLE, **(attrs or {})}, format="%Y-%m-%d %H:%M"
        )

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        typed = super().value_from_datadict(data, files, name)
        moment = typed_days.moment_typed(typed, clock.today()) if isinstance(typed, str) else None
        return typed if moment is None else f"{moment:%Y-%m-%d %H:%M}"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["told"] = day_told((context["widget"]["value"] or "")[:10])
        return context


class HourInput(forms.TimeInput):
    """A time of day, typed as 0930, 9:30 or 下午3点."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"data-hour": "", "placeholder": _("如 0930"), **(attrs or {})}, format="%H:%M")

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        typed = super().value_from_datadict(data, files, name)
        hour = typed_days.hour_typed(typed) if isinstance(typed, str) else None
        return typed if hour is None else f"{hour:%H:%M}"


def day_told(shown: object) -> str:
    """What stands beside a day that is shown as 2021-06-24; nothing beside anything else."""
    try:
        day = date.fromisoformat(str(shown))
    except ValueError:
        return ""
    return typed_days.told(day) if day.year in YEARS else ""


class YuanField(forms.DecimalField):
    """An amount as people write it: 12,000 and ￥12000元 are 12000.00."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        sentence = _("请填写金额，单位元，例如 9000 或 9000.50。")
        options.setdefault("error_messages", {"invalid": sentence, "min_value": sentence})
        super().__init__(
            **{"min_value": 0, "max_digits": 14, "decimal_places": 2, "required": False, **options}
        )

    def to_python(self, value: object) -> Any:
        return super().to_python(
            _GROUPED.sub("", normalize("NFKC", value)) if isinstance(value, str) else value
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal"}


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "casework/many_files.html"
    held: tuple[Attachment, ...] | list[Attachment] = ()

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        context["widget"]["held"] = self.held
        return context

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, UploadedFile], name: str
    ) -> list[UploadedFile]:
        return files.getlist(name) if hasattr(files, "getlist") else list(filter(None, [files.get(name)]))

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: MultiValueDict[str, UploadedFile], name: str
    ) -> bool:
        return name not in files


class ManyFilesField(forms.FileField):
    """Several files at once; each is sniffed and stored by `FilesMixin`, so here they pass as they came."""

    widget = ManyFilesInput

    def __init__(self, *, label: Sentence, limit: int = 20) -> None:
        told = format_lazy("{}{}", _("可选多个。"), accepted_lazy())
        super().__init__(label=label, required=False, help_text=told)
        self.limit = limit

    def clean(self, data: list[UploadedFile], initial: object = None) -> list[UploadedFile]:
        files = [file for file in data or [] if file]
        if len(files) > self.limit:
            raise forms.ValidationError(_("一次最多 %(limit)s 个文件，请分次上传。") % {"limit": self.limit})
        return files


class FilesMixin(forms.Form):
    """Adds `files`. What passes the gate is stored at once and held for the user, so a failed check loses nothing.

    `cleaned_data["files"]` is the list of held `Attachment`s, to be given to the record with `attachments.adopt`.
    The view passes `user`. `files_called`: what files are stored as whose own names would tell who sent them.
    """

    files_called: Sentence = ""

    # Django takes fields off the class, where the stubs see its `files` of what was sent.
    files = ManyFilesField(label=_("照片和附件"))  # type: ignore[assignment]
    held_files = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        self.held: list[Attachment] = []
        # What is asked for in words comes first, the proof of it last.
        last = ("files", "held_files")
        self.order_fields([*(name for name in self.fields if name not in last), *last])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.held = held_by(self.user, cleaned.get("held_files", "").split(","))
        for file in cleaned.get("files") or []:
            called = f"{self.files_called}{len(self.held) + 1}" if self.files_called else ""
            try:
                self.held.append(store(file, uploaded_by=self.user, called=called))
            except FileRefused as refusal:
                self.add_error("files", str(refusal))
        cleaned["files"] = self.held
        sent: Any = copy(self.data)
        sent[self.add_prefix("held_files")] = ",".join(str(file.pk) for file in self.held)
        self.data = sent
        self.fields["files"].widget.held = self.held
        cleaned.pop("held_files", None)
        return cleaned


class ReasonForm(forms.Form):
    """An act that needs nothing but its ground."""

    reason = forms.CharField(label=_("理由"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


class NoteForm(forms.Form):
    """An act that may carry a remark."""

    remark = forms.CharField(
        label=_("说明"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )


class OffPlanForm(forms.Form):
    """Asked for when an act is done outside its phase."""

    off_plan = forms.CharField(
        label=_("为什么现在办理"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        help_text=_("现在不是这项工作的阶段，可以办理，但要写明理由，理由会记入日志。"),
    )
