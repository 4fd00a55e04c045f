"""The form page of each act of a case."""

import re
from datetime import date
from decimal import Decimal
from typing import Any
from unicodedata import normalize

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from casework.fields import rows_of
from casework.forms import FilesMixin, HourInput, NoteForm, ReasonForm, YuanField
from inspections.cases import reviewing, rules
from inspections.cases.forms.record import OfRecord
from inspections.cases.forms.transferring import offer_crime
from inspections.cases.kinds import Crime
from inspections.checks.forms.fields import (
    PersonField,
    count_field,
    day_field,
    offer_certified,
    text_field,
    yuan_field,
)
from inspections.checks.rules import correct_by_error
from law import policy, workdays
from law.clock import today
from law.unverified import Open
from law.words import Sentence, told_today

DAYS_TO_CORRECT = "case.days_to_correct"


class RequestFilingForm(OfRecord):
    asks_about_edge = True
    lead = PersonField(_("主办"))
    second = PersonField(_("协办"))
    is_edge_confirmed = forms.BooleanField(
        label=_("已核对：违法行为终了日期无误，发现的当天是查处时效的最后一天，仍在期限内"),
        error_messages={"required": _("发现的日子正是时效的最后一天，请核对后勾选。")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not (self.asks_about_edge and self.record.is_limitation_edge):
            del self.fields["is_edge_confirmed"]
        offer_certified(rows_of(self, "lead"), rows_of(self, "second"))
        self.fields["lead"].initial, self.fields["second"].initial = (
            self.record.lead_id,
            self.record.second_id,
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("lead") and cleaned.get("lead") == cleaned.get("second"):
            self.add_error("second", _("主办和协办须是两个人，请另选一人。"))
        return cleaned


class ReassignCaseForm(RequestFilingForm):
    asks_about_edge = False
    reason = text_field(
        _("改派理由"), help_text=_("例如回避、病假、调离。"), sentence=_("请写明为什么换人。")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = [getattr(cleaned.get(name), "pk", None) for name in ("lead", "second")]
        if chosen == [self.record.lead_id, self.record.second_id]:
            self.add_error("lead", _("选的就是现在的承办人，请另选。"))
        return cleaned


class RecordFindingsForm(OfRecord, FilesMixin):
    findings = text_field(_("查明的事实和证据"), rows=8, sentence=_("请写明查明的事实和证据。"))
    people_count = count_field(_("涉及人数"))
    amount = yuan_field(_("涉及金额（元）"))
    crime = forms.ChoiceField(
        label=_("涉嫌罪名"), required=False, choices=[("", _("没有发现")), *Crime.choices]
    )
    crime_facts = text_field(
        _("涉嫌犯罪的事实和依据"),
        required=False,
        help_text=_("写了以后须报请移送公安，审批不移送以前不能处罚（国务院令第310号）。"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["files"].label = _("证据")
        for name in ("findings", "people_count", "amount"):
            self.fields[name].initial = getattr(self.record, name)
        offer_crime(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if bool(cleaned.get("crime")) != bool((cleaned.get("crime_facts") or "").strip()):
            missing = "crime_facts" if cleaned.get("crime") else "crime"
            self.add_error(missing, _("涉嫌罪名和事实要一起填写，没有的都留空。"))
        return cleaned


class RequestExtensionForm(forms.Form):
    extension_reason = text_field(_("延长理由"), sentence=_("请写明案情为什么复杂、还要查什么。"))


class LongerForm(OfRecord):
    """More time until a day; `clock` is what runs now."""

    clock = ""
    extension_reason = text_field(_("理由"), sentence=_("请写明为什么需要更多时间。"))
    extend_until = day_field(_("延长到"))

    def clean_extend_until(self) -> date | None:
        day = self.cleaned_data["extend_until"]
        if day and (wrong := rules.longer_error(self.record, self.clock, day)):
            raise forms.ValidationError(wrong)
        return day


class RequestDecisionExtensionForm(LongerForm):
    clock = "case.decision"


class RequestDeferralForm(OfRecord):
    extension_reason = text_field(_("当事人的困难说明"), sentence=_("请写明为什么需要更多时间。"))
    extend_until = day_field(_("延期到"), required=False, help_text=_("一次缴清的填这一项；分期的留空。"))
    instalments = text_field(
        _("分期计划"), required=False,
        help_text=_("每期一行：日期，金额；例如 2021-09-30，3000。各期合计等于罚款，每期到期不缴的从次日起加处罚款。"),
    )  # fmt: skip

    def clean_instalments(self) -> list[tuple[date, Decimal]]:
        lines = [line for line in self.cleaned_data["instalments"].splitlines() if line.strip()]
        parts = [read_instalment(line) for line in lines]
        if wrong := rules.instalments_error(self.record, parts):
            raise forms.ValidationError(wrong)
        return parts

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        parts = cleaned.get("instalments")
        if parts is None:
            return cleaned
        until = max(day for day, _amount in parts) if parts else cleaned.get("extend_until")
        if wrong := rules.deferral_error(self.record, until):
            self.add_error("instalments" if parts else "extend_until", wrong)
        return cleaned


def read_instalment(line: str) -> tuple[date, Decimal]:
    """The day and the sum (yuan) of a line as 2021-09-30，3000; raises `ValidationError` with the line."""
    sentence = _("这一行看不懂：%(line)s。请写成 2021-09-30，3000。") % {"line": line.strip()}
    words = re.split(r"[\s,、]+", normalize("NFKC", line).strip(), maxsplit=1)
    try:
        return date.fromisoformat(words[0]), YuanField(required=True).clean(words[1])
    except (ValueError, IndexError, forms.ValidationError):
        raise forms.ValidationError(sentence) from None


class OrderCorrectionForm(forms.Form):
    correct_by = day_field(
        _("改正期限"), help_text=told_today(_("默认 %(days)s后，可改。"), days=DAYS_TO_CORRECT)
    )
    correction_text = text_field(_("改正要求"), sentence=_("请逐项写明要改正什么。"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["correct_by"].initial = workdays.add_workdays(
            today(), policy.integer(DAYS_TO_CORRECT), provisional=True
        )

    def clean_correct_by(self) -> date | None:
        day = self.cleaned_data["correct_by"]
        if wrong := correct_by_error(day):
            raise forms.ValidationError(wrong)
        return day


class ConfirmCorrectionForm(OfRecord, FilesMixin):
    past = {"rechecked_on": "correction.ordered_on", "corrected_on": "correction.ordered_on"}
    rechecked_on = day_field(_("复查日期"), initial=today)
    correction_result = text_field(_("复查情况"), sentence=_("请写明复查情况。"))
    is_corrected = forms.BooleanField(label=_("已经改正到位"), required=False)
    corrected_on = day_field(
        _("改正日期"),
        required=False,
        help_text=_("凭证能说明哪一天改正的才填；不填的，改正到位即视为按期改正。"),
    )
    is_minor_and_corrected = forms.BooleanField(
        label=_("情节轻微且已改正，可以撤销立案（条例第十八条）"), required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("is_minor_and_corrected") and not cleaned.get("is_corrected"):
            self.add_error("is_minor_and_corrected", _("没有改正到位的，不能认定为轻微且已改正。"))
        if cleaned.get("corrected_on") and cleaned.get("rechecked_on"):
            wrong = rules.corrected_on_error(
                self.record.correction, cleaned["corrected_on"], cleaned["rechecked_on"],
                is_corrected=bool(cleaned.get("is_corrected")),
            )  # fmt: skip
            if wrong:
                self.add_error("corrected_on", wrong)
        return cleaned


class ConcludeInvestigationForm(OfRecord, FilesMixin):
    findings = text_field(_("调查终结报告：查明的事实和证据"), rows=8, sentence=_("请写明查明的事实和证据。"))
    is_minor_and_corrected = forms.BooleanField(label=_("情节轻微且已改正，建议撤销立案"), required=False)
    is_unfounded = forms.BooleanField(
        label=_("违法事实不能成立，建议不予处罚（行政处罚法第五十七条）"), required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["files"].label = _("证据")
        self.fields["findings"].initial = self.record.findings
        self.fields["is_minor_and_corrected"].initial = self.record.is_minor_and_corrected

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        wrong = rules.grounds_error(
            is_minor=cleaned["is_minor_and_corrected"], is_unfounded=cleaned["is_unfounded"]
        )  # fmt: skip
        if wrong:
            self.add_error("is_unfounded", wrong)
        return cleaned


class PassReviewForm(OfRecord):
    """The opinion, why a sum outside the span may stand, and the values nobody has verified, asked once in a case."""

    review_opinion = text_field(_("法制审核意见"), sentence=_("请写明审核意见。"))
    deviation = text_field(
        _("偏离裁量的理由"),
        required=False,
        help_text=_(
            "拟低于法定幅度或者不作应有的加付、没收的，写明事实和减轻的依据；不写的，报请决定时不能偏离。超过上限、低于固定数额的，写了也不行。"
        ),
    )
    confirmed = forms.MultipleChoiceField(
        label=_("待核实事项，逐项核对后勾选"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        open_values = reviewing.unasked(self.record)
        if not open_values:
            del self.fields["confirmed"]
            return
        field: Any = self.fields["confirmed"]
        field.choices = [(each.key, _said(each)) for each in open_values]

    def clean_confirmed(self) -> list[str]:
        keys: list[str] = self.cleaned_data["confirmed"]
        if wrong := rules.confirmed_error(self.record, keys):
            raise forms.ValidationError(wrong)
        return keys


def _said(value: Open) -> Sentence:
    """A value to be looked at: what is used, why it is open, who could answer."""
    told = {"label": value.label, "used": value.used}
    doubt = _("%(doubt)s（可以问%(ask)s）") % {"doubt": value.doubt, "ask": value.ask}
    return format_html("{} <small>{}</small>", _("已核对：%(label)s，按“%(used)s”办理") % told, doubt)


class RecordDiscussionForm(forms.Form):
    discussion = text_field(
        _("集体讨论记录"), rows=8, help_text=_("时间、地点、参加人，每人的意见，结论和表决。"),
        sentence=_("请写明每人的意见和结论。"),
    )  # fmt: skip


class RecordStatementForm(OfRecord, FilesMixin):
    past = {"statement_heard_on": "notice.given_on"}
    statement_of = forms.ChoiceField(
        label=_("陈述人"), required=False, help_text=_("单位和每名拟罚款的责任人员，各自陈述、各自放弃听证。")
    )
    statement = text_field(
        _("陈述申辩"), help_text=_("没有意见的写“无异议”。"), sentence=_("请写明当事人的陈述申辩。")
    )
    statement_heard_on = day_field(_("听取日期"), initial=today)
    is_hearing_waived = forms.BooleanField(
        label=_("当事人书面放弃听证"), required=False, help_text=_("须附当事人签字的材料。")
    )

    statement_answer = text_field(
        _("复核意见"),
        required=False,
        help_text=_("逐点说明采纳或者不采纳的理由，写进笔录和决定书；不得因申辩加重。"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.record.has_hearing_right:
            del self.fields["is_hearing_waived"]
        people = self.record.notice.people() if self.record.notice is not None else []
        if not people:
            del self.fields["statement_of"]
            return
        field: Any = self.fields["statement_of"]
        unit = _("单位（%(name)s）") % {"name": self.record.employer.name}
        field.choices = [("", unit), *((each.name, f"{each.name}（{each.post}）") for each in people)]


class RequestHearingForm(OfRecord, FilesMixin):
    """The request itself is the file."""

    past = {"hearing_requested_on": "notice.given_on"}
    hearing_requested_on = day_field(
        _("申请日期"), initial=today, help_text=_("当事人提出听证申请的那一天。")
    )

    def clean_hearing_requested_on(self) -> date | None:
        day = self.cleaned_data["hearing_requested_on"]
        if wrong := rules.hearing_request_error(self.record, day):
            raise forms.ValidationError(wrong)
        return day


class SetHearingDayForm(forms.Form):
    hearing_on = day_field(
        _("听证日期"), help_text=told_today(_("须提前 %(days)s通知当事人。"), days="hearing.notice")
    )

    hearing_time = forms.TimeField(label=_("时间"), required=False, widget=HourInput)
    hearing_place = forms.CharField(label=_("地点"), required=False, max_length=200)
    hearing_host = forms.CharField(
        label=_("主持人"),
        required=False,
        max_length=100,
        help_text=_("不是本案承办人，并持有听证主持人资格证件。"),
    )
    is_closed_door = forms.BooleanField(
        label=_("不公开举行"), required=False, help_text=_("涉及国家秘密、商业秘密、个人隐私和未成年人的。")
    )

    def clean_hearing_on(self) -> date | None:
        day = self.cleaned_data["hearing_on"]
        if wrong := rules.hearing_day_error(day):
            raise forms.ValidationError(wrong)
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        told, is_closed_door = cleaned.get("hearing_is_open", ""), cleaned.get("is_closed_door", False)
        if wrong := rules.openness_error(told, is_closed_door=is_closed_door):
            self.add_error("hearing_is_open" if "hearing_is_open" in self.fields else "is_closed_door", wrong)
        return cleaned


class CloseHearingForm(FilesMixin):
    hearing_report = text_field(_("听证报告"), rows=6, sentence=_("请写明听证情况和意见。"))


class RequestClosingForm(forms.Form):
    closing_report = text_field(_("结案报告"), sentence=_("请写明处理结果和履行情况。"))


class ArchiveCaseForm(OfRecord, FilesMixin):
    archive_number = forms.CharField(label=_("归档号"), max_length=60)

    def clean_archive_number(self) -> str:
        number: str = self.cleaned_data["archive_number"]
        if wrong := rules.archive_number_error(self.record, number):
            raise forms.ValidationError(wrong)
        return number


# Acts that may carry a remark.
ApproveDecisionExtensionForm = ApproveDeferralForm = DisposeEvidenceForm = NoteForm
ApproveFilingForm = ApproveExtensionForm = DecideForm = ApproveClosingForm = ApproveTransferForm = NoteForm
# Acts that need nothing but their ground.
ReturnFilingForm = ReturnReviewForm = ReturnToInvestigationForm = ReturnDecisionForm = ReturnClosingForm = (
    ReasonForm
)
RejectFilingForm = RejectTransferForm = WithdrawCaseForm = ReasonForm
RejectExtensionForm = RejectDecisionExtensionForm = RejectDeferralForm = RejectDisposalForm = ReasonForm
