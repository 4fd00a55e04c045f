"""The columns of the workbook: what the list shows, without persons. Rows come from `for_export`."""

from functools import cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from casework.views import Column
from complaints.kinds import Channel, Kind
from complaints.models import Complaint
from complaints.models.complaint import employer_shown
from complaints.workflow import State
from law.matters import MATTERS

WHO = {True: _("匿名"), False: _("实名（保密）")}


@cache
def _labels(name: str, language: str) -> dict[Any, str]:
    """The words of one column in one language; translating them anew for each row costs more than writing it."""
    choices = {"kind": Kind.choices, "channel": Channel.choices, "state": State.choices, "who": WHO.items()}
    return {value: str(label) for value, label in choices[name]}


def _word(name: str, value: object) -> str:
    return _labels(name, get_language() or "").get(value, str(value))


def _matters(row: Complaint) -> str:
    return "、".join(MATTERS[code].label if code in MATTERS else code for code in row.matters)


COLUMNS = (
    Column(_("编号"), lambda row: row.number, 30),
    Column(_("收到时间"), lambda row: row.received_at, 18),
    Column(_("类型"), lambda row: _word("kind", row.kind)),
    Column(_("渠道"), lambda row: _word("channel", row.channel), 18),
    Column(_("投诉举报人"), lambda row: _word("who", row.is_anonymous)),
    Column(_("用人单位"), lambda row: employer_shown(row.employer__name, row.employer_named), 32),
    Column(_("镇街"), lambda row: row.town__name),
    Column(_("反映事项"), _matters, 32),
    Column(_("涉及人数"), lambda row: row.workers_count),
    Column(_("涉及金额（元）"), lambda row: row.amount),
    Column(_("状态"), lambda row: _word("state", row.state)),
    Column(_("受理日期"), lambda row: row.accepted_on),
    Column(_("承办人"), lambda row: row.handler__name),
    Column(_("办结日期"), lambda row: row.concluded_on),
    Column(_("追回金额（元）"), lambda row: row.recovered),
)
