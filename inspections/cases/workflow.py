"""The life of a case, from clue to archive (条例 14–19, 行政处罚法, 310号令; practice)."""

from functools import partial

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from casework.table import ASIDE, BACK, NEW, REFUSAL, SAME, Act, Row, Workflow, guard
from law.words import longer_words, told


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
    TRANSFER_PENDING = "transfer_pending", _("待移送审批")
    TRANSFER_APPROVED = "transfer_approved", _("已批准移送")
    TRANSFERRED = "transferred", _("已移送")


@guard(_("须有两名不同的监察员承办（条例第十六条）。"))
def has_two_inspectors(act: Act) -> bool:
    return bool(act.record.lead_id and act.record.second_id and act.record.lead_id != act.record.second_id)


@guard(_("只由本案的承办人办理；要换人的，请大队负责人改派（条例第十六条）。"))
def is_handler(act: Act) -> bool:
    return act.actor is None or act.actor.pk in (act.record.lead_id, act.record.second_id)


@guard(_("违法行为终了已超过查处时效且未被发现，不再查处（条例第二十条、行政处罚法第三十六条）。"))
def is_within_limitation(act: Act) -> bool:
    """The act still goes on, or was found within two years of its end; five where it did harm to life, health, finance."""
    limitation = act.record.limitation
    return limitation is None or act.record.found_on <= limitation.on


@guard(_("已批准延长过一次，不能再延长（条例第十七条）。"))
def not_extended(act: Act) -> bool:
    return act.record.extension_approved_on is None


@guard(_("调查期限已满，须在届满前批准延长（条例第十七条）。"))
def investigation_not_over(act: Act) -> bool:
    deadline = act.record.deadlines.running().filter(clock="case.investigation").first()
    return deadline is not None and act.on <= deadline.due_on


@guard(_("承办人还没有申请延长。"))
def extension_requested(act: Act) -> bool:
    return bool(act.record.extension_reason)


@guard(_("只有情节轻微且已改正的，或违法事实不能成立的，才可撤销立案（条例第十八条）。"))
def is_minor_and_corrected(act: Act) -> bool:
    return act.record.is_minor_and_corrected or act.record.is_unfounded


@guard(_("审核人不能是本案承办人（行政处罚法第五十八条）。"))
def reviewer_is_not_handler(act: Act) -> bool:
    return act.actor is None or act.actor.pk not in (act.record.lead_id, act.record.second_id)


@guard(_("须先听取陈述申辩，或等陈述申辩期限届满（条例第十九条）。"))
def party_was_heard(act: Act) -> bool:
    if act.record.statement_heard_on is not None:
        return True
    deadline = act.record.deadlines.filter(clock="penalty.advance_notice").order_by("-pk").first()
    return deadline is not None and act.on > deadline.due_on


@guard(_("还没有签发过须送达的文书。"))
def has_papers_to_deliver(act: Act) -> bool:
    return any(paper.is_served for paper in act.record.papers.exclude(issued_on=None))


@guard(_("没有告知听证权利，或者听证申请已经了结；确须听证的，请重新告知（行政处罚法第六十四条）。"))
def was_told_of_hearing(act: Act) -> bool:
    """Whether the request came in time is for its own day to say, which may be written down later."""
    return act.record.deadlines.running().filter(clock="hearing.request").exists()


@guard(_("还没有定听证日期，或者听证日还没有到。"))
def hearing_day_has_come(act: Act) -> bool:
    return act.record.hearing_on is not None and act.record.hearing_on <= act.on


@guard(_("要求听证的期限未满，当事人也没有书面放弃（行政处罚法第六十四条）。"))
def hearing_right_was_kept(act: Act) -> bool:
    """No such right, a waiver, a hearing held, or the days to ask for one have gone by."""
    if not act.record.has_hearing_right or act.record.is_hearing_waived or act.record.hearing_closed_on:
        return True
    deadline = act.record.deadlines.filter(clock="hearing.request").order_by("-pk").first()
    return deadline is None or act.on > deadline.due_on


@guard(_("草案写的支付期限已到，送达后来不及支付，请退回重拟，另定一天。"))
def pay_day_is_ahead(act: Act) -> bool:
    return act.record.pay_by is None or act.on < act.record.pay_by


@guard(_("已写明涉嫌犯罪的事实，不得以罚代移：须先报请移送公安，经审批不移送的才可处罚（国务院令第310号）。"))
def is_no_penalty_for_a_crime(act: Act) -> bool:
    return not (act.record.is_penalty and act.record.has_open_crime)


S = State
OPEN = (S.INVESTIGATING, S.CORRECTING)
# A crime may come to light at any time from the filing to the closing.
FILED_AND_OPEN = (
    *OPEN, S.INVESTIGATED, S.REVIEWING, S.REVIEWED, S.NOTIFIED, S.HEARING, S.DECIDING, S.DECIDED, S.SERVED, S.EXECUTED,
    S.CLOSING,
)  # fmt: skip
FINAL = (S.NOT_FILED, S.ARCHIVED, S.WITHDRAWN, S.TRANSFERRED)
EXTENSION_ASKED = {"extension_reason__gt": "", "extension_approved_on": None}
# The two handlers are set when filing is asked for and work until the end.
HANDED_OUT = tuple(state for state in S if state not in (S.CLUE, *FINAL))
TABLE = Workflow(
    states=State,
    final=FINAL,
    unclocked={
        S.CLUE: _("法规没有定线索查证的日数；投诉和检查转来的，来件和检查的时限已经先走"),
        S.FILING: _("法规没有定立案审批的日数；批准之日起算调查期限"),
    },
    rows=(
        Row("register_clue", NEW, S.CLUE, "cases.register_clue", _("登记线索")),
        Row("request_filing", S.CLUE, S.FILING, "cases.request_filing", _("报请立案"),
            guards=(has_two_inspectors, is_within_limitation), notify=("leaders",),
            hint=told(_("大队负责人批准之日为立案日，起算 %(term)s"), term="case.investigation")),
        Row("approve_filing", S.FILING, S.INVESTIGATING, "cases.approve_filing", _("批准立案"),
            four_eyes=("request_filing",), notify=("handlers",), shows="basic",
            hint=told(_("批准之日立案；投诉转来的以受理之日为立案日"))),
        Row("return_filing", S.FILING, S.CLUE, "cases.return_filing", _("退回补充"),
            kind=BACK, notify=("handlers",), shows="basic"),
        Row("reject_filing", S.FILING, S.NOT_FILED, "cases.reject_filing", _("不予立案"),
            kind=REFUSAL, is_final=True, notify=("handlers",), shows="basic"),
        Row("conclude_investigation", S.INVESTIGATING, S.INVESTIGATED, "cases.conclude_investigation", _("调查终结"),
            guards=(is_handler,), hint=told(_("调查时限停止，次日起算决定期限 %(term)s"), term="case.decision")),
        Row("record_findings", (*OPEN, S.INVESTIGATED), SAME, "cases.record_findings", _("记录调查情况"),
            kind=ASIDE, guards=(is_handler,),
            hint=told(_("随查随记，附证据；写明涉嫌犯罪的事实后须报请移送，不得以罚代移"))),
        Row("order_correction", S.INVESTIGATING, S.CORRECTING, "cases.order_correction", _("责令限期改正"),
            guards=(is_handler,), hint=told(_("指定改正日期，到期复查"))),
        Row("confirm_correction", S.CORRECTING, S.INVESTIGATING, "cases.confirm_correction", _("复查改正情况"),
            guards=(is_handler,)),
        Row("request_extension", OPEN, SAME, "cases.request_extension", _("申请延长调查"),
            kind=ASIDE, guards=(is_handler, not_extended, investigation_not_over), notify=("heads",),
            hint=told(_("期满前报区局负责人批准，延长 %(more)s，只能一次"),
                      more=partial(longer_words, "case.investigation", "case.investigation_extended"))),
        Row("approve_extension", OPEN, SAME, "cases.approve_extension", _("批准延长调查"),
            guards=(extension_requested, not_extended, investigation_not_over), four_eyes=("request_extension",),
            notify=("handlers",), waits_if=EXTENSION_ASKED, shows="findings"),
        Row("approve_transfer", S.TRANSFER_PENDING, S.TRANSFER_APPROVED, "cases.approve_transfer", _("批准移送"),
            is_final=True, four_eyes=("propose_transfer",), notify=("handlers",), shows="transfer",
            hint=told(_("%(term)s内移交公安机关"), term="transfer.handover")),
        Row("reject_transfer", S.TRANSFER_PENDING, S.INVESTIGATING, "cases.reject_transfer", _("不批准移送"),
            kind=REFUSAL, four_eyes=("propose_transfer",), notify=("handlers",), back_to="transfer_from",
            shows="transfer"),
        Row("hand_over", S.TRANSFER_APPROVED, S.TRANSFERRED, "cases.hand_over", _("移交公安机关"),
            is_final=True, guards=(is_handler,)),
        Row("submit_review", S.INVESTIGATED, S.REVIEWING, "cases.submit_review", _("提交法制审核"),
            guards=(is_handler,), notify=("reviewers",), hint=told(_("由不是承办人的法制人员审核"))),
        Row("withdraw_case", S.INVESTIGATED, S.WITHDRAWN, "cases.withdraw_case", _("撤销立案"),
            kind=REFUSAL, is_final=True, guards=(is_minor_and_corrected,), four_eyes=("conclude_investigation",),
            notify=("handlers",), shows="findings", hint=told(_("只用于轻微已改正或者违法事实不能成立"))),
        Row("pass_review", S.REVIEWING, S.REVIEWED, "cases.pass_review", _("审核通过"),
            guards=(reviewer_is_not_handler,), notify=("handlers", "leaders"), shows="findings"),
        Row("return_review", S.REVIEWING, S.INVESTIGATED, "cases.return_review", _("审核退回"),
            kind=BACK, guards=(reviewer_is_not_handler,), notify=("handlers",), shows="findings"),
        Row("give_notice", S.REVIEWED, S.NOTIFIED, "cases.give_notice", _("事先告知"),
            papers=("penalty_notice", "handling_notice"), notify=("handlers",), shows="findings",
            hint=told(_("改变决定种类或者提高罚款的，须重新告知；起算陈述申辩期限；达到听证数额的，同时起算听证申请期限"))),
        Row("submit_decision", S.NOTIFIED, S.DECIDING, "cases.submit_decision", _("报请决定"),
            guards=(is_handler, party_was_heard, hearing_right_was_kept), notify=("heads",),
            hint=told(_("只能作出告知过的那一种决定，或者不予处罚；罚款不能高于告知的数额"))),
        Row("record_statement", S.NOTIFIED, S.NOTIFIED, "cases.record_statement", _("记录陈述申辩"),
            guards=(is_handler,)),
        Row("request_hearing", S.NOTIFIED, S.HEARING, "cases.request_hearing", _("受理听证申请"),
            guards=(is_handler, was_told_of_hearing), notify=("reviewers",)),
        Row("give_notice", S.NOTIFIED, S.NOTIFIED, "cases.give_notice", _("重新告知"),
            kind=ASIDE, papers=("penalty_notice", "handling_notice"), notify=("handlers",), shows="findings",
            hint=told(_("改变决定种类或者提高罚款的，须重新告知；起算陈述申辩期限；达到听证数额的，同时起算听证申请期限"))),
        Row("set_hearing_day", S.HEARING, S.HEARING, "cases.set_hearing_day", _("定听证日期"),
            guards=(reviewer_is_not_handler,), notify=("handlers",),
            hint=told(_("提前%(term)s通知当事人；到了听证日才能登记听证结束"), term="hearing.notice")),
        Row("close_hearing", S.HEARING, S.NOTIFIED, "cases.close_hearing", _("听证结束"),
            guards=(reviewer_is_not_handler, hearing_day_has_come), notify=("handlers",)),
        Row("decide", S.DECIDING, S.DECIDED, "cases.decide", _("作出决定"),
            is_final=True, guards=(pay_day_is_ahead, is_no_penalty_for_a_crime), four_eyes=("submit_decision",),
            notify=("handlers",), shows="decision",
            hint=told(_("作出后 %(penalty)s内送达（处理决定 %(handling)s）"), penalty="service.penalty_decision",
                      handling="service.handling_decision")),
        Row("return_decision", S.DECIDING, S.NOTIFIED, "cases.return_decision", _("退回重拟"),
            kind=BACK, notify=("handlers",), shows="decision"),
        Row("serve", S.DECIDED, S.SERVED, "cases.serve", _("登记送达"),
            guards=(is_handler,), hint=told(_("罚款自送达起 %(term)s内缴纳；责令支付的按决定书写明的日期"), term="fine.payment")),
        Row("deliver", HANDED_OUT[1:], SAME, "cases.deliver", _("登记文书送达"),
            kind=ASIDE, guards=(is_handler, has_papers_to_deliver),
            hint=told(_("每份文书各自登记；当事人的期限自送达之日起算"))),
        Row("record_execution", S.SERVED, S.EXECUTED, "cases.record_execution", _("登记执行完毕"), guards=(is_handler,)),
        Row("request_closing", S.EXECUTED, S.CLOSING, "cases.request_closing", _("报请结案"),
            guards=(is_handler,), notify=("leaders",)),
        Row("approve_closing", S.CLOSING, S.CLOSED, "cases.approve_closing", _("批准结案"),
            is_final=True, four_eyes=("request_closing",), notify=("handlers",), shows="decision"),
        Row("return_closing", S.CLOSING, S.EXECUTED, "cases.return_closing", _("退回补充材料"),
            kind=BACK, notify=("handlers",), shows="decision"),
        Row("archive_case", S.CLOSED, S.ARCHIVED, "cases.archive_case", _("归档"), guards=(is_handler,)),
        Row("propose_transfer", FILED_AND_OPEN, S.TRANSFER_PENDING, "cases.propose_transfer", _("报请移送公安"),
            kind=ASIDE, guards=(is_handler,), notify=("heads",),
            hint=told(_("涉嫌犯罪的随时报请，不得以罚代移；负责人 %(days)s内决定，批准后 %(hours)s内移交"),
                      days="transfer.approval", hours="transfer.handover")),
        Row("reassign_case", HANDED_OUT, SAME, "cases.reassign_case", _("改派承办人"),
            kind=ASIDE, notify=("handlers",), hint=told(_("承办人回避、病假或者调离时换人；新承办人须有有效执法证"))),
    ),
)  # fmt: skip
