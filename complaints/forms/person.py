"""The part of a form that asks who complains. What it yields goes into the vault and nowhere else."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.confidentiality import SEALED, Complainant
from complaints.forms.fields import sealed

GENDERS = [("", _("不详")), ("男", _("男")), ("女", _("女"))]


class PersonForm(forms.Form):
    """`cleaned_data["complainant"]` is the `Complainant`; the single fields are gone from it."""

    name = sealed("name", longest=50)
    gender = forms.ChoiceField(
        label=_("性别"), required=False, choices=GENDERS, widget=forms.Select(attrs={"autocomplete": "off"})
    )
    age = sealed("age", longest=3)
    occupation = sealed("occupation", longest=50)
    id_number = sealed("id_number", longest=30, help_text=_("没有身份证的，填护照、通行证等证件的号码。"))
    phone = sealed("phone", longest=30, widget=forms.TextInput(attrs={"inputmode": "tel"}))
    address = sealed("address", longest=200)
    statement = sealed(
        "statement",
        longest=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("来件人的原话或来信全文。只进保密库，每次查看都留痕。"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        told = {name: (cleaned.pop(name, "") or "").strip() for name in SEALED}
        cleaned["complainant"] = Complainant(**told)
        return cleaned

    def clean_age(self) -> str:
        age = self.cleaned_data["age"].strip()
        if age and not (age.isascii() and age.isdecimal() and 0 < int(age) < 120):
            raise forms.ValidationError(_("年龄请填整数，例如 35。"))
        return age
