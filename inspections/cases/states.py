"""Where a case may stand."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    CLUE = "clue", _("线索登记")
    FILING = "filing", _("待立案审批")
    NOT_FILED = "not_filed", _("不予立案")
    INVESTIGATING = "investigating", _("调查中")
    CORRECTING = "correcting", _("责令改正中")
    INVESTIGATED = "investigated", _("调查终结")
    REVIEWING = "reviewing", _("法制审核中")
    REVIEWED = "reviewed", _("审核通过")
    NOTIFIED = "notified", _("已事先告知")
    HEARING = "hearing", _("听证中")
    DECIDING = "deciding", _("待决定")
    DECIDED = "decided", _("已决定")
    SERVED = "served", _("已送达")
    EXECUTED = "executed", _("已执行")
    CLOSING = "closing", _("待结案审批")
    CLOSED = "closed", _("已结案")
    ARCHIVED = "archived", _("已归档")
    WITHDRAWN = "withdrawn", _("已撤销立案")
    MERGED = "merged", _("已并案")
    TRANSFER_PENDING = "transfer_pending", _("待移送审批")
    TRANSFER_APPROVED = "transfer_approved", _("已批准移送")
    TRANSFERRED = "transferred", _("已移送")
