"""The question whether wages are the same money another record of the employer tells of."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.by import Reader
from findings.models import Recovery
from findings.services.recovering import APART

UNKNOWN = ("", _("还不清楚，列为待核实"))


def same_wages_field(recoveries: Iterable[Recovery], *unknown: tuple[str, Any]) -> forms.ChoiceField:
    """One choice for each of `recoveries`, that it is another money, and `unknown` where nobody need know yet."""
    return forms.ChoiceField(
        label=_("补发、追回的工资是不是同一笔"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            *unknown,
            (APART, _("不是同一笔")),
            *((str(row.pk), _("与这一笔相同：%(told)s") % {"told": row.told}) for row in recoveries),
        ],
        initial="",
        help_text=_("这家单位同一期间已经登记过工资。同一笔只计一次；没有填写工资的，不用选。"),
    )


def ask_same_wages(form: forms.Form, record: Any, user: Reader) -> None:
    """Put the question on the form, as `same_wages`, where another record the user may read has wages of the employer."""
    if record.employer_id is None:
        return
    seen = Recovery.objects.visible_to(user)
    wages = seen.wages_of(record.employer_id, record.campaign_id).beside(record)
    if rows := list(wages.with_records()):
        form.fields["same_wages"] = same_wages_field(rows, UNKNOWN)


class ClarifyRecoveryForm(forms.Form):
    """Whose money the wages of `recovery` are; here somebody must know."""

    def __init__(self, *args: Any, recovery: Recovery, user: Reader, **options: Any) -> None:
        super().__init__(*args, **options)
        others = Recovery.objects.visible_to(user).perhaps_same_as(recovery).with_records()
        field = self.fields["same_wages"] = same_wages_field(others)
        field.required = True
        field.error_messages["required"] = _("请选择是不是同一笔；还不清楚的，先不保存。")
        field.help_text = _("同一笔只计一次，计在看得到的人最多的那条记录里。")
