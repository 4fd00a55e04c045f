"""One employer asked for by its code, its name or their initials; works without script."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from law.words import Sentence
from registry.models import Employer

SHOWN = 6
CHOSEN = "_chosen"
PICK_URL = reverse_lazy("registry:employer_pick")


class EmployerInput(forms.TextInput):
    """A text box under which the register's employers are suggested (static/js/suggest.js).

    `several` are those that fit what was sent: a list beside the box then offers them, and what is chosen there counts.
    """

    template_name = "components/employer.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        given = {"data-employer": PICK_URL, "data-keeps": "", "data-first": "", **(attrs or {})}
        super().__init__(given)
        self.several: list[Employer] = []

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(f"{name}{CHOSEN}") or super().value_from_datadict(data, files, name)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"several": self.several, "chosen": f"{name}{CHOSEN}"}
        return context


class EmployerField(forms.CharField):
    """An employer of those the form's `user` may see; the form sets `user`. Not required, it may be left blank (None).

    Part of a name will do when it fits one; when it fits several, they are answered with their codes.
    """

    user: Any = None
    widget = EmployerInput

    def __init__(self, *, unknown: Sentence | None = None, **options: Any) -> None:
        options.setdefault("label", _("用人单位"))
        options.setdefault("help_text", _("填统一社会信用代码、登记号，或者名称。"))
        options.setdefault("error_messages", {"required": _("请填写单位的代码或者名称。")})
        super().__init__(max_length=200, **options)
        self.unknown = unknown or _("名录里没有这家单位，请核对代码或者名称；没有建档的先建档。")

    def prepare_value(self, value: object) -> object:
        return told(value) if isinstance(value, Employer) else value

    def clean(self, value: object) -> Employer | None:
        text = super().clean(value)
        if not text:
            return None
        rows = Employer.objects.visible_to(self.user).select_related("town")
        exact = rows.filter(code__in=[text.upper(), text.split()[-1].upper()]).order_by("code").first()
        if exact is not None:
            return exact
        found = list(rows.search(text).order_by("-pk")[: SHOWN + 1])
        same_name = [employer for employer in found if employer.name == text]
        for fitting in (same_name, found):
            if len(fitting) == 1:
                return fitting[0]
        if found and isinstance(self.widget, EmployerInput):
            self.widget.several = found[:SHOWN]
        raise forms.ValidationError(_several(found) if found else self.unknown)


def told(employer: Employer) -> str:
    """What stands in the box for an employer that was chosen: people read the name, the code makes it one."""
    return f"{employer.name} {employer.code}"


def _several(found: list[Employer]) -> str:
    listed = "；".join(f"{employer.name} {employer.code}" for employer in found[:SHOWN])
    more = _("等，请把名称写得更全") if len(found) > SHOWN else ""
    told = {"listed": listed, "more": more}
    return str(_("有几家相近的，请在下面选一家，或者改填其中一家的代码：%(listed)s%(more)s。") % told)
