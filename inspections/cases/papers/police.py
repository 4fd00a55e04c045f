"""To the police and to other bodies (国务院令第310号; 条例 18, 33; 社会保险法 63, 82, 86)."""

from dataclasses import replace

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from casework.paper_kinds import Facts, Field, Fixed, Source, Typed
from inspections.cases.papers import blocks, issued, lists, outcome, sources, spans
from inspections.cases.papers.fixed import by_law, sentence
from inspections.cases.workflow import FILED_AND_OPEN, State
from law import policy
from law.articles import articles
from registry import party

HANDED = (State.TRANSFER_APPROVED, State.TRANSFERRED)
ANY = tuple(map(str, (*FILED_AND_OPEN, State.CLUE, State.FILING)))
TAX_OFFICE = _("国家税务总局青岛市黄岛区税务局")
GOODS = (_("名称"), _("数量"), _("特征"), _("原件/复制件"), _("保管处"), _("移交时间"))
SUSPECT = Field("suspect", _("嫌疑单位（人）"), party.name, told=party.REGISTER)
CRIME = Field("crime_named", _("涉嫌罪名和条款"), sources.crime)
CRIME_FACTS = Field("crime_facts", _("事实（时间、地点、经过、后果）"), sources.crime_facts)


def police(facts: Facts) -> str:
    return policy.text("document.police", facts.on)


def _ordered(facts: Facts) -> str:
    """For 拒不支付劳动报酬: the order to pay, its service and its day, and whether it ran out (刑法 276之一; 法释〔2013〕3号)."""
    paper = issued.newest(facts, "handling_decision", "correction_order")
    number = paper.number if paper else outcome.decision_number(facts) or sources.correction_number(facts)
    if not sources.is_about_wages(facts) or not number:
        return ""
    is_decision = paper is not None and paper.kind == "handling_decision"
    due = outcome.pay_by(facts) if is_decision else sources.correct_by(facts) or outcome.pay_by(facts)
    served = paper.delivered_on if paper is not None else None
    told = {"number": number, "served": spans.day(served), "due": spans.day(due)}
    lines = [_t("%(number)s责令支付"), _t("%(served)s送达") if served else ""]
    lines.append(
        _t("%(due)s期满仍未支付") if due and due < facts.on else _t("支付期限%(due)s") if due else ""
    )
    return "，".join(line % told for line in lines if line) + "。"


def _threshold(facts: Facts) -> str:
    if not sources.is_about_wages(facts):
        return ""
    one, many = (policy.amount(code, facts.on) for code in ("crime.arrears_one", "crime.arrears_many"))
    told = {
        "amount": sources.amount(facts) or outcome.back_pay(facts),
        "one": f"{one:,}",
        "many": f"{many:,}",
    }
    return _t("%(amount)s；追诉标准一人%(one)s元，十人以上累计%(many)s元（未核实）") % told


def _proposed(facts: Facts) -> str:
    return _t("涉嫌犯罪，建议依照%(law)s移送公安机关。") % {"law": articles(("transfer.due",), facts.on)}


def _approval(facts: Facts) -> str:
    """The head's decision, once there is one; that it does not go to the police needs its reason."""
    if facts.record.state == State.TRANSFER_PENDING:
        return ""
    reason = facts.given.get("reason")
    words = _t("不批准移送，理由：%(reason)s") % {"reason": reason} if reason else _t("批准移送。")
    return "　".join(filter(None, (words, sources.actor(facts), spans.day(facts.on))))


CRIME_TRANSFER_APPROVAL = blocks.sheet(
    "crime_transfer_approval",
    _("移送涉嫌犯罪案件审批表"),
    blocks.CASE_NUMBER,
    blocks.MATTERS,
    SUSPECT,
    CRIME_FACTS,
    CRIME,
    Field("transfer_basis", _("依据"), by_law("transfer.due", "transfer.approval", "penalty.crime")),
    Field("threshold", _("数额与追诉标准"), _threshold, is_optional=True),
    Field("order_to_pay", _("责令支付文书、送达和期满"), _ordered, is_optional=True),
    blocks.handlers_opinion(_proposed),
    Field("approval", _("正职负责人或者主持工作的负责人意见"), _approval, is_optional=True),
    is_again=True,
    is_begun=True,
    basis=_("《行政执法机关移送涉嫌犯罪案件的规定》第五条"),
)


def _handover(facts: Facts) -> str:
    return _t("批准之时起%(hours)s内移交") % {"hours": spans.within("transfer.handover", facts)}


def _package(facts: Facts) -> str:
    """The five of 310 art. 6; the letter itself is the first."""
    told = _t("案件调查报告、涉案物品（材料）清单、检验报告或者鉴定意见、证据材料%(count)s")
    return told % {"count": lists.evidence_count(facts)}


CRIME_TRANSFER_LETTER = blocks.letter(
    "crime_transfer_letter",
    _("涉嫌犯罪案件移送书"),
    "移",
    Field("source", _("案件来源"), sources.source_kind),
    replace(blocks.FILED_ON, is_optional=True),
    SUSPECT,
    Field("party_code", _("统一社会信用代码/证件号"), party.code, is_optional=True),
    Field("party_address", _("地址"), party.address, is_optional=True),
    Field("party_head", _("法定代表人（负责人）及职务"), party.head, is_optional=True),
    CRIME_FACTS,
    CRIME,
    Field("measures", _("已采取的措施"), _ordered, is_optional=True),
    Field("package", _("附件清单"), _package),
    Field("handed_by", _("移交时限"), _handover, told=_("时限")),
    blocks.CONTACT,
    Fixed(
        sentence(
            _(
                "依照%(law)s移送。请在回执上签字，并依照%(answer)s作出立案或者不予立案的决定后书面通知本机关。"
                "同时抄送同级人民检察院。"
            ),
            law=by_law("transfer.due", "transfer.package", "penalty.crime"),
            answer="transfer.answer",
        )
    ),
    Field("receipt", _("回执：接收单位、接收人和时间"), sources.transfer_receipt, is_optional=True),
    to=police,
    copies=3,
    basis=_("《行政执法机关移送涉嫌犯罪案件的规定》第六条"),
)  # fmt: skip
CRIME_EVIDENCE_LIST = blocks.sheet(
    "crime_evidence_list",
    _("涉案物品（材料）清单"),
    blocks.MATTERS,
    SUSPECT,
    Field("evidence", _("清单"), lists.evidence, is_optional=True),
    Field("goods", _("涉案物品"), typed=Typed.ROWS, columns=GOODS, is_optional=True,
          help=_("每行一件：名称，数量，特征，原件或者复制件，保管处，移交时间。")),
    Field("handed_over_by", _("移交人"), sources.handlers),
    Field("receipt", _("接收人"), sources.transfer_receipt, is_optional=True),
    Fixed(sentence(_("依照%(law)s，收到立案通知书后将其余涉案物品移交。"), law="transfer.goods")),
    is_front=True,
    is_again=True,
    copies=2,
    basis=_("《行政执法机关移送涉嫌犯罪案件的规定》第四条、第六条、第十二条"),
)  # fmt: skip
POLICE_REVIEW_REQUEST = blocks.letter(
    "police_review_request",
    _("提请复议书"),
    "复",
    Field("transfer_number", _("移送书文号"), issued.numbered("crime_transfer_letter"), is_optional=True),
    blocks.typed(
        "refusal_number",
        _("不予立案通知书文号"),
        how=Typed.LINE,
        source=sources.police_answer("answer_number"),
    ),
    Field("refusal_received_on", _("收到日期"), sources.police_answer("answered_on"), typed=Typed.DAY),
    SUSPECT,
    blocks.typed("challenge_reason", _("理由")),
    Field("request", _("请求"), lambda facts: _t("请求撤销不予立案决定，依法立案侦查。")),
    Fixed(
        sentence(_("依照%(law)s提请复议；也可以建议人民检察院依法进行立案监督。"), law="transfer.challenge")
    ),
    blocks.CONTACT,
    to=police,
    basis=_("《行政执法机关移送涉嫌犯罪案件的规定》第九条"),
)


def _told(known: Source) -> Source:
    """The body it is addressed to: as typed, otherwise the one the matter is of."""
    return lambda facts: facts.given.get("receiver") or str(known(facts))


RECEIVER = blocks.typed("receiver", _("主送机关"), how=Typed.LINE, is_woven=True)
RECEIVER_OF_MATTER = blocks.typed(
    "receiver", _("主送机关"), how=Typed.LINE, is_woven=True, source=sources.offices
)
REPLY = blocks.typed(
    "reply_by", _("回复期限"), how=Typed.LINE, is_optional=True, help=_("请对方在哪一天以前书面反馈。")
)
NO_NAMES = _("不写举报人，不写劳动者的证件号。")
FACTS_TOLD = blocks.typed("facts_told", _("发现的事实"), source=sources.facts_found, help=NO_NAMES)
LETTER = {"signatures": 2, "states": ANY}

CASE_TRANSFER_LETTER = blocks.letter(
    "case_transfer_letter",
    _("案件移送函"),
    "函",
    RECEIVER,
    blocks.MATTERS,
    Field("party_name", _("当事人"), party.name, told=party.REGISTER),
    FACTS_TOLD,
    blocks.typed("why_transferred", _("移送理由（管辖）")),
    Field("evidence_summary", _("材料清单"), lists.evidence_summary, is_optional=True),
    REPLY,
    Fixed(
        sentence(_("依照%(law)s，现将本案移送贵机关处理，请将处理结果书面告知。"), law="supervision.transfer")
    ),
    blocks.CONTACT,
    issued_by="cases.decide",
    basis=_("《劳动保障监察条例》第十八条第二款"),
    **LETTER,
)
DEPARTMENT_NOTICE = blocks.letter(
    "department_notice",
    _("情况通报函"),
    "通",
    RECEIVER_OF_MATTER,
    *party.E_BLOCK,
    FACTS_TOLD,
    Field("broken", _("涉嫌违反的规定"), sources.broken, is_optional=True),
    blocks.typed("suggestion", _("建议"), source=blocks.said(_("请依职责调查处理。"))),
    Field("evidence_summary", _("附件"), lists.evidence_summary, is_optional=True),
    blocks.typed("reply_by", _("反馈期限"), how=Typed.LINE, help=_("请对方在哪一天以前书面反馈。")),
    blocks.CONTACT,
    to=_told(sources.offices),
    issued_by="cases.approve_filing",
    basis=_("《劳动保障监察条例》第三十三条"),
    **LETTER,
)
INSURANCE_TRANSFER = blocks.letter(
    "insurance_transfer",
    _("社会保险费欠缴线索移送函"),
    "社函",
    blocks.typed("receiver", _("主送机关"), how=Typed.LINE, is_woven=True, source=blocks.said(TAX_OFFICE)),
    *party.E_BLOCK,
    blocks.typed("insured_people", _("人员与期间"), help=NO_NAMES),
    blocks.typed("wage_vouchers", _("工资凭证"), source=lists.evidence_summary),
    Field("request", _("请求"), lambda facts: _t("请依法核定、征收，并将结果书面告知本机关。")),
    REPLY,
    Fixed(sentence(_("依照%(law)s移送。"), law=by_law("insurance.levy", "insurance.answer", "insurance.arrears"))),
    blocks.CONTACT,
    to=_told(blocks.said(TAX_OFFICE)),
    issued_by="cases.approve_filing",
    basis=_("《社会保险法》第六十三条、第八十二条第二款、第八十六条"),
    **LETTER,
)  # fmt: skip
RETAINED_ID_TRANSFER = blocks.letter(
    "retained_id_transfer",
    _("扣押证件线索移送函"),
    "公函",
    Field("party_name", _("用人单位"), party.name, told=party.REGISTER),
    blocks.typed("retained_of", _("被扣押证件的人"), help=_("只写姓氏和人数。")),
    blocks.typed("retained_what", _("证件和时间"), how=Typed.LINE),
    Field("ordered_back", _("责令退还"), sources.correction_number, is_optional=True),
    Fixed(
        sentence(
            _("扣押居民身份证的，依照%(contract)s责令退还，并依照%(police)s由公安机关处理。"),
            contract="contract.retained_id",
            police="identity_card.retained",
        )
    ),
    blocks.CONTACT,
    to=police,
    issued_by="cases.approve_filing",
    basis=_("《劳动合同法》第八十四条第一款；《居民身份证法》第十六条"),
    **LETTER,
)
CATALOGUE = (
    CRIME_TRANSFER_APPROVAL,
    CRIME_TRANSFER_LETTER,
    CRIME_EVIDENCE_LIST,
    POLICE_REVIEW_REQUEST,
    CASE_TRANSFER_LETTER,
    DEPARTMENT_NOTICE,
    INSURANCE_TRANSFER,
    RETAINED_ID_TRANSFER,
)
