"""Notice and draft decision: the forms in which money is told and decided."""

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from inspections.cases import person_rules, rules
from inspections.cases.forms.persons import ForPersons
from inspections.cases.kinds import DecisionKind
from inspections.cases.models import Case, Decision
from inspections.checks.forms.fields import count_field, day_field, text_field, yuan_field
from law import policy
from law.words import Sentence, told_today


def kind_field(label: Sentence) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=DecisionKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择决定的种类。")},
    )


def heed_former(form: ForPersons, name: str) -> None:
    """Where another decision fell before it: what the new one should not be. No law found forbids a heavier one outright."""
    if form.record.remade is None:
        return
    former = form.record.remade.decision
    told = {"kind": former.get_kind_display(), "fine": f"{former.fine or 0:,}"}
    hint = _(
        "原决定（%(kind)s，罚款 %(fine)s 元）被撤销并责令重作：不得以同一的事实和理由作出与原决定基本相同的决定"
        "（行政诉讼法第七十一条、行政复议法）；因当事人申请救济而重作的，不宜加重。"
    )
    form.fields[name].help_text = f"{hint % told}{form.fields[name].help_text}"


class GiveNoticeForm(ForPersons):
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
    proposed_confiscation = yuan_field(
        _("拟没收（元）"), help_text=_("违法所得和非法财物；达到听证数额的，同样告知听证权利。")
    )
    is_individual = forms.BooleanField(label=_("当事人是个人（含个体工商户）"), required=False)
    is_heavy = forms.BooleanField(label=_("还拟责令停产停业、吊销许可证等"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        heed_former(self, "notice_text")
        label = _("对%(name)s（%(post)s）拟处罚款（元）")
        self.ask_persons(self.record.responsible, label, after="proposed_fine")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            self.tell_persons(
                person_rules.proposed_errors(self.record, cleaned["notice_kind"], cleaned["persons"])
            )
            wrong = rules.notice_errors(
                self.record,
                kind=cleaned["notice_kind"],
                fine=cleaned["proposed_fine"],
                confiscated=cleaned["proposed_confiscation"],
            )
            for field, sentence in wrong.items():
                self.add_error(field, sentence)
        return cleaned


class SubmitDecisionForm(ForPersons):
    decision_kind = kind_field(_("决定种类"))
    decision_text = text_field(_("决定内容"), rows=8, sentence=_("请写明决定的事实、依据和内容。"))
    fine_amount = yuan_field(_("罚款（元）"))
    confiscated_amount = yuan_field(_("没收（元）"))
    back_pay_amount = yuan_field(_("责令支付工资等（元）"))
    back_pay_people = count_field(_("责令支付人数"))
    extra_compensation_amount = yuan_field(_("加付赔偿金（元）"), help_text=_("付给劳动者，不是罚款。"))
    pay_by = day_field(
        _("支付期限"), required=False, help_text=_("责令支付的必填，写进决定书；期满不支付的，系统提示。")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.ask_persons(self.record.responsible, _("对%(name)s（%(post)s）罚款（元）"), after="fine_amount")
        for name, value in _offered(self.record).items():
            self.fields[name].initial = value
        heed_former(self, "decision_text")
        told = _last_draft(self.record) or self.record.notice
        self.offer_persons({each.name: each.amount for each in told.people()} if told is not None else {})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            self.tell_persons(
                person_rules.drafted_errors(self.record, cleaned["decision_kind"], cleaned["persons"])
            )
            wrong = rules.draft_errors(
                self.record,
                kind=cleaned["decision_kind"],
                fine=cleaned["fine_amount"],
                confiscated=cleaned["confiscated_amount"],
                back_pay=cleaned["back_pay_amount"],
                people=cleaned["back_pay_people"],
                extra=cleaned["extra_compensation_amount"],
                pay_by=cleaned["pay_by"],
            )
            for field, sentence in wrong.items():
                self.add_error(field, sentence)
            if unasked := rules.unasked_error(self.record):
                self.add_error(None, unasked)
        return cleaned


def _offered(record: Case) -> dict[str, Any]:
    """The last draft made of the notice that counts now, or else what was told in it."""
    notice: Any = record.notice
    draft = _last_draft(record)
    if draft is not None:
        offered = {field: getattr(draft, column) for field, column in COLUMNS.items()}
        return offered | (
            _listed(record) if draft.kind == DecisionKind.HANDLING and record.wages.people else {}
        )
    if notice is None:
        return _listed(record)
    told = next(
        (block["value"] for block in notice.paper.content["blocks"] if block.get("name") == "notice_text"), ""
    )
    return {
        "decision_kind": notice.kind, "decision_text": told, "fine_amount": notice.fine,
        "confiscated_amount": notice.confiscated, **(_listed(record) if notice.kind == DecisionKind.HANDLING else {}),
    }  # fmt: skip


def _last_draft(record: Case) -> Decision | None:
    """The last one made of the notice that counts now."""
    notice: Any = record.notice
    return record.decisions.filter(drafted_on__gte=notice.given_on).last() if notice else None


def _listed(record: Case) -> dict[str, Any]:
    """What the list of workers comes to."""
    sums = record.wages
    return {
        "back_pay_amount": sums.missing or None, "back_pay_people": sums.unpaid or None,
        "extra_compensation_amount": sums.extra or None,
    }  # fmt: skip


COLUMNS = {
    "decision_kind": "kind", "decision_text": "text", "fine_amount": "fine", "confiscated_amount": "confiscated",
    "back_pay_amount": "back_pay", "back_pay_people": "back_pay_people", "extra_compensation_amount": "extra", "pay_by": "pay_by",
}  # fmt: skip
