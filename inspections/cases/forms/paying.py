"""Payments, demand and court: the forms in which money comes in."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.fields import field_of
from casework.forms import FilesMixin
from findings.forms.same_wages import ask_same_wages
from inspections.cases import paid_rules
from inspections.cases.forms.record import OfRecord
from inspections.cases.kinds import Paid
from inspections.checks.forms.fields import count_field, day_field, text_field, yuan_field
from law.clock import today
from law.words import Sentence


def offer(form: forms.Form, sums: Mapping[Paid, Decimal], told: Sentence) -> None:
    """In the field `what` each thing of which there is a sum (yuan), `told` with it; the only one is chosen already."""
    what = field_of(form, "what", forms.ChoiceField)
    choices = [
        (str(each), str(told) % {"what": each.label, "sum": f"{amount:,}"}) for each, amount in sums.items()
    ]
    what.choices, what.initial = choices, choices[0][0] if len(choices) == 1 else None


def offer_persons(
    form: forms.Form, names: Iterable[str], sums_of: Callable[[str], Mapping[Paid, Decimal]]
) -> None:
    """In the field `person` those of whose own fine there is a sum, told with it; the field goes where there is nobody."""
    told = {
        name: "，".join(f"{what.label} {amount:,} 元" for what, amount in sums_of(name).items())
        for name in names
    }
    known = [(name, f"{name}（{sums}）") for name, sums in told.items() if sums]
    if known:
        field_of(form, "person", forms.ChoiceField).choices = [("", _("不是责任人员的")), *known]
    else:
        del form.fields["person"]


class RecordPaymentForm(OfRecord, FilesMixin):
    """A payment of something that is owed; nothing else is offered."""

    past = {"paid_on": "decision.decided_on"}
    what = forms.ChoiceField(
        label=_("对应项"), choices=Paid.choices, widget=forms.RadioSelect,
        error_messages={"required": _("请选择缴款对应哪一项。"), "invalid_choice": _("这一项没有欠缴的，请核对。")},
    )  # fmt: skip
    person = forms.ChoiceField(label=_("责任人员"), required=False, help_text=_("责任人员缴的，选是哪一名。"))
    paid_amount = yuan_field(_("金额（元）"))
    paid_people = count_field(_("首次领到的人数"), help_text=_("支付工资的必填；都领过的填 0。"))
    paid_on = day_field(_("日期"), initial=today)
    voucher = forms.CharField(label=_("票据号"), required=False, max_length=100)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["files"].label = _("缴款和支付凭证")
        owing = self.record.owing(today())
        offer(self, owing, _("%(what)s（还欠 %(sum)s 元）"))
        names = (each.name for each in self.record.decision.people())
        offer_persons(self, names, lambda name: self.record.owing(today(), name))
        if Paid.WAGES not in owing:
            del self.fields["paid_people"]
        else:
            ask_same_wages(self, self.record, self.user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            wrong = paid_rules.payment_errors(
                self.record, what=cleaned["what"], amount=cleaned["paid_amount"], people=cleaned.get("paid_people"),
                on=cleaned["paid_on"], person=cleaned.get("person", ""),
            )  # fmt: skip
            for field, sentence in wrong.items():
                self.add_error(field, sentence)
        return cleaned


class RecordRepaymentForm(OfRecord, FilesMixin):
    past = {"repaid_on": "goes_back_since"}
    what = forms.ChoiceField(
        label=_("对应项"), choices=Paid.choices, widget=forms.RadioSelect,
        error_messages={"required": _("请选择退还对应哪一项。"), "invalid_choice": _("这一项没有应退还的，请核对。")},
    )  # fmt: skip
    person = forms.ChoiceField(
        label=_("责任人员"), required=False, help_text=_("退给责任人员的，选是哪一名。")
    )
    repaid_amount = yuan_field(_("退还金额（元）"))
    repaid_on = day_field(_("退还日期"), initial=today)
    receipt = forms.CharField(label=_("退款凭证号"), required=False, max_length=100)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["files"].label = _("退款凭证")
        offer(self, self.record.going_back(), _("%(what)s（应退 %(sum)s 元）"))
        offer_persons(self, self.record.people_ever_fined(), self.record.going_back)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            wrong = paid_rules.repayment_errors(
                self.record,
                what=cleaned["what"],
                amount=cleaned["repaid_amount"],
                person=cleaned.get("person", ""),
            )
            for field, sentence in wrong.items():
                self.add_error(field, sentence)
        return cleaned


class RecordExecutionForm(OfRecord, FilesMixin):
    """The last payments; only of what is still owed, and wages that nobody had to order."""

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
        offered = paid_rules.may_come_in(self.record, today())
        for what, name in paid_rules.AT_LAST.items():
            if what in offered:
                self.fields[name].help_text = self._due(what)
            else:
                del self.fields[name]
        if Paid.WAGES in offered:
            ask_same_wages(self, self.record, self.user)
        else:
            del self.fields["back_pay_paid_people"]

    def _due(self, what: Paid) -> Sentence:
        """How much of it is due, how much has come in."""
        decision: Any = self.record.decision
        due = self.record.late_fee(today()) if what == Paid.LATE_FEE else decision.ordered(what)
        if not due:
            return _("决定没有责令支付；单位另外补发的，也写在这里。")
        if what == Paid.LATE_FEE:
            return _("到今天应加处 %(fee)s 元，不超过罚款本数。") % {"fee": due}
        told = {"due": due, "paid": decision.paid(what)}
        return _("决定数额：%(due)s；此前已付：%(paid)s；这里只填最后付的。") % told

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            wrong = paid_rules.execution_errors(
                self.record,
                paid={what: cleaned.get(name) for what, name in paid_rules.AT_LAST.items()},
                people=cleaned.get("back_pay_paid_people"),
                on=cleaned["executed_on"],
                note=cleaned["execution_note"],
            )
            for field, sentence in wrong.items():
                self.add_error(field if field in self.fields else None, sentence)
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
