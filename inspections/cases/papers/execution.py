"""Service, payment, court (民事诉讼法; 行政处罚法 66, 72; 行政强制法 35, 53–55)."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from casework.models import Delivery
from casework.paper_kinds import Facts, Field, Fixed, Sheet, Table, Typed
from inspections.cases.kinds import OF_PERSONS, Paid
from inspections.cases.papers import (
    afterwards,
    blocks,
    issued,
    lists,
    outcome,
    overdue,
    responsible,
    sources,
    spans,
)
from inspections.cases.papers.fixed import by_law, court, party_called, remedies, sentence
from inspections.cases.workflow import State
from law import policy
from law.articles import articles
from law.money import both
from law.remedies import Paper
from registry import party

DECIDED = (State.SERVED, State.EXECUTED)
INSTALMENTS = (_("期数和日期"), _("金额"))
DECISION = Field("decision_number", _("决定书文号"), outcome.decision_number, told=blocks.FROM_CASE)
SERVED_ON = Field("decision_served", _("决定书送达日期"), outcome.decision_served)
FINE = Field("fine", _("罚款"), outcome.fine, is_optional=True)
CONFISCATED = Field("confiscated", _("没收"), outcome.confiscated, is_optional=True)
BACK_PAY = Field("back_pay", _("责令支付工资等"), outcome.back_pay, is_optional=True)
EXTRA = Field("extra", _("加付赔偿金"), outcome.extra, is_optional=True)
LATE_FEE = Field("late_fee", _("加处罚款（计至签发当日）"), outcome.late_fee, is_optional=True)


def _moment(delivery: Delivery) -> str:
    at = delivery.done_at
    return f"{delivery.done_on:%Y年%-m月%-d日}" + (f"{at:%-H时%M分}" if at else "")


def _servers(facts: Facts) -> str:
    """Who served it; where nobody is named, the two who handle the case."""
    last = issued.delivery(facts)
    named = [f"{each.name}（{each.certificate}）" for each in last.servers.all()] if last else []
    return "、".join(named) or sources.handlers(facts)


def _served(facts: Facts) -> str:
    """The papers that were handed over together; how many, where it was more than one."""
    last = issued.delivery(facts)
    papers = list(facts.given.get("papers") or ([last.paper] if last else []))
    named = [f"《{paper.title}》{paper.number}" for paper in papers]
    return "\n".join([*named, *([_t("共 %(n)s 件") % {"n": len(named)}] if len(named) > 1 else [])])


def _counts_from(delivery: Delivery) -> str:
    return spans.day(delivery.effective_on)


def _served_on(facts: Facts) -> str:
    """Who got it: one of those the paper is addressed to, or all of them."""
    return issued.delivered(lambda each: each.addressee or each.paper.party)(facts) or party.name(facts)


DELIVERY_RECEIPT = blocks.sheet(
    "delivery_receipt",
    _("送达回证"),
    blocks.MATTERS,
    Field("served_paper", _("送达文书名称、文号"), _served),
    Field("served_on_whom", _("受送达人"), _served_on),
    Field("served_where", _("送达地点"), issued.delivered(lambda each: each.place), is_optional=True),
    Field("served_how", _("送达方式"), issued.delivered(lambda each: str(each.get_way_display()))),
    Field("served_when", _("送达时间"), issued.delivered(_moment)),
    Field("receiver", _("签收人"), issued.delivered(lambda each: each.receiver), is_optional=True),
    Field("relation", _("与受送达人的关系、职务"), issued.delivered(lambda each: each.relation), is_optional=True),
    Field("refusal", _("拒收事由或者此前送达经过"), issued.delivered(lambda each: each.refusal), is_optional=True),
    Field("witness", _("见证人、单位和电话"), issued.delivered(lambda each: each.witness), is_optional=True),
    Field("carrier", _("邮寄单号、公告载体或者电子地址"), issued.delivered(lambda each: each.carrier), is_optional=True),
    Field("served_by", _("送达人及执法证号"), _servers),
    Field("effective_on", _("送达生效日"), issued.delivered(_counts_from), told=_("时限")),
    Fixed(
        sentence(
            _("签收日期为送达日期。依照%(law)s送达。"),
            law=by_law("service.ways", "qingdao.service", "qingdao.announcement"),
        )
    ),
    signers="",
    is_front=True,
    is_again=True,
    has_seal=True,
    basis=_("《民事诉讼法》送达各条；《青岛市劳动保障监察条例》第三十二条、第三十三条"),
)  # fmt: skip
DELIVERY_ADDRESS = blocks.sheet(
    "delivery_address",
    _("送达地址（方式）确认书"),
    blocks.MATTERS,
    *party.E_BLOCK,
    blocks.typed("mail_address", _("送达地址"), source=party.address, how=Typed.LINE),
    blocks.typed("mail_to", _("收件人和电话"), how=Typed.LINE),
    blocks.typed(
        "electronic_address", _("电子送达地址（系统、邮箱或者传真）"), how=Typed.LINE, is_optional=True
    ),
    blocks.typed("electronic_papers", _("同意电子送达的文书"), how=Typed.LINE, is_optional=True,
                 help=_("逐一写明文书名称；可以随时撤回。")),
    Fixed(
        sentence(
            _(
                "我（单位）确认以上地址和方式用于本案文书送达；地址变更的，及时书面告知。提供的地址不准确、"
                "拒不提供或者变更后没有告知，致使文书没有被实际接收的，依照%(law)s承担相应后果。"
            ),
            law=by_law("penalty.service", "service.address"),
        )
    ),
    blocks.typed("confirmed_by", _("确认人（签名或者盖章）和日期"), how=Typed.LINE),
    signatures=1,
    issued_by="cases.deliver",
    is_front=True,
    basis=_("《行政处罚法》第六十一条；《民事诉讼法》第九十条"),
)  # fmt: skip


def _to_pay(facts: Facts) -> str:
    """The sums in all clarity, each for itself (行政强制法 35): what is still owed, as a remedy left it."""
    owing = facts.record.owing(facts.on).items()
    of_unit = [f"{what.label}{both(amount)}" for what, amount in owing if what not in OF_PERSONS]
    if told := [*of_unit, *overdue.owed(facts)]:
        return "\n".join(told)
    sums = ((_t("罚款"), outcome.fine), (_t("加处罚款"), outcome.late_fee), (_t("责令支付工资等"), outcome.back_pay),
            (_t("加付赔偿金"), outcome.extra))  # fmt: skip
    return "\n".join(f"{label}{said(facts)}" for label, said in sums if said(facts))


def _how_to_pay(facts: Facts) -> str:
    bank = policy.text("document.fine_bank", facts.on)
    return _t("罚款：%(bank)s。工资、加付赔偿金：直接支付劳动者本人并报送凭证。") % {"bank": bank}


DEMAND_NOTICE = blocks.notice(
    "demand_notice",
    _("履行行政决定催告书"),
    "催",
    *party.E_BLOCK,
    DECISION,
    SERVED_ON,
    Fixed(
        lambda facts: _t("%(who)s在决定书确定的期限内没有履行义务。现予催告：") % {"who": party_called(facts)}
    ),
    blocks.ahead("execution.reminder", _("履行期限"), "demand_term", _("收到本催告书")),
    blocks.typed("demand_text", _("应履行的义务"), source=outcome.decision_said),
    Field("demand_way", _("履行方式"), _how_to_pay),
    Field("demand_sum", _("应履行的金额和给付方式"), _to_pay),
    Fixed(
        sentence(
            _(
                "依照%(law)s，当事人有权陈述和申辩。逾期仍不履行的，本机关将依照%(court)s申请人民法院强制执行。"
            ),
            law=by_law("coercion.demand", "coercion.court_demand"),
            court="coercion.court",
        )
    ),
    blocks.CONTACT,
    to=overdue.debtors,
    basis=_("《行政强制法》第三十五条、第五十四条"),
    is_again=True,
)


def _apply_until(facts: Facts) -> str:
    """Until when the court may be asked: three months after the last remedy or instalment."""
    stands_from = facts.record.suit_ends_on
    return spans.day(spans.until("execution.court", stands_from)) if stands_from else ""


ENFORCEMENT_APPLICATION = blocks.letter(
    "enforcement_application",
    _("强制执行申请书"),
    "执",
    Field("applicant", _("申请人"), lambda facts: policy.text("document.body", facts.on)),
    *party.E_BLOCK_OF_DECISION,
    Fixed(responsible.decided),
    DECISION,
    SERVED_ON,
    Field("claimed", _("申请执行的事项"), _to_pay),
    Field("facts_found", _("事实"), sources.facts_found, told=blocks.FROM_CASE),
    Field("decision_basis", _("决定依据"), sources.basis, is_optional=True),
    blocks.typed("application_text", _("申请理由"), source=blocks.said(_("被申请人逾期不履行，经催告仍不履行。"))),
    Field("demanded", _("催告情况"), issued.numbered("demand_notice")),
    Field("heard", _("当事人的意见"), sources.statement, is_optional=True),
    blocks.typed("no_remedy", _("复议和诉讼情况"), how=Typed.LINE,
                 source=afterwards.remedies_or_none),
    blocks.typed("object", _("申请执行标的情况"), is_optional=True, help=_("财产线索、银行账户等。")),
    Field("apply_until", _("申请期限"), _apply_until, told=_("时限")),
    Field("workers", _("支付名单"), lists.workers_table, is_optional=True),
    blocks.typed("annexes", _("附件"), source=blocks.said(_("决定书及其依据、送达回证、催告书、当事人意见、标的情况。"))),
    Fixed(sentence(_("依照%(law)s提出申请。"), law=by_law("coercion.court", "coercion.application", "suit.enforcement"))),
    to=court,
    is_red=False,
    basis=_("《行政强制法》第五十三条至第五十五条"),
)  # fmt: skip


def _plan(facts: Facts) -> Table:
    """The instalments that were asked for; without any the whole fine on the day until which more time was asked for."""
    asked = facts.record.extension
    rows = (
        [(spans.day(each.due_on), both(each.amount)) for each in asked.instalments.all()]
        if asked and asked.pk
        else []
    )
    if rows:
        return Table(INSTALMENTS, rows)
    until, decision = sources.column(facts.record, "extended_until"), facts.record.decision
    amount = decision.owed(Paid.FINE) + decision.owed(Paid.PERSON_FINE) if decision is not None else None
    return Table(INSTALMENTS, [(spans.day(until), both(amount))] if until and amount else [])


DEFERRAL_DECISION = blocks.notice(
    "deferral_decision",
    _("延期（分期）缴纳罚款批准书"),
    "缓",
    *party.E_BLOCK,
    DECISION,
    Field("fine", _("罚款"), outcome.fine_now),
    blocks.typed("extension_reason", _("经济困难说明和证明"), source=sources.words("extension_reason")),
    Field("instalments", _("缴纳计划"), _plan, typed=Typed.ROWS, columns=INSTALMENTS, help=_("每期一行：日期，金额。")),
    Fixed(_("申请人民法院强制执行的期限，自最后一期期限届满之日起计算。")),
    Fixed(sentence(_("依照%(law)s，准予按上述计划缴纳；逾期仍不缴纳的，依照%(late)s加处罚款。"), law="penalty.deferral",
                   late="penalty.late_fee")),
    blocks.CONTACT,
    sheet=Sheet.FORM,
    basis=_("《行政处罚法》第六十六条第二款"),
)  # fmt: skip


def _days_late(facts: Facts) -> str:
    days = outcome.days_late(facts)
    return _t("%(days)s日") % {"days": days} if days else ""


def _cap(facts: Facts) -> str:
    fine = outcome.fine_now(facts)
    return _t("不超出罚款数额%(sum)s") % {"sum": fine} if fine else ""


def _fine_due(facts: Facts) -> str:
    due = outcome.fine_due(facts)
    return spans.day(due) if due else ""


LATE_FEE_NOTICE = blocks.notice(
    "late_fee_notice",
    _("加处罚款决定书"),
    "加",
    *party.E_BLOCK_OF_DECISION,
    DECISION,
    Field("fine", _("罚款"), outcome.fine_now, is_optional=True),
    Fixed(responsible.decided),
    Field("fine_due", _("缴纳期限届满日"), _fine_due, told=_("时限")),
    Field("days_late", _("单位逾期天数（扣除复议、诉讼期间）"), _days_late, is_optional=True),
    Field("late_fee", _("加处罚款"), overdue.fees),
    Field("late_cap", _("单位加处罚款的上限"), _cap, is_optional=True),
    Fixed(
        lambda facts: _t("依照%(law)s，每日按罚款数额的百分之三加处罚款，加处罚款的数额不超出罚款的数额。") % {
            "law": articles(("penalty.late_fee", "coercion.late_fee"), facts.on)
        }
    ),
    Field("late_way", _("缴纳方式"), lambda facts: policy.text("document.fine_bank", facts.on)),
    remedies(Paper.LATE_FEE),
    to=overdue.late_payers,
    signers="",
    signatures=2,
    issued_by="cases.decide",
    states=DECIDED,
    basis=_("《行政处罚法》第七十二条；《行政强制法》第四十五条"),
)  # fmt: skip
PAYMENT_RECORD = blocks.sheet(
    "payment_record",
    _("缴款（支付）凭证登记表"),
    blocks.CASE_NUMBER,
    blocks.PARTY,
    DECISION,
    FINE,
    CONFISCATED,
    BACK_PAY,
    EXTRA,
    Field("payments", _("缴付情况"), afterwards.payments, is_optional=True),
    Field("execution_note", _("说明"), sources.words("execution_note"), is_optional=True),
    Fixed(_("罚款和支付劳动者的款项分行登记；工资以劳动者签收或者转账凭证为准。")),
    is_front=True,
    is_again=True,
    basis=_("《行政处罚法》第七十条、第七十四条"),
)
CATALOGUE = (
    DELIVERY_RECEIPT,
    DELIVERY_ADDRESS,
    DEMAND_NOTICE,
    ENFORCEMENT_APPLICATION,
    DEFERRAL_DECISION,
    LATE_FEE_NOTICE,
    PAYMENT_RECORD,
)
