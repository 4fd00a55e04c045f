"""The whole document of a campaign as one form: its facts, and its parts as formsets."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from campaign.forms.parts import FORMSETS, HEADINGS, long_text
from campaign.models import Campaign
from campaign.phases import Phase
from campaign.plan import FACTS, ORDERED, Plan
from casework.forms import DayInput
from casework.sentences import named

# What belongs to one campaign alone and is never carried over to the next.
OF_ONE = ("document_number", "issued_on", "report_due_on")
SEPARATORS = re.compile(r"[、，,；;\s]+")


class PlanForm(forms.ModelForm):
    """Opened on `plan`; `asks_code` for a campaign that is still to be made.

    `cleaned_data["plan"]` is what was entered.

    `plan_now` is the document as it stands when the form comes back: changed meanwhile by somebody else, the
    form says so once and keeps what was typed. The parts are in `self.parts`, formsets by name.
    """

    principles = forms.CharField(label=_("原则"), help_text=_("几项原则之间用顿号隔开。"), max_length=200)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Campaign
        fields = ["code", *(name for name in FACTS if name != "principles")]
        widgets = {
            "issued_on": DayInput,
            "report_due_on": DayInput,
            "preamble": long_text(),
            "guiding_idea": long_text(),
            "goals": long_text(),
        }
        error_messages = {"code": {"unique": _("这个代码已有专项行动使用，请换一个。")}}
        help_texts = {"code": _("这次行动的短代码，用于编号和文件名，例如 2022 或 2022-2。以后不能改。")}

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        *,
        plan: Plan,
        asks_code: bool,
        **options: Any,
    ) -> None:
        shown = {**plan.facts, "principles": "、".join(plan.facts["principles"]), "seen": plan.digest}
        if asks_code:
            shown |= dict.fromkeys(OF_ONE, None)
        super().__init__(data, files, initial=shown, **options)
        if not asks_code:
            del self.fields["code"]
        self.order_fields(["code", "title", *FACTS])
        self.plan_now = plan
        blank = dict.fromkeys(("starts_on", "ends_on")) if asks_code else {}
        self.parts = {
            name: formset(data, prefix=name, initial=[{**row, **blank} for row in getattr(plan, name)])
            for name, formset in FORMSETS.items()
        }

    def clean_principles(self) -> list[str]:
        return [each for each in SEPARATORS.split(self.cleaned_data["principles"]) if each]

    def is_valid(self) -> bool:
        parts_hold = all([formset.is_valid() for formset in self.parts.values()])
        if self.is_bound and not parts_hold and not self.errors:
            self.add_error(None, _("内容没有保存，请把下面标出的地方改好。"))
        return super().is_valid() and parts_hold

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        if "code" not in self.fields and cleaned.get("seen") != self.plan_now.digest:
            self.add_error(
                None,
                _("您打开这一页之后，有人改过这个专项行动。您填的内容还在，核对后再保存一次，就以您的为准。"),
            )
            sent = self.data.copy() if isinstance(self.data, QueryDict) else dict(self.data)
            sent[self.add_prefix("seen")] = self.plan_now.digest
            self.data = sent
        self._check_report_day(cleaned.get("report_due_on"), cleaned.get("issued_on"))
        return cleaned

    def _check_report_day(self, due: date | None, issued: date | None) -> None:
        """A report is due after the document was issued and its last phase has begun."""
        for what, day in ((_("发文日期"), issued), (_("总结阶段开始"), self._starts_on(Phase.SUMMARY))):
            if due and day and due < day:
                told = {"what": what, "day": day.isoformat()}
                sentence = _("不能早于%(what)s（%(day)s），请改为这一天或以后。") % told
                self.add_error("report_due_on", sentence)

    def _starts_on(self, phase: Phase) -> date | None:
        self.parts["phases"].is_valid()
        found = (form for form in self.parts["phases"].forms if form.phase == phase)
        return next((form.cleaned_data.get("starts_on") for form in found), None)

    def to_plan(self) -> Plan:
        """What was entered, once valid."""
        facts = {name: self.cleaned_data[name] for name in FACTS}
        rows = {name: self.parts[name].rows() for name in ("phases", *ORDERED)}
        return Plan(facts=facts, **rows)

    @property
    def sections(self) -> list[tuple[str, Any, Any]]:
        """Name, heading and formset of every part, in the order of the paper."""
        return [(name, HEADINGS[name], formset) for name, formset in self.parts.items()]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Every sentence of the form and its parts with the id of the field to change ("" when there is
        none).
        """
        found = _told(self, "")
        for _name, heading, formset in self.sections:
            for number, form in enumerate(formset.forms, start=1):
                phase = getattr(form, "phase", None)
                found += _told(form, f"{phase.mark}{phase.label} " if phase else f"{heading}{number} ")
            found += [("", f"{heading}：{sentence}") for sentence in formset.non_form_errors()]
        return found


def _told(form: forms.BaseForm, place: str) -> list[tuple[str, str]]:
    """The sentences of one form, each with its place and field in words, and the id to jump to."""
    return [
        (form[name].auto_id, f"{place}{named(form[name], sentence)}")
        if name in form.fields
        else ("", str(sentence))
        for name, sentences in form.errors.items()
        for sentence in (form[name].errors if name in form.fields else sentences)
    ]
