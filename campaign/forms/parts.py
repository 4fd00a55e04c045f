"""The parts of a campaign's document as formsets: four phases, and any number of the other parts."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from campaign.models import LegalBasis
from campaign.phases import Phase, Window, window_errors
from casework.forms import DayInput
from law.instruments import CODES, INSTRUMENTS
from law.matters import choices as matter_choices
from registry.models import Category

LIMIT = 30


def long_text(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PhaseForm(forms.Form):
    """One phase; which one it is follows from its place, not from what is sent."""

    phase: Phase | None = None
    starts_on = forms.DateField(label=_("开始日期"), widget=DayInput)
    ends_on = forms.DateField(label=_("结束日期"), widget=DayInput)
    title = forms.CharField(label=_("名称"), max_length=50)
    text = forms.CharField(label=_("内容"), widget=long_text())


class BasePhaseFormSet(forms.BaseFormSet):
    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        if isinstance(form, PhaseForm) and index is not None and index < len(Phase):
            form.phase = list(Phase)[index]

    def named(self) -> list[tuple[Phase, forms.Form]]:
        return list(zip(Phase, self.forms, strict=False))

    def clean(self) -> None:
        """A phase may leave a gap to the one before, but not overlap it; the error stands at the day."""
        entered = [
            (phase, form.cleaned_data)
            for phase, form in self.named()
            if {"starts_on", "ends_on"} <= form.cleaned_data.keys()
        ]
        errors = window_errors(Window(phase, data["starts_on"], data["ends_on"]) for phase, data in entered)
        forms_by_phase = dict(self.named())
        for (phase, field), sentence in errors.items():
            forms_by_phase[Phase(phase)].add_error(field, sentence)

    def rows(self) -> list[dict[str, Any]]:
        return [{"phase": phase.value, **form.cleaned_data} for phase, form in self.named()]


class BasePartFormSet(forms.BaseFormSet):
    """Rows of text; a row left empty is not there, a row marked for deletion goes."""

    def rows(self) -> list[dict[str, Any]]:
        kept = (form.cleaned_data for form in self.forms if form not in self.deleted_forms)
        return [{name: value for name, value in data.items() if name != "DELETE"} for data in kept if data]


class ObjectForm(forms.Form):
    text = forms.CharField(label=_("对象"), widget=long_text(2))
    categories = forms.MultipleChoiceField(
        label=_("单位类别"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: list(Category.objects.values_list("code", "name")),
        help_text=_("镇街巡视阶段开始时，这些类别的单位自动列入对象名单。按投诉举报情况认定的对象不用选。"),
    )


class ContentForm(forms.Form):
    text = forms.CharField(label=_("内容"), widget=long_text(2))
    matters = forms.MultipleChoiceField(
        label=_("检查事项"), required=False, widget=forms.CheckboxSelectMultiple, choices=matter_choices
    )


class RequirementForm(forms.Form):
    title = forms.CharField(label=_("标题"), max_length=100)
    text = forms.CharField(label=_("内容"), widget=long_text())


class LegalBasisForm(forms.Form):
    title = forms.CharField(
        label=_("文件中的名称"), max_length=200, help_text=_("按方案写法，例如《劳动法》。")
    )
    instrument = forms.ChoiceField(
        label=_("对应的法律文件"), required=False, choices=lambda: [("", _("系统未收录")), *_instruments()]
    )
    uses = forms.MultipleChoiceField(
        label=_("用途"), widget=forms.CheckboxSelectMultiple, choices=LegalBasis.Use.choices
    )


def _instruments() -> list[tuple[str, str]]:
    titles = {text.code: text.title for text in INSTRUMENTS}
    return [(code, titles[code]) for code in CODES]


def _part(form: type[forms.Form]) -> type[BasePartFormSet]:
    made = forms.formset_factory(
        form,
        formset=BasePartFormSet,
        extra=1,
        can_delete=True,
        can_delete_extra=False,
        max_num=LIMIT,
        absolute_max=LIMIT + 10,
        validate_max=True,
    )
    return cast(type[BasePartFormSet], made)


PhaseFormSet = cast(
    type[BasePhaseFormSet],
    forms.formset_factory(
        PhaseForm,
        formset=BasePhaseFormSet,
        extra=0,
        min_num=4,
        max_num=4,
        absolute_max=4,
        validate_min=True,
        validate_max=True,
    ),
)
FORMSETS: dict[str, type[BasePhaseFormSet] | type[BasePartFormSet]] = {
    "phases": PhaseFormSet,
    "objects": _part(ObjectForm),
    "contents": _part(ContentForm),
    "requirements": _part(RequirementForm),
    "legal_bases": _part(LegalBasisForm),
}
HEADINGS = {
    "phases": _("四个阶段"),
    "objects": _("专项行动对象"),
    "contents": _("专项行动内容"),
    "requirements": _("工作要求"),
    "legal_bases": _("法律依据"),
}
