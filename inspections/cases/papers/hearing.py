"""The party is heard: prior notice, statement, hearing (条例 19; 行政处罚法 44, 45, 62–65, formerly 31, 32, 41–43)."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from casework.paper_kinds import Facts, Field, Fixed, Sheet, Typed
from inspections.cases.models import Case
from inspections.cases.papers import blocks, lists, responsible, sources, spans
from inspections.cases.papers.fixed import by_law, party_called
from inspections.cases.workflow import State
from inspections.checks import officers
from inspections.checks.officers import Words
from law import policy
from law.articles import articles
from law.matters import are_about_minors
from law.money import both
from registry import party

THIS_NOTICE = _("收到本告知书")
TOLD = (State.NOTIFIED, State.HEARING)


def _intended(facts: Facts) -> str:
    """The law of what is intended."""
    return _t("上述行为违反了%(broken)s的规定。") % {"broken": sources.broken(facts) or _t("有关法律、法规")}


def _followed(facts: Facts) -> str:
    """What a notice takes back when it is given anew: nothing the party has said is lost."""
    if not sources.notice_waits(facts):
        return ""
    return _t("本告知书签发后，%(number)s不再作为作出决定的依据；此前已经提出的陈述、申辩继续有效。") % {
        "number": sources.replaced(facts)
    }


def _rights_at(*codes: str) -> Words:
    return lambda facts: _rights(facts, articles(codes, facts.on))


def _rights(facts: Facts, law: str) -> str:
    told = {
        "law": law,
        "party": party_called(facts),
    }
    return (
        _t(
            "依照%(law)s的规定，%(party)s有权在期限内向本机关书面或者口头陈述和申辩；逾期不提出的，视为放弃。"
            "本机关不会因陈述、申辩而加重处理。"
        )
        % told
    )


def _hearing_right(facts: Facts, when: str = "") -> str:
    """The right itself; `when` says the term where it has no field of its own."""
    if not facts.record.has_hearing_right:
        return ""
    told = {
        "law": articles(("penalty.hearing_right", "penalty.hearing"), facts.on),
        "party": party_called(facts),
        "when": when or _t("在期限内"),
    }
    return (
        _t(
            "依照%(law)s的规定，%(party)s有权要求举行听证。要求听证的，应当%(when)s以书面或者口头方式向本机关提出；"
            "听证不收取费用。逾期不要求的，视为放弃。"
        )
        % told
    )


def _hearing_right_in_time(facts: Facts) -> str:
    told = {
        "days": spans.within("hearing.request", facts),
        "due": spans.day(spans.until("hearing.request", facts.on)),
    }
    return _hearing_right(facts, _t("自收到本告知书之日起%(days)s内（签发当日送达的，至%(due)s止）") % told)


def _fine(facts: Facts) -> str:
    told = sources.proposed_fine(facts)
    return _t("罚款人民币%(sum)s") % {"sum": told} if told else ""


def _fine_or_persons(facts: Facts) -> str:
    return _fine(facts) or (_t("对单位不罚款") if responsible.people(facts) else "")


NOTICE_HEAD = (
    *party.E_BLOCK,
    Field("facts_found", _("违法事实"), sources.facts_found, told=blocks.FROM_CASE),
    blocks.typed("evidence_summary", _("证据"), source=lists.evidence_summary, is_optional=True,
                 help=_("只写证据名称；能认出举报人的不写。")),
    Fixed(_intended),
    blocks.BASIS,
    # Asked by the act itself: facts, reasons, basis and what is intended.
    Field("notice_text", _("拟作的决定和理由")),
)  # fmt: skip


def _stated_by(facts: Facts) -> str:
    """The person responsible who speaks for himself, or the head of the unit."""
    return str(facts.given.get("statement_of") or party.head(facts))


STATEMENT_TERM = blocks.ahead("penalty.advance_notice", _("陈述申辩期限"), "statement_term", THIS_NOTICE)
PENALTY_NOTICE = blocks.notice(
    "penalty_notice",
    _("行政处罚事先告知书"),
    "罚告",
    *NOTICE_HEAD,
    Field("proposed", _("拟处罚款数额"), _fine, is_optional=True),
    Fixed(responsible.told),
    blocks.typed(
        "discretion", _("裁量理由和计算"), is_optional=True, help=_("按几人、几个月、什么标准算出这个数。")
    ),
    Fixed(_rights_at("penalty.statement", "supervision.statement")),
    STATEMENT_TERM,
    Fixed(_hearing_right_in_time),
    Fixed(_followed),
    blocks.CONTACT,
    to=responsible.addressees,
    when=sources.told_penalty,
    basis=_("《行政处罚法》第四十四条、第六十二条，《劳动保障监察条例》第十九条"),
)


def _proposed_payment(facts: Facts) -> str:
    """To how many, and how much, by the list of workers."""
    sums = facts.record.wages
    if not sums.people:
        return ""
    told = {"count": sums.unpaid, "sum": both(sums.missing), "extra": both(sums.extra)}
    line = _t("向名单所列%(count)s人支付%(sum)s") % told
    return line + (_t("，加付赔偿金%(extra)s") % told if sums.extra else "") + "。"


HANDLING_NOTICE = blocks.notice(
    "handling_notice",
    _("行政处理事先告知书"),
    "理告",
    *NOTICE_HEAD,
    blocks.typed(
        "proposed_payment", _("拟责令支付的对象、金额和期限"), source=_proposed_payment, is_optional=True
    ),
    Field("workers", _("支付名单"), lists.workers_table, is_optional=True),
    Fixed(_rights_at("supervision.statement")),
    STATEMENT_TERM,
    Fixed(_followed),
    blocks.CONTACT,
    when=sources.told_handling,
    basis=_("《劳动保障监察条例》第十九条"),
)
HEARING_RIGHT_NOTICE = blocks.notice(
    "hearing_right_notice",
    _("行政处罚听证告知书"),
    "听告",
    *party.E_BLOCK,
    Field("told_in", _("事先告知"), sources.notice_facts),
    Field("facts_found", _("违法事实"), sources.facts_found, told=blocks.FROM_CASE),
    Field("proposed", _("拟处罚款数额"), _fine_or_persons),
    Fixed(responsible.told),
    Fixed(_hearing_right),
    blocks.ahead("hearing.request", _("听证申请期限"), "hearing_term", THIS_NOTICE),
    Field("threshold", _("听证标准"), lambda facts: _t("对单位罚款%(unit)s元、对公民罚款%(citizen)s元以上") % {
        "unit": f"{policy.amount('hearing.unit_fine', facts.on):,}",
        "citizen": f"{policy.amount('hearing.citizen_fine', facts.on):,}",
    }, told=_("本地值")),
    blocks.CONTACT,
    to=responsible.addressees,
    # One sheet with the prior notice where the office does not part them.
    basis=_("《行政处罚法》第六十三条、第六十四条"),
    when=sources.has_hearing_right,
)  # fmt: skip
STATEMENT_RECORD = blocks.record(
    "statement_record",
    _("陈述申辩笔录"),
    blocks.MATTERS,
    blocks.PARTY,
    Field("heard_on", _("时间"), lambda facts: sources.statement_day(facts) or facts.on),
    blocks.typed("statement_place", _("地点"), source=sources.agency, how=Typed.LINE),
    Field("heard_by", _("听取人及执法证号"), sources.handlers),
    blocks.typed("stated_by", _("陈述人身份和委托"), source=_stated_by, how=Typed.LINE, is_optional=True),
    Field("notice", _("事先告知"), sources.notice_facts, is_optional=True),
    # Asked by the act itself.
    Field("statement", _("陈述、申辩内容")),
    blocks.typed("handed_in", _("提交的材料"), how=Typed.LINE, is_optional=True),
    Field("review_of_statement", _("复核意见"), lambda facts: str(facts.given.get("statement_answer") or ""), is_optional=True,
          told=_("办理时填写")),
    Fixed(_("本机关不因陈述、申辩而加重处理。")),
    hands=(_("陈述人"),),
    basis=_("《行政处罚法》第四十五条"),
)  # fmt: skip


def _hearing_day(facts: Facts) -> str:
    day = sources.hearing_day(facts)
    return spans.day(day) if day else ""


def _is_open(facts: Facts) -> str:
    if are_about_minors(facts.record.matters):
        return _t("不公开（涉及未成年人隐私）")
    hearing = facts.record.hearing
    return _t("不公开") if hearing is not None and hearing.is_closed_door else _t("公开")


def _hearing_rights(facts: Facts) -> str:
    told = {"law": articles(("penalty.hearing",), facts.on), "days": spans.within("hearing.notice", facts)}
    return (
        _t(
            "依照%(law)s的规定，在听证的%(days)s前通知你。你可以亲自参加，也可以委托一至二人代理；认为主持人与本案有直接"
            "利害关系的，有权申请回避；可以提出证据、申请证人到场并进行申辩和质证。无正当理由不出席或者未经许可中途退出的，"
            "视为放弃听证权利。请准备身份证明、授权委托书、证据材料和证人名单。"
        )
        % told
    )


HEARING_MOMENT = blocks.typed("hearing_time", _("时分"), how=Typed.LINE, source=blocks.said("9时00分"))
HEARING_PLACE = blocks.typed("hearing_place", _("地点"), how=Typed.LINE, source=officers.body)
HOST = blocks.typed("hearing_host", _("主持人及听证主持人资格证号"), how=Typed.LINE, source=sources.actor, is_optional=True,
                    help=_("没有参加本案调查、持有听证主持人资格证件的人（《山东省行政执法监督条例》第十一条）。"))  # fmt: skip
HEARING_NOTICE = blocks.notice(
    "hearing_notice",
    _("听证通知书"),
    "听通",
    blocks.MATTERS,
    Field("applicant", _("听证申请人"), party.name),
    Field("hearing_day", _("时间"), _hearing_day),
    HEARING_MOMENT,
    HEARING_PLACE,
    HOST,
    blocks.typed("hearing_clerk", _("听证员、记录员"), how=Typed.LINE, is_optional=True),
    blocks.typed("hearing_is_open", _("是否公开及理由"), how=Typed.LINE, source=_is_open),
    Fixed(_hearing_rights),
    Field("contact", _("联系方式"), lambda facts: policy.text("document.telephone", facts.on)),
    to=responsible.addressees,
    signers="",
    basis=_("《行政处罚法》第六十四条"),
)


def is_public(case: Case) -> bool:
    """Nobody is invited to a hearing about minors or behind closed doors (行政处罚法 64(3))."""
    is_closed = case.hearing is not None and case.hearing.is_closed_door
    return not is_closed and not are_about_minors(case.matters)


HEARING_ANNOUNCEMENT = blocks.decision(
    "hearing_announcement",
    _("听证公告"),
    "",
    blocks.MATTERS,
    blocks.PARTY,
    Field("hearing_day", _("时间"), _hearing_day),
    HEARING_MOMENT,
    HEARING_PLACE,
    Fixed(_("本次听证公开举行，公民可以凭身份证件旁听。")),
    to=None,
    is_served=False,
    is_red=False,
    copies=1,
    when=is_public,
    basis=_("《行政处罚法》第六十四条"),
)
HEARING_RECORD = blocks.record(
    "hearing_record",
    _("听证笔录"),
    blocks.MATTERS,
    Field("hearing_day", _("时间"), _hearing_day),
    HEARING_PLACE,
    HOST,
    blocks.typed("hearing_clerk", _("听证员、记录员"), how=Typed.LINE),
    blocks.typed("present", _("到场人、身份和委托"), help=_("当事人、代理人、第三人、案件承办人。")),
    Fixed(_("主持人宣布案由和听证纪律，核对到场人身份，告知当事人的权利义务，询问是否申请回避。")),
    blocks.typed("recusal_asked", _("是否申请回避"), how=Typed.LINE, source=blocks.said(_("不申请回避。"))),
    blocks.typed("case_put", _("承办人提出的事实、证据、依据和建议")),
    blocks.typed("defence", _("当事人的申辩")),
    blocks.typed("turns", _("质证和辩论"), how=Typed.TURNS, help=_("每行一句，以“问：”“答：”开头；证据逐项出示。")),
    blocks.typed("last_words", _("最后陈述")),
    Fixed(_("没有在听证中出示的证据，不作为决定的依据。笔录交当事人、代理人审核无误后签名；拒绝签名的，由主持人注明。")),
    signers="",
    # Written while the hearing is held, issued with its end; whoever was there signs each page.
    signatures=1,
    issued_by="cases.close_hearing",
    states=(State.HEARING, State.NOTIFIED),
    hands=(_("当事人（代理人）"), _("听证主持人"), _("记录员")),
    basis=_("《行政处罚法》第六十四条"),
)  # fmt: skip
HEARING_REPORT = blocks.sheet(
    "hearing_report",
    _("听证报告"),
    blocks.CASE_NUMBER,
    blocks.MATTERS,
    blocks.PARTY,
    Field("hearing_day", _("听证日期"), _hearing_day, is_optional=True),
    Field("notice", _("告知情况"), sources.notice_facts, is_optional=True),
    # Asked by the act itself: what was disputed, which evidence holds, and the opinion with its reasons.
    Field("hearing_report", _("基本情况、争点、证据认定和意见")),
    Field("reported_by", _("主持人"), sources.actor, is_optional=True),
    Fixed(
        lambda facts: _t("依照%(law)s，根据听证笔录作出决定。") % {
            "law": by_law("penalty.after_hearing", "penalty.hearing")(facts)
        }
    ),
    sheet=Sheet.OFFICIAL,
    signers="",
    basis=_("《行政处罚法》第六十五条"),
)  # fmt: skip
CATALOGUE = (
    PENALTY_NOTICE,
    HEARING_RIGHT_NOTICE,
    HANDLING_NOTICE,
    STATEMENT_RECORD,
    HEARING_NOTICE,
    HEARING_ANNOUNCEMENT,
    HEARING_RECORD,
    HEARING_REPORT,
)
