"""What must fit together on the page of a visit; each sentence stands where it can be put right."""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from findings.checklist import LINES, codes_of, line_of, misfit
from inspections.patrols import checklist
from inspections.patrols.checklist import QUESTIONS, Answer, RedAnswer
from inspections.patrols.entries import HEADCOUNTS
from inspections.patrols.services.plan import is_off_plan
from law import matters, policy
from law.clock import today

PEOPLE = (*HEADCOUNTS, "contracts_signed", "insured")
OLDEST = timedelta(days=366)


class VisitChecks(forms.Form):
    """The checks of `PatrolForm`, which has the fields, `questions` and the formset `findings`."""

    questions: tuple[checklist.Question, ...]
    chosen: Any
    findings: Any

    def clean_patrolled_on(self) -> date | None:
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
        mentioned = self.findings.mentioned
        self._check_matters()
        self._check_reason()
        if not self.findings.is_valid():
            self.add_error(None, _("“问题与整改”里有没填好的地方，请逐条改好。"))
        self._check_questions(mentioned)
        self._check_lines(mentioned)
        self._check_numbers(mentioned)
        self._check_wages(mentioned)
        self._check_due(mentioned)
        self._check_place()
        return cleaned

    def _check_matters(self) -> None:
        """A problem without legal basis on the days of the act (a bar with a 17-year-old before 2021-06-01), or
        that an employer of this kind cannot have.
        """
        day = self.cleaned_data.get("patrolled_on")
        for form in self.findings.forms:
            matter = form.cleaned_data.get("matter") if form.is_valid() else None
            if matter and self.chosen and (sentence := misfit(matter, self.chosen)):
                form.add_error("matter", sentence)
            elif matter and day:
                self._check_days(form, matter, day)

    def _check_days(self, form: BaseForm, matter: str, day: date) -> None:
        """The days of the act lie before the visit, and the law of its last day forbids it."""
        last = form.cleaned_data.get("act_until") or day
        if last > day or (form.cleaned_data.get("act_from") or last) > last:
            form.add_error("act_until", _("行为起止日期要先后相接，且不晚于巡查日期。"))
        elif not matters.is_unlawful_on(matter, last):
            told = {"day": last.isoformat()}
            form.add_error("matter", _("%(day)s 法律还没有禁止，请核对日期或者改选事项。") % told)

    def _check_reason(self) -> None:
        """The day of the visit, not the day it is typed, decides whether it was off plan."""
        day = self.cleaned_data.get("patrolled_on")
        if (
            day
            and is_off_plan(day)
            and not self.cleaned_data.get("off_plan")
            and "off_plan" not in self.errors
        ):
            self.add_error(
                "off_plan",
                _("%(day)s 不在镇街巡视整改阶段，请写明为什么在这一天巡查。") % {"day": day.isoformat()},
            )

    def _check_questions(self, mentioned: set[str]) -> None:
        for question in self.questions:
            name = f"q_{question.code}"
            answer, is_found = self.cleaned_data.get(name), bool(mentioned & set(question.matters))
            if answer == RedAnswer.YES and not is_found:
                self._check_yes(question, mentioned)
            if answer == RedAnswer.NO and is_found:
                self.add_error(name, _("这里选了“没有”，下面却写了这个问题，请改一处。"))
            if (
                answer == RedAnswer.UNCLEAR
                and not self.cleaned_data.get("note")
                and "note" not in self.errors
            ):
                self.add_error("note", _("有没查清的情况，请在备注里写明为什么没查清。"))

    def _check_yes(self, question: checklist.Question, mentioned: set[str]) -> None:
        """A yes names the matter it is; where the law of the day forbids nothing here, it is at least told of."""
        categories = codes_of(self.chosen) if self.chosen else set()
        day = self.cleaned_data.get("patrolled_on") or today()
        if question.demanded(categories, day):
            sentence = _("选了“有”，请在下面“问题与整改”里选择事项并写明事实。")
        elif mentioned & set(question.milder) or self.cleaned_data.get("note"):
            return
        else:
            sentence = _("选了“有”，请在备注里写明几人、多大、做什么；有未成年工保护问题的，加一条问题。")
        self.add_error(f"q_{question.code}", sentence)

    def _check_lines(self, mentioned: set[str]) -> None:
        asked = {matter for question in QUESTIONS for matter in question.matters}
        found = {line_of(matter) for matter in mentioned - asked}
        for line in LINES:
            name, is_found = f"line_{line.letter}", line in found
            answer = self.cleaned_data.get(name)
            if not answer:
                self._fill_line(name, is_found)
            elif is_found and answer != Answer.BAD:
                self.add_error(name, _("下面写了这一项的问题，请改为“有问题”。"))
            elif answer == Answer.BAD and not is_found:
                self.add_error(name, _("选了“有问题”，请在下面“问题与整改”里选择事项并写明事实。"))

    def _fill_line(self, name: str, is_found: bool) -> None:
        """A line nobody ticked says what the problems say, or what was said of all the rest."""
        if is_found:
            self.cleaned_data[name] = Answer.BAD
        elif self.cleaned_data.get("rest_ok"):
            self.cleaned_data[name] = Answer.OK
        elif name not in self.errors:
            self.add_error(name, _("还没有勾选。都符合的话，选“其余都符合”。"))

    def _check_numbers(self, mentioned: set[str]) -> None:
        total = self.cleaned_data.get("headcount")
        for name in PEOPLE[1:]:
            part = self.cleaned_data.get(name)
            if part is not None and total is not None and part > total:
                self.add_error(name, _("不能多于职工总数 %(total)s 人，请核对。") % {"total": total})
        is_owed = self.cleaned_data.get("arrears_people") or self.cleaned_data.get("arrears_amount")
        if is_owed and not mentioned & set(checklist.ARREARS):
            self.add_error("arrears_people", _("填了拖欠工资，请在“问题与整改”里加一条拖欠工资的问题。"))

    def _check_wages(self, mentioned: set[str]) -> None:
        """A wage below the minimum of that day is a problem, or there is something to say of it (part-time work)."""
        lowest, day = self.cleaned_data.get("lowest_wage"), self.cleaned_data.get("patrolled_on") or today()
        least = policy.amount("wage.minimum", day)
        is_told = "minimum_wage" in mentioned or self.cleaned_data.get("note")
        if lowest is not None and lowest < least and not is_told:
            sentence = _(
                "低于当时的最低工资标准 %(least)s 元，请加一条“工资低于最低工资标准”的问题，或者在备注里说明。"
            )
            self.add_error("lowest_wage", sentence % {"least": least})

    def _check_due(self, mentioned: set[str]) -> None:
        due = self.cleaned_data.get("rectify_by")
        if mentioned and due and due <= today():
            self.add_error("rectify_by", _("整改到期日要晚于今天，请改为以后的日期。"))

    def _check_place(self) -> None:
        data = self.cleaned_data
        if (data.get("latitude") is None) != (data.get("longitude") is None):
            data["latitude"] = data["longitude"] = None
        if (data.get("accuracy") or 0) > policy.integer("patrol.good_accuracy") and not data.get(
            "place_note"
        ):
            self.add_error(
                "place_note",
                _("定位精度只有 ±%(metres)s 米，请写明实际位置。") % {"metres": data["accuracy"]},
            )
