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


# The papers that tell of a decision beforehand, and that make it.
NOTICE_PAPERS = ("penalty_notice", "handling_notice")
DECISION_PAPERS = ("penalty_decision", "handling_decision", "no_penalty_decision")
# What was written down in the investigation (笔录): one of them is in every file.
RECORD_PAPERS = ("enquiry_record", "site_record")


class ReportKind(TextChoices):
    FINDINGS = "findings", _("调查情况")
    CLOSING = "closing", _("结案报告")


class Longer(TextChoices):
    INVESTIGATION = "investigation", _("调查期限")
    DECISION = "decision", _("作出决定的期限")
    PAYMENT = "payment", _("缴纳罚款的期限")


class Paid(TextChoices):
    """What a payment is for; never two of them in one row."""

    FINE = "fine", _("罚款")
    LATE_FEE = "late_fee", _("加处罚款")
    PERSON_FINE = "person_fine", _("责任人员罚款")
    PERSON_FEE = "person_fee", _("责任人员加处罚款")
    CONFISCATED = "confiscated", _("没收")
    WAGES = "wages", _("工资等")
    EXTRA = "extra", _("加付赔偿金")


# What a person responsible pays; every payment of it names the person.
OF_PERSONS = (Paid.PERSON_FINE, Paid.PERSON_FEE)
FINES = (Paid.FINE, Paid.PERSON_FINE)
# What a decision orders for the treasury, all by the day to pay a fine (行政处罚法 67), and what it orders for the workers.
TO_TREASURY = (*FINES, Paid.CONFISCATED)
TO_WORKERS = (Paid.WAGES, Paid.EXTRA)
# What the house has in hand, and gives back where a remedy took the ground from it; wages are between unit and worker.
GIVEN_BACK = (*TO_TREASURY, Paid.LATE_FEE, Paid.PERSON_FEE)


class AppealKind(TextChoices):
    RECONSIDERATION = "reconsideration", _("行政复议")
    SUIT = "suit", _("行政诉讼")


class AppealResult(TextChoices):
    UPHELD = "upheld", _("维持决定或者驳回请求")
    CHANGED = "changed", _("变更")
    REVOKED = "revoked", _("撤销")
    REMADE = "remade", _("撤销并责令重新作出")
    UNLAWFUL = "unlawful", _("确认违法")
    WITHDRAWN = "withdrawn", _("申请人撤回")
    DISMISSED = "dismissed", _("不予受理或者驳回申请、起诉")


# What takes the ground from a publication (行政处罚法 48).
OVERTURNED = (AppealResult.CHANGED, AppealResult.REVOKED, AppealResult.REMADE, AppealResult.UNLAWFUL)
# Of which nothing is left to be paid.
FELL = (AppealResult.REVOKED, AppealResult.REMADE)


class RecusalAsker(TextChoices):
    PARTY = "party", _("当事人申请")
    SELF = "self", _("本人申报")


class PartyRole(TextChoices):
    UNIT = "unit", _("单位")
    OWNER = "owner", _("经营者")
    HEAD = "head", _("法定代表人或者主要负责人")
    IN_CHARGE = "charge", _("直接负责的主管人员")
    OTHER = "other", _("其他直接责任人员")


# How a remedy names the unit among those who took it; persons responsible go by their names.
UNIT = "unit"
# Who may be fined beside the unit, each by himself (责任人员).
RESPONSIBLE = (PartyRole.HEAD, PartyRole.IN_CHARGE, PartyRole.OTHER)


class EvidenceKind(TextChoices):
    """The eight of 行政处罚法 46."""

    DOCUMENT = "document", _("书证")
    OBJECT = "object", _("物证")
    RECORDING = "recording", _("视听资料")
    DATA = "data", _("电子数据")
    WITNESS = "witness", _("证人证言")
    PARTY = "party", _("当事人的陈述")
    OPINION = "opinion", _("鉴定意见")
    RECORD = "record", _("勘验笔录、现场笔录")


class Disposal(TextChoices):
    """What becomes of evidence that was registered and kept (行政处罚法 56)."""

    RETURNED = "returned", _("返还")
    COPIED = "copied", _("复制后返还")
    HANDED = "handed", _("移交有关机关")
    RELEASED = "released", _("解除登记保存")


class PoliceAnswer(TextChoices):
    ACCEPTED = "accepted", _("立案")
    REFUSED = "refused", _("不予立案")


class Crime(TextChoices):
    UNPAID_WAGES = "unpaid_wages", _("拒不支付劳动报酬（刑法第二百七十六条之一）")
    FORCED_LABOUR = "forced_labour", _("强迫劳动（刑法第二百四十四条）")
    CHILD_DANGER = "child_danger", _("雇用童工从事危重劳动（刑法第二百四十四条之一）")
    OTHER = "other", _("其他涉嫌犯罪")
