"""Remedies the party takes, their results, and the publication of a decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.fields import field_of
from casework.forms import FilesMixin
from inspections.cases import person_rules, rules
from inspections.cases.forms.persons import ForPersons
from inspections.cases.forms.record import OfRecord
from inspections.cases.kinds import UNIT, AppealKind, AppealResult
from inspections.checks.forms.fields import day_field, text_field, yuan_field
from law.clock import today
from law.remedies import bodies_on
from law.words import told_today


class RecordAppealForm(OfRecord, FilesMixin):
    # Who is served by announcement may attack it before that counts.
    past = dict.fromkeys(("filed_on", "accepted_on", "received_on"), "decision.decided_on")
    appeal_kind = forms.ChoiceField(
        label=_("救济途径"), choices=AppealKind.choices, widget=forms.RadioSelect,
        error_messages={"required": _("请选择行政复议还是行政诉讼。")},
    )  # fmt: skip
    appellants = forms.MultipleChoiceField(
        label=_("申请人（起诉人）"), widget=forms.CheckboxSelectMultiple,
        help_text=_("只有申请、起诉的人期间不计加处罚款。"),
        error_messages={"required": _("请勾选申请或者起诉的人。")},
    )  # fmt: skip
    appeal_body = forms.CharField(label=_("复议机关或者法院"), max_length=200)
    filed_on = day_field(_("申请（起诉）日期"), initial=today)
    accepted_on = day_field(
        _("受理（立案）日期"), initial=today, help_text=_("从这一天起不计加处罚款（行政处罚法第七十三条）。")
    )
    received_on = day_field(
        _("收到副本日期"), initial=today,
        help_text=told_today(_("自这一天起 %(days)s内提出答复和证据；诉讼另按行政诉讼法。"), days="appeal.answer"),
    )  # fmt: skip
    is_suspended = forms.BooleanField(
        label=_("已决定（裁定）停止执行"), required=False, help_text=_("没有决定的不停止执行。")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["files"].label = _("申请书或者起诉状副本、答复通知书")
        self._offer_appellants()
        self.fields["appeal_body"].help_text = _("告知过的复议机关：%(bodies)s") % {
            "bodies": "、".join(bodies_on(today()))
        }

    def _offer_appellants(self) -> None:
        """Asked only where persons responsible are fined beside the unit."""
        people = [each.name for each in self.record.decision.people()]
        if not people:
            del self.fields["appellants"]
            return
        choices = [(UNIT, self.record.employer.name), *((name, name) for name in people)]
        field = field_of(self, "appellants", forms.MultipleChoiceField)
        field.choices, field.initial = choices, [value for value, _label in choices]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        filed = cleaned.get("filed_on")
        for name in ("accepted_on", "received_on"):
            if filed and cleaned.get(name) and cleaned[name] < filed:
                self.add_error(name, _("不能早于申请（起诉）日期，请核对。"))
        return cleaned


class SuspendExecutionForm(OfRecord, FilesMixin):
    past = {"suspended_on": "appeal.filed_on"}
    suspended_by = forms.CharField(
        label=_("决定（裁定）机关和文书号"),
        max_length=200,
        help_text=_("复议机关、法院或者本机关作出的停止执行决定、裁定。"),
    )
    suspended_on = day_field(
        _("停止执行日期"), initial=today, help_text=_("从这一天起缴纳和支付的期限中止。")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["files"].label = _("停止执行决定书、裁定书")


class ResumeExecutionForm(OfRecord, FilesMixin):
    past = {"resumed_on": "appeal.suspended.since"}
    resumed_on = day_field(_("恢复执行日期"), initial=today)
    reason = text_field(_("恢复执行的理由和文书号"), sentence=_("请写明恢复执行的理由和文书号。"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["files"].label = _("恢复执行的决定书、裁定书")


class AnswerAppealForm(OfRecord, FilesMixin):
    past = {"answered_on": "appeal.received_on"}
    answered_on = day_field(_("提交日期"), initial=today)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["files"].label = _("答复书或者答辩状、证据目录")


class RecordAppealResultForm(ForPersons, FilesMixin):
    past = {"decided_on": "appeal.accepted_on", "effective_on": "appeal.accepted_on"}
    result = forms.ChoiceField(
        label=_("结果"), choices=AppealResult.choices, widget=forms.RadioSelect,
        error_messages={"required": _("请选择结果。")},
    )  # fmt: skip
    decided_on = day_field(_("作出日期"), initial=today)
    effective_on = day_field(
        _("生效日期"), initial=today, help_text=_("复议决定书送达之日；判决、裁定发生法律效力之日。")
    )
    result_number = forms.CharField(label=_("文书号"), required=False, max_length=100)
    result_note = text_field(_("结果说明"), required=False)
    changed_fine = yuan_field(_("变更后的罚款（元）"))
    changed_confiscated = yuan_field(_("变更后的没收（元）"))
    changed_back_pay = yuan_field(_("变更后责令支付工资等（元）"))
    changed_extra = yuan_field(_("变更后的加付赔偿金（元）"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["files"].label = _("复议决定书、判决书或者裁定书")
        self.fields["changed_fine"].help_text = _("只在“变更”时填写，没有变的留空。")
        decision: Any = self.record.decision
        label = _("变更后对%(name)s（%(post)s）的罚款（元）")
        self.ask_persons(decision.people(), label, after="changed_fine")
        for name in ("fine", "confiscated", "back_pay", "extra"):
            if not getattr(decision, name):
                del self.fields[f"changed_{name}"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        decided, effective = cleaned.get("decided_on"), cleaned.get("effective_on")
        if decided and effective and effective < decided:
            self.add_error("effective_on", _("不能早于作出日期，请核对。"))
        if cleaned.get("result"):
            sums = {
                name.removeprefix("changed_"): cleaned.get(name)
                for name in self.fields
                if name.startswith("changed_")
            }
            fines = cleaned["persons"]
            self.tell_persons(person_rules.changed_errors(self.record, cleaned["result"], fines))
            is_of_persons = any(fine is not None for fine in fines.values())
            wrong = rules.appeal_result_errors(
                self.record, result=cleaned["result"], sums=sums, changes_persons=is_of_persons
            )
            for field, sentence in wrong.items():
                self.add_error(field if field in self.fields else None, sentence)
        return cleaned


class PublishDecisionForm(OfRecord, FilesMixin):
    past = {"published_on": "decision.decided_on"}
    published_at = forms.CharField(
        label=_("公示平台"),
        required=False,
        max_length=200,
        help_text=_("例如信用中国（山东青岛）、区政府网站。"),
    )
    published_on = day_field(_("公示日期"), initial=today)
    withheld_why = text_field(
        _("不公示的理由"), required=False, rows=2,
        help_text=_("例如没有一定社会影响、涉及未成年人；当事人是个人的，隐去个人信息后公示。"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        place, why = (cleaned.get(name, "").strip() for name in ("published_at", "withheld_why"))
        if wrong := rules.publication_error(place, why):
            self.add_error("published_at", wrong)
        return cleaned


class WithdrawPublicationForm(OfRecord):
    past = {"withdrawn_on": "publication.published_on"}
    withdrawn_on = day_field(_("撤回日期"), initial=today)
    reason = text_field(_("撤回理由"), sentence=_("请写明撤回的理由。"))
