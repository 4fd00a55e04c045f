"""The intake form: what happened, for others to read; who complains, for the vault."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from casework.by import Actor
from casework.fields import field_of, rows_of
from casework.forms import FilesMixin, MomentInput
from complaints import rules
from complaints.confidentiality import Complainant
from complaints.forms.fields import (
    CLEAN_WORDS,
    MATERIAL,
    day,
    employer_field,
    harm,
    long_text,
    matters,
    people,
    yuan,
)
from complaints.forms.person import PersonForm
from complaints.kinds import Channel, Kind, Label
from law.clock import SHANGHAI, now
from law.words import told_today
from registry.forms import EmployerField
from registry.models import Town

CASE_FIELDS = (
    "kind",
    "is_anonymous",
    "channel",
    "received_at",
    "external_number",
    "external_deadline",
    "employer",
    "employer_named",
    "town",
    "matters",
    "content",
    "workers_count",
    "amount",
    "act_ended_on",
    "has_harm",
    "label",
    "involves_minors",
)


class IntakeForm(FilesMixin, PersonForm):
    # The error summary goes down the page in the order of the page.
    files_called = MATERIAL
    field_order = (*CASE_FIELDS, *PersonForm.base_fields, "files", "held_files")

    kind = forms.ChoiceField(
        label=_("类型"),
        choices=Kind,
        widget=forms.RadioSelect,
        help_text=_("投诉：本人权益受侵害，须实名。举报：任何人都可以，可以匿名。"),
        error_messages={"required": _("请选择是投诉还是举报。")},
    )
    is_anonymous = forms.BooleanField(label=_("匿名举报"), required=False)
    channel = forms.ChoiceField(
        label=_("来源渠道"),
        choices=[("", _("请选择")), *Channel.choices],
        error_messages={"required": _("请选择来源渠道。")},
    )
    received_at = forms.DateTimeField(
        label=_("收到时间"),
        widget=MomentInput,
        help_text=told_today(_("受理期限从这一天的次日起算 %(days)s。"), days="complaint.acceptance"),
        error_messages={
            "required": _("请填写收到来件的时间。"),
            "invalid": _("请按 2021-04-30 09:30 的样子填写。"),
        },
    )
    external_number = forms.CharField(
        label=_("来件编号"), required=False, max_length=60, help_text=_("例如 12345 工单号。")
    )
    external_deadline = day(
        _("来件平台要求答复日期"), help_text=_("平台另有期限的填写，系统按先到的日期提醒。")
    )
    employer = employer_field()
    employer_named = forms.CharField(
        label=_("来件所称单位"), required=False, max_length=200, help_text=_("名称、招牌或地点，照来件写。")
    )
    town = forms.ModelChoiceField(
        label=_("用工所在镇街"),
        queryset=Town.objects.none(),
        required=False,
        empty_label=_("不清楚"),
        help_text=_("选定了用人单位的，以单位所在镇街为准。"),
    )
    matters = matters()
    content = long_text(
        _("转办内容"),
        rows=5,
        help_text=format_lazy("{}{}", _("供镇街和办案人员阅读，请改写来件内容。"), CLEAN_WORDS),
        error_messages={"required": _("请写明反映的事实，供办理人员阅读。")},
    )
    workers_count = people(_("涉及人数"))
    amount = yuan(_("涉及金额（元）"))
    act_ended_on = day(
        _("违法行为终了日期"),
        help_text=told_today(
            _("还在持续的留空。超过查处时效（一般 %(years)s）的不予受理。"), years="limitation"
        ),
    )
    has_harm = harm()
    involves_minors = forms.BooleanField(label=_("涉及未成年人"), required=False)
    label = forms.ChoiceField(
        label=_("密级"),
        choices=[("", _("按规定")), *Label.choices],
        required=False,
        help_text=_(
            "按规定：实名举报为“举报保密”，镇街看不到这一件，也看不到由它引出的任何事；"
            "涉及未成年人、强迫劳动的至少为“敏感”，查看留痕。"
        ),
    )

    takes_user = True

    def __init__(self, *args: Any, user: Actor, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        field_of(self, "employer", EmployerField).user = user
        rows_of(self, "town").queryset = Town.objects.visible_to(user)
        self.fields["received_at"].initial = lambda: now().astimezone(SHANGHAI).replace(tzinfo=None)
        self.fields["files"].label = _("来件材料")
        self.fields["files"].help_text = _(
            "来信、身份证明、工资条等。只有可以知道举报人身份的人能打开；照片去除拍摄信息。"
        )
        self.helper = _helper()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        told: Complainant = cleaned["complainant"]
        for field, sentence in self._wrong(cleaned, told).items():
            if field not in self.errors:
                self.add_error(field, sentence)
        return cleaned

    def _wrong(self, cleaned: dict[str, Any], told: Complainant) -> dict[str, str]:
        return {
            **rules.person_errors(
                kind=cleaned.get("kind", ""), is_anonymous=bool(cleaned.get("is_anonymous")), told=told
            ),
            **rules.case_errors(
                has_employer=bool(cleaned.get("employer")) or "employer" in self.errors,
                employer_named=cleaned.get("employer_named", ""),
                matters=cleaned.get("matters", []),
                content=cleaned.get("content", ""),
                told=told,
                workers_count=cleaned.get("workers_count"),
                amount=cleaned.get("amount"),
                employer=cleaned.get("employer"),
                external_number=cleaned.get("external_number", ""),
            ),
            **rules.date_errors(
                received_at=cleaned.get("received_at") or now(),
                act_ended_on=cleaned.get("act_ended_on"),
                external_deadline=cleaned.get("external_deadline"),
            ),
        }


def _helper() -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(
        Div(
            Fieldset(
                _("一、来件"),
                Div("kind", "is_anonymous", css_class="pair"),
                Div("channel", "received_at", css_class="pair"),
                Div("external_number", "external_deadline", css_class="pair"),
            ),
            Fieldset(
                _("二、反映的情况（办理人员可以看到）"),
                Div("employer", "employer_named", css_class="pair"),
                "town",
                "matters",
                "content",
                Div("workers_count", "amount", css_class="pair"),
                Div("act_ended_on", "label", css_class="pair"),
                "has_harm",
                "involves_minors",
            ),
            Fieldset(
                _("三、投诉举报人（进入保密库）"),
                Div("name", "phone", css_class="pair"),
                Div("gender", "age", css_class="pair"),
                Div("id_number", "occupation", css_class="pair"),
                "address",
                "statement",
                "files",
                "held_files",
            ),
            css_class="stack",
        )
    )
    return helper
