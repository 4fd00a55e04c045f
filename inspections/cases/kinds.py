"""The closed lists a case chooses from."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Source(TextChoices):
    COMPLAINT = "complaint", _("投诉举报")
    INSPECTION = "inspection", _("监督检查发现")
    ESCALATION = "escalation", _("镇街巡视上报")
    TRANSFER = "transfer", _("其他部门移送")
    OTHER = "other", _("其他")


class DecisionKind(TextChoices):
    PENALTY = "penalty", _("行政处罚")
    HANDLING = "handling", _("行政处理")
    NONE = "none", _("不予处罚")


# The mark in the number of each paper, by the kind of decision.
NOTICE_MARKS = {DecisionKind.PENALTY: "罚告", DecisionKind.HANDLING: "理告", DecisionKind.NONE: "罚告"}
DECISION_MARKS = {DecisionKind.PENALTY: "罚", DecisionKind.HANDLING: "理", DecisionKind.NONE: "不罚"}


class ServiceMethod(TextChoices):
    DIRECT = "direct", _("直接送达")
    LEFT = "left", _("留置送达")
    ENTRUSTED = "entrusted", _("委托送达")
    POST = "post", _("邮寄送达")
    NOTICE = "notice", _("公告送达")
    ELECTRONIC = "electronic", _("电子送达")


class Crime(TextChoices):
    UNPAID_WAGES = "unpaid_wages", _("拒不支付劳动报酬（刑法第二百七十六条之一）")
    FORCED_LABOUR = "forced_labour", _("强迫劳动（刑法第二百四十四条）")
    CHILD_DANGER = "child_danger", _("雇用童工从事危重劳动（刑法第二百四十四条之一）")
    OTHER = "other", _("其他涉嫌犯罪")
