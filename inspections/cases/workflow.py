"""The life of a case, from clue to archive (条例 14–19, 行政处罚法, 310号令; practice)."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.table import ASIDE, BACK, NEW, REFUSAL, SAME, VISIT, Row, Workflow
from inspections.cases.closing_guards import (
    all_papers_are_served,
    file_is_whole,
    has_a_result,
    no_duty_is_open,
    nothing_goes_back,
)
from inspections.cases.guards import (
    appeal_is_open,
    appeal_is_unanswered,
    decision_extension_requested,
    decision_not_over,
    decision_was_served,
    deferral_requested,
    demand_ran_out,
    disposal_requested,
    execution_goes_on,
    execution_is_suspended,
    extension_requested,
    former_is_off_show,
    has_evidence_kept,
    has_linked_complaints,
    has_papers_to_deliver,
    has_two_inspectors,
    hearing_day_has_come,
    hearing_is_recorded,
    hearing_notice_was_delivered,
    hearing_notice_was_in_time,
    hearing_right_was_kept,
    investigation_not_over,
    is_about_minors,
    is_behind_with_payment,
    is_handler,
    is_minor_and_corrected,
    is_no_penalty_for_a_crime,
    is_not_answered,
    is_not_recused,
    is_not_with_police,
    is_on_show,
    is_to_be_published,
    is_within_limitation,
    may_be_challenged,
    no_appeal_is_open,
    no_disposal_waits,
    no_recusal_waits,
    not_extended,
    owes_a_fine,
    party_was_heard,
    pay_day_is_ahead,
    recusal_is_for_government,
    recusal_is_for_head,
    recusal_is_for_leader,
    reviewer_is_not_handler,
    something_goes_back,
    something_is_owed,
    was_discussed,
    was_told,
    was_told_of_hearing,
)
from inspections.cases.kinds import DECISION_PAPERS, OVERTURNED, DecisionKind
from inspections.cases.states import State
from law.powers import Office
from law.term_table import NEW_PENALTY_LAW
from law.words import longer_words, told

S = State
OPEN = (S.INVESTIGATING, S.CORRECTING)
BEFORE_DECISION = (S.INVESTIGATED, S.REVIEWING, S.REVIEWED, S.NOTIFIED, S.HEARING, S.DECIDING)
# A crime may come to light at any time from the clue to the closing.
FILED_AND_OPEN = (*OPEN, *BEFORE_DECISION, S.DECIDED, S.SERVED, S.EXECUTED, S.CLOSING)
MAY_BE_TRANSFERRED = (S.CLUE, S.FILING, *FILED_AND_OPEN)
AT_POLICE = (S.TRANSFER_PENDING, S.TRANSFER_APPROVED, S.TRANSFERRED)
# What was asked for while it was open is answered, wherever the case has gone since.
WITH_RECUSALS = (*FILED_AND_OPEN, *AT_POLICE, S.WITHDRAWN, S.MERGED)
# What is kept is dealt with as long as the case is not closed.
WITH_KEPT = (*FILED_AND_OPEN, *AT_POLICE, S.WITHDRAWN, S.MERGED)
# Who and what a case is about may be written down until a draft of the decision rests on it.
MAY_BE_LISTED = (S.CLUE, S.FILING, *OPEN, *BEFORE_DECISION[:-1], *AT_POLICE[:2])
FINAL = (S.NOT_FILED, S.ARCHIVED)
# What a case may end with; each is closed and archived.
RESULTS = (S.EXECUTED, S.SERVED, S.WITHDRAWN, S.TRANSFERRED, S.MERGED)
# A party may attack the decision from its service on; what it did in time may reach us when the file is put away.
APPEALABLE = (S.SERVED, S.EXECUTED, S.CLOSING, S.CLOSED, S.ARCHIVED)
# Until the decision is carried out further complaints about the same may join.
MAY_BE_JOINED = (S.CLUE, S.FILING, *OPEN, *BEFORE_DECISION, S.DECIDED, S.SERVED)


def asked_for(what: str) -> dict[str, Any]:
    """A request for more time that waits for the head."""
    return {"extension__what": what, "extension__approved_on": None, "extension__refused_on": None}


# A proposal what is to become of kept evidence, which waits for the head.
DISPOSAL_ASKED = {"disposal__isnull": False, "disposal__approved_on": None, "disposal__refused_on": None}


def recusal_for(office: Office) -> dict[str, Any]:
    """A recusal that waits for this office."""
    return {"recusal__office": office, "recusal__decided_on": None}


UNPUBLISHED = {"decision__kind": DecisionKind.PENALTY, "publication__isnull": True}
UNANSWERED = {"appeal__isnull": False, "appeal__decided_on": None, "appeal__answered_on": None}
# Still on show although it fell (`Standing.must_be_unpublished`).
ON_SHOW_STILL = {
    "publication__published_on__isnull": False, "publication__withdrawn_on": None,
    "appeal__result__in": OVERTURNED, "appeal__decided_on__gte": NEW_PENALTY_LAW,
}  # fmt: skip


def kept_from_the_recused(*rows: Row) -> tuple[Row, ...]:
    """The rows of the table: whoever stepped aside does none of them (行政处罚法 43)."""
    return tuple(
        replace(row, guards=(is_not_recused, *row.guards)) if row.permission and row.source != NEW else row
        for row in rows
    )


NOTICES = ("penalty_notice", "hearing_right_notice", "handling_notice")
# The two handlers are set when filing is asked for; a remedy against an old decision needs somebody, too.
HANDED_OUT = tuple(state for state in S if state not in (S.CLUE, S.NOT_FILED))
# Before it is filed and after it is closed nothing is handed over.
WITH_PAPERS = tuple(state for state in HANDED_OUT if state not in (S.FILING, S.CLOSED, S.ARCHIVED))
TABLE = Workflow(
    states=State,
    final=FINAL,
    unclocked={
        S.CLUE: _("法规没有定线索查证的日数；投诉和检查转来的，来件和检查的时限已经先走"),
        S.FILING: _("法规没有定立案审批的日数；批准之日起算调查期限"),
    },
    rows=kept_from_the_recused(
        Row("register_clue", NEW, S.CLUE, "cases.register_clue", _("登记线索")),
        Row("request_filing", S.CLUE, S.FILING, "cases.request_filing", _("报请立案"),
            guards=(has_two_inspectors, is_within_limitation), notify=("leaders",),
            hint=told(_("大队负责人批准之日为立案日，起算 %(term)s"), term="case.investigation")),
        Row("approve_filing", S.FILING, S.INVESTIGATING, "cases.approve_filing", _("批准立案"),
            papers=("filing_approval",), in_bulk=True, four_eyes=("request_filing",), notify=("handlers",), shows="basic",
            hint=told(_("批准之日立案；投诉转来的以受理之日为立案日"))),
        Row("return_filing", S.FILING, S.CLUE, "cases.return_filing", _("退回补充"),
            kind=BACK, notify=("handlers",), shows="basic"),
        Row("reject_filing", S.FILING, S.NOT_FILED, "cases.reject_filing", _("不予立案"), papers=("not_filed",),
            kind=REFUSAL, is_final=True, notify=("handlers",), shows="basic"),
        Row("conclude_investigation", S.INVESTIGATING, S.INVESTIGATED, "cases.conclude_investigation", _("调查终结"),
            papers=("investigation_report",), guards=(is_handler,),
            hint=told(_("调查时限停止，次日起算决定期限 %(term)s"), term="case.decision")),
        Row("record_findings", (*OPEN, S.INVESTIGATED), SAME, "cases.record_findings", _("记录调查情况"),
            kind=ASIDE, guards=(is_handler,),
            hint=told(_("随查随记，附证据；写明涉嫌犯罪的事实后须报请移送，不得以罚代移"))),
        Row("record_parties", MAY_BE_LISTED, SAME, "cases.record_parties", _("登记当事人"), kind=ASIDE, guards=(is_handler,),
            hint=told(_("单位、经营者、直接负责的主管人员各一行；更正前后都留在日志里"))),
        Row("record_workers", MAY_BE_LISTED, SAME, "cases.record_workers", _("登记劳动者名单"), kind=ASIDE,
            guards=(is_handler,), hint=told(_("应发、已发、欠额逐人登记；合计就是责令支付的金额和人数，名单附在决定书后"))),
        Row("record_minors", MAY_BE_LISTED, SAME, "cases.record_minors", _("登记未成年人"), kind=ASIDE,
            guards=(is_handler, is_about_minors), hint=told(_("按每人用工的日子计算罚款；姓名和证件号码加密保存"))),
        Row("record_evidence", MAY_BE_LISTED, SAME, "cases.record_evidence", _("登记证据"), kind=ASIDE,
            guards=(is_handler,), hint=told(_("先行登记保存的，自通知书签发起 %(term)s内处理"), term="evidence.preservation")),
        Row("propose_disposal", WITH_KEPT, SAME, "cases.propose_disposal", _("报请处理登记保存的证据"), kind=ASIDE,
            guards=(is_handler, has_evidence_kept, no_disposal_waits), notify=("heads",),
            hint=told(_("自登记保存之日起 %(term)s内由区局负责人作出处理决定，留出审批的时间"), term="evidence.preservation")),
        Row("dispose_evidence", WITH_KEPT, SAME, "cases.dispose_evidence", _("批准处理登记保存的证据"),
            papers=("preservation_disposal",), guards=(disposal_requested,), four_eyes=("propose_disposal",),
            notify=("handlers",), waits_if=DISPOSAL_ASKED, shows="findings",
            hint=told(_("一份通知书的证据全部处理完，期限停止计算；处理通知书须送达"))),
        Row("reject_disposal", WITH_KEPT, SAME, "cases.reject_disposal", _("不同意处理登记保存的证据"),
            kind=REFUSAL, guards=(disposal_requested,), four_eyes=("propose_disposal",), notify=("handlers",),
            waits_if=DISPOSAL_ASKED, shows="findings",
            hint=told(_("登记保存的期限照常计算；期满前另行报请"))),
        Row("order_correction", S.INVESTIGATING, S.CORRECTING, "cases.order_correction", _("责令限期改正"),
            papers=("correction_order",), guards=(is_handler,), hint=told(_("指定改正日期，自送达起算，到期复查"))),
        Row("confirm_correction", S.CORRECTING, S.INVESTIGATING, "cases.confirm_correction", _("复查改正情况"),
            papers=("recheck_record",), guards=(is_handler,), place=VISIT),
        Row("request_extension", OPEN, SAME, "cases.request_extension", _("申请延长调查"),
            kind=ASIDE, guards=(is_handler, not_extended, investigation_not_over), notify=("heads",),
            hint=told(_("期满前报区局负责人批准，延长 %(more)s，只能一次"),
                      more=partial(longer_words, "case.investigation", "case.investigation_extended"))),
        Row("approve_extension", OPEN, SAME, "cases.approve_extension", _("批准延长调查"), papers=("extension_approval",),
            in_bulk=True,
            guards=(extension_requested, not_extended, investigation_not_over), four_eyes=("request_extension",),
            notify=("handlers",), waits_if=asked_for("investigation"), shows="findings"),
        Row("reject_extension", OPEN, SAME, "cases.reject_extension", _("不同意延长调查"),
            kind=REFUSAL, guards=(extension_requested,), four_eyes=("request_extension",),
            notify=("handlers",), waits_if=asked_for("investigation"), shows="findings",
            hint=told(_("原来的期限照常计算；期满前可以另写理由再申请"))),
        Row("approve_transfer", S.TRANSFER_PENDING, S.TRANSFER_APPROVED, "cases.approve_transfer", _("批准移送"),
            is_final=True, four_eyes=("propose_transfer",), notify=("handlers",), shows="transfer",
            papers=("crime_transfer_approval",),
            hint=told(_("%(term)s内移交公安机关"), term="transfer.handover")),
        Row("reject_transfer", S.TRANSFER_PENDING, S.INVESTIGATING, "cases.reject_transfer", _("不批准移送"),
            kind=REFUSAL, four_eyes=("propose_transfer",), notify=("handlers",), back_to="transfer_from",
            shows="transfer", papers=("crime_transfer_approval",)),
        Row("hand_over", S.TRANSFER_APPROVED, S.TRANSFERRED, "cases.hand_over", _("移交公安机关"),
            papers=("crime_transfer_letter", "crime_evidence_list"), is_final=True, guards=(is_handler,),
            hint=told(_("公安机关 %(term)s内决定是否立案；原有的期限继续计算，立案的到此为止"), term="transfer.police_decision")),
        Row("record_police_answer", S.TRANSFERRED, S.TRANSFERRED, "cases.record_police_answer", _("登记公安机关答复"),
            guards=(is_handler, is_not_answered), notify=("heads",), back_to="state_once_answered",
            hint=told(_("立案的报请结案；不予立案的回到移送前的环节，%(term)s内可以提请复议"), term="transfer.objection")),
        Row("challenge_refusal", MAY_BE_TRANSFERRED, SAME, "cases.challenge_refusal", _("提请公安机关复议"),
            kind=ASIDE, papers=("police_review_request",), guards=(may_be_challenged,), notify=("handlers",)),
        Row("submit_review", S.INVESTIGATED, S.REVIEWING, "cases.submit_review", _("提交法制审核"),
            papers=("case_handling_approval",), guards=(is_handler,), notify=("reviewers",),
            hint=told(_("由不是承办人的法制人员审核"))),
        Row("submit_review", (S.REVIEWED, S.NOTIFIED), S.REVIEWING, "cases.submit_review", _("再次提交法制审核"),
            kind=BACK, papers=("case_handling_approval",), guards=(is_handler,), notify=("reviewers",), waits_if=None,
            hint=told(_("拟偏离法定幅度，或者有新的待核实事项的，由审核人写明；通过后重新告知"))),
        Row("withdraw_case", S.INVESTIGATED, S.WITHDRAWN, "cases.withdraw_case", _("撤销立案"),
            papers=("withdrawal_decision",), kind=REFUSAL, is_final=True, guards=(is_minor_and_corrected,),
            four_eyes=("conclude_investigation",), notify=("handlers",), shows="findings",
            waits_if={"is_minor_and_corrected": True},
            hint=told(_("只用于情节轻微且已改正；违法事实不能成立的提交审核后作出不予处罚决定；撤销立案决定书须送达，再报请结案"))),
        Row("pass_review", S.REVIEWING, S.REVIEWED, "cases.pass_review", _("审核通过"),
            papers=("legal_review_opinion",), guards=(reviewer_is_not_handler,), four_eyes=("submit_review",),
            notify=("handlers", "leaders"), shows="findings"),
        Row("return_review", S.REVIEWING, S.INVESTIGATED, "cases.return_review", _("审核退回"),
            kind=BACK, papers=("legal_review_opinion",), guards=(reviewer_is_not_handler,), notify=("handlers",),
            shows="findings"),
        Row("return_to_investigation", S.REVIEWING, S.INVESTIGATING, "cases.return_to_investigation", _("退回补充调查"),
            kind=BACK, guards=(reviewer_is_not_handler,), notify=("handlers",), shows="findings",
            hint=told(_("决定期限不再计算，调查期限自立案日起接着计算；补查后重新终结"))),
        Row("give_notice", S.REVIEWED, S.NOTIFIED, "cases.give_notice", _("事先告知"),
            papers=NOTICES, notify=("handlers",), shows="findings",
            hint=told(_("改变决定种类或者提高罚款的，须重新告知；陈述申辩期限自送达起算；达到听证数额的，同时告知听证权利"))),
        Row("submit_decision", S.NOTIFIED, S.DECIDING, "cases.submit_decision", _("报请决定"),
            guards=(is_handler, party_was_heard, hearing_right_was_kept), notify=("heads",),
            hint=told(_("只能作出告知过的那一种决定，或者不予处罚；罚款不能高于告知的数额"))),
        Row("record_statement", S.NOTIFIED, S.NOTIFIED, "cases.record_statement", _("记录陈述申辩"),
            papers=("statement_record",), guards=(is_handler, was_told)),
        Row("request_hearing", S.NOTIFIED, S.HEARING, "cases.request_hearing", _("受理听证申请"),
            guards=(is_handler, was_told_of_hearing), notify=("reviewers",)),
        Row("give_notice", S.NOTIFIED, S.NOTIFIED, "cases.give_notice", _("重新告知"),
            kind=ASIDE, papers=NOTICES, notify=("handlers",), shows="findings",
            hint=told(_("改变决定种类或者提高罚款的，须重新告知；陈述申辩期限自送达起算；达到听证数额的，同时告知听证权利"))),
        Row("set_hearing_day", S.HEARING, S.HEARING, "cases.set_hearing_day", _("定听证日期"),
            papers=("hearing_notice", "hearing_announcement"), guards=(reviewer_is_not_handler,), notify=("handlers",),
            hint=told(_("提前%(term)s通知当事人，听证通知书须送达；到了听证日才能登记听证结束"), term="hearing.notice")),
        Row("close_hearing", S.HEARING, S.NOTIFIED, "cases.close_hearing", _("听证结束"),
            papers=("hearing_report",),
            guards=(reviewer_is_not_handler, hearing_day_has_come, hearing_notice_was_delivered, hearing_notice_was_in_time,
                    hearing_is_recorded),
            notify=("handlers",)),
        Row("decide", S.DECIDING, S.DECIDED, "cases.decide", _("作出决定"), papers=(*DECISION_PAPERS, "workers_list"),
            is_final=True, guards=(pay_day_is_ahead, is_no_penalty_for_a_crime, was_discussed, former_is_off_show),
            four_eyes=("submit_decision",), notify=("handlers",), shows="decision",
            hint=told(_("作出后 %(penalty)s内送达（处理决定 %(handling)s）"), penalty="service.penalty_decision",
                      handling="service.handling_decision")),
        Row("return_decision", S.DECIDING, S.NOTIFIED, "cases.return_decision", _("退回重拟"),
            kind=BACK, notify=("handlers",), shows="decision"),
        Row("record_discussion", BEFORE_DECISION, SAME, "cases.record_discussion", _("登记集体讨论"),
            kind=ASIDE, papers=("collective_discussion",), notify=("handlers",), shows="findings",
            hint=told(_("情节复杂或者重大违法的处罚，由负责人集体讨论决定；写明每人的意见"))),
        Row("request_decision_extension", BEFORE_DECISION, SAME, "cases.request_decision_extension", _("申请延长决定期限"),
            kind=ASIDE, guards=(is_handler, decision_not_over), notify=("heads",),
            hint=told(_("特殊情况，期满前报区局负责人批准；听证本身不停止计算"))),
        Row("approve_decision_extension", BEFORE_DECISION, SAME, "cases.approve_decision_extension", _("批准延长决定期限"),
            papers=("decision_extension",), guards=(decision_extension_requested, decision_not_over),
            four_eyes=("request_decision_extension",), notify=("handlers",), waits_if=asked_for("decision"), shows="findings"),
        Row("reject_decision_extension", BEFORE_DECISION, SAME, "cases.reject_decision_extension", _("不同意延长决定期限"),
            kind=REFUSAL, guards=(decision_extension_requested,), four_eyes=("request_decision_extension",),
            notify=("handlers",), waits_if=asked_for("decision"), shows="findings",
            hint=told(_("原来的期限照常计算；期满前可以另写理由再申请"))),
        Row("serve", S.DECIDED, S.SERVED, "cases.serve", _("送达决定书"),
            papers=("delivery_receipt",), guards=(is_handler,), back_to="state_once_served", place=VISIT,
            hint=told(_("罚款自送达起 %(term)s内缴纳；责令支付的按决定书写明的日期"), term="fine.payment")),
        Row("deliver", WITH_PAPERS, SAME, "cases.deliver", _("登记文书送达"),
            kind=ASIDE, papers=("delivery_receipt",), guards=(is_handler, has_papers_to_deliver),
            hint=told(_("一起交给当事人的文书一次登记；当事人的期限自送达之日起算"))),
        Row("record_payment", S.SERVED, SAME, "cases.record_payment", _("登记缴款和支付"),
            kind=ASIDE, guards=(is_handler, something_is_owed),
            hint=told(_("罚款、加处罚款、没收、工资、加付赔偿金各记各的；全部履行后登记执行完毕"))),
        Row("record_repayment", HANDED_OUT, SAME, "cases.record_repayment", _("登记退还多缴款"),
            kind=ASIDE, guards=(is_handler, something_goes_back),
            hint=told(_("复议、诉讼变更或者撤销后多缴的款项，退还以前一直列在“复议、诉讼和公示”里"))),
        Row("request_deferral", S.SERVED, SAME, "cases.request_deferral", _("申请延期缴纳罚款"),
            kind=ASIDE, guards=(is_handler, owes_a_fine, execution_goes_on), notify=("heads",)),
        Row("approve_deferral", S.SERVED, SAME, "cases.approve_deferral", _("批准延期缴纳罚款"),
            papers=("deferral_decision",), guards=(deferral_requested, execution_goes_on), four_eyes=("request_deferral",),
            notify=("handlers",), waits_if=asked_for("payment"), shows="decision"),
        Row("reject_deferral", S.SERVED, SAME, "cases.reject_deferral", _("不同意延期缴纳罚款"),
            kind=REFUSAL, guards=(deferral_requested,), four_eyes=("request_deferral",),
            notify=("handlers",), waits_if=asked_for("payment"), shows="decision",
            hint=told(_("原来的缴纳期限照常计算，由承办人把结果和理由告知当事人"))),
        Row("demand", S.SERVED, SAME, "cases.demand", _("催告履行"), kind=ASIDE, papers=("demand_notice",),
            guards=(is_behind_with_payment, execution_goes_on), notify=("handlers",), shows="decision",
            hint=told(_("催告书送达 %(term)s后仍不履行的，在起诉期限届满后申请法院强制执行"), term="execution.reminder")),
        Row("apply_to_court", S.SERVED, SAME, "cases.apply_to_court", _("申请法院强制执行"),
            kind=ASIDE, papers=("enforcement_application",), guards=(demand_ran_out, execution_goes_on),
            notify=("handlers",), shows="decision",
            hint=told(_("自起诉期限届满之日起 %(term)s内申请"), term="execution.court")),
        Row("record_execution", S.SERVED, S.EXECUTED, "cases.record_execution", _("登记执行完毕"),
            papers=("payment_record",), guards=(is_handler,)),
        Row("record_appeal", APPEALABLE, SAME, "cases.record_appeal", _("登记复议、诉讼"),
            kind=ASIDE, guards=(is_handler, decision_was_served, no_appeal_is_open), notify=("heads",),
            hint=told(_("不停止执行，决定停止执行的除外；期间不计加处罚款；自收到副本起 %(answer)s内提出答复和证据"),
                      answer="appeal.answer")),
        Row("suspend_execution", S.SERVED, SAME, "cases.suspend_execution", _("登记停止执行"),
            kind=ASIDE, guards=(is_handler, appeal_is_open, execution_goes_on), notify=("heads", "leaders"),
            hint=told(_("复议、诉讼期间决定（裁定）停止执行的；缴纳和支付的期限中止，复议、诉讼了结或者恢复执行之日起接着计算"))),
        Row("resume_execution", S.SERVED, SAME, "cases.resume_execution", _("登记恢复执行"),
            kind=ASIDE, guards=(is_handler, execution_is_suspended), notify=("heads", "leaders"),
            hint=told(_("停止执行的情形消失、复议和诉讼还没有了结的；了结的，登记结果时自动恢复"))),
        Row("answer_appeal", APPEALABLE, SAME, "cases.answer_appeal", _("登记已提交答复"),
            guards=(is_handler, appeal_is_unanswered), waits_if=UNANSWERED,
            hint=told(_("答复书或者答辩状连同作出决定的证据、依据"))),
        Row("record_appeal_result", APPEALABLE, SAME, "cases.record_appeal_result", _("登记复议、诉讼结果"),
            kind=ASIDE, guards=(is_handler, appeal_is_open), notify=("heads", "leaders"),
            hint=told(_("变更、撤销的按结果计算应缴数额，原决定不改；责令重新作出的，案件回到审核，自生效之日起 %(term)s内"
                        "重新告知和决定；已公示的须撤回（行政处罚法第四十八条）"), term="case.decision")),
        Row("decide_anew", APPEALABLE, S.INVESTIGATED, None, _("责令重新作出，案件恢复办理"),
            kind=BACK, notify=("handlers", "reviewers")),
        Row("publish_decision", (S.SERVED, S.EXECUTED), SAME, "cases.publish_decision", _("登记处罚公示"),
            guards=(is_to_be_published,), notify=("handlers",), waits_if=UNPUBLISHED,
            hint=told(_("作出处罚决定后 %(term)s内公示；不公示的写明理由"), term="publication.penalty")),
        Row("withdraw_publication", HANDED_OUT, SAME, "cases.withdraw_publication", _("撤回处罚公示"),
            kind=REFUSAL, guards=(is_on_show,), notify=("handlers",), waits_if=ON_SHOW_STILL,
            hint=told(_("决定被变更、撤销、确认违法的，撤回公开的信息并说明理由（行政处罚法第四十八条）"))),
        Row("request_closing", RESULTS, S.CLOSING, "cases.request_closing", _("报请结案"),
            guards=(is_handler, has_a_result, no_appeal_is_open, all_papers_are_served, no_duty_is_open, nothing_goes_back),
            notify=("leaders",)),
        Row("approve_closing", S.CLOSING, S.CLOSED, "cases.approve_closing", _("批准结案"), papers=("closing_approval",),
            is_final=True, guards=(no_appeal_is_open, all_papers_are_served, no_duty_is_open, nothing_goes_back),
            four_eyes=("request_closing",),
            notify=("handlers",), shows="decision"),
        Row("return_closing", S.CLOSING, S.EXECUTED, "cases.return_closing", _("退回补充材料"),
            kind=BACK, notify=("handlers",), back_to="closing_from", shows="decision"),
        Row("archive_case", S.CLOSED, S.ARCHIVED, "cases.archive_case", _("归档"),
            papers=("file_cover", "file_contents", "file_note"), guards=(is_handler, no_appeal_is_open, file_is_whole)),
        Row("propose_transfer", MAY_BE_TRANSFERRED, S.TRANSFER_PENDING, "cases.propose_transfer", _("报请移送公安"),
            kind=ASIDE, guards=(is_handler, has_two_inspectors, is_not_with_police), notify=("heads",),
            hint=told(_("涉嫌犯罪的随时报请，不得以罚代移；负责人 %(days)s内决定，批准后 %(hours)s内移交"),
                      days="transfer.approval", hours="transfer.handover")),
        Row("request_recusal", FILED_AND_OPEN, SAME, "cases.request_recusal", _("登记回避申请"),
            kind=ASIDE, guards=(is_handler, no_recusal_waits), notify=("recusal_deciders",),
            hint=told(_("当事人申请或者本人申报；%(term)s内决定，决定以前不停止调查；驳回后可以再提一次，按复核办理"),
                      term="case.recusal")),
        Row("decide_recusal", WITH_RECUSALS, SAME, "cases.decide_recusal", _("决定回避"), papers=("recusal_decision",),
            guards=(recusal_is_for_leader,), four_eyes=("request_recusal",), notify=("handlers", "leaders"),
            waits_if=recusal_for(Office.BRIGADE_LEADER), shows="beside",
            hint=told(_("同意回避的，由大队负责人改派承办人；回避决定书须送达"))),
        Row("decide_recusal_as_head", WITH_RECUSALS, SAME, "cases.decide_recusal_as_head", _("决定回避"),
            papers=("recusal_decision",), guards=(recusal_is_for_head,), four_eyes=("request_recusal",),
            notify=("handlers", "leaders"), waits_if=recusal_for(Office.BUREAU_HEAD), shows="beside",
            hint=told(_("同意回避的，由大队负责人改派承办人；回避决定书须送达"))),
        Row("record_recusal_answer", WITH_RECUSALS, SAME, "cases.record_recusal_answer", _("登记政府的回避决定"),
            guards=(recusal_is_for_government,), notify=("handlers", "leaders"), waits_if=recusal_for(Office.GOVERNMENT),
            shows="beside",
            hint=told(_("区局负责人本人的回避书面报本级人民政府决定，决定书扫描件作附件；同意回避的，由其他负责人作出决定"))),
        Row("link_complaint", MAY_BE_JOINED, SAME, "cases.link_complaint", _("并入投诉举报"),
            kind=ASIDE, guards=(is_handler,), notify=("handlers",),
            hint=told(_("同一单位已受理的投诉举报，随本案办理，结案后各自反馈；有举报保密的，本案随之保密"))),
        Row("unlink_complaint", MAY_BE_JOINED, SAME, "cases.unlink_complaint", _("移出投诉举报"),
            kind=ASIDE, guards=(is_handler, has_linked_complaints), notify=("handlers",)),
        Row("merge_case", (S.INVESTIGATING, S.INVESTIGATED), S.MERGED, "cases.merge_case", _("并案"),
            kind=ASIDE, is_final=True, notify=("handlers",), shows="basic",
            hint=told(_("并入同一单位的另一案：案由、投诉举报随之转入，较早的发现日期算查处时效；已送达的文书仍然有效，本案报请结案"))),
        Row("take_in_case", (*OPEN, S.INVESTIGATED), SAME, None, _("并入另案"), kind=ASIDE, notify=("handlers",)),
        Row("reassign_case", HANDED_OUT, SAME, "cases.reassign_case", _("改派承办人"),
            kind=ASIDE, notify=("handlers",), hint=told(_("承办人回避、病假或者调离时换人；新承办人须有有效执法证"))),
    ),
)  # fmt: skip
