"""The forms of an inspection: putting it on the list, and its acts."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from casework.by import Reader
from casework.fields import field_of, rows_of
from casework.forms import DayInput, ReasonForm
from findings.forms.same_wages import ask_same_wages
from findings.outcomes import OF_A_CHECK, OUTCOMES
from inspections.checks.forms.fields import PersonField, count_field, matters_field, text_field, yuan_field
from inspections.checks.models import Inspection, Outcome
from inspections.checks.workflow import INSPECTION
from law.clock import today
from registry import eligibility
from registry.forms import EmployerField

CONCLUDING = (Outcome.CLEAN, Outcome.UNCOOPERATIVE, Outcome.NOT_FOUND, Outcome.SHUT)


class FocusForm(forms.Form):
    """An employer put on the list by hand."""

    takes_user = True
    employer = EmployerField(label=_("单位"))
    note = text_field(
        _("列入依据"),
        rows=3,
        longest=300,
        help_text=_("例如：媒体曝光、上级交办。镇街上报、预警、多次投诉的会自动列入，不用在这里填。"),
        sentence=_("请写明列为检查重点的依据。"),
    )
    is_confidential = forms.BooleanField(
        label=_("由举报保密的来件引起"),
        required=False,
        help_text=_("勾选的，镇街和领导小组看不到这一条，单位也不因此列入对象名单。"),
    )
    matters = matters_field(_("检查事项"))

    def __init__(self, *args: Any, user: Reader, **options: Any) -> None:
        super().__init__(*args, **options)
        field_of(self, "employer", EmployerField).user = user


WITHOUT_INTEREST = _("请从有效证件、没有利害关系的人员中选择。")


class AssignForm(forms.Form):
    takes_record = True
    lead = PersonField(_("主办"), required_message=_("请选择主办监察员。"), unfit=WITHOUT_INTEREST)
    second = PersonField(_("协办"), required_message=_("请选择协办监察员。"), unfit=WITHOUT_INTEREST)

    def __init__(self, *args: Any, record: Inspection, **options: Any) -> None:
        super().__init__(*args, **options)
        on = today()
        barred = eligibility.conflicted(record.employer, on)
        people = _by_load(eligibility.certified(on).exclude(pk__in=barred))
        for name in ("lead", "second"):
            rows_of(self, name).queryset = people
            self.fields[name].initial = getattr(record, f"{name}_id")
        if barred:
            told = _("另有 %(n)s 人与该单位有利害关系，不在其中。") % {"n": len(barred)}
            self.fields["second"].help_text = told

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("lead") and cleaned.get("lead") == cleaned.get("second"):
            self.add_error("second", _("主办和协办须是两个人，请另选一人。"))
        return cleaned


class ReassignForm(AssignForm):
    reason = text_field(_("改派理由"), rows=3, longest=500, sentence=_("请写明改派的理由。"))


class OrderCorrectionForm(forms.Form):
    correct_by = forms.DateField(
        label=_("改正期限"),
        widget=DayInput,
        help_text=_("这一天结束前改正到位。"),
        error_messages={"required": _("请填写改正期限。"), "invalid": _("请填写日期，例如 2021-07-01。")},
    )
    correction_text = text_field(
        _("改正要求"),
        rows=5,
        longest=4000,
        help_text=_("逐项写明违法事实、依据和要做什么。指令书的文号由系统编。"),
        sentence=_("请写明要改正什么。"),
    )

    def clean_correct_by(self) -> date:
        day = self.cleaned_data["correct_by"]
        if day < today():
            raise forms.ValidationError(_("改正期限不能早于今天，请改为今天或以后的日期。"))
        return day


class OutcomesForm(forms.Form):
    """What was corrected brought the workers; collected into `outcomes`, the argument of the services."""

    takes_record = takes_user = True

    def __init__(
        self, *args: Any, record: Inspection, user: Reader, asks_outcomes: bool = True, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.counted = OF_A_CHECK if asks_outcomes else ()
        for name in self.counted:
            make = yuan_field if OUTCOMES[name].is_money else count_field
            self.fields[name] = make(OUTCOMES[name].label)
        if self.counted:
            told = _("以下只填这次检查带来的，没有的不填；镇街复查已经登记的不再填。")
            self.fields[self.counted[0]].help_text = told
            ask_same_wages(self, record, user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if bool(cleaned.get("wages_paid_people")) != bool(cleaned.get("wages_paid_amount")):
            self.add_error(self.counted[1], _("补发工资的人数和金额要一起填写。"))
        given = {name: cleaned[name] for name in self.counted if cleaned.get(name)}
        return {
            **{name: value for name, value in cleaned.items() if name not in self.counted},
            "outcomes": given,
        }


class ConcludeInspectionForm(OutcomesForm):
    """Only the results the record allows: with problems found, what was corrected on the spot."""

    outcome = forms.ChoiceField(
        label=_("检查结果"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择检查结果。")},
    )
    note = text_field(_("情况说明"), rows=3, required=False, longest=1000)

    def __init__(self, *args: Any, record: Inspection, **options: Any) -> None:
        super().__init__(*args, record=record, asks_outcomes=record.has_problems, **options)
        ends = (Outcome.ON_SITE,) if record.has_problems else CONCLUDING
        field_of(self, "outcome", forms.ChoiceField).choices = [
            (outcome.value, outcome.label) for outcome in ends
        ]
        self.fields["outcome"].initial = ends[0]
        self.fields["outcome"].help_text = (
            _("到户检查发现问题 %(n)s 条：没有当场改正的，先责令限期改正或者立案，不在这里办结。")
            % {"n": record.problems}
            if record.has_problems
            else _("到户检查没有登记问题。发现问题的，先补登到户检查。")
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("outcome") not in (None, Outcome.CLEAN) and not cleaned.get("note", "").strip():
            self.add_error("note", _("这种结果要写明情况，例如什么时间、怎样核实的。"))
        return cleaned


class ConfirmCorrectedForm(OutcomesForm):
    note = text_field(
        _("核实情况"), rows=3, required=False, help_text=_("看了什么材料、怎样复查的。"), longest=1000
    )


def _by_load(people: QuerySet[User]) -> QuerySet[User]:
    """With `busy`, the number of inspections still open; the least busy first."""
    is_open = ~Q(inspections_led__state__in=INSPECTION.final)
    return people.annotate(busy=Count("inspections_led", filter=is_open, distinct=True)).order_by(
        "busy", "name", "pk"
    )


# Acts that need nothing but their ground.
CancelInspectionForm = ReasonForm
