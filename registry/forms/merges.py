from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.by import Reader
from law.words import Sentence
from registry.forms.lookup import EmployerField
from registry.models import Employer


class WhyField(forms.CharField):
    """Why somebody says that two employers are one, or two: a few lines."""

    def __init__(self, label: Sentence, help_text: Sentence = "") -> None:
        super().__init__(
            label=label, help_text=help_text, widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
        )


class MergeForm(forms.Form):
    """Which employer is the same one, and why."""

    takes_user = True

    other = EmployerField(label=_("与哪一家是同一单位"))
    reason = WhyField(label=_("理由"), help_text=_("凭什么断定：看过执照、实地核对、变更登记通知书……"))

    def __init__(self, *args: Any, user: Reader | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["other"]
        assert isinstance(field, EmployerField)
        field.user = user

    def clean_other(self) -> Employer:
        other = self.cleaned_data["other"]
        if other is not None and other.pk == self.initial.get("one"):
            raise forms.ValidationError(_("这就是同一条档案，请另选一家。"))
        return other


class DeclineMergeForm(forms.Form):
    reason = WhyField(label=_("为什么不是同一家"))


class UndoMergeForm(forms.Form):
    reason = WhyField(label=_("为什么不是同一家"))
