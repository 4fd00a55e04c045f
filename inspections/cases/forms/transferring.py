"""The forms of the way to the police and back."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms import FilesMixin, MomentInput
from inspections.cases import rules
from inspections.cases.forms.record import OfRecord
from inspections.cases.kinds import Crime, PoliceAnswer
from inspections.checks.forms.fields import count_field, day_field, text_field
from law.clock import now, today


class ProposeTransferForm(OfRecord, FilesMixin):
    crime = forms.ChoiceField(label=_("涉嫌罪名"), choices=Crime.choices, widget=forms.RadioSelect)
    crime_facts = text_field(_("涉嫌犯罪的事实和依据"), sentence=_("请写明涉嫌犯罪的事实和依据。"))
    suspects_count = count_field(_("涉嫌人数"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_crime(self)

    def clean_crime(self) -> str:
        crime = self.cleaned_data["crime"]
        if wrong := rules.crime_error(self.record, crime):
            raise forms.ValidationError(wrong)
        return crime


class HandOverForm(OfRecord, FilesMixin):
    handed_over_at = forms.DateTimeField(label=_("移交时间"), widget=MomentInput, initial=now)
    transfer_receipt = forms.CharField(
        label=_("公安机关签收"), max_length=200, help_text=_("哪个公安机关、谁签收。")
    )
    suspects_count = count_field(_("涉嫌人数"))

    def clean_handed_over_at(self) -> datetime | None:
        moment = self.cleaned_data["handed_over_at"]
        if moment and (wrong := rules.handed_over_error(self.record, moment)):
            raise forms.ValidationError(wrong)
        return moment


class RecordPoliceAnswerForm(OfRecord, FilesMixin):
    past = {"answered_on": "transferred_on"}
    answer = forms.ChoiceField(
        label=_("公安机关的答复"), choices=PoliceAnswer.choices, widget=forms.RadioSelect,
        error_messages={"required": _("请选择公安机关的答复。")},
    )  # fmt: skip
    answered_on = day_field(_("答复日期"), initial=today)
    answer_number = forms.CharField(label=_("文号"), required=False, max_length=100)
    answer_reason = text_field(_("不予立案的理由"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("answer") == PoliceAnswer.REFUSED and not (cleaned.get("answer_reason") or "").strip():
            self.add_error("answer_reason", _("不予立案的，请写明公安机关说明的理由。"))
        return cleaned


class ChallengeRefusalForm(forms.Form):
    challenge_reason = text_field(_("提请复议的理由"), sentence=_("请写明提请复议的理由。"))


def offer_crime(form: OfRecord) -> None:
    """What stands of a suspected crime, to be completed."""
    known = form.record.transfer
    if known is not None:
        form.fields["crime"].initial, form.fields["crime_facts"].initial = known.crime, known.facts
