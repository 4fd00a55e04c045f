"""What is wrong with single fields of what is sent back (退回意见): asked for with the return, shown at the fields again."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from casework import deeds
from casework.models import AuditEntry, Told, WorkflowRecord
from casework.paper_kinds import kind_of
from casework.table import BACK, REFUSAL, Row

PLACES = 3
NOT_ASKED = ("files", "held_files")
LINE = "line_"


def parts_of(record: WorkflowRecord, approval: Row) -> dict[str, str]:
    """What a remark may be about, by name: the fields of what was put forward, then those of the papers to be issued."""
    found: dict[str, str] = {}
    for action in approval.four_eyes:
        form_class = deeds.forms_of(type(record)).get(action)
        for name, field in (form_class.base_fields if form_class else {}).items():
            if name not in NOT_ASKED and not field.widget.is_hidden:
                found[name] = str(field.label or name)
    for kind in map(kind_of, approval.papers):
        if kind.when is None or kind.when(record):
            found |= {
                field.name: str(field.label)
                for field in kind.fields
                if field.name not in found and str(field.label) not in found.values()
            }
    return found


class RemarksMixin(forms.Form):
    """Gathers remarks into `cleaned_data["remarks"]`: name → [label, what is wrong]."""

    parts: dict[str, str] = {}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        remarks: dict[str, list[str]] = {}
        for place in range(1, PLACES + 1):
            part, said = cleaned.pop(f"part_{place}", ""), (cleaned.pop(f"said_{place}", "") or "").strip()
            if said and not part:
                self.add_error(f"part_{place}", _("请选择说的是哪一项。"))
            elif part and not said:
                self.add_error(f"said_{place}", _("请写明这一项哪里要改。"))
            elif part:
                before = remarks.get(part)
                remarks[part] = [self.parts[part], f"{before[1]}；{said}" if before else said]
        if remarks:
            cleaned["remarks"] = remarks
        return cleaned

    @property
    def remark_rows(self) -> list[tuple[Any, Any]]:
        return [(self[f"part_{place}"], self[f"said_{place}"]) for place in range(1, PLACES + 1)]

    @property
    def own_fields(self) -> list[Any]:
        return [field for field in self if not field.name.startswith(("part_", "said_"))]


def with_remarks(form_class: type[forms.Form], record: WorkflowRecord, approval: Row) -> type[forms.Form]:
    """The form of a return with places for remarks on single fields."""
    parts = parts_of(record, approval)
    if not parts:
        return form_class
    choices = [("", _("请选择")), *parts.items()]
    made: dict[str, Any] = {"parts": parts}
    for place in range(1, PLACES + 1):
        made[f"part_{place}"] = forms.ChoiceField(
            label=_("第 %(place)s 处：哪一项") % {"place": place}, choices=choices, required=False
        )
        made[f"said_{place}"] = forms.CharField(
            label=_("第 %(place)s 处：哪里要改") % {"place": place}, required=False, max_length=500,
            widget=forms.Textarea(attrs={"rows": 2}),
        )  # fmt: skip
    return type("WithRemarks", (RemarksMixin, form_class), made)


class LinesMixin(forms.Form):
    """A place for a remark at every part (`line_<name>`), gathered into `cleaned_data["remarks"]`. Where no other ground is
    written they are the ground, too: papers and notices tell it."""

    parts: dict[str, str] = {}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "reason" in self.fields:
            self.fields["reason"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        said = {name: (cleaned.pop(f"{LINE}{name}", "") or "").strip() for name in self.parts}
        remarks = {name: [self.parts[name], text] for name, text in said.items() if text}
        if remarks:
            cleaned["remarks"] = remarks
        if "reason" in self.fields and "reason" not in self.errors and not cleaned.get("reason"):
            if remarks:
                cleaned["reason"] = "；".join(said_of(label, text) for label, text in remarks.values())
            else:
                self.add_error("reason", _("请在不对的那一行写明哪里要改，或者在这里写明理由。"))
        return cleaned

    @property
    def remark_lines(self) -> dict[str, Any]:
        """The place of each part, by the part's name."""
        return {name: self[f"{LINE}{name}"] for name in self.parts}

    @property
    def own_fields(self) -> list[Any]:
        return [field for field in self if not field.name.startswith(LINE)]


def with_lines(form_class: type[forms.Form], record: WorkflowRecord, approval: Row) -> type[forms.Form]:
    """The form of a return with a place for a remark at every part."""
    parts = parts_of(record, approval)
    if not parts:
        return form_class
    made: dict[str, Any] = {"parts": parts}
    for name, label in parts.items():
        made[f"{LINE}{name}"] = forms.CharField(
            label=_("%(label)s：哪里要改") % {"label": label}, required=False, max_length=500,
            widget=forms.Textarea(attrs={"rows": 2}),
        )  # fmt: skip
    return type("WithLines", (LinesMixin, form_class), made)


def of(entry: Told) -> list[tuple[str, str]]:
    """The remarks an entry holds besides its ground: (label, what is wrong)."""
    told = entry.data.get("remarks", {}).values()
    return [(label, said) for label, said in told if said_of(label, said) not in entry.reason]


def said_of(label: str, said: str) -> str:
    """A remark in a sentence."""
    return _("%(label)s：%(said)s") % {"label": label, "said": said}


def to_answer(record: WorkflowRecord, row: Row) -> AuditEntry | None:
    """The return that whoever does `row` answers: the last one of what this act puts forward, if it came after it."""
    table = record.workflow
    approvals = [approval for approval in table.approvals if row.action in approval.four_eyes]
    backs = {
        answer.action
        for approval in approvals
        for answer in table.answers(approval)
        if answer.kind in (BACK, REFUSAL)
    }
    if not backs:
        return None
    told = AuditEntry.objects.about(record).filter(action__in=[row.action, *backs], is_success=True)
    newest = told.order_by("-seq").first()
    return newest if newest is not None and newest.action in backs else None


def mark(form: forms.Form, entry: AuditEntry) -> list[tuple[str, str]]:
    """Put each remark at its field; returns those of which the form has no field."""
    rest = []
    for name, (label, said) in entry.data.get("remarks", {}).items():
        if name not in form.fields:
            rest.append((label, said))
            continue
        field = form.fields[name]
        field.help_text = format_html(
            '<strong class="sent-back">{}{}</strong> {}', _("退回意见："), said, field.help_text
        )
    return rest
