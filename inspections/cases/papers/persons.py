"""Who acts for the party, who steps aside, and to whom a child was handed (条例 16; 行政处罚法 43, 64; 禁止使用童工规定 6)."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from casework.paper_kinds import Facts, Field, Fixed, Sheet, Typed
from inspections.cases.kinds import RecusalAsker
from inspections.cases.papers import blocks, lists, sources
from inspections.cases.papers.fixed import by_law, sentence
from inspections.cases.workflow import FILED_AND_OPEN
from registry import party

STATES = tuple(map(str, FILED_AND_OPEN))
POWERS = (
    ("一般授权", _("一般授权")),
    ("特别授权（陈述、申辩、听证、签收、和解）", _("特别授权（陈述、申辩、听证、签收、和解）")),
)
DECIDED = (("同意", _("同意")), ("驳回", _("驳回")))
BY_PARTY = {
    "signatures": 1,
    "issued_by": "cases.deliver",
    "states": STATES,
    "is_front": True,
    "is_again": True,
}
SIGNED_ON = blocks.typed("signed_on", _("签章和日期"), how=Typed.LINE)


def _children_only(facts: Facts) -> str:
    return _t(
        "依照%(law)s，童工由用人单位送回原居住地交其父母或者其他监护人，所需交通和食宿费用由用人单位承担。"
    ) % {"law": by_law("child_labour.sent_home")(facts)}


def _applied_by(facts: Facts) -> str:
    """The party, or whoever declared it of himself."""
    asked = facts.record.recusal
    if asked is None:
        return ""
    return str(asked.person.name) if asked.asked_by == RecusalAsker.SELF else party.name(facts)


def _recused(facts: Facts) -> str:
    asked = facts.record.recusal
    return str(asked.person.name) if asked is not None else ""


def _recusal_reason(facts: Facts) -> str:
    asked = facts.record.recusal
    return asked.reason if asked is not None else ""


LEGAL_REPRESENTATIVE = blocks.sheet(
    "legal_representative",
    _("法定代表人身份证明书"),
    blocks.typed("representative", _("姓名"), how=Typed.LINE, source=party.head),
    blocks.typed("representative_post", _("职务"), how=Typed.LINE),
    Field("party_name", _("单位"), party.name, told=party.REGISTER),
    Field("party_code", _("统一社会信用代码"), party.code, is_optional=True, told=party.REGISTER),
    Fixed(_("特此证明。附身份证件复印件。")),
    SIGNED_ON,
    signers="",
    basis=_("民事诉讼证据通例"),
    **BY_PARTY,
)
POWER_OF_ATTORNEY = blocks.sheet(
    "power_of_attorney",
    _("授权委托书"),
    Field("party_name", _("委托人"), party.name, told=party.REGISTER),
    blocks.typed("agent", _("受托人姓名、证件、单位和电话"), how=Typed.LINE, help=_("听证最多委托两名。")),
    blocks.MATTERS,
    Field("powers", _("权限"), typed=Typed.CHOICE, choices=POWERS, help=_("代为签收文书的须在授权中写明。")),
    blocks.typed("powers_until", _("期限"), how=Typed.LINE),
    Fixed(_("附受托人身份证件复印件。")),
    SIGNED_ON,
    signers="",
    basis=_("《行政处罚法》第六十四条"),
    **BY_PARTY,
)
RECUSAL_DECISION = blocks.notice(
    "recusal_decision",
    _("回避决定书"),
    "避",
    blocks.MATTERS,
    Field("applied_by", _("申请人"), _applied_by, told=blocks.FROM_CASE),
    Field("recused", _("被申请人"), _recused, told=blocks.FROM_CASE),
    Field("recusal_reason", _("申请理由"), _recusal_reason, told=blocks.FROM_CASE),
    Field("recusal_decided", _("决定"), typed=Typed.CHOICE, choices=DECIDED),
    blocks.typed("recusal_why", _("决定理由")),
    Field("decided_by", _("决定人"), sources.actor, is_optional=True),
    Fixed(
        sentence(
            _("依照%(law)s决定。决定作出前，不停止调查。"),
            law=by_law("supervision.officers", "qingdao.recusal", "penalty.recusal"),
        )
    ),
    signers="",
    is_again=True,
    basis=_("《劳动保障监察条例》第十六条；《行政处罚法》第四十三条；《青岛市劳动保障监察条例》第二十九条"),
)
GUARDIAN_RECEIPT = blocks.sheet(
    "guardian_receipt",
    _("童工送交监护人确认书"),
    blocks.CASE_NUMBER,
    Field("party_name", _("用人单位"), party.name, told=party.REGISTER),
    blocks.typed("child", _("儿童姓名、出生日期"), how=Typed.LINE),
    blocks.typed("guardian", _("监护人、与儿童的关系和证件"), how=Typed.LINE),
    blocks.typed("handed_at", _("送交时间和地点"), how=Typed.LINE),
    blocks.typed(
        "costs",
        _("费用承担"),
        how=Typed.LINE,
        source=blocks.said(_("交通、食宿费用由用人单位承担。")),
    ),
    blocks.typed("wages_settled", _("工资结清情况"), how=Typed.LINE),
    Fixed(_children_only),
    Field("photos", _("照片"), lists.evidence_count, is_optional=True),
    blocks.typed("guardian_signed", _("监护人签名和日期"), how=Typed.LINE),
    signatures=2,
    issued_by="cases.confirm_correction",
    states=STATES,
    is_front=True,
    is_again=True,
    sheet=Sheet.FORM,
    basis=_("《禁止使用童工规定》第六条"),
)
CATALOGUE = (LEGAL_REPRESENTATIVE, POWER_OF_ATTORNEY, RECUSAL_DECISION, GUARDIAN_RECEIPT)
