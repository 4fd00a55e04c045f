"""Payments, demand and court: the forms in which money comes in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms import FilesMixin
from findings.forms.same_wages import ask_same_wages
from inspections.cases import paid_rules
from inspections.cases.forms.record import OfRecord
from inspections.cases.kinds import Paid
from inspections.cases.services.paying import late_fee
from inspections.checks.forms.fields import count_field, day_field, text_field, yuan_field
from law.clock import today


class RecordPaymentForm(OfRecord, FilesMixin):
    past = {"paid_on": "decision.decided_on"}
    what = forms.ChoiceField(label=_("对应项"), choices=Paid.choices, widget=forms.RadioSelect)
    paid_amount = yuan_field(_("金额（元）"))
    paid_people = count_field(_("首次领到的人数"), help_text=_("支付工资的必填；都领过的填 0。"))
    paid_on = day_field(_("日期"), initial=today)
    voucher = forms.CharField(label=_("票据号"), required=False, max_length=100)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["files"].label = _("缴款和支付凭证")
        decision: Any = self.record.decision
        owed = [(Paid(what).label, decision.owed(what)) for what in Paid if decision.owed(what)]
        owed += [(Paid.LATE_FEE.label, fee)] if (fee := late_fee(self.record, until=today())) else []
        self.fields["paid_amount"].help_text = "，".join(
            str(_("%(what)s还欠 %(owed)s 元") % {"what": label, "owed": f"{amount:,}"})
            for label, amount in owed
        )
        ask_same_wages(self, self.record, self.user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            wrong = paid_rules.payment_errors(
                self.record, what=cleaned["what"], amount=cleaned["paid_amount"], people=cleaned["paid_people"],
                late_fee=late_fee(self.record, until=cleaned["paid_on"]),
            )  # fmt: skip
            for field, sentence in wrong.items():
                self.add_error(field, sentence)
        return cleaned


PAID_LAST = {name: what for what, name in paid_rules.AT_LAST.items()}


class RecordExecutionForm(OfRecord, FilesMixin):
    past = {"executed_on": "decision.decided_on"}
    executed_on = day_field(_("执行完毕日期"), initial=today)
    fine_collected = yuan_field(_("实收罚款（元）"))
    late_fee_collected = yuan_field(_("实收加处罚款（元）"))
    confiscated_collected = yuan_field(_("实收没收（元）"))
    back_pay_paid = yuan_field(_("实际支付工资等（元）"))
    back_pay_paid_people = count_field(_("实际支付人数"))
    extra_paid = yuan_field(_("实际支付加付赔偿金（元）"))
    execution_note = text_field(
        _("执行说明"), required=False, help_text=_("实收少于决定数额的，必须写明原因。")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["files"].label = _("缴款和支付凭证")
        decision: Any = self.record.decision
        for name, what in PAID_LAST.items():
            told = {"due": decision.ordered(what), "paid": decision.paid(what)}
            self.fields[name].help_text = (
                _("决定数额：%(due)s；此前已付：%(paid)s；这里只填最后付的。") % told
            )
        fee = late_fee(self.record, until=today())
        self.fields["late_fee_collected"].help_text = _("到今天应加处 %(fee)s 元，不超过罚款本数。") % {
            "fee": fee
        }
        ask_same_wages(self, self.record, self.user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            wrong = paid_rules.execution_errors(
                self.record,
                paid={what: cleaned[name] for name, what in PAID_LAST.items()},
                people=cleaned["back_pay_paid_people"],
                late_fee=late_fee(self.record, until=cleaned["executed_on"]),
                note=cleaned["execution_note"],
            )
            for field, sentence in wrong.items():
                self.add_error(field, sentence)
        return cleaned


class DemandForm(forms.Form):
    demand_text = text_field(
        _("催告内容"), rows=6, help_text=_("履行义务的期限、方式、金额和给付方式；当事人有权陈述申辩（行政强制法第三十五条）。"),
        sentence=_("请写明应履行的义务、期限、方式和金额。"),
    )  # fmt: skip


class ApplyToCourtForm(forms.Form):
    application_text = text_field(
        _("申请事项、事实和理由"), rows=6, sentence=_("请写明申请的事项、事实和理由。")
    )
