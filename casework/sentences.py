"""What Django's own complaints about a field are called here: each names its field and says what to do.

`FORM_RENDERER` gives every form, formset and filter of the house fields of this kind. A sentence that a form gives its
field itself (`error_messages`) stands as it is.
"""

from typing import Any

from django import forms
from django.core import validators
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.forms.utils import ErrorList
from django.template import engines
from django.utils.translation import gettext_lazy as _

# What a field that was left empty asks for, by its widget; the first that fits.
REQUIRED: tuple[tuple[Any, Any], ...] = (
    (forms.CheckboxInput, _("请勾选“%(label)s”。")),
    ((forms.widgets.ChoiceWidget, forms.FileInput), _("请选择%(label)s。")),
    (forms.Widget, _("请填写%(label)s。")),
)
DECIMALS = validators.DecimalValidator.messages
# Django's message, and ours.
SENTENCES: tuple[tuple[Any, Any], ...] = (
    (forms.IntegerField.default_error_messages["invalid"], _("%(label)s请填写不带小数的数字。")),
    (forms.DecimalField.default_error_messages["invalid"], _("%(label)s请填写数字。")),
    (forms.DateField.default_error_messages["invalid"], _("%(label)s请写成 2021-03-22 这样的日期。")),
    (forms.DateTimeField.default_error_messages["invalid"], _("%(label)s请写成 2021-03-22 09:30 这样。")),
    (forms.TimeField.default_error_messages["invalid"], _("%(label)s请写成 09:30 这样。")),
    (
        forms.ChoiceField.default_error_messages["invalid_choice"],
        _("%(label)s里没有“%(value)s”，请从列表中选。"),
    ),
    (
        forms.MultipleChoiceField.default_error_messages["invalid_choice"],
        _("%(label)s里没有“%(value)s”，请从列表中选。"),
    ),
    (
        forms.ModelMultipleChoiceField.default_error_messages["invalid_choice"],
        _("%(label)s里没有“%(value)s”，请从列表中选。"),
    ),
    (
        forms.ModelChoiceField.default_error_messages["invalid_choice"],
        _("%(label)s里没有这一项，请从列表中选。"),
    ),
    (forms.FileField.default_error_messages["empty"], _("%(label)s是空文件，请重新选择。")),
    (validators.MinValueValidator.message, _("%(label)s不能小于 %(limit_value)s，请核对。")),
    (validators.MaxValueValidator.message, _("%(label)s不能大于 %(limit_value)s，请核对。")),
    (validators.MinLengthValidator.message, _("%(label)s至少要 %(limit_value)s 个字，请补充。")),
    (
        validators.MaxLengthValidator.message,
        _("%(label)s最多 %(limit_value)s 个字，现在有 %(show_value)s 个，请缩短。"),
    ),
    (DECIMALS["max_digits"], _("%(label)s数字过大，请核对。")),
    (DECIMALS["max_whole_digits"], _("%(label)s数字过大，请核对。")),
    (DECIMALS["max_decimal_places"], _("%(label)s最多 %(max)s 位小数，请核对。")),
)


class NamedField(forms.BoundField):
    @property
    def errors(self) -> ErrorList:
        found = super().errors
        if not found or not self.field.label:
            return found
        told = found.copy()
        told.data = [self._told(error) for error in found.as_data()]
        return told

    def _told(self, error: ValidationError) -> ValidationError:
        sentence = next((ours for message, ours in SENTENCES if message is error.message), None)
        if error.message is forms.Field.default_error_messages["required"]:
            sentence = next(ours for kind, ours in REQUIRED if isinstance(self.field.widget, kind))
        words = {**(error.params or {}), "label": self.label}
        return error if sentence is None else ValidationError(sentence, code=error.code, params=words)


FASTER = {"django/forms/widgets/select.html": "components/select.html"}


class Renderer(TemplatesSetting):
    """Django's own widgets by its templates for Jinja2: a list of choices is a template for each of them."""

    bound_field_class = NamedField

    def get_template(self, template_name: str) -> Any:
        template_name = FASTER.get(template_name, template_name)
        if template_name.startswith(("django/forms/widgets/", "components/")):
            return engines["jinja2"].get_template(template_name)
        return super().get_template(template_name)


def named(field: forms.BoundField, sentence: object) -> str:
    """A sentence of a field for a summary, where its label does not stand over it."""
    return str(sentence) if str(field.label) in str(sentence) else f"{field.label}：{sentence}"
