"""The page of one visit: red flags first, then the check-list, the problems, and what else was seen."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from casework.forms import FilesMixin
from casework.sentences import named
from findings.checklist import LINES, Line, codes_of
from inspections.patrols import checklist
from inspections.patrols.checklist import QUESTIONS, Answer, Question, RedAnswer
from inspections.patrols.entries import OBSERVED, Companion
from inspections.patrols.forms.fields import (
    EmployerField,
    count_field,
    day_field,
    days_to_rectify,
    due_day,
    hours_field,
    yuan_field,
)
from inspections.patrols.forms.findings import Findings
from inspections.patrols.forms.visit_checks import PEOPLE, VisitChecks
from inspections.patrols.models import Duty, Patrol, Signature
from inspections.patrols.services.plan import is_off_plan
from law import policy
from law.clock import today
from registry.models import Employer

OFF_PLAN_HELP = _("巡查日期不在镇街巡视整改阶段的要写明理由，理由会记入日志；补登以前的巡查不用写。")
DUE_HELP = _("有问题时要填，默认 %(days)s 个工作日后；清空就只记录，回头再责令整改。")
WAGES = ("wages_due", "wages_paid", "arrears_people", "arrears_amount", "lowest_wage")
HOURS = {"daily_hours": 24, "weekly_hours": 168, "monthly_overtime": 400}
DETAILS = (*PEOPLE, *WAGES, *HOURS, "received_by", "signature")
POSITION = ("latitude", "longitude", "accuracy", "located_at")


class PatrolForm(VisitChecks, FilesMixin):
    employer = EmployerField(widget=forms.HiddenInput)
    uid = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)
    patrolled_on = day_field(_("巡查日期"), initial=today)
    companions = forms.CharField(
        label=_("同行人员"), max_length=100, help_text=_("至少一人，几个人用顿号隔开。"), error_messages={
            "required": _("巡查须有两人以上，请填写同行人员姓名。")
        },
    )  # fmt: skip
    companion_duty = forms.ChoiceField(label=_("同行人员身份"), choices=Duty.choices, initial=Duty.ASSISTANT)
    rest_ok = forms.BooleanField(label=_("其余都符合"), required=False)
    rectify_by = day_field(_("整改到期日"), required=False)
    requirements = forms.CharField(
        label=_("整改方案"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("谁负责、做什么、交什么材料。各条问题的要求写在各条里。"),
    )
    leaflets = count_field(_("发放宣传资料（份）"))
    is_self_check_guided = forms.BooleanField(label=_("已指导单位自查"), required=False)
    note = forms.CharField(
        label=_("备注"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    received_by = forms.CharField(label=_("单位接待人"), required=False, max_length=30)
    signature = forms.ChoiceField(
        label=_("单位签字"), required=False, choices=[("", _("没有请他签字")), *Signature.choices]
    )
    latitude = forms.DecimalField(
        required=False, min_value=-90, max_value=90, max_digits=9, decimal_places=6, widget=forms.HiddenInput
    )
    longitude = forms.DecimalField(
        required=False,
        min_value=-180,
        max_value=180,
        max_digits=9,
        decimal_places=6,
        widget=forms.HiddenInput,
    )
    accuracy = forms.IntegerField(required=False, min_value=0, max_value=1_000_000, widget=forms.HiddenInput)
    located_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    place_note = forms.CharField(
        label=_("位置说明"),
        required=False,
        max_length=200,
        help_text=_("没有定位或者定位不准时，写明在哪里、为什么。"),
    )
    off_plan = forms.CharField(
        label=_("为什么现在巡查"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=OFF_PLAN_HELP,
    )

    def __init__(
        self,
        *args: Any,
        employer: Employer | None = None,
        last_companions: str = "",
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["employer"].limit_to(self.user)
        self.fields["companions"].initial = last_companions
        self.chosen = employer
        self.questions = checklist.questions_for(self.categories) if employer else QUESTIONS
        self.fields |= _answers(self.questions) | _counts()
        self.findings = Findings(self.data if self.is_bound else None, prefix="finding")
        self.fields["rectify_by"].initial = due_day()
        self.fields["rectify_by"].help_text = DUE_HELP % {"days": days_to_rectify()}

    @property
    def categories(self) -> set[str]:
        return codes_of(self.chosen) if self.chosen else set()

    @property
    def day(self) -> date:
        """The day of the visit as typed, as far as it is one; else today."""
        return (self.cleaned_data.get("patrolled_on") if self.is_bound else None) or today()

    @property
    def good_accuracy(self) -> int:
        """From how many metres on the place is asked for in words."""
        return policy.integer("patrol.good_accuracy")

    # What the page draws.

    @property
    def red_fields(self) -> list[tuple[Question, tuple[str, ...], Any]]:
        """Each question with the matters its yes has to name on the day of the visit."""
        return [
            (question, question.demanded(self.categories, self.day), self[f"q_{question.code}"])
            for question in self.questions
        ]

    @property
    def shows_off_plan(self) -> bool:
        """Asked for where the visit is off plan, and kept in sight where it was typed."""
        return bool(self.errors.get("off_plan") or self["off_plan"].value()) or is_off_plan(self.day)

    @property
    def line_fields(self) -> list[tuple[Line, Any]]:
        return [(line, self[f"line_{line.letter}"]) for line in LINES]

    @property
    def position_fields(self) -> list[Any]:
        return [self[name] for name in POSITION]

    @property
    def headcount_fields(self) -> list[Any]:
        return [self[name] for name in PEOPLE]

    @property
    def wage_fields(self) -> list[Any]:
        return [self[name] for name in WAGES]

    @property
    def hour_fields(self) -> list[Any]:
        return [self[name] for name in HOURS]

    @property
    def error_list(self) -> list[tuple[str, str]]:
        """Every sentence with the id of the field it leads to, for the summary; the findings' included."""
        found = [("", str(error)) for error in self.non_field_errors()]
        found += [(_anchor(field), named(field, error)) for field in self for error in field.errors]
        found += (
            [("", str(error)) for error in self.findings.non_form_errors()] if self.findings.is_bound else []
        )
        for number, form in enumerate(self.findings.forms, start=1):
            prefix = _t("第 %(number)s 条问题：") % {"number": number}
            found += [
                (_anchor(field), f"{prefix}{named(field, error)}") for field in form for error in field.errors
            ]
        return found

    @property
    def has_open_details(self) -> bool:
        """Whether the folded part holds something the user should see again."""
        return self.is_bound and any(self[name].errors or self.data.get(name) for name in DETAILS)

    def forgive(self) -> None:
        """Drop all errors but those of files: the page was sent only to get more rows."""
        self._errors = type(self.errors)(
            {name: errors for name, errors in self.errors.items() if name == "files"}
        )
        for form in self.findings.forms:
            form._errors = type(self.errors)()

    # What the service gets.

    def visit(self) -> dict[str, Any]:
        """The arguments of `services.record_patrol`, but actor and source."""
        data, problems = self.cleaned_data, self.findings.problems
        observed = {name: value for name, value in data.items() if name in OBSERVED}
        answers = {f"q_{each.code}": data[f"q_{each.code}"] for each in self.questions}
        answers |= {line.letter: data[f"line_{line.letter}"] for line in LINES}
        own_duty = Duty.INSPECTOR if getattr(self.user, "certificate", None) else Duty.OTHER
        return observed | {
            "employer": data["employer"],
            "uid": data["uid"],
            "patrolled_on": data["patrolled_on"],
            "patrollers": [
                Companion(self.user.name, own_duty, self.user),
                *(
                    Companion(name, data["companion_duty"])
                    for name in data["companions"]
                    if name != self.user.name
                ),
            ],
            "findings": problems,
            "rectify_by": data["rectify_by"] if problems else None,
            "requirements": data["requirements"] if problems else "",
            "leaflets": data["leaflets"] or 0,
            "answers": {name: str(value) for name, value in answers.items()},
            "files": data["files"],
            "off_plan": data["off_plan"],
        }


def _counts() -> dict[str, forms.Field]:
    """The folded part: how many people, how much money, how many hours."""
    labels = {name: Patrol._meta.get_field(name).verbose_name for name in (*PEOPLE, *WAGES, *HOURS)}
    fields: dict[str, forms.Field] = {name: count_field(labels[name]) for name in (*PEOPLE, "arrears_people")}
    fields |= {name: yuan_field(labels[name]) for name in WAGES if name != "arrears_people"}
    return fields | {name: hours_field(labels[name], most=most) for name, most in HOURS.items()}


def _answers(questions: tuple[Question, ...]) -> dict[str, forms.Field]:
    """A three-state field for each red-flag question and each line of the check-list."""
    fields: dict[str, forms.Field] = {
        f"q_{each.code}": forms.ChoiceField(
            label=each.label,
            help_text=each.hint,
            choices=RedAnswer.choices,
            widget=forms.RadioSelect,
            error_messages={"required": _("请回答这一项，没查清就选“没查清”。")},
        )
        for each in questions
    }
    return fields | {
        f"line_{line.letter}": forms.ChoiceField(
            label=line.label, choices=Answer.choices, widget=forms.RadioSelect, required=False
        )
        for line in LINES
    }


def _anchor(field: forms.BoundField) -> str:
    return f"{field.auto_id}_0" if field.use_fieldset else field.auto_id
