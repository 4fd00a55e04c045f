"""What the page of a case shows of it, part by part; what is not known is left out."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from inspections.cases.models import Case
from inspections.checks.views.facts import Facts, known
from law import policy, terms
from law.matters import offices
from law.term_table import NEW_PENALTY_LAW
from law.words import Sentence


def case_parts(case: Case) -> list[dict[str, Any]]:
    """The sections of the record, in the order of the work, each with the tab of the page it stands under."""
    parts = (
        ("basic", "basic", _("基本事实"), _basic(case)),
        ("evidence", "findings", _("调查"), _investigation(case)),
        ("approval", "notice", _("审核、告知和听证"), _notice(case)),
        ("approval", "decision", _("决定和执行"), _decision(case)),
        ("approval", "transfer", _("移送公安"), _transfer(case)),
    )
    return [
        {"tab": tab, "code": code, "title": title, "facts": facts}
        for tab, code, title, facts in parts
        if facts
    ]


def related(case: Case) -> Facts:
    """Where else there is something about it."""
    linked = ((_("投诉举报"), case.complaint), (_("专项检查"), case.inspection))
    return known(
        (_("一企一档"), case.employer.name, case.employer.get_absolute_url(), case.employer.code),
        *((label, record.number, record.get_absolute_url()) for label, record in linked if record),
    )


def yuan(value: object) -> str:
    return f"{value:,.2f} 元" if value is not None else ""


def people(value: object) -> Sentence:
    return _("%(n)s 人") % {"n": value} if value is not None else ""


def _reminder(case: Case) -> str:
    """The ninety days of 行政处罚法 60, told and not counted as late: the terms of the inspection law go before it."""
    if case.filed_on is None or case.filed_on < NEW_PENALTY_LAW:
        return ""
    due = terms.due("case.overall_reminder", case.filed_on)
    told = {"day": due.on.isoformat(), "days": due.term.length, "citation": due.term.citation}
    return _("%(day)s 满 %(days)s（%(citation)s，监察案件的期限另有规定，仅作提示）") % told


def _basic(case: Case) -> Facts:
    complaint, inspection = case.complaint, case.inspection
    return known(
        (_("被监察单位"), case.employer.name, case.employer.get_absolute_url(), case.employer.code),
        (_("镇街"), case.town.name if case.town else ""),
        (_("案由"), "、".join(case.matter_labels)),
        (_("须通报"), "、".join(offices(case.matters))),
        (_("线索内容"), case.cause),
        (_("涉及"), "，".join(str(part) for part in (people(case.people_count), yuan(case.amount)) if part)),
        (_("案件来源"), case.get_source_display()),
        (
            _("投诉举报"),
            complaint.number if complaint else "",
            complaint.get_absolute_url() if complaint else "",
        ),
        (
            _("专项检查"),
            inspection.number if inspection else "",
            inspection.get_absolute_url() if inspection else "",
        ),
        (_("发现日期"), case.found_on),
        (_("违法行为终了"), case.act_ended_on or _("仍在持续或不详"), "", _limited(case)),
        (_("处罚决定期限提示"), _reminder(case)),
        (_("承办人"), "、".join(person.name for person in case.handlers())),
        (_("线索编号"), case.number),
        (_("立案"), case.filing_number, "", case.filed_on),
        (_("专项行动"), case.campaign.title if case.campaign else _("不属于专项行动")),
    )


def _investigation(case: Case) -> Facts:
    return known(
        (_("申请延长"), case.extension_reason, "", _approved(case)),
        (_("责令改正"), case.correction_text, "", case.correction_number),
        (_("改正期限"), case.correct_by),
        (_("复查情况"), case.correction_result, "", _("改正到位") if case.corrected_on else ""),
        (_("查明的事实和证据"), case.findings),
        (_("情节轻微且已改正"), _("是") if case.is_minor_and_corrected else ""),
        (_("违法事实不能成立"), _("是") if case.is_unfounded else ""),
        (_("调查终结"), case.investigated_on),
        (_("撤销立案"), case.withdrawn_on),
    )


def _notice(case: Case) -> Facts:
    doubt = policy.unconfirmed("hearing.unit_fine", case.notified_on) if case.has_hearing_right else ""
    hearing = "，".join(filter(None, (str(_("有权要求听证")), doubt))) if case.has_hearing_right else ""
    return known(
        (_("法制审核意见"), case.review_opinion, "", case.reviewed_on),
        (_("拟作决定"), case.get_notice_kind_display(), "", hearing),
        (_("告知书"), case.notice_number, "", case.notified_on),
        (_("告知内容"), case.notice_text),
        (_("拟处罚款"), yuan(case.proposed_fine)),
        (_("陈述申辩"), case.statement, "", case.statement_heard_on),
        (_("书面放弃听证"), _("是") if case.is_hearing_waived else ""),
        (_("申请听证"), case.hearing_requested_on),
        (_("听证日期"), case.hearing_on),
        (_("听证报告"), case.hearing_report, "", case.hearing_closed_on),
    )


def _decision(case: Case) -> Facts:
    paid = case.totals if case.executed_on else {}
    is_draft = case.decision_kind and not case.decided_on
    return known(
        (_("决定种类"), case.get_decision_kind_display(), "", _("草案，还没有作出") if is_draft else ""),
        (_("决定书"), case.decision_number, "", case.decided_on),
        (_("决定内容"), case.decision_text),
        (_("罚款"), yuan(case.fine_amount), "", _paid(case.fine_collected)),
        (_("责令支付工资等"), yuan(case.back_pay_amount), "", _paid(paid.get("wages_paid_amount"))),
        (_("责令支付人数"), case.back_pay_people, "", _paid(paid.get("wages_paid_people"))),
        (_("加付赔偿金"), yuan(case.extra_compensation_amount), "", _paid(paid.get("compensation_paid"))),
        (_("支付期限"), case.pay_by),
        (_("送达"), case.get_service_method_display(), "", case.served_on),
        (_("执行完毕"), case.executed_on),
        (_("执行说明"), case.execution_note),
        (_("结案报告"), case.closing_report),
        (_("结案日期"), case.closed_on),
        (_("归档号"), case.archive_number, "", case.archived_on),
    )


def _transfer(case: Case) -> Facts:
    return known(
        (_("涉嫌罪名"), case.get_crime_display()),
        (_("涉嫌犯罪的事实和依据"), case.crime_facts),
        (_("涉嫌人数"), case.suspects_count),
        (_("审批不移送"), case.crime_cleared_on),
        (_("移送书"), case.transfer_number),
        (_("移交日期"), case.transferred_on, "", case.transfer_receipt),
    )


def _limited(case: Case) -> Sentence:
    if case.limitation is None:
        return ""
    checked = _("，最后一日已人工核对") if case.is_edge_confirmed else ""
    return _("查处时效到 %(day)s%(checked)s") % {"day": case.limitation.on.isoformat(), "checked": checked}


def _approved(case: Case) -> Sentence:
    day = case.extension_approved_on
    return _("%(day)s 批准") % {"day": day.isoformat()} if day else _("待区局负责人批准")


def _paid(value: object) -> Sentence:
    return _("实际 %(value)s") % {"value": f"{value:,}"} if value is not None else ""
