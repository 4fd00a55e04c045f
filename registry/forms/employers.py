"""The form of an employer: what is wrong is said at the field, what was typed stays."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms import FilesMixin
from law.clock import today
from law.identity import InvalidNumber, check_credit_code
from registry.models import Category, Employer, Town
from registry.scoping import sees_all_towns

DAY = forms.DateInput(attrs={"type": "date"})
FIELDS = (
    "name", "credit_code", "address", "town", "categories", "status", "is_licensed", "founded_on", "registered_capital",
    "legal_representative", "contact_name", "contact_phone", "headcount", "headcount_female", "headcount_migrant",
    "headcount_minor", "headcount_dispatched", "entertainment_licence", "licence_until", "grade",
)  # fmt: skip
PARTS = ("headcount_female", "headcount_migrant", "headcount_minor", "headcount_dispatched")


class EmployerForm(FilesMixin, forms.ModelForm):
    """Towns are those the user sees; the district may leave the town open."""

    takes_user = True

    class Meta:
        model = Employer
        fields = FIELDS
        widgets = {"founded_on": DAY, "licence_until": DAY, "categories": forms.CheckboxSelectMultiple}
        error_messages = {"name": {"required": _("请填写单位名称，没有招牌的写“某某（地点）作坊”。")}}

    def __init__(self, *args: Any, user: Any = None, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        self.fields["town"].queryset = Town.objects.visible_to(user)
        self.fields["town"].required = not sees_all_towns(user)
        self.fields["town"].error_messages["required"] = _("请选择单位所在的镇街。")
        self.fields["town"].error_messages["invalid_choice"] = _("没有这个镇街，请从列表中选择。")
        self.fields["categories"].queryset = Category.objects.all()
        self.fields["credit_code"].help_text = _("18 位；没有的（如无照作坊）留空，系统按名称和地址区分。")
        self.fields["credit_code"].max_length = None

    def clean_credit_code(self) -> str | None:
        text = (self.cleaned_data.get("credit_code") or "").strip()
        if not text:
            return None
        try:
            return check_credit_code(text)
        except InvalidNumber as error:
            raise forms.ValidationError(str(error)) from error

    def clean_founded_on(self) -> Any:
        day = self.cleaned_data.get("founded_on")
        if day and day > today():
            raise forms.ValidationError(_("成立日期晚于今天，请核对。"))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        whole = cleaned.get("headcount")
        for name in PARTS:
            part = cleaned.get(name)
            if part is not None and whole is not None and part > whole:
                self.add_error(name, _("不能多于职工人数 %(whole)s 人，请核对。") % {"whole": whole})
        return cleaned

    def _post_clean(self) -> None:
        """The services write and check uniqueness with their own sentences; the instance on the page is left as it is."""
