"""What people call acts, questions, kinds and matters in short. Labels of the tables of the house need not stand here."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

# Acts on a record, by what they are called in the workflow tables. One word may mean several; which one is for the record to say.
ACTS: dict[str, tuple[str, ...]] = {
    "accept": ("受理",),
    "accept_escalation": ("受理",),
    "refuse": ("不受理", "不予受理"),
    "request_supplement": ("补正", "要求补正"),
    "redirect": ("转办", "告知转办"),
    "conclude": ("办结",),
    "give_feedback": ("反馈", "回复"),
    "reassign_complaint": ("改派",),
    "reassign_case": ("改派",),
    "reassign": ("改派",),
    "assign": ("指派",),
    "escalate": ("上报",),
    "confirm_rectified": ("整改到位", "已整改", "改好了"),
    "order_rectification": ("责令整改", "整改"),
    "close_patrol": ("没问题", "无问题", "办结"),
    "record_recheck": ("复查",),
    "extend_rectification": ("延长", "延期"),
    "conclude_inspection": ("办结", "没问题", "无问题"),
    "order_correction": ("责令改正", "改正"),
    "confirm_corrected": ("改正到位", "已改正", "复查"),
    "confirm_correction": ("复查",),
    "cancel_inspection": ("取消",),
    "request_filing": ("立案", "报立案"),
    "approve_filing": ("立案", "批准", "同意"),
    "return_filing": ("退回",),
    "conclude_investigation": ("终结", "调查终结"),
    "request_extension": ("延期", "延长"),
    "approve_extension": ("批准", "同意"),
    "submit_review": ("送审", "法制审核"),
    "pass_review": ("审核通过", "通过", "同意"),
    "return_review": ("退回",),
    "give_notice": ("告知", "事先告知"),
    "submit_decision": ("报请决定",),
    "decide": ("决定", "批准", "同意"),
    "return_decision": ("退回",),
    "record_statement": ("陈述申辩", "申辩"),
    "request_hearing": ("听证",),
    "set_hearing_day": ("听证", "听证日期"),
    "serve": ("送达", "送达决定"),
    "deliver": ("送达", "送达文书"),
    "deliver_paper": ("送达",),
    "record_payment": ("缴款", "缴费", "付款", "支付"),
    "record_execution": ("执行完毕", "执行"),
    "demand": ("催告",),
    "apply_to_court": ("强制执行",),
    "record_appeal": ("复议", "诉讼"),
    "publish_decision": ("公示",),
    "request_closing": ("结案", "报结案"),
    "approve_closing": ("结案", "批准", "同意"),
    "return_closing": ("退回",),
    "archive_case": ("归档",),
    "propose_transfer": ("移送",),
    "approve_transfer": ("批准", "同意"),
    "hand_over": ("移交",),
    "record_evidence": ("证据",),
    "record_parties": ("当事人",),
    "sign_paper": ("签名", "签字"),
    "issue_paper": ("签发",),
    "submit_summary": ("报送",),
    "accept_summary": ("接收",),
}


@dataclass(frozen=True)
class Start:
    """A page that begins something new at an employer: what it is called, whose it is, how its form is filled in from a line.

    `named_by` is how its address names the employer: by `pk`, by `code`, or in its path (`path`). `day` is the field of the day,
    `matters` that of the matters; `given` are further fields by the words that fill them, with what the page tells about it.
    """

    action: str
    label: Any
    permission: str
    route: str
    words: tuple[str, ...]
    named_by: str = "code"
    day: str = ""
    matters: str = ""
    after: Any = ""
    given: dict[str, tuple[str, str, Any]] = field(default_factory=dict)


CLEAN = ("没问题", "无问题", "都符合", "没有问题", "正常")
STARTS = (
    Start(
        "record_patrol",
        _("记录一次巡查"),
        "patrols.record_patrol",
        "patrols:patrol_create",
        ("巡查", "去巡查", "新巡查", "巡检"),
        named_by="pk",
        day="patrolled_on",
        after=_("没有问题的，保存后直接办结；有问题的，责令整改并起算期限。"),
        given=dict.fromkeys(CLEAN, ("rest_ok", "1", _("检查清单先填“其余都符合”；打头的几项仍要逐项回答。"))),
    ),
    Start(
        "record_self_check",
        _("登记自查表"),
        "patrols.record_self_check",
        "patrols:selfcheck_create",
        ("自查", "自查表"),
        named_by="pk",
    ),
    Start(
        "register",
        _("登记投诉举报"),
        "complaints.register",
        "complaints:complaint_new",
        ("投诉", "举报", "登记投诉", "登记举报"),
        named_by="pk",
        matters="matters",
        after=_("登记后起算受理期限。"),
    ),
    Start(
        "register_clue",
        _("登记线索"),
        "cases.register_clue",
        "cases:case_new",
        ("线索", "登记线索", "新线索"),
        named_by="pk",
        day="found_on",
        matters="matters",
        after=_("登记后可以报请立案。"),
    ),
    Start(
        "record_visit",
        _("登记到户检查"),
        "checks.record_visit",
        "checks:visit_new",
        ("检查", "到户", "到户检查", "现场检查"),
        named_by="pk",
        day="visited_on",
    ),
    Start(
        "list_focus",
        _("列为检查重点"),
        "checks.list_focus",
        "checks:inspection_create",
        ("重点", "列重点", "列为检查重点"),
        matters="matters",
    ),
    Start(
        "open_warning",
        _("登记预警"),
        "registry.open_warning",
        "registry:employer_warn",
        ("预警",),
        named_by="path",
        day="opened_on",
    ),
)

LATE, SOON, MINE, LOOKED = "late", "soon", "mine", "looked"
ASKS: dict[str, tuple[str, ...]] = {
    LATE: ("超期", "逾期", "过期", "超期的", "已超期"),
    SOON: ("快到期", "临近", "临近到期", "要到期"),
    MINE: ("我的", "我承办", "我承办的"),
    LOOKED: ("谁看过", "谁看了", "谁查过", "谁查看过", "查看记录"),
}
# Kinds of records, by what they are called in `AppConfig.kinds`.
KINDS: dict[str, tuple[str, ...]] = {
    "case": ("案件", "案子"),
    "complaint": ("投诉举报", "投诉", "举报", "来件"),
    "patrol": ("巡查",),
    "inspection": ("检查", "专项检查"),
    "escalation": ("上报",),
    "paper": ("文书",),
    "summary": ("总结", "报告"),
}
# Matters, by their codes in `law.matters`.
MATTERS: dict[str, tuple[str, ...]] = {
    "wage_arrears": ("欠薪", "拖欠工资", "欠工资"),
    "child_labour": ("童工",),
    "no_written_contract": ("没签合同", "未签合同", "劳动合同"),
    "retained_id": ("扣押", "扣身份证", "扣押身份证"),
    "forced_labour": ("强迫劳动",),
    "overtime_pay": ("加班费",),
    "minimum_wage": ("最低工资",),
    "no_insurance": ("社保", "没交社保", "未参保"),
    "deposit": ("押金",),
    "venue_minor": ("未成年人",),
    "unlicensed": ("无照",),
    "unlicensed_agency": ("黑中介", "黑职介"),
    "illegal_overtime": ("超时", "超时加班"),
}
# What is worn down by use and says nothing of its own.
FILLERS = ("的", "了", "在", "请", "把", "给", "要", "是", "一下", "有", "和", "一次", "单位", "号")
