"""Who steps aside, which complaints and which other case belong to a case."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from casework.by import Reader
from casework.fields import rows_of
from casework.forms import FilesMixin
from complaints.models import Complaint
from inspections.cases.forms.record import OfRecord
from inspections.cases.kinds import RecusalAsker
from inspections.cases.models import Case
from inspections.cases.services.joining import joinable, may_lead
from inspections.cases.services.recusing import GRANTED, REFUSED
from inspections.checks.forms.fields import day_field, text_field
from law.clock import today


class RequestRecusalForm(OfRecord):
    past = {"asked_on": "filed_on"}
    person = forms.ModelChoiceField(
        label=_("谁回避"), queryset=get_user_model().objects.none(), empty_label=_("请选择"),
        error_messages={"required": _("请选择谁回避。")},
    )  # fmt: skip
    asked_by = forms.ChoiceField(
        label=_("提出人"), choices=RecusalAsker.choices, widget=forms.RadioSelect,
        error_messages={"required": _("请选择是当事人申请还是本人申报。")},
    )  # fmt: skip
    asked_on = day_field(_("提出日期"), initial=today)
    recusal_reason = text_field(
        _("回避理由"),
        sentence=_("请写明回避的理由。"),
        help_text=_("与当事人或者本案有直接利害关系、近亲属等。"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rows_of(self, "person").queryset = self.record.takes_part().order_by("name", "pk")


class DecideRecusalForm(OfRecord):
    recusal_decided = forms.ChoiceField(
        label=_("决定"), choices=[(GRANTED, _("同意回避")), (REFUSED, _("驳回"))], widget=forms.RadioSelect,
        error_messages={"required": _("请选择同意还是驳回。")},
    )  # fmt: skip
    recusal_why = text_field(_("决定理由"), sentence=_("请写明决定的理由。"))


DecideRecusalAsHeadForm = DecideRecusalForm


class RecordRecusalAnswerForm(DecideRecusalForm, FilesMixin):
    takes_user = True
    past = {"answered_on": "recusal.asked_on"}
    recusal_number = forms.CharField(
        label=_("决定文号"), max_length=100, error_messages={"required": _("请填写政府决定的文号。")}
    )
    answered_on = day_field(_("决定日期"), initial=today)


class LinkComplaintForm(OfRecord):
    takes_user = True
    complaint = forms.ModelChoiceField(
        label=_("并入哪一件"), queryset=Complaint.objects.none(), empty_label=_("请选择"),
        help_text=_("同一单位已受理、还没有立案的投诉举报。"),
        error_messages={"required": _("请选择并入哪一件；没有可选的，说明这家单位没有等候办理的投诉举报。")},
    )  # fmt: skip

    def __init__(self, *args: Any, user: Reader, **options: Any) -> None:
        super().__init__(*args, **options)
        rows_of(self, "complaint").queryset = joinable(self.record, user).select_related("employer")


class UnlinkComplaintForm(OfRecord):
    takes_user = True
    complaint = forms.ModelChoiceField(
        label=_("移出哪一件"), queryset=Complaint.objects.none(), empty_label=_("请选择"),
        error_messages={"required": _("请选择移出哪一件。")},
    )  # fmt: skip
    reason = text_field(_("移出理由"), sentence=_("请写明为什么移出。"))

    def __init__(self, *args: Any, user: Reader, **options: Any) -> None:
        super().__init__(*args, **options)
        linked = self.record.linked_complaints.filter(unlinked_on=None).values("complaint_id")
        rows_of(self, "complaint").queryset = (
            Complaint.objects.visible_to(user).filter(pk__in=linked).select_related("employer")
        )


class MergeCaseForm(OfRecord):
    leading = forms.ModelChoiceField(
        label=_("并入哪一案"), queryset=Case.objects.none(), empty_label=_("请选择"),
        help_text=_("同一单位正在调查的另一案件，由它继续办理。"),
        error_messages={"required": _("请选择并入哪一案；没有可选的，说明这家单位没有正在调查的另一案件。")},
    )  # fmt: skip
    reason = text_field(_("并案理由"), sentence=_("请写明为什么并案。"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rows_of(self, "leading").queryset = may_lead(self.record).select_related("employer").order_by("-pk")
