"""Notice, draft decision and execution: the forms with money in them."""

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms import FilesMixin
from findings.forms.same_wages import ask_same_wages
from inspections.cases import rules
from inspections.cases.forms.record import OfRecord
from inspections.cases.kinds import DecisionKind
from inspections.checks.forms.fields import count_field, day_field, text_field, yuan_field
from law import policy
from law.clock import today
from law.words import Sentence, told_today


def kind_field(label: Sentence) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=DecisionKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择决定的种类。")},
    )


class GiveNoticeForm(forms.Form):
    notice_kind = kind_field(_("拟作决定"))
    notice_text = text_field(
        _("告知内容"), rows=8, help_text=_("事实、理由、依据、拟作的决定。"), sentence=_("请写明告知的内容。")
    )
    proposed_fine = yuan_field(
        _("拟处罚款（元）"),
        help_text=told_today(
            _("对单位达到 %(unit)s、对公民达到 %(citizen)s的，告知听证权利并起算期限。%(doubt)s"),
            unit="hearing.unit_fine",
            citizen="hearing.citizen_fine",
            doubt=partial(policy.unconfirmed, "hearing.unit_fine"),
        ),
    )
    is_individual = forms.BooleanField(label=_("当事人是个人（含个体工商户）"), required=False)
    is_heavy = forms.BooleanField(label=_("还拟责令停产停业、吊销许可证等"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if wrong := rules.fine_error(cleaned.get("notice_kind", ""), cleaned.get("proposed_fine")):
            self.add_error("proposed_fine", wrong)
        return cleaned


class SubmitDecisionForm(OfRecord):
    decision_kind = kind_field(_("决定种类"))
    decision_text = text_field(_("决定内容"), rows=8, sentence=_("请写明决定的事实、依据和内容。"))
    fine_amount = yuan_field(_("罚款（元）"))
    back_pay_amount = yuan_field(_("责令支付工资等（元）"))
    back_pay_people = count_field(_("责令支付人数"))
    extra_compensation_amount = yuan_field(_("加付赔偿金（元）"), help_text=_("付给劳动者，不是罚款。"))
    pay_by = day_field(
        _("支付期限"), required=False, help_text=_("责令支付的必填，写进决定书；期满不支付的，系统提示。")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        record = self.record
        self.fields["decision_kind"].initial = record.decision_kind or record.notice_kind
        self.fields["decision_text"].initial = record.decision_text or record.notice_text
        self.fields["fine_amount"].initial = (
            record.fine_amount if record.decision_text else record.proposed_fine
        )
        for name in ("back_pay_amount", "back_pay_people", "extra_compensation_amount", "pay_by"):
            self.fields[name].initial = getattr(record, name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            wrong = rules.draft_errors(
                self.record,
                kind=cleaned["decision_kind"],
                fine=cleaned["fine_amount"],
                back_pay=cleaned["back_pay_amount"],
                people=cleaned["back_pay_people"],
                extra=cleaned["extra_compensation_amount"],
                pay_by=cleaned["pay_by"],
            )
            for field, sentence in wrong.items():
                self.add_error(field, sentence)
        return cleaned


class RecordExecutionForm(OfRecord, FilesMixin):
    past = {"executed_on": "served_on"}
    executed_on = day_field(_("执行完毕日期"), initial=today)
    fine_collected = yuan_field(_("实收罚款（元）"))
    back_pay_paid = yuan_field(_("实际支付工资等（元）"))
    back_pay_paid_people = count_field(_("实际支付人数"))
    extra_paid = yuan_field(_("实际支付加付赔偿金（元）"))
    execution_note = text_field(
        _("执行说明"), required=False, help_text=_("实收少于决定数额的，必须写明原因。")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["files"].label = _("缴款和支付凭证")
        for name, ordered in (
            ("fine_collected", "fine_amount"),
            ("back_pay_paid", "back_pay_amount"),
            ("extra_paid", "extra_compensation_amount"),
        ):
            self.fields[name].help_text = _("决定数额：%(due)s") % {"due": getattr(self.record, ordered) or 0}
        ask_same_wages(self, self.record, self.user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            wrong = rules.execution_errors(
                self.record,
                fine=cleaned["fine_collected"],
                back_pay=cleaned["back_pay_paid"],
                people=cleaned["back_pay_paid_people"],
                extra=cleaned["extra_paid"],
                note=cleaned["execution_note"],
            )
            for field, sentence in wrong.items():
                self.add_error(field, sentence)
        return cleaned
