"""The forms of deliveries: of the decision's paper, and of every other paper of a case."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.models import Paper
from casework.papers.forms import DeliveryForm


class DeliverForm(DeliveryForm):
    """What somebody got on one day in one way is one delivery, however many papers it was."""

    field_order = ("papers",)
    papers = forms.ModelMultipleChoiceField(
        Paper.objects.none(),
        label=_("文书"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("同一天、同一方式交给同一人的一起登记；其余的去掉勾选，另行登记。"),
        error_messages={
            "required": _("请勾选已经交给当事人的文书。"),
            "invalid_choice": _("请选择已签发、须送达的文书。"),
            "invalid_pk_value": _("请选择已签发、须送达的文书。"),
        },
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["papers"]
        chosen.initial = [paper.pk for paper in self.offered()]
        chosen.queryset = Paper.objects.visible_to(self.user).filter(pk__in=chosen.initial)

    def offered(self) -> Iterable[Paper]:
        return self.record.papers_to_deliver

    def handed(self) -> Iterable[Paper]:
        return list(self.cleaned_data["papers"])


class ServeForm(DeliveryForm):
    def offered(self) -> Iterable[Paper]:
        return [self.record.decision.paper]
