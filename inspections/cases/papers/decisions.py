"""Review, discussion and decision (行政处罚法 57–59, formerly 38, 39; 条例 18, 26)."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from casework.paper_kinds import Facts, Field, Fixed, Typed
from inspections.cases.papers import afterwards, blocks, issued, lists, outcome, responsible, sources, spans
from inspections.cases.papers.fixed import by_law, remedies, sentence, unpaid_wages
from inspections.cases.workflow import State
from law import policy
from law.articles import article, articles
from law.clock import day_of
from law.remedies import Paper
from registry import party

BEFORE_DECISION = (
    State.INVESTIGATED,
    State.REVIEWING,
    State.REVIEWED,
    State.NOTIFIED,
    State.HEARING,
    State.DECIDING,
)
# 行政处罚法 33 and 57: which ground it rests on is said.
GROUNDS = (
    ("违法行为轻微并及时改正，没有造成危害后果", _("轻微并及时改正，没有造成危害后果")),
    ("初次违法且危害后果轻微并及时改正", _("初次违法且危害后果轻微并及时改正")),
    ("当事人有证据足以证明没有主观过错", _("没有主观过错")),
    ("违法事实不能成立", _("违法事实不能成立")),
)


def _conclusion(facts: Facts) -> str:
    return _t("退回，补正或者补充调查后再行提交") if sources.is_returned(facts) else _t("同意")


def _crime_looked_at(facts: Facts) -> str:
    return _t("涉嫌犯罪，须先报请移送") if facts.record.has_open_crime else _t("没有发现涉嫌犯罪")


def _law_looked_at(facts: Facts) -> str:
    return _t("%(broken)s；%(basis)s") % {"broken": sources.broken(facts), "basis": sources.basis(facts)}


def _body_looked_at(facts: Facts) -> str:
    """What the reviewer looks at, without a word of what he thinks of it."""
    body = policy.text("document.body", facts.on)
    return _t("以%(body)s名义办理；承办人%(handlers)s") % {"body": body, "handlers": sources.handlers(facts)}


def _steps_looked_at(facts: Facts) -> str:
    case = facts.record
    steps = ((case.filed_on, _t("立案")), (case.investigated_on, _t("调查终结")))
    return "，".join(f"{spans.day(on)}{label}" for on, label in steps if on)


LEGAL_REVIEW_OPINION = blocks.sheet(
    "legal_review_opinion",
    _("法制审核意见书"),
    blocks.CASE_NUMBER,
    blocks.MATTERS,
    blocks.PARTY,
    Field("received_on", _("收到日期"), lambda facts: day_of(facts.record.state_since), is_optional=True),
    blocks.typed("checked_body", _("主体、管辖和权限"), source=_body_looked_at),
    blocks.typed("checked_facts", _("事实和证据"), is_optional=True),
    blocks.typed("checked_steps", _("程序"), source=_steps_looked_at),
    blocks.typed("checked_law", _("依据"), source=_law_looked_at),
    blocks.typed("checked_measure", _("裁量"), is_optional=True),
    Field("checked_crime", _("是否涉嫌犯罪"), _crime_looked_at),
    # Asked by the act itself: the opinion where it passes, the ground where it goes back.
    Field("review_opinion", _("审核意见和理由"), sources.review_opinion),
    Field("review_conclusion", _("结论"), _conclusion),
    Field("reviewer", _("审核人"), sources.actor, is_optional=True),
    mark="审",
    signers="",
    is_again=True,
    basis=_("《行政处罚法》第五十八条"),
)  # fmt: skip
COLLECTIVE_DISCUSSION = blocks.record(
    "collective_discussion",
    _("重大案件集体讨论记录"),
    blocks.CASE_NUMBER,
    blocks.MATTERS,
    blocks.PARTY,
    blocks.typed("discussed_at", _("时间"), how=Typed.MOMENT, source=lambda facts: spans.day(facts.on)),
    blocks.typed("discussed_where", _("地点"), how=Typed.LINE, source=lambda facts: policy.text("document.body", facts.on)),
    blocks.typed("chaired_by", _("主持人"), how=Typed.LINE, is_optional=True),
    blocks.typed("attended_by", _("参加人和职务"), is_optional=True, help=_("本机关负责人。")),
    blocks.typed("sat_in", _("列席人"), how=Typed.LINE, is_optional=True, source=sources.names),
    Field("reported", _("汇报摘要"), sources.facts_found, told=blocks.FROM_CASE),
    blocks.typed("discussion", _("每人意见、结论和表决"), help=_("每人一行，先写姓名；不只写“同意”。")),
    Fixed(sentence(_("依照%(law)s集体讨论。"), law=by_law("penalty.discussion"))),
    signers="",
    hands=(_("主持人"), _("记录人")),
    is_front=False,
    basis=_("《行政处罚法》第五十七条第二款"),
    is_again=True,
)  # fmt: skip


def _heard(facts: Facts) -> str:
    """What the party said and what became of it."""
    said, answer = sources.statement(facts), sources.statement_answers(facts)
    if not said:
        return _t("当事人在期限内没有提出陈述、申辩。")
    return _t("当事人陈述、申辩：%(said)s") % {"said": said} + (
        f"\n{_t('复核意见')}：{answer}" if answer else ""
    )


def _told_before(facts: Facts) -> str:
    return "".join(filter(None, (sources.notice_facts(facts), sources.hearing_told(facts))))


def _payment(facts: Facts) -> str:
    return _t("自收到本决定书之日起%(days)s内（签发当日送达的，至%(due)s止）缴纳。%(bank)s。") % {
        "days": spans.within("fine.payment", facts),
        "due": spans.day(spans.until("fine.payment", facts.on)),
        "bank": policy.text("document.fine_bank", facts.on),
    }


def _taken_away(facts: Facts) -> str:
    """What is taken away stands apart from the fine."""
    taken = outcome.confiscated(facts)
    return _t("没收人民币%(sum)s，不计入罚款。") % {"sum": taken} if taken else ""


def _late(facts: Facts) -> str:
    return _t(
        "逾期不缴纳罚款的，依照%(law)s，每日按罚款数额的百分之三加处罚款，加处罚款的数额不超出罚款的数额。"
    ) % {"law": articles(("penalty.late_fee", "coercion.late_fee"), facts.on)}


def _published(facts: Facts) -> str:
    law = articles(("penalty.publication",), facts.on)
    return _t("本决定具有一定社会影响的，依照%(law)s依法公开。") % {"law": law} if law else ""


FOUND = (
    Fixed(afterwards.in_place_of),
    Field("source", _("案件来源"), sources.source_kind, told=blocks.FROM_CASE),
    blocks.FILED_ON,
    Field("facts_found", _("查明的事实"), sources.facts_found, told=blocks.FROM_CASE),
    Field("evidence_summary", _("证据"), lists.evidence_summary, is_optional=True),
    blocks.BROKEN,
    Field("told_before", _("告知和听证"), _told_before, is_optional=True),
    Field("heard", _("陈述申辩"), _heard),
)
PENALTY_DECISION = blocks.decision(
    "penalty_decision",
    _("行政处罚决定书"),
    "罚",
    *party.E_BLOCK_OF_DECISION,
    *FOUND,
    Field("decision_basis", _("处罚依据"), sources.basis, told=_("条文")),
    Field("decision_text", _("处罚内容"), outcome.decision_text),
    Field("fine", _("罚款数额"), outcome.fine, is_optional=True),
    Fixed(_taken_away),
    Fixed(responsible.decided),
    Field("computation", _("裁量和计算"), issued.said_in("penalty_notice", "discretion"), is_optional=True),
    Fixed(sentence(_("依照%(law)s，责令立即改正上述违法行为。"), law="penalty.correction")),
    Field("performance", _("履行方式和期限"), _payment, told=_("时限")),
    Fixed(_late),
    remedies(Paper.PENALTY_DECISION),
    Fixed(responsible.each_for_himself),
    Fixed(_published),
    to=responsible.addressees,
    when=outcome.is_penalty,
    basis=_("《行政处罚法》第五十七条、第五十九条"),
)


def _consequence(facts: Facts) -> str:
    told = {
        "law": article("supervision.obstruction", facts.on),
        "court": articles(("coercion.court",), facts.on),
    }
    return _t(
        "逾期不履行本决定的，依照%(law)s处理，并依照%(court)s申请人民法院强制执行。"
    ) % told + unpaid_wages(facts)


HANDLING_DECISION = blocks.decision(
    "handling_decision",
    _("行政处理决定书"),
    "理",
    *party.E_BLOCK_OF_DECISION,
    *FOUND,
    Field("decision_basis", _("处理依据"), sources.basis, told=_("条文")),
    Field("decision_text", _("处理决定"), outcome.decision_text),
    Field("back_pay", _("责令支付"), outcome.back_pay, is_optional=True),
    Field("back_pay_people", _("支付人数"), outcome.back_pay_people, is_optional=True),
    Field("extra", _("加付赔偿金（付给劳动者，不是罚款）"), outcome.extra, is_optional=True),
    Field("pay_term", _("支付期限"), outcome.pay_term, is_optional=True),
    Field("workers", _("支付劳动报酬名单"), lists.workers_table, is_optional=True),
    Fixed(_("支付以劳动者本人签收或者转账凭证为准，期满前将凭证报送承办机构。")),
    Fixed(_consequence),
    remedies(Paper.HANDLING_DECISION),
    when=outcome.is_handling,
    basis=_("《劳动保障监察条例》第十八条第一款第二项、第二十六条"),
)
WORKERS_LIST = blocks.sheet(
    "workers_list",
    _("支付劳动报酬名单"),
    Field("decision_number", _("所附文书文号"), outcome.decision_number, is_optional=True),
    blocks.PARTY,
    Field("workers", _("名单"), lists.workers_table, is_optional=True),
    Field("back_pay", _("欠额合计"), outcome.back_pay, is_optional=True),
    Field("extra", _("加付合计"), outcome.extra, is_optional=True),
    Fixed(_("本名单是所附文书的组成部分。")),
    has_seal=True,
    is_front=True,
    when=lists.has_workers,
    basis=_("《劳动保障监察条例》第二十六条"),
)


def _ground(facts: Facts) -> str:
    if facts.record.is_unfounded:
        return GROUNDS[3][0]
    return GROUNDS[0][0] if facts.record.is_minor_and_corrected else ""


NO_PENALTY_DECISION = blocks.decision(
    "no_penalty_decision",
    _("不予行政处罚决定书"),
    "不罚",
    *party.E_BLOCK_OF_DECISION,
    *FOUND,
    Field("no_penalty_ground", _("不予处罚的情形"), _ground, Typed.CHOICE, choices=GROUNDS,
          help=_("四种情形选一种（行政处罚法）；情节轻微且已改正、要撤销立案的不用这一种决定。")),
    Field("decision_basis", _("依据"), by_law("penalty.slight", "penalty.decision")),
    Field("decision_text", _("决定"), outcome.decision_text),
    blocks.typed("education", _("教育"), source=blocks.said(_("已对当事人进行法律、法规教育，责令其遵守劳动保障法律、法规。"))),
    remedies(Paper.NO_PENALTY),
    when=outcome.is_no_penalty,
    basis=_("《行政处罚法》第三十三条、第五十七条"),
)  # fmt: skip
WITHDRAWAL_DECISION = blocks.decision(
    "withdrawal_decision",
    _("撤销立案决定书"),
    "撤",
    *party.E_BLOCK_OF_DECISION,
    blocks.MATTERS,
    blocks.FILED_ON,
    Field("facts_found", _("查明的事实"), sources.facts_found, told=blocks.FROM_CASE),
    Field("correction_done", _("改正情况和凭证"), sources.correction_result, is_optional=True),
    # Asked by the act itself.
    Field("reason", _("撤销立案的理由")),
    Fixed(sentence(_("依照%(law)s的规定，本机关决定撤销立案。"), law="supervision.withdrawal")),
    remedies(Paper.WITHDRAWAL),
    copies=2,
    basis=_("《劳动保障监察条例》第十八条第一款第三项，《青岛市劳动保障监察条例》第三十一条"),
)


def _decide_by(facts: Facts) -> str:
    ended = facts.record.investigated_on
    if ended is None:
        return ""
    due = spans.until("case.decision", ended)
    length = spans.within("case.decision", facts)
    return _t("%(day)s（调查终结之日起%(length)s）") % {"day": spans.day(due), "length": length}


DECISION_EXTENSION = blocks.sheet(
    "decision_extension",
    _("延期作出决定审批表"),
    blocks.CASE_NUMBER,
    blocks.MATTERS,
    blocks.PARTY,
    Field("concluded_on", _("调查终结日期"), lambda facts: facts.record.investigated_on),
    Field("decide_by", _("决定期限届满日"), _decide_by, told=_("时限")),
    blocks.typed(
        "extension_reason",
        _("延期理由"),
        source=sources.words("extension_reason"),
        help=_("听证、鉴定等；听证本身不中止期限。"),
    ),
    Field(
        "decide_later",
        _("延至"),
        lambda facts: sources.column(facts.record, "extended_until"),
        typed=Typed.DAY,
    ),
    blocks.handlers_opinion(blocks.said(_("期限内不能作出决定，报请延期。"))),
    blocks.opinion("approval", _("区局负责人意见"), _("同意延期。")),
    basis=_("《关于实施〈劳动保障监察条例〉若干规定》第三十七条（未核实）"),
)
CLERICAL_CORRECTION = blocks.notice(
    "clerical_correction",
    _("文书补正通知书"),
    "补正",
    Field("party_name", _("名称（姓名）"), party.name, told=party.REGISTER),
    blocks.typed("corrected_paper", _("原文书名称和文号"), how=Typed.LINE),
    blocks.typed("wrong_words", _("误"), how=Typed.LINE),
    blocks.typed("right_words", _("正"), how=Typed.LINE),
    blocks.typed("why_corrected", _("理由"), how=Typed.LINE, help=_("只更正笔误和计算错误，不改事实、数额和依据。")),
    Fixed(sentence(_("依照%(law)s补正，原文书其他内容不变。"), law="oversight.correction")),
    blocks.CONTACT,
    signatures=2,
    issued_by="cases.decide",
    is_again=True,
    basis=_("《山东省行政执法监督条例》第三十一条"),
)  # fmt: skip
CATALOGUE = (
    LEGAL_REVIEW_OPINION,
    COLLECTIVE_DISCUSSION,
    PENALTY_DECISION,
    HANDLING_DECISION,
    WORKERS_LIST,
    NO_PENALTY_DECISION,
    WITHDRAWAL_DECISION,
    DECISION_EXTENSION,
    CLERICAL_CORRECTION,
)
