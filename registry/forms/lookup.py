"""One employer asked for by its code or its name; works without script."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from law.words import Sentence
from registry.models import Employer

SHOWN = 6


class EmployerField(forms.CharField):
    """An employer of those the form's `user` may see; the form sets `user`. Not required, it may be left blank (None).

    Part of a name will do when it fits one; when it fits several, they are answered with their codes.
    """

    user: Any = None

    def __init__(self, *, unknown: Sentence | None = None, **options: Any) -> None:
        options.setdefault("label", _("用人单位"))
        options.setdefault("help_text", _("填统一社会信用代码、登记号，或者名称。"))
        options.setdefault("error_messages", {"required": _("请填写单位的代码或者名称。")})
        super().__init__(max_length=200, **options)
        self.unknown = unknown or _("名录里没有这家单位，请核对代码或者名称；没有建档的先建档。")

    def prepare_value(self, value: object) -> object:
        return value.code if isinstance(value, Employer) else value

    def clean(self, value: object) -> Employer | None:
        text = super().clean(value)
        if not text:
            return None
        rows = Employer.objects.visible_to(self.user).select_related("town")
        exact = rows.filter(code=text.upper()).first()
        if exact is not None:
            return exact
        found = list(rows.search(text).order_by("-pk")[: SHOWN + 1])
        same_name = [employer for employer in found if employer.name == text]
        for fitting in (same_name, found):
            if len(fitting) == 1:
                return fitting[0]
        raise forms.ValidationError(_several(found) if found else self.unknown)


def _several(found: list[Employer]) -> str:
    listed = "；".join(f"{employer.name} {employer.code}" for employer in found[:SHOWN])
    more = _("等，请把名称写得更全") if len(found) > SHOWN else ""
    told = {"listed": listed, "more": more}
    return str(_("有几家相近的，请改填其中一家的代码：%(listed)s%(more)s。") % told)
