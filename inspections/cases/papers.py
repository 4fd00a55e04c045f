"""The papers (文书) of a case: each kind with its fields, labels and sources (PAPERS 2–7)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.paper_kinds import Facts, Field, PaperKind, Sheet, Typed
from inspections.cases.kinds import DecisionKind
from inspections.cases.workflow import OPEN

CASE = "cases.Case"


def party(facts: Facts) -> str:
    return facts.record.employer.name


def cause(facts: Facts) -> str:
    return facts.record.cause or facts.record.title


def text(name: str, label: Any, **options: Any) -> Field:
    return Field(name, label, typed=Typed.TEXT, **options)


def extension(facts: Facts) -> str:
    asked = facts.record.extension
    return asked.reason if asked else ""


def internal(code: str, title: Any, *blocks: Field, **options: Any) -> PaperKind:
    """A sheet of the file that nobody outside gets."""
    return PaperKind(
        code=code, title=title, about=CASE, blocks=blocks,
        **{"sheet": Sheet.FORM, "signers": "handlers", "is_front": False} | options,
    )  # fmt: skip


def outward(code: str, title: Any, mark: str, *blocks: Field, **options: Any) -> PaperKind:
    """A paper with a number that has to reach the party."""
    return PaperKind(
        code=code, title=title, mark=mark, about=CASE, blocks=blocks,
        **{"sheet": Sheet.BLANK, "is_served": True, "to": party, "signers": "handlers"} | options,
    )  # fmt: skip


def _told_of(*kinds: str) -> Any:
    return lambda case: case.notice is not None and case.notice.kind in kinds


def _drafted(*kinds: str) -> Any:
    return lambda case: case.decided_kind in kinds


NOTICE = text("notice_text", _("事实、理由、依据和拟作的决定"))
DECISION = text("decision_text", _("事实、依据和决定内容"))
CRIME = text("crime_facts", _("涉嫌犯罪的事实和依据"))

CATALOGUE = (
    internal("filing_approval", _("立案审批表"), Field("cause", _("线索内容"), cause)),
    internal("not_filed", _("不予立案审批表"), text("reason", _("不予立案理由"))),
    PaperKind(
        code="enquiry_record", title=_("调查询问笔录"), sheet=Sheet.RECORD, about=CASE, signatures=2, signers="handlers",
        is_again=True, states=OPEN, blocks=(Field("turns", _("问答"), typed=Typed.TURNS),),
    ),
    internal("extension_approval", _("延长调查期限审批表"), Field("extension_reason", _("延长理由"), extension)),
    outward("correction_order", _("劳动保障监察限期改正指令书"), "令",
            text("correction_text", _("改正要求")), Field("correct_by", _("改正期限"), typed=Typed.DAY), is_again=True),
    internal("recheck_record", _("复查笔录"), text("correction_result", _("复查情况")), sheet=Sheet.RECORD, is_again=True,
             is_front=True),
    internal("investigation_report", _("案件调查终结报告"), text("findings", _("查明的事实和证据"))),
    internal("legal_review_opinion", _("法制审核意见书"), text("review_opinion", _("审核意见")), mark="审", signers=""),
    outward("penalty_notice", _("行政处罚事先告知书"), "罚告", NOTICE, when=_told_of(DecisionKind.PENALTY, DecisionKind.NONE)),
    outward("hearing_right_notice", _("行政处罚听证告知书"), "听告", NOTICE, when=lambda case: case.has_hearing_right),
    outward("handling_notice", _("行政处理事先告知书"), "理告", NOTICE, when=_told_of(DecisionKind.HANDLING)),
    internal("statement_record", _("陈述申辩笔录"), text("statement", _("陈述申辩")), sheet=Sheet.RECORD, is_again=True,
             is_front=True),
    outward("hearing_notice", _("听证通知书"), "听通", Field("hearing_on", _("听证日期"), typed=Typed.DAY), signers=""),
    internal("hearing_record", _("听证笔录"), text("hearing_minutes", _("听证情况"), is_optional=True), sheet=Sheet.RECORD,
             signers="", is_front=True),
    internal("hearing_report", _("听证报告"), text("hearing_report", _("听证情况和意见")), signers=""),
    internal("collective_discussion", _("重大案件集体讨论记录"), text("discussion", _("每人意见和结论")), sheet=Sheet.RECORD,
             is_again=True),
    outward("penalty_decision", _("行政处罚决定书"), "罚", DECISION, sheet=Sheet.OFFICIAL, is_red=True,
            when=_drafted(DecisionKind.PENALTY)),
    outward("handling_decision", _("行政处理决定书"), "理", DECISION, sheet=Sheet.OFFICIAL, is_red=True,
            when=_drafted(DecisionKind.HANDLING)),
    outward("no_penalty_decision", _("不予行政处罚决定书"), "不罚", DECISION, sheet=Sheet.OFFICIAL, is_red=True,
            when=_drafted(DecisionKind.NONE)),
    outward("withdrawal_decision", _("撤销立案决定书"), "撤", text("reason", _("撤销立案的理由")),
            sheet=Sheet.OFFICIAL),
    internal("decision_extension", _("延期作出决定审批表"), Field("extension_reason", _("延长理由"), extension)),
    outward("deferral_decision", _("延期（分期）缴纳罚款批准书"), "缓",
            Field("extension_reason", _("困难说明和计划"), extension)),
    outward("demand_notice", _("履行行政决定催告书"), "催", text("demand_text", _("应履行的义务、期限和方式")), is_again=True),
    outward("enforcement_application", _("强制执行申请书"), "执", text("application_text", _("申请事项、事实和理由")),
            to=None, is_served=False),
    internal("crime_transfer_approval", _("移送涉嫌犯罪案件审批表"), CRIME),
    outward("crime_transfer_letter", _("涉嫌犯罪案件移送书"), "移", CRIME, to=None, is_served=False, sheet=Sheet.OFFICIAL),
    outward("police_review_request", _("提请复议书"), "复", text("challenge_reason", _("提请复议的理由")), to=None,
            is_served=False, sheet=Sheet.OFFICIAL),
    internal("closing_approval", _("结案审批表"), text("closing_report", _("处理结果和履行情况"))),
)  # fmt: skip
