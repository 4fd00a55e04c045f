"""The form page of each act."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from casework.by import Actor
from casework.fields import field_of, rows_of
from casework.forms import DayInput, FilesMixin
from complaints import hooks, rules
from complaints.forms.fields import CLEAN_WORDS, MATERIAL, day, employer_field, long_text, people, yuan
from complaints.forms.person import PersonForm
from complaints.kinds import Destination, FeedbackMethod, RefusalGround
from complaints.models import Complaint
from findings.forms.same_wages import ask_same_wages
from law.clock import today
from registry.forms import EmployerField


class ActForm(FilesMixin):
    """What every act has: its files, which go into the vault."""

    takes_record = True
    files_called = MATERIAL

    def __init__(self, *args: Any, record: Complaint, user: Actor, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        self.record = record
        self.fields["files"].label = _("材料")
        self.fields["files"].help_text = _("与来件人有关的文书、回执等，只有可以知道举报人身份的人能打开。")
        last = (*PersonForm.base_fields, "files", "held_files")
        self.order_fields([*(name for name in self.fields if name not in last), *last])


class RequestSupplementForm(ActForm):
    supplement_request = long_text(
        _("要求补正的内容"),
        help_text=_("写明缺什么、怎样补。受理期限停止计算，材料收齐之日起重新计算。"),
        error_messages={"required": _("请写明要补正什么，以便告知来件人。")},
    )


class ReceiveSupplementForm(ActForm, PersonForm):
    supplemented_on = forms.DateField(
        label=_("材料收齐日期"),
        widget=DayInput,
        initial=today,
        error_messages={"required": _("请填写补正材料收齐的日期。")},
    )
    employer = employer_field(_("补正后能确定的，填代码或名称；仍不能确定的留空。"))
    act_ended_on = day(_("违法行为终了日期"), help_text=_("来件人补充说明的；不变的留空。"))
    note = long_text(_("补正情况"), required=False, rows=3, help_text=CLEAN_WORDS)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field_of(self, "employer", EmployerField).user = self.user
        if self.record.is_anonymous:
            for name in PersonForm.base_fields:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("supplemented_on"):
            wrong = rules.supplemented_on_error(self.record, cleaned["supplemented_on"])
            if wrong:
                self.add_error("supplemented_on", wrong)
        if cleaned.get("act_ended_on") and cleaned["act_ended_on"] > today():
            self.add_error("act_ended_on", _("违法行为终了日期不能晚于今天；还在持续的，请留空。"))
        for field, sentence in rules.number_errors(cleaned["complainant"]).items():
            self.add_error(field, sentence)
        return cleaned


class AcceptForm(ActForm):
    handler = forms.ModelChoiceField(
        label=_("承办人"),
        queryset=get_user_model().objects.none(),
        empty_label=None,
        help_text=_("承办人可以查看举报人身份，每次查看留痕。"),
    )
    is_edge_confirmed = forms.BooleanField(
        label=_("已核对：违法行为终了日期无误，收到来件的当天是查处时效的最后一天，仍在期限内"),
        error_messages={"required": _("收到来件的日子正是时效的最后一天，请核对后勾选。")},
    )
    reason = long_text(
        _("为什么另行受理"),
        rows=2,
        help_text=_(
            "同一来件人就同一事项已有一件正在办理。有新的事实、新的时段的写明；没有的，请“并入原件”。"
        ),
        error_messages={
            "required": _("同一事项已有一件正在办理，请写明为什么另行受理，或者改办“并入原件”。")
        },
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rows_of(self, "handler").queryset = get_user_model().objects.with_permission("complaints.conclude")
        self.fields["handler"].initial = self.record.handler_id or self.user.pk
        if not self.record.is_limitation_edge:
            del self.fields["is_edge_confirmed"]
        if not self.record.open_originals.exists():
            del self.fields["reason"]


class ReassignComplaintForm(ActForm):
    handler = forms.ModelChoiceField(
        label=_("新承办人"),
        queryset=get_user_model().objects.none(),
        help_text=_("承办人可以查看举报人身份，每次查看留痕。"),
    )
    reason = long_text(_("改派理由"), rows=2, required=True, help_text=_("例如回避、病假、调离。"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fit = get_user_model().objects.with_permission("complaints.conclude")
        rows_of(self, "handler").queryset = fit.exclude(pk=self.record.handler_id or 0)


class AttachForm(ActForm):
    earlier = forms.ModelChoiceField(
        label=_("并入哪一件"),
        queryset=Complaint.objects.none(),
        empty_label=None,
        help_text=_("同一来件人就同一单位、同一事项已受理、还没有办结的来件。"),
        error_messages={"required": _("请选择并入哪一件。")},
    )
    note = long_text(
        _("告知来件人的情况"),
        required=False,
        rows=3,
        help_text=format_lazy("{}{}", _("例如：已电话告知，处理结果随原件一并反馈。"), CLEAN_WORDS),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        originals = self.record.open_originals.select_related("employer").order_by("-pk")
        rows_of(self, "earlier").queryset = originals
        self.fields["earlier"].initial = originals.first()


class RefuseForm(ActForm):
    refusal_ground = forms.ChoiceField(
        label=_("情形"),
        choices=RefusalGround,
        widget=forms.RadioSelect,
        help_text=_("《青岛市劳动保障监察条例》第二十六条、第二十七条。"),
        error_messages={"required": _("请选择不予受理的情形。")},
    )
    earlier = forms.ModelChoiceField(
        label=_("已经受理的同一来件"),
        queryset=Complaint.objects.none(),
        required=False,
        empty_label=_("不适用"),
        help_text=_("只在“同一事项已经立案调查处理”时选。"),
    )
    refusal_reason = long_text(
        _("书面理由"),
        help_text=format_lazy("{}{}", _("将书面告知来件人。"), CLEAN_WORDS),
        error_messages={"required": _("不予受理须书面说明理由，请写明。")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not rules.ground_error(self.record, RefusalGround.EXPIRED, None):
            self.fields["refusal_ground"].initial = RefusalGround.EXPIRED
        same = Complaint.objects.visible_to(self.user).accepted().exclude(pk=self.record.pk)
        same = same.filter(employer=self.record.employer_id) if self.record.employer_id else same.none()
        newest = list(same.order_by("-pk").values_list("pk", flat=True)[:50])
        rows_of(self, "earlier").queryset = (
            Complaint.objects.visible_to(self.user).filter(pk__in=newest).select_related("employer")
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("refusal_ground"):
            wrong = rules.ground_error(self.record, cleaned["refusal_ground"], cleaned.get("earlier"))
            if wrong:
                self.add_error("refusal_ground", wrong)
        return cleaned


class RedirectForm(ActForm):
    redirected_to = forms.ChoiceField(
        label=_("告知去向"),
        choices=Destination,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择告知来件人去哪里。")},
    )
    redirect_office = forms.CharField(
        label=_("受理机构"), required=False, max_length=100, help_text=_("例如：区劳动人事争议仲裁院。")
    )
    redirect_note = long_text(
        _("告知内容"),
        help_text=format_lazy("{}{}", _("为什么不归劳动监察、去哪里、带什么材料。"), CLEAN_WORDS),
        error_messages={"required": _("请写明告知的内容：去哪里、为什么。")},
    )


class ConcludeForm(ActForm):
    result = long_text(
        _("处理结果"), help_text=CLEAN_WORDS, error_messages={"required": _("请写明处理结果。")}
    )
    recovered_amount = yuan(_("追回金额（元）"), help_text=_("实际付给劳动者的，不含加付赔偿金。"))
    recovered_people = people(_("追回涉及人数"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        ask_same_wages(self, self.record, self.user)
        if paid := hooks.got_back(self.record):
            self.initial["same_wages"] = paid

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("recovered_amount") and not cleaned.get("recovered_people"):
            self.add_error("recovered_people", _("填写了追回金额的，请同时填写涉及人数。"))
        return cleaned


class GiveFeedbackForm(ActForm):
    feedback_method = forms.ChoiceField(label=_("反馈方式"), choices=FeedbackMethod)
    feedback = long_text(
        _("反馈内容"), help_text=CLEAN_WORDS, error_messages={"required": _("请写明反馈了什么。")}
    )
