"""The table of time limits, as dated data. `law.terms` computes with it.

Conventions (民法典 201–203 and 行政处罚法 85 logic): the day of the event is not counted; working days
follow `law.workdays`; a limit in calendar days or months whose last day is a rest day ends on the next
working day; hours run through rest days. Both ends of `in_force_from … in_force_until` are included.
Which version applies is decided by the start day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ALWAYS = date.min
OLD_PENALTY_LAW_ENDS = date(2021, 7, 14)
NEW_PENALTY_LAW = date(2021, 7, 15)
REGULATION_423 = date(2004, 12, 1)
RULES_25 = date(2005, 2, 1)
REGULATION_310 = date(2001, 7, 9)
BEFORE_QINGDAO = date(2011, 10, 31)
QINGDAO = date(2011, 11, 1)
RECONSIDERATION_LAW = date(1999, 10, 1)
SUIT_LAW_2015 = date(2015, 5, 1)
COERCION_LAW = date(2012, 1, 1)
CIVIL_PROCEDURE_2021 = date(2022, 1, 1)
ARBITRATION_LAW = date(2008, 5, 1)


class Unit(StrEnum):
    """What a term is counted in."""

    WORKDAY = "workday"
    DAY = "day"
    HOUR = "hour"
    MONTH = "month"
    YEAR = "year"

    @property
    def label(self) -> str:
        return _UNIT_LABELS[self]


_UNIT_LABELS = {
    Unit.WORKDAY: "个工作日", Unit.DAY: "日", Unit.HOUR: "小时", Unit.MONTH: "个月", Unit.YEAR: "年",
}  # fmt: skip


@dataclass(frozen=True)
class Term:
    """One version of one time limit.

    `event` is what starts it, `when` the fact it needs (`due(..., red_flag=True)`), `policy` the local
    value its amount comes from where no law gives one, `doubt` what legal review should confirm.
    """

    code: str
    label: str
    event: str
    amount: int
    unit: Unit
    citation: str
    instrument: str
    in_force_from: date = ALWAYS
    in_force_until: date | None = None
    when: str = ""
    doubt: str = ""
    policy: str = ""
    is_backward: bool = False
    rolls: bool = True
    is_edge_doubtful: bool = False

    @property
    def version(self) -> str:
        """Names this version for good; stored with every deadline computed from it."""
        parts = (self.code, self.when, "" if self.in_force_from == ALWAYS else f"{self.in_force_from:%Y%m%d}")
        return "@".join(part for part in parts if part)

    @property
    def length(self) -> str:
        """The term in words, as «60 个工作日»."""
        return f"{self.amount} {self.unit.label}"

    def applies_on(self, day: date) -> bool:
        """Whether this version is in force on `day`."""
        return self.in_force_from <= day and (self.in_force_until is None or day <= self.in_force_until)


WORKDAY, DAY, HOUR, MONTH, YEAR = Unit.WORKDAY, Unit.DAY, Unit.HOUR, Unit.MONTH, Unit.YEAR
HOUSE = "系统默认期限，法规未规定日数"

TERMS: tuple[Term, ...] = (
    # Complaints
    Term("complaint.acceptance", "投诉举报受理期限", "收到投诉举报", 5, WORKDAY,
         "《关于实施〈劳动保障监察条例〉若干规定》第十八条", "rules_25", RULES_25, BEFORE_QINGDAO),
    Term("complaint.acceptance", "投诉举报受理期限", "收到投诉举报", 5, WORKDAY,
         "《青岛市劳动保障监察条例》第二十六条", "qingdao", QINGDAO),
    Term("complaint.supplement", "补正等待期限", "要求补正", 5, WORKDAY, HOUSE, "",
         policy="complaint.supplement_days"),
    Term("complaint.feedback", "投诉举报反馈期限", "办结", 5, WORKDAY, HOUSE, "",
         policy="complaint.feedback_days"),
    Term("limitation", "查处时效", "违法行为终了", 2, YEAR,
         "《劳动保障监察条例》第二十条", "supervision", rolls=False, is_edge_doubtful=True),
    Term("limitation", "查处时效（危害生命健康安全、金融安全且有危害后果）", "违法行为终了", 5, YEAR,
         "《行政处罚法》第三十六条", "penalty", NEW_PENALTY_LAW, when="harm",
         rolls=False, is_edge_doubtful=True),
    # Cases
    Term("case.investigation", "案件调查期限", "批准立案", 60, WORKDAY,
         "《劳动保障监察条例》第十七条", "supervision", REGULATION_423),
    Term("case.investigation_extended", "案件调查期限（经批准延长30个工作日）", "批准立案", 90, WORKDAY,
         "《劳动保障监察条例》第十七条", "supervision", REGULATION_423),
    Term("case.decision", "作出决定期限", "调查终结", 15, WORKDAY,
         "《关于实施〈劳动保障监察条例〉若干规定》第三十七条", "rules_25", RULES_25, BEFORE_QINGDAO),
    Term("case.decision", "作出决定期限", "调查终结", 15, WORKDAY,
         "《青岛市劳动保障监察条例》第三十一条", "qingdao", QINGDAO),
    Term("case.overall_reminder", "处罚决定九十日提示", "立案", 90, DAY, "《行政处罚法》第六十条", "penalty",
         NEW_PENALTY_LAW, rolls=False,
         doubt="法律、法规、规章另有规定的从其规定；监察案件适用60+30+15个工作日，本期限只作提示"),
    Term("case.closing", "报请结案期限", "案件有了结果", 15, WORKDAY, HOUSE, "", policy="case.closing_days"),
    Term("case.archive", "归档期限", "结案", 30, DAY, HOUSE, "", policy="case.archive_days"),
    Term("case.recusal", "回避决定期限", "提出回避", 3, WORKDAY,
         "《关于实施〈劳动保障监察条例〉若干规定》", "rules_25", RULES_25, doubt="条号凭记忆，文本未查到，不印条号"),
    Term("evidence.preservation", "先行登记保存处理期限", "先行登记保存", 7, DAY, "《行政处罚法》第三十七条",
         "penalty", in_force_until=OLD_PENALTY_LAW_ENDS, doubt="修订前的法律未明确为工作日，按自然日并顺延"),
    Term("evidence.preservation", "先行登记保存处理期限", "先行登记保存", 7, WORKDAY,
         "《行政处罚法》第五十六条、第八十五条", "penalty", NEW_PENALTY_LAW),
    # Before the decision
    Term("penalty.advance_notice", "陈述申辩期限", "送达事先告知书", 3, WORKDAY, HOUSE, "",
         in_force_until=OLD_PENALTY_LAW_ENDS, policy="penalty.statement_days"),
    Term("penalty.advance_notice", "陈述申辩期限", "送达事先告知书", 5, WORKDAY, HOUSE, "",
         NEW_PENALTY_LAW, policy="penalty.statement_days_2021"),
    Term("hearing.request", "听证申请期限", "送达听证告知书", 3, DAY, "《行政处罚法》第四十二条", "penalty",
         in_force_until=OLD_PENALTY_LAW_ENDS, doubt="修订前的法律未明确为工作日，按自然日并顺延"),
    Term("hearing.request", "听证申请期限", "送达听证告知书", 5, WORKDAY,
         "《行政处罚法》第六十四条、第八十五条", "penalty", NEW_PENALTY_LAW),
    Term("hearing.notice", "听证通知最迟送达日", "举行听证", 7, DAY, "《行政处罚法》第四十二条", "penalty",
         in_force_until=OLD_PENALTY_LAW_ENDS, is_backward=True,
         doubt="修订前的法律未明确为工作日，按自然日计，遇休息日提前"),
    Term("hearing.notice", "听证通知最迟送达日", "举行听证", 7, WORKDAY,
         "《行政处罚法》第六十四条、第八十五条", "penalty", NEW_PENALTY_LAW, is_backward=True),
    # After the decision
    Term("service.penalty_decision", "处罚决定书送达期限", "作出处罚决定", 7, DAY, "《行政处罚法》第四十条",
         "penalty", in_force_until=OLD_PENALTY_LAW_ENDS, doubt="修订前的法律未明确为工作日，按自然日并顺延"),
    Term("service.penalty_decision", "处罚决定书送达期限", "作出处罚决定", 7, WORKDAY,
         "《行政处罚法》第六十一条、第八十五条", "penalty", NEW_PENALTY_LAW),
    Term("service.handling_decision", "处理决定书送达期限", "作出处理决定", 7, DAY,
         "《青岛市劳动保障监察条例》第三十一条", "qingdao", doubt="未明确为工作日，按自然日并顺延"),
    Term("service.paper", "文书送达期限", "签发文书", 7, DAY, "《青岛市劳动保障监察条例》第三十一条", "qingdao",
         doubt="未明确为工作日，按自然日并顺延"),
    # Reckoned from the day after the (last) announcement; it is an instant of service, not a duty, and does not roll.
    Term("service.announcement", "公告送达", "发出公告", 60, DAY,
         "《青岛市劳动保障监察条例》第三十三条", "qingdao", policy="service.announcement_days", rolls=False,
         doubt="2022年起民事诉讼法为30天；劳动保障监察文书按青岛条例，处罚决定由审核人确定"),
    Term("service.announcement", "公告送达（按民事诉讼法）", "发出公告", 60, DAY, "《民事诉讼法》（2017年文本）第九十二条",
         "civil_procedure", in_force_until=CIVIL_PROCEDURE_2021 - timedelta(1), when="civil_procedure", rolls=False),
    Term("service.announcement", "公告送达（按民事诉讼法）", "发出公告", 30, DAY, "《民事诉讼法》第九十五条",
         "civil_procedure", CIVIL_PROCEDURE_2021, when="civil_procedure", rolls=False,
         doubt="劳动保障监察文书在青岛适用60天，须由审核人确定"),
    Term("fine.payment", "罚款缴纳期限", "收到处罚决定书", 15, DAY, "《行政处罚法》第四十六条", "penalty",
         in_force_until=OLD_PENALTY_LAW_ENDS),
    Term("fine.payment", "罚款缴纳期限", "收到处罚决定书", 15, DAY, "《行政处罚法》第六十七条", "penalty",
         NEW_PENALTY_LAW),
    Term("decision.reconsideration", "申请行政复议期限", "送达决定书", 60, DAY, "《行政复议法》第九条",
         "reconsideration", RECONSIDERATION_LAW, date(2023, 12, 31)),
    Term("decision.reconsideration", "申请行政复议期限", "送达决定书", 60, DAY, "《行政复议法》第二十条",
         "reconsideration", date(2024, 1, 1)),
    Term("decision.suit", "提起行政诉讼期限", "送达决定书", 6, MONTH, "《行政诉讼法》第四十六条",
         "litigation", SUIT_LAW_2015),
    Term("decision.suit_after_reconsideration", "不服行政复议决定起诉期限", "收到复议决定书", 15, DAY,
         "《行政诉讼法》第四十五条", "litigation", SUIT_LAW_2015),
    Term("decision.suit_untold", "未告知起诉期限的起诉期限", "知道决定内容", 2, YEAR,
         "《关于执行〈行政诉讼法〉若干问题的解释》第四十一条", "litigation", date(2000, 3, 10), date(2018, 2, 7), rolls=False,
         doubt="已废止，条文待核"),
    Term("decision.suit_untold", "未告知起诉期限的起诉期限", "知道决定内容", 1, YEAR,
         "《关于适用〈行政诉讼法〉的解释》第六十四条", "litigation", date(2018, 2, 8), rolls=False),
    # 行政复议法 (2023) 88: ten days are working days.
    Term("appeal.answer", "提出复议答复和证据期限", "收到复议申请书副本", 10, DAY, "《行政复议法》第二十三条",
         "reconsideration", RECONSIDERATION_LAW, date(2023, 12, 31), doubt="条文凭记忆，待核"),
    Term("appeal.answer", "提出复议答复和证据期限", "收到复议申请书副本", 10, WORKDAY,
         "《行政复议法》第四十八条、第八十八条", "reconsideration", date(2024, 1, 1), doubt="条文凭记忆，待核"),
    Term("appeal.answer", "提交答辩状和证据期限", "收到起诉状副本", 15, DAY, "《行政诉讼法》第六十七条",
         "litigation", SUIT_LAW_2015, when="suit", doubt="条文凭记忆，待核"),
    # 行政强制法 69: terms of up to ten days in that law are working days.
    Term("execution.reminder", "催告履行期限", "送达催告书", 10, WORKDAY,
         "《行政强制法》第五十四条、第六十九条", "coercion", COERCION_LAW),
    Term("execution.court", "申请法院强制执行期限", "起诉期限届满", 3, MONTH, "《行政强制法》第五十三条",
         "coercion", COERCION_LAW),
    Term("execution.acceptance", "法院受理强制执行申请期限", "法院接到申请", 5, WORKDAY,
         "《行政强制法》第五十六条、第六十九条", "coercion", COERCION_LAW),
    Term("execution.ruling", "法院作出执行裁定期限", "法院受理申请", 7, WORKDAY,
         "《行政强制法》第五十七条、第六十九条", "coercion", COERCION_LAW),
    Term("publication.random_check", "抽查结果公示期限", "抽查任务完成", 20, WORKDAY,
         "双随机通行要求，未核实条文", "", policy="publication.random_check_days"),
    Term("publication.withdrawal", "处罚决定变更撤销后撤回公开期限", "决定被变更或撤销", 3, WORKDAY,
         "《行政处罚法》第四十八条、第八十五条", "penalty", NEW_PENALTY_LAW),
    Term("publication.penalty", "处罚决定公开期限", "作出处罚决定", 7, WORKDAY, "信用网站通行要求，未核实条文", "",
         policy="publication.penalty_days"),
    # To the police and to other offices
    Term("transfer.approval", "移送审批期限", "报告涉嫌犯罪", 3, DAY,
         "《行政执法机关移送涉嫌犯罪案件的规定》第五条", "transfer", REGULATION_310),
    Term("transfer.handover", "移送公安机关期限", "批准移送", 24, HOUR,
         "《行政执法机关移送涉嫌犯罪案件的规定》第五条", "transfer", REGULATION_310),
    Term("transfer.police_decision", "公安机关立案审查期限", "公安机关接受移送", 3, DAY,
         "《行政执法机关移送涉嫌犯罪案件的规定》第八条", "transfer", REGULATION_310),
    Term("transfer.objection", "对不立案提请复议期限", "收到不予立案通知书", 3, DAY,
         "《行政执法机关移送涉嫌犯罪案件的规定》第九条", "transfer", REGULATION_310),
    Term("transfer.goods", "移交涉案物品期限", "收到立案通知书", 3, DAY,
         "《行政执法机关移送涉嫌犯罪案件的规定》第十二条", "transfer", REGULATION_310),
    Term("arbitration.claim", "申请劳动争议仲裁期限", "知道权利被侵害", 1, YEAR,
         "《劳动争议调解仲裁法》第二十七条", "arbitration", ARBITRATION_LAW, rolls=False,
         doubt="向监察机构投诉即中断，重新起算；劳动关系存续期间的劳动报酬不受此限"),
    Term("referral.notice", "通报有关部门期限", "发现其他违法行为", 3, WORKDAY, HOUSE, "",
         policy="referral.notice_days"),
    # Inspections
    Term("inspection.follow_up", "检查发现问题跟进处理期限", "到户检查发现问题", 5, WORKDAY, HOUSE, "campaign_2021",
         policy="inspection.follow_up_days"),
    # Towns
    Term("escalation.report", "上报专项检查期限", "发现应上报情形", 3, WORKDAY, HOUSE, "campaign_2021",
         policy="escalation.days"),
    Term("escalation.report", "红线问题上报期限", "发现红线问题", 24, HOUR, HOUSE, "campaign_2021",
         when="red_flag", policy="escalation.red_flag_hours"),
    Term("escalation.answer", "答复镇街上报期限", "收到镇街上报", 3, WORKDAY, HOUSE, "campaign_2021",
         policy="escalation.answer_days"),
    Term("escalation.answer", "答复重大违法上报期限", "收到镇街上报的重大违法行为", 24, HOUR, HOUSE, "campaign_2021",
         when="red_flag", policy="escalation.answer_hours"),
    Term("warning.visit", "黄色预警走访期限", "预警生成", 10, WORKDAY, HOUSE, "warning_2014",
         policy="warning.yellow_days"),
    Term("warning.visit", "橙色预警走访期限", "预警生成", 5, WORKDAY, HOUSE, "warning_2014",
         when="orange", policy="warning.orange_days"),
    Term("warning.visit", "红色预警到场期限", "预警生成", 24, HOUR, HOUSE, "warning_2014",
         when="red", policy="warning.red_hours"),
)  # fmt: skip

VERSIONS: dict[str, Term] = {term.version: term for term in TERMS}
