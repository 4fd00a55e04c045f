"""What must hold for an act of a case, with the sentence people read (条例 16–20; 行政处罚法; 行政强制法; 310号令)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.deadlines import key_of
from casework.models import Paper
from casework.paper_table import PaperState
from casework.table import Act, guard
from inspections.cases.kinds import FINES
from law import terms
from law.matters import are_about_minors
from law.powers import Office


@guard(_("须有两名不同的监察员承办（条例第十六条）。"))
def has_two_inspectors(act: Act) -> bool:
    return bool(act.record.lead_id and act.record.second_id and act.record.lead_id != act.record.second_id)


def _who_handles(act: Act) -> str:
    return "、".join(person.name for person in act.record.handlers()) or str(_("还没有指派"))


@guard(_("您不是承办人，要换人的请大队负责人改派（条例第十六条）。承办人："), names=_who_handles)
def is_handler(act: Act) -> bool:
    return act.actor is None or act.actor.pk in (act.record.lead_id, act.record.second_id)


@guard(_("已经决定您回避，本案由他人办理（条例第十六条）。"))
def is_not_recused(act: Act) -> bool:
    """Asked of every act: who stepped aside does nothing more in the case, nor does a deputy for them."""
    return not act.record.bars(act.people)


@guard(_("已有一件回避申请等候决定。"))
def no_recusal_waits(act: Act) -> bool:
    return not _recusal_waits(act)


def _recusal_waits(act: Act) -> bool:
    asked = act.record.recusal
    return asked is not None and asked.decided_on is None


@guard(_("没有须由大队负责人决定的回避；涉及本人的由区局负责人决定（青岛市劳动保障监察条例第二十九条）。"))
def recusal_is_for_leader(act: Act) -> bool:
    return _recusal_is_for(act, Office.BRIGADE_LEADER)


@guard(_("没有须由区局负责人决定的回避（行政处罚法第四十三条）。"))
def recusal_is_for_head(act: Act) -> bool:
    return _recusal_is_for(act, Office.BUREAU_HEAD)


@guard(_("没有须报本级人民政府决定的回避；只有区局负责人本人的回避报本级人民政府。"))
def recusal_is_for_government(act: Act) -> bool:
    return _recusal_is_for(act, Office.GOVERNMENT)


def _recusal_is_for(act: Act, office: Office) -> bool:
    """It waits for this office, and nobody decides on himself."""
    asked = act.record.recusal
    is_own = asked is not None and asked.person_id in act.people
    return _recusal_waits(act) and asked.office == office and not is_own


@guard(_("违法行为终了已超过查处时效且未被发现，不再查处（条例第二十条、行政处罚法第三十六条）。"))
def is_within_limitation(act: Act) -> bool:
    """The act still goes on, or was found within two years of its end; five where it did harm to life, health, finance."""
    limitation = act.record.limitation
    return limitation is None or act.record.found_on <= limitation.on


@guard(_("已批准延长过一次，不能再延长（条例第十七条）。"))
def not_extended(act: Act) -> bool:
    return not act.record.is_extended


@guard(_("调查期限已满，须在届满前批准延长（条例第十七条）。"))
def investigation_not_over(act: Act) -> bool:
    return _is_running(act, "case.investigation")


@guard(_("作出决定的期限已满，须在届满前批准延长。"))
def decision_not_over(act: Act) -> bool:
    return _is_running(act, "case.decision")


@guard(_("承办人没有申请延长，或者已经答复。"))
def extension_requested(act: Act) -> bool:
    return _waits(act, "investigation")


@guard(_("承办人没有申请延长作出决定的期限，或者已经答复。"))
def decision_extension_requested(act: Act) -> bool:
    return _waits(act, "decision")


@guard(_("当事人没有申请延期或者分期缴纳，或者已经答复。"))
def deferral_requested(act: Act) -> bool:
    return _waits(act, "payment")


def _is_running(act: Act, clock: str) -> bool:
    deadline = act.record.deadlines.running().filter(clock=clock).first()
    return deadline is not None and act.on <= deadline.due_on


def _waits(act: Act, what: str) -> bool:
    asked = act.record.extension
    return asked is not None and asked.what == what and asked.is_open


@guard(
    _(
        "只有情节轻微且已改正的才可撤销立案（条例第十八条）；违法事实不能成立的，作出不予处罚决定（行政处罚法第五十七条）。"
    )
)
def is_minor_and_corrected(act: Act) -> bool:
    return bool(act.record.is_minor_and_corrected)


@guard(_("审核人不能是本案承办人（行政处罚法第五十八条）。"))
def reviewer_is_not_handler(act: Act) -> bool:
    return act.actor is None or act.actor.pk not in (act.record.lead_id, act.record.second_id)


@guard(_("须先送达事先告知书，再听取陈述申辩，或等陈述申辩期限届满（条例第十九条）。"))
def party_was_heard(act: Act) -> bool:
    """On the notice that counts now: a statement, a hearing that was closed, or the days since its delivery have gone by."""
    case = act.record
    if case.notice is None:
        return False
    if (case.hearing is not None and case.hearing.closed_on) or _everybody_spoke(case):
        return True
    return _is_over(act, "penalty.advance_notice", case.notice.paper)


def _everybody_spoke(case: Any) -> bool:
    """The unit said something to the notice, and so did each person it tells of a fine."""
    if case.statement is None:
        return False
    return not case.notice.persons_fine or bool(case.notice.was_answered())


def _is_over(act: Act, clock: str, paper: Paper | None) -> bool:
    """A period of the party about one paper: it began with the delivery and has gone by."""
    if paper is None:
        return False
    deadline = act.record.deadlines.filter(clock=clock, about=key_of(paper)).order_by("-pk").first()
    return deadline is not None and act.on > deadline.due_on


@guard(_("没有等候送达的文书；决定书用“送达决定书”登记。"))
def has_papers_to_deliver(act: Act) -> bool:
    """Something waits, or did before the deliveries that are being written down."""
    return "delivered" in act.data or bool(act.record.papers_to_deliver)


@guard(_("还没有告知。"))
def was_told(act: Act) -> bool:
    return act.record.notice is not None


@guard(_("没有送达听证告知书，或者听证申请已经了结；确须听证的，请重新告知（行政处罚法第六十四条）。"))
def was_told_of_hearing(act: Act) -> bool:
    """Whether the request came in time is for its own day to say, which may be written down later."""
    return act.record.deadlines.running().filter(clock="hearing.request").exists()


@guard(_("还没有定听证日期，或者听证日还没有到。"))
def hearing_day_has_come(act: Act) -> bool:
    day = act.record.hearing.held_on if act.record.hearing else None
    return day is not None and day <= act.on


@guard(_("还没有听证笔录，请先在案件的“文书”里写好，听证结束时一并签发（行政处罚法第六十四条）。"))
def hearing_is_recorded(act: Act) -> bool:
    """A draft, or one issued since this hearing was asked for."""
    hearing, written = act.record.hearing, Paper.objects.about(act.record).filter(kind="hearing_record")
    if written.filter(state__in=(PaperState.DRAFT, PaperState.SIGNED)).exists():
        return True
    return hearing is not None and written.standing().filter(issued_on__gte=hearing.requested_on).exists()


@guard(_("听证通知书还没有送达当事人（行政处罚法第六十四条）。"))
def hearing_notice_was_delivered(act: Act) -> bool:
    return act.record.papers_of("hearing_notice").exclude(delivered_on=None).exists()


@guard(
    _("听证通知书没有在听证日的法定日数以前送达当事人（行政处罚法第六十四条），请另定听证日期。"),
    instead="set_hearing_day",
)
def hearing_notice_was_in_time(act: Act) -> bool:
    """It reached the party as many days ahead as the law of its day asks for (行政处罚法 64, formerly 42)."""
    paper = act.record.papers_of("hearing_notice").first()
    if paper is None or paper.delivered_on is None or act.record.hearing is None:
        return False
    last = terms.count(terms.term("hearing.notice", paper.issued_on), act.record.hearing.held_on).on
    return bool(paper.delivered_on <= last)


@guard(_("听证告知书没有送达，或者要求听证的期限未满，当事人也没有书面放弃（行政处罚法第六十四条）。"))
def hearing_right_was_kept(act: Act) -> bool:
    """No such right, a waiver, a hearing held, or the days to ask for one have gone by since it was told of."""
    case = act.record
    if not case.has_hearing_right:
        return True
    if case.notice.was_answered(waives_hearing=True):
        return True
    if case.hearing is not None:
        return bool(case.hearing.closed_on)
    return _is_over(act, "hearing.request", case.notice.hearing_paper)


@guard(
    _("情节复杂或者重大违法的，须由负责人集体讨论后决定（行政处罚法第五十七条），请先登记集体讨论。"),
    instead="record_discussion",
)
def was_discussed(act: Act) -> bool:
    case = act.record
    told = case.notice.given_on if case.notice else None
    talks = (
        case.papers_of("collective_discussion").filter(issued_on__gte=told) if told else case.papers.none()
    )
    return not (case.is_penalty and case.needs_discussion) or talks.exists()


@guard(_("草案写的支付期限已到，送达后来不及支付，请退回重拟，另定一天。"))
def pay_day_is_ahead(act: Act) -> bool:
    return act.record.pay_by is None or act.on < act.record.pay_by


@guard(_("已写明涉嫌犯罪的事实，不得以罚代移：须先报请移送公安，经审批不移送的才可处罚（国务院令第310号）。"))
def is_no_penalty_for_a_crime(act: Act) -> bool:
    return not (act.record.is_penalty and act.record.has_open_crime)


@guard(_("没有还欠的罚款，不能延期或者分期缴纳（行政处罚法第六十六条）。"))
def owes_a_fine(act: Act) -> bool:
    """The unit or a person responsible has not paid it; the wages of workers are never put off."""
    owed = act.record.decision.owed if act.record.decision is not None else None
    return owed is not None and any(map(owed, FINES))


@guard(_("没有还欠的款项。"))
def something_is_owed(act: Act) -> bool:
    """Something is, or was before the amount that is being written down."""
    return "amount" in act.data or bool(act.record.owing(act.on))


@guard(_("没有多缴而应退还的款项。"))
def something_goes_back(act: Act) -> bool:
    """Something does, or did before the amount that is being written down."""
    return "amount" in act.data or bool(act.record.going_back())


@guard(_("缴款或者支付的期限还没有到，或者已经全部履行，不能催告（行政强制法第五十四条）。"))
def is_behind_with_payment(act: Act) -> bool:
    """Something is owed and the day to pay it has gone by."""
    decision = act.record.decision
    if decision is None or decision.is_paid:
        return False
    days = (act.record.fine_due_on, act.record.wages_due_on)
    return any(act.on > day for day in days if day is not None)


@guard(
    _(
        "须先送达催告书，期满仍不履行，复议和起诉的期限也已届满，才能申请法院强制执行（行政强制法第五十三条、第五十四条）。"
    )
)
def demand_ran_out(act: Act) -> bool:
    """催告 was delivered and its days went by; so did those to sue, and three months after them are not over."""
    case = act.record
    demand = case.papers_of("demand_notice").first()
    if demand is None or not _is_over(act, "execution.reminder", demand):
        return False
    last = case.deadlines.running().filter(clock="execution.court").first()
    return last is not None and case.suit_ends_on < act.on <= last.due_on


@guard(_("复议或者诉讼还没有了结，请先登记结果。"))
def no_appeal_is_open(act: Act) -> bool:
    return not act.record.has_open_appeal


@guard(_("决定还没有送达，当事人还不能申请复议、提起诉讼。"))
def decision_was_served(act: Act) -> bool:
    decision = act.record.decision
    return decision is not None and decision.served_on is not None


@guard(_("没有正在进行的复议或者诉讼。"))
def appeal_is_open(act: Act) -> bool:
    return bool(act.record.has_open_appeal)


@guard(_("没有正在进行的复议或者诉讼，或者已经提交答复。"))
def appeal_is_unanswered(act: Act) -> bool:
    return act.record.has_open_appeal and act.record.appeal.answered_on is None


@guard(
    _(
        "复议、诉讼期间已经停止执行（行政处罚法第七十三条），恢复以前不催告、不申请强制执行，也不再登记停止或者延期。"
    )
)
def execution_goes_on(act: Act) -> bool:
    return not act.record.is_suspended


@guard(_("没有正在停止执行。"))
def execution_is_suspended(act: Act) -> bool:
    return bool(act.record.is_suspended)


@guard(_("没有须公示的处罚决定，或者决定已被撤销、确认违法，或者已经公示、已写明不公示的理由。"))
def is_to_be_published(act: Act) -> bool:
    case = act.record
    return case.is_penalty and case.publication is None and not case.is_overturned


@guard(_("没有正在公示的决定。"))
def is_on_show(act: Act) -> bool:
    return bool(act.record.is_published)


@guard(_("被撤销的原决定还在公示，请大队负责人先撤回（行政处罚法第四十八条）。"))
def former_is_off_show(act: Act) -> bool:
    return not act.record.must_be_unpublished


@guard(_("没有并入的投诉举报。"))
def has_linked_complaints(act: Act) -> bool:
    return bool(act.record.linked_complaints.filter(unlinked_on=None).exists())


@guard(_("案由不涉及童工或者未成年工。"))
def is_about_minors(act: Act) -> bool:
    return are_about_minors(act.record.matters)


@guard(_("没有先行登记保存的证据要处理。"))
def has_evidence_kept(act: Act) -> bool:
    return act.record.evidence.kept().exists()


@guard(_("承办人没有报请处理登记保存的证据，或者已经答复。"))
def disposal_requested(act: Act) -> bool:
    return _disposal_waits(act)


@guard(_("已有一件报请等候区局负责人批准，答复以后再报请其余的。"))
def no_disposal_waits(act: Act) -> bool:
    return not _disposal_waits(act)


def _disposal_waits(act: Act) -> bool:
    asked = act.record.disposal
    return asked is not None and asked.is_open


@guard(_("公安机关已经立案，本案不再报请移送；另有涉嫌犯罪的事实，直接通报公安机关。"))
def is_not_with_police(act: Act) -> bool:
    return not act.record.is_accepted_by_police


@guard(_("公安机关已经答复。"))
def is_not_answered(act: Act) -> bool:
    sent = act.record.transfers.filter(pk=act.record.transfer_id)
    return not sent.exclude(answer="").exists()


@guard(_("没有公安机关不予立案的决定，或者提请复议的期限已过（国务院令第310号第九条）。"))
def may_be_challenged(act: Act) -> bool:
    return act.record.deadlines.running().filter(clock="transfer.challenge", due_on__gte=act.on).exists()
