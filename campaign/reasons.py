"""Why an employer is a target of the campaign."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    LABOUR_INTENSIVE = "labour_intensive", _("劳动密集型")
    SERVICE = "service", _("服务型")
    REPEATED_COMPLAINTS = "repeated_complaints", _("多次举报、反响强烈")
    ENTERTAINMENT = "entertainment", _("歌舞、酒吧、网络直播、游艺场所")
    PATROL_ESCALATION = "patrol_escalation", _("镇街巡视上报")
    WARNING = "warning", _("行业预警")
    DRAWN = "drawn", _("双随机抽中")
    COMPLAINT = "complaint", _("投诉举报")
    OTHER = "other", _("工作中发现")


# The employer's category (registry.Category.code) and the reason it gives.
REASON_OF_CATEGORY = {
    "labour_intensive": Reason.LABOUR_INTENSIVE,
    "service": Reason.SERVICE,
    "karaoke": Reason.ENTERTAINMENT,
    "bar": Reason.ENTERTAINMENT,
    "live_streaming": Reason.ENTERTAINMENT,
    "arcade": Reason.ENTERTAINMENT,
    "other": Reason.OTHER,
}
