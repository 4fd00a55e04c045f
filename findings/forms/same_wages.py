"""The question whether wages are the same money another record of the employer tells of."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from findings.models import Recovery
from findings.services.recovering import APART


def same_wages_field(recoveries: Any) -> forms.ChoiceField:
    """One choice for each of `recoveries`, that it is another money, and that nobody knows yet (to be clarified)."""
    return forms.ChoiceField(
        label=_("补发、追回的工资是不是同一笔"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("", _("还不清楚，列为待核实")),
            (APART, _("不是同一笔")),
            *((str(row.pk), _("与这一笔相同：%(told)s") % {"told": row.told}) for row in recoveries),
        ],
        initial="",
        help_text=_("这家单位同一期间已经登记过工资。同一笔只计一次；没有填写工资的，不用选。"),
    )


def ask_same_wages(form: forms.Form, record: Any, user: Any) -> None:
    """Put the question on the form, as `same_wages`, where another record the user may read has wages of the employer."""
    if record.employer_id is None:
        return
    wages = Recovery.objects.wages_of(record.employer_id, record.campaign_id).beside(record)
    if rows := list(wages.visible_to(user).with_records()):
        form.fields["same_wages"] = same_wages_field(rows)
