"""On what grounds an employer is reported to the brigade for the special inspection (方案四（二）、五（二）)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from law.matters import are_sensitive


class Trigger(models.TextChoices):
    """The gravest first."""

    CHILD_LABOUR = "child_labour", _("使用童工")
    VENUE_MINOR = "venue_minor", _("娱乐场所、酒吧等使用未成年人")
    FORCED_LABOUR = "forced_labour", _("强迫劳动、扣押证件、收取押金")
    GROUP_INCIDENT = "group_incident", _("群体性事件")
    MAJOR_ARREARS = "major_arrears", _("重大欠薪、拒不支付劳动报酬")
    OBSTRUCTION = "obstruction", _("拒绝检查、打击报复")
    UNLICENSED = "unlicensed", _("无照用工、非法职业中介")
    OTHER_MAJOR = "other_major", _("其他重大违法行为")
    NOT_RECTIFIED = "not_rectified", _("整改不到位")
    OVERDUE = "overdue", _("到期未整改")


OF_MATTER: dict[str, Trigger] = {
    "child_labour": Trigger.CHILD_LABOUR,
    "child_labour_agency": Trigger.CHILD_LABOUR,
    "venue_minor": Trigger.VENUE_MINOR,
    "bar_minor": Trigger.VENUE_MINOR,
    "forced_labour": Trigger.FORCED_LABOUR,
    "retained_id": Trigger.FORCED_LABOUR,
    "deposit": Trigger.FORCED_LABOUR,
    "group_incident": Trigger.GROUP_INCIDENT,
    "wage_arrears_major": Trigger.MAJOR_ARREARS,
    "refusal_to_pay": Trigger.MAJOR_ARREARS,
    "obstruction": Trigger.OBSTRUCTION,
    "refused_order": Trigger.OBSTRUCTION,
    "retaliation": Trigger.OBSTRUCTION,
    "unlicensed": Trigger.UNLICENSED,
    "unlicensed_agency": Trigger.UNLICENSED,
}
# What stayed unrectified; all the others are 重大违法.
OF_RECTIFICATION = (Trigger.NOT_RECTIFIED, Trigger.OVERDUE)


# It tells of children, of minors in venues or of people held by force: who opens the report is written down.
SENSITIVE = frozenset(trigger for matter, trigger in OF_MATTER.items() if are_sensitive([matter]))


def trigger_of(matter: str) -> Trigger:
    """On which ground a red-flag matter is reported."""
    return OF_MATTER.get(matter, Trigger.OTHER_MAJOR)


def is_major(trigger: str) -> bool:
    """Whether the ground is 重大违法, to be reported and answered at once."""
    return trigger not in OF_RECTIFICATION
