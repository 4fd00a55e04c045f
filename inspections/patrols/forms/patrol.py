"""The page of one visit: red flags first, then the check-list, the problems, and what else was seen."""

import re
import uuid
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from casework.forms import FilesMixin
from inspections.patrols import checklist
from inspections.patrols.checklist import LINES, QUESTIONS, Answer, Question, RedAnswer
from inspections.patrols.entries import HEADCOUNTS, OBSERVED, Companion, Problem
from inspections.patrols.forms.fields import EmployerField, count_field, day_field, hours_field, yuan_field
from inspections.patrols.forms.findings import Findings
from inspections.patrols.models import Duty, Patrol, Signature
from law import matters, workdays
from law.clock import today
from law.matters import Group

OFF_PLAN_HELP = _("现在不是镇街巡视整改阶段，可以巡查，但要写明理由，理由会记入日志。")
GOOD_ACCURACY = 50
DAYS_TO_RECTIFY = 10
OLDEST = timedelta(days=366)
PEOPLE = (*HEADCOUNTS, "contracts_signed", "insured")
WAGES = ("wages_due", "wages_paid", "arrears_people", "arrears_amount", "lowest_wage")
HOURS = {"daily_hours": 24, "weekly_hours": 168, "monthly_overtime": 400}
DETAILS = (*PEOPLE, *WAGES, *HOURS, "received_by", "signature")
POSITION = ("latitude", "longitude", "accuracy", "located_at")


class PatrolForm(FilesMixin):
    employer = EmployerField(widget=forms.HiddenInput)
    uid = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)
    patrolled_on = day_field(_("巡查日期"), initial=today)
    companions = forms.CharField(
        label=_("同行人员"), max_length=100, help_text=_("至少一人，几个人用顿号隔开。"), error_messages={
            "required": _("巡查须有两人以上，请填写同行人员姓名。")
        },
    )  # fmt: skip
    companion_duty = forms.ChoiceField(label=_("同行人员身份"), choices=Duty.choices, initial=Duty.ASSISTANT)
    rest_ok = forms.BooleanField(label=_("没有勾选的都符合"), required=False)
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
        required=False, min_value=-180, max_value=180, max_digits=9, decimal_places=6, widget=forms.HiddenInput
    )
    accuracy = forms.IntegerField(required=False, min_value=0, max_value=1_000_000, widget=forms.HiddenInput)
    located_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    place_note = forms.CharField(
        label=_("位置说明"),
        required=False,
        max_length=200,
        help_text=_("没有定位，或者精度差于 ±50 米时，写明在哪里、为什么。"),
    )

    def __init__(
        self, *args: Any, employer: Any = None, off_plan: bool = False, last_companions: str = "", **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["employer"].limit_to(self.user)
        self.fields["companions"].initial = last_companions
        self.chosen = employer
        self.questions = checklist.questions_for(_categories(employer)) if employer else QUESTIONS
        self.fields |= _answers(self.questions) | _counts()
        if off_plan:
            self.fields["reason"] = forms.CharField(
                label=_("为什么现在巡查"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}), help_text=OFF_PLAN_HELP
            )
        self.findings = Findings(self.data if self.is_bound else None, prefix="finding")
        self.fields["rectify_by"].initial = workdays.add_workdays(today(), DAYS_TO_RECTIFY, provisional=True)

    # What the page draws.

    @property
    def red_fields(self) -> list[tuple[Question, Any]]:
        return [(question, self[f"q_{question.code}"]) for question in self.questions]

    @property
    def line_fields(self) -> list[tuple[checklist.Line, Any]]:
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
        found += [(_anchor(field), str(error)) for field in self for error in field.errors]
        found += [("", str(error)) for error in self.findings.non_form_errors()] if self.findings.is_bound else []
        for number, form in enumerate(self.findings.forms, start=1):
            prefix = _t("第 %(number)s 条问题：") % {"number": number}
            found += [(_anchor(field), f"{prefix}{error}") for field in form for error in field.errors]
        return found

    @property
    def has_open_details(self) -> bool:
        """Whether the folded part holds something the user should see again."""
        return self.is_bound and any(self[name].errors or self.data.get(name) for name in DETAILS)

    def forgive(self) -> None:
        """Drop all errors but those of files: the page was sent only to get more rows."""
        self._errors = type(self.errors)({name: errors for name, errors in self.errors.items() if name == "files"})
        for form in self.findings.forms:
            form._errors = type(self.errors)()

    # What is checked.

    def clean_patrolled_on(self) -> Any:
        day = self.cleaned_data["patrolled_on"]
        if day > today():
            raise forms.ValidationError(_("巡查日期不能晚于今天，请改为今天或以前的日期。"))
        if day < today() - OLDEST:
            raise forms.ValidationError(_("巡查日期早于一年前，请核对年份。"))
        return day

    def clean_companions(self) -> list[str]:
        names = [name for name in re.split(r"[、，,;；\s]+", self.cleaned_data["companions"]) if name]
        if not names:
            raise forms.ValidationError(self.fields["companions"].error_messages["required"])
        if any(len(name) > 30 for name in names):
            raise forms.ValidationError(_("有的姓名过长，几个人请用顿号隔开。"))
        return list(dict.fromkeys(names))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        problems = self.findings.problems
        self._check_matters()
        if not self.findings.is_valid():
            self.add_error(None, _("“问题与整改”里有没填好的地方，请逐条改好。"))
        self._check_questions(problems)
        self._check_lines(problems)
        self._check_numbers(problems)
        self._check_due(problems)
        self._check_place()
        return cleaned

    def _check_matters(self) -> None:
        """A problem without legal basis on the day of the visit (a bar with a 17-year-old before 2021-06-01)."""
        day = self.cleaned_data.get("patrolled_on")
        for form in self.findings.forms if day else ():
            matter = form.cleaned_data.get("matter") if form.is_valid() else None
            if matter and not matters.is_unlawful_on(matter, day):
                form.add_error(
                    "matter",
                    _("%(day)s 法律还没有禁止，请核对巡查日期或者改选事项。") % {"day": day.isoformat()},
                )

    def _check_questions(self, problems: list[Problem]) -> None:
        found = {problem.matter for problem in problems}
        for question in self.questions:
            name = f"q_{question.code}"
            answer, is_found = self.cleaned_data.get(name), bool(found & set(question.matters))
            if answer == RedAnswer.YES and not is_found:
                self.add_error(name, _("选了“有”，请在下面“问题与整改”里选择事项并写明事实。"))
            if answer == RedAnswer.NO and is_found:
                self.add_error(name, _("这里选了“没有”，下面却写了这个问题，请改一处。"))
            if answer == RedAnswer.UNCLEAR and not (self.cleaned_data.get("note") or "").strip():
                self.add_error("note", _("有没查清的情况，请在备注里写明为什么没查清。"))

    def _check_lines(self, problems: list[Problem]) -> None:
        asked = {matter for question in QUESTIONS for matter in question.matters}
        found = {checklist.line_of(problem.matter) for problem in problems if problem.matter not in asked}
        for line in LINES:
            name = f"line_{line.letter}"
            answer = self.cleaned_data.get(name)
            if not answer and line in found:
                self.cleaned_data[name] = Answer.BAD
            elif not answer and self.cleaned_data.get("rest_ok"):
                self.cleaned_data[name] = Answer.OK
            elif not answer and name not in self.errors:
                self.add_error(name, _("还没有勾选。都符合的话，勾选“没有勾选的都符合”。"))
            elif answer == Answer.BAD and line not in found:
                self.add_error(name, _("选了“有问题”，请在下面“问题与整改”里选择事项并写明事实。"))
            elif answer and answer != Answer.BAD and line in found:
                self.add_error(name, _("下面写了这一项的问题，请改为“有问题”。"))

    def _check_numbers(self, problems: list[Problem]) -> None:
        total = self.cleaned_data.get("headcount")
        for name in PEOPLE[1:]:
            part = self.cleaned_data.get(name)
            if part is not None and total is not None and part > total:
                self.add_error(name, _("不能多于职工总数 %(total)s 人，请核对。") % {"total": total})
        is_owed = self.cleaned_data.get("arrears_people") or self.cleaned_data.get("arrears_amount")
        if is_owed and not any(matters.MATTERS[each.matter].group == Group.WAGES for each in problems):
            self.add_error("arrears_people", _("填了拖欠工资，请在“问题与整改”里加一条工资问题。"))

    def _check_due(self, problems: list[Problem]) -> None:
        due = self.cleaned_data.get("rectify_by")
        if problems and due and due <= today():
            self.add_error("rectify_by", _("整改到期日要晚于今天，请改为以后的日期。"))

    def _check_place(self) -> None:
        data = self.cleaned_data
        if (data.get("latitude") is None) != (data.get("longitude") is None):
            data["latitude"] = data["longitude"] = None
        if (data.get("accuracy") or 0) > GOOD_ACCURACY and not data.get("place_note"):
            self.add_error(
                "place_note", _("定位精度只有 ±%(metres)s 米，请写明实际位置。") % {"metres": data["accuracy"]}
            )

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
                *(Companion(name, data["companion_duty"]) for name in data["companions"] if name != self.user.name),
            ],
            "findings": problems,
            "rectify_by": data["rectify_by"] if problems else None,
            "requirements": data["requirements"] if problems else "",
            "leaflets": data["leaflets"] or 0,
            "answers": {name: str(value) for name, value in answers.items()},
            "files": data["files"],
            "reason": data.get("reason", ""),
        }


def _categories(employer: Any) -> set[str]:
    return {category.code for category in employer.categories.all()}


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


def _anchor(field: Any) -> str:
    return f"{field.auto_id}_0" if field.use_fieldset else field.auto_id
