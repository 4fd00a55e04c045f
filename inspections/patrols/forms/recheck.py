"""Looking again: a result for each problem, and only the outcomes that problem can have."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms import FilesMixin
from findings.forms.same_wages import ask_same_wages
from findings.kinds import Result
from findings.models import Finding
from findings.outcomes import OUTCOMES
from inspections.patrols.entries import Checked
from inspections.patrols.forms.fields import count_field, day_field, yuan_field
from inspections.patrols.limits import outcome_errors
from inspections.patrols.models import Patrol
from law.clock import today

NOT_SEEN = ("", _("这次没有查"))


class RecordRecheckForm(FilesMixin):
    takes_record = True

    rechecked_on = day_field(_("复查日期"), initial=today)
    rechecked_by = forms.CharField(label=_("复查人员"), max_length=100, help_text=_("几个人用顿号隔开。"))
    note = forms.CharField(
        label=_("复查情况"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, record: Patrol, **options: Any) -> None:
        super().__init__(*args, **options)
        self.record = record
        self.found = list(record.findings.prefetch_related("recoveries"))
        self.fields["rechecked_by"].initial = "、".join(each.name for each in record.patrollers.all())
        for number, finding in enumerate(self.found, start=1):
            self.fields |= _fields_of(finding, number)
        ask_same_wages(self, record, self.user)
        self.order_fields(
            [*(name for name in self.fields if name.startswith("f")), "same_wages", "rechecked_on"]
        )
        self.order_fields([name for name in self.fields if name != "files"])

    def clean_rechecked_on(self) -> date | None:
        day, first = self.cleaned_data["rechecked_on"], self.record.ordered_on or self.record.patrolled_on
        if not first <= day <= today():
            raise forms.ValidationError(
                _("复查日期要在责令整改（%(day)s）以后、今天以前。") % {"day": first.isoformat()}
            )
        return day

    def clean(self) -> dict[str, Any]:
        """Collect the answers into `results`, the argument of `services.record_recheck`."""
        cleaned = super().clean()
        cleaned["results"] = [
            Checked(finding.pk, cleaned[f"f{finding.pk}_result"], self._outcomes(finding, cleaned))
            for finding in self.found
            if cleaned.get(f"f{finding.pk}_result")
        ]
        if not cleaned.get("note"):
            self._doubt(cleaned["results"])
        if self.found and not cleaned["results"]:
            self.add_error(f"f{self.found[0].pk}_result", _("请至少选择一个问题的复查结果。"))
        return {name: value for name, value in cleaned.items() if not _is_of_finding(name)}

    def _doubt(self, results: list[Checked]) -> None:
        """What cannot be needs its reason in words."""
        found = {finding.pk: finding for finding in self.found}
        for each in results:
            finding = found[each.finding]
            for name, sentence in outcome_errors(finding, each.outcomes, before=finding.totals).items():
                self.add_error(f"f{finding.pk}_{name}", sentence)

    def _outcomes(self, finding: Finding, cleaned: dict[str, Any]) -> dict[str, Any]:
        given = {name: cleaned.get(f"f{finding.pk}_{name}") for name in finding.outcome_fields}
        return {name: value for name, value in given.items() if value is not None}


def _is_of_finding(name: str) -> bool:
    head, _sep, _rest = name.partition("_")
    return head[:1] == "f" and head[1:].isdecimal()


def _fields_of(finding: Finding, number: int) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {
        f"f{finding.pk}_result": forms.ChoiceField(
            label=f"{number}. {finding.label}",
            help_text=finding.fact,
            required=False,
            choices=[*Result.choices, NOT_SEEN],
            initial="",
            widget=forms.RadioSelect,
        )
    }
    so_far = finding.totals
    for name in finding.outcome_fields:
        outcome = OUTCOMES[name]
        make = yuan_field if outcome.is_money else count_field
        fields[f"f{finding.pk}_{name}"] = make(
            outcome.label, initial=so_far[name] or None, help_text=_("巡查以来累计，不是这一次的。")
        )
    return fields
