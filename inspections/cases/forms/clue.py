"""The page on which a clue is registered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.acts import day_error
from casework.fields import field_of, rows_of
from casework.forms import FilesMixin
from complaints.models import Complaint
from inspections.cases.kinds import Source
from inspections.checks.forms.fields import (
    PersonField,
    count_field,
    day_field,
    employer_field,
    matters_field,
    offer_certified,
    text_field,
    yuan_field,
)
from inspections.checks.models import Inspection
from law.clock import today
from law.matters import choices_for_inspection
from law.words import told_today
from registry.forms.lookup import EmployerField

# From a complaint or an inspection the case comes of itself.
ORIGINS = [
    (each.value, each.label) for each in (Source.ESCALATION, Source.TRANSFER, Source.INSPECTION, Source.OTHER)
]


class ClueForm(FilesMixin):
    employer = employer_field()
    origin = forms.ChoiceField(label=_("案件来源"), choices=ORIGINS)
    matters = matters_field(
        _("案由"), required=True, among=choices_for_inspection, sentence=_("请至少选一项案由。")
    )
    cause = text_field(
        _("线索内容"),
        sentence=_("请写明谁、什么时候、做了什么。"),
        help_text=_("不要写举报人的姓名、电话和其他能认出是谁的话。"),
    )
    people_count = count_field(_("涉及人数"))
    amount = yuan_field(_("涉及金额（元）"))
    found_on = day_field(
        _("发现日期"), initial=today, help_text=_("投诉举报的填收到日期，检查发现的填检查日期。")
    )
    act_ended_on = day_field(
        _("违法行为终了日期"),
        required=False,
        help_text=told_today(
            _("还在持续或不清楚的留空；%(years)s查处时效从这一天起算。"), years="limitation"
        ),
    )
    has_harm = forms.BooleanField(
        label=_("涉及公民生命健康安全、金融安全，且有危害后果"),
        required=False,
        help_text=_("勾选的，行为终了在《行政处罚法》第三十六条修订施行以后的，适用较长的查处时效。"),
    )
    lead = PersonField(_("主办"))
    second = PersonField(_("协办"), help_text=_("须是另一个人（条例第十六条）。"))
    despite = text_field(
        _("另案理由"), required=False, rows=2, help_text=_("同一事项已有在办案件、确实不是同一件事的才填。")
    )

    def __init__(
        self,
        *args: Any,
        complaint: Complaint | None = None,
        inspection: Inspection | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.complaint, self.inspection = complaint, inspection
        field_of(self, "employer", EmployerField).user = self.user
        offer_certified(rows_of(self, "lead"), rows_of(self, "second"))
        self.fields["lead"].initial = self.user.pk
        self.fields["files"].label = _("线索材料")
        if complaint or inspection:
            del self.fields["employer"], self.fields["origin"]
        last = ("files", "held_files")
        self.order_fields([*(name for name in self.fields if name not in last), *last])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if wrong := day_error(cleaned.get("found_on")):
            self.add_error("found_on", wrong)
        if wrong := day_error(cleaned.get("act_ended_on")):
            self.add_error("act_ended_on", wrong)
        if cleaned.get("lead") and cleaned.get("lead") == cleaned.get("second"):
            self.add_error("second", _("主办和协办须是两个人，请另选一人。"))
        return cleaned | {"complaint": self.complaint, "inspection": self.inspection}
