"""What the page of a case shows of it, part by part; what is not known is left out."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.by import Reader
from casework.models import Paper
from complaints.models import Complaint
from inspections.cases.kinds import ReportKind
from inspections.cases.models import (
    Case,
    Correction,
    DisposalRequest,
    Extension,
    Hearing,
    PriorNotice,
    Recusal,
    Review,
    Statement,
    Transfer,
)
from inspections.cases.views.decided import decision_facts, remedy_facts, yuan
from inspections.cases.views.people import list_parts
from inspections.checks.views.facts import Facts, known, people
from law import policy, terms
from law.clock import SHANGHAI
from law.matters import offices
from law.term_table import NEW_PENALTY_LAW
from law.words import Sentence


def case_parts(case: Case, user: Reader) -> list[dict[str, Any]]:
    """The sections of the record, in the order of the work, each with the tab of the page it stands under."""
    parts = (
        ("basic", "basic", _("基本事实"), _basic(case)),
        ("evidence", "findings", _("调查"), _investigation(case)),
        ("approval", "notice", _("审核、告知和听证"), _notice(case)),
        ("approval", "decision", _("决定和执行"), decision_facts(case)),
        ("approval", "remedies", _("复议、诉讼和公示"), remedy_facts(case)),
        ("approval", "beside", _("回避"), _recusals(case)),
        ("approval", "transfer", _("移送公安"), _transfer(case)),
    )
    found = [
        {"tab": tab, "code": code, "title": title, "facts": facts}
        for tab, code, title, facts in parts
        if facts
    ]
    return [*found, *list_parts(case, user)]


def gist(case: Case) -> Facts:
    """What it is about, how many people, how much, what was decided, and whose work it is."""
    decision = case.decision
    return known(
        (_("案由"), "、".join(case.matter_labels)),
        (_("涉及"), people(case.people_count)),
        (_("金额"), yuan(case.amount)),
        *(
            (
                (_("罚款"), yuan(decision.fine) if decision.fine else ""),
                (_("责令支付"), yuan(decision.back_pay) if decision.back_pay else ""),
            )
            if decision is not None
            else ()
        ),
        (_("承办人"), "、".join(person.name for person in case.handlers()) or _("待指派")),
    )


def related(case: Case, user: Reader) -> Facts:
    """Where else there is something about it."""
    linked = (
        *((_("投诉举报"), complaint) for complaint in _seen(case, user)),
        (_("专项检查"), case.inspection),
        (_("并入"), case.merged_into),
    )
    return known(
        (_("一企一档"), case.employer.name, case.employer.get_absolute_url(), case.employer.code),
        *(
            (label, getattr(record, "current_number", record.number), record.get_absolute_url())
            for label, record in linked
            if record
        ),
    )


def _seen(case: Case, user: Reader) -> list[Complaint]:
    """The complaints it deals with, as far as this person may know of them."""
    known = [complaint.pk for complaint in case.complaints()]
    return list(Complaint.objects.visible_to(user).filter(pk__in=known).order_by("pk")) if known else []


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
    reports = [report for report in case.reports.all() if report.kind == ReportKind.FINDINGS]
    return known(
        *(
            (
                asked.get_what_display(),
                asked.reason,
                "",
                _answered(asked, is_current=asked.pk == case.extension_id),
            )
            for asked in _extensions(case)
        ),
        *(_disposal(case, asked) for asked in _disposals(case)),
        *(fact for order in _orders(case) for fact in _order(order)),
        *((_("查明的事实和证据"), report.text, "", report.written_on) for report in reports),
        (_("情节轻微且已改正"), _("是") if case.is_minor_and_corrected else ""),
        (_("违法事实不能成立"), _("是") if case.is_unfounded else ""),
        (_("调查终结"), case.investigated_on),
        (_("撤销立案"), case.withdrawn_on),
    )


def _extensions(case: Case) -> Iterable[Extension]:
    """No query where there is none: the case points at the newest of each kind."""
    return case.extensions.all() if case.extension_id else ()


def _disposals(case: Case) -> Iterable[DisposalRequest]:
    return case.disposals.all() if case.disposal_id else ()


def _disposal(case: Case, asked: DisposalRequest) -> tuple[Any, ...]:
    pieces = "、".join(map(str, asked.pieces))
    what = _("证据 %(pieces)s：%(how)s") % {"pieces": pieces, "how": asked.get_disposal_display()}
    told = "，".join(filter(None, (what, asked.receiver, asked.note)))
    return (_("报请处理登记保存的证据"), told, "", _answered(asked, is_current=asked.pk == case.disposal_id))


def _orders(case: Case) -> Iterable[Correction]:
    return case.corrections.select_related("paper") if case.correction_id else ()


def _notices(case: Case) -> Iterable[PriorNotice]:
    told = case.notices.select_related("paper").prefetch_related("statements__person", "hearings__report")
    return told if case.notice_id or case.remade_id else ()


def _transfers(case: Case) -> Iterable[Transfer]:
    return case.transfers.select_related("paper") if case.transfer_id else ()


def _order(order: Correction) -> tuple[tuple[Any, ...], ...]:
    told = _("改正到位") if order.is_corrected else _("没有改正到位")
    return (
        (_("责令改正"), order.text, "", order.paper.number if order.paper else ""),
        (_("改正期限"), order.correct_by, "", _served(order.paper)),
        (_("复查情况"), order.result, "", told if order.rechecked_on else ""),
    )


def _notice(case: Case) -> Facts:
    return known(
        *(
            (_("法制审核意见"), said(paper, "review_opinion"), "", paper.issued_on)
            for paper in _opinions(case)
        ),
        *(fact for review in _reviews(case) for fact in _passed(review)),
        *(fact for notice in _notices(case) for fact in _told(notice)),
    )


def _opinions(case: Case) -> list[Paper]:
    return list(case.papers_of("legal_review_opinion")) if case.investigated_on else []


def _reviews(case: Case) -> list[Review]:
    return [each for each in case.reviews.all() if each.is_passed] if case.investigated_on else []


def _passed(review: Review) -> list[tuple[Any, ...]]:
    """What the reviewer let stand, and how many values nobody has verified he looked at."""
    checked = _("%(n)s 项，逐项核对过") % {"n": len(review.confirmed)} if review.confirmed else ""
    return [
        (_("偏离裁量的理由"), review.deviation, "", review.reviewed_on),
        (_("待核实事项"), checked, "", review.reviewed_on),
    ]


def _told(notice: PriorNotice) -> list[tuple[Any, ...]]:
    """One notice and what was said to it."""
    doubt = policy.unconfirmed("hearing.unit_fine", notice.given_on) if notice.has_hearing_right else ""
    right = "，".join(filter(None, (str(_("有权要求听证")), doubt))) if notice.has_hearing_right else ""
    paper = notice.paper
    return [
        (_("拟作决定"), notice.get_kind_display(), "", right),
        (
            _("告知书"),
            paper.number if paper else "",
            paper.get_absolute_url() if paper else "",
            _served(paper),
        ),
        (_("告知内容"), said(paper, "notice_text"), "", notice.given_on),
        (_("拟处罚款"), yuan(notice.fine)),
        *(
            (_("拟对责任人员罚款"), yuan(each.amount), "", f"{each.name}，{each.post}")
            for each in notice.people()
        ),
        (_("拟没收"), yuan(notice.confiscated)),
        *(fact for statement in notice.statements.all() for fact in _statement(statement)),
        *(fact for hearing in notice.hearings.all() for fact in _hearing(hearing)),
    ]


def _statement(statement: Statement) -> list[tuple[Any, ...]]:
    waived = _("书面放弃听证") if statement.waives_hearing else statement.heard_on
    whom = statement.person.name if statement.person is not None else ""
    note = "，".join(filter(None, (whom, str(waived))))
    return [(_("陈述申辩"), statement.text, "", note), (_("复核意见"), statement.answer)]


def _hearing(hearing: Hearing) -> list[tuple[Any, ...]]:
    where = "，".join(filter(None, (hearing.place, hearing.host)))
    return [
        (_("申请听证"), hearing.requested_on),
        (_("听证日期"), hearing.held_on, "", where),
        (_("听证报告"), said(hearing.report, "hearing_report"), "", hearing.closed_on),
    ]


def _recusals(case: Case) -> Facts:
    asked = case.recusals.select_related("person") if case.recusal_id else ()
    return known(*(fact for each in asked for fact in _recusal(each)))


def _recusal(asked: Recusal) -> list[tuple[Any, ...]]:
    by_whom = _("由%(office)s决定（%(citation)s）") % {
        "office": asked.get_office_display(),
        "citation": asked.citation,
    }
    decided = (
        (_("同意") if asked.is_granted else _("驳回")) if asked.decided_on else _("等候决定，不停止调查")
    )
    return [
        (_("申请回避"), asked.person.name, "", f"{asked.get_asked_by_display()}，{asked.asked_on}"),
        (_("回避理由"), asked.reason, "", by_whom),
        (_("决定"), decided, "", " ".join(filter(None, (asked.number, str(asked.decided_on or ""))))),
        (_("决定理由"), asked.why),
    ]


def _transfer(case: Case) -> Facts:
    return known(*(fact for transfer in _transfers(case) for fact in _crime(transfer)))


def _crime(transfer: Transfer) -> list[tuple[Any, ...]]:
    paper = transfer.paper
    return [
        (_("涉嫌罪名"), transfer.get_crime_display(), "", transfer.noted_on),
        (_("涉嫌犯罪的事实和依据"), transfer.facts),
        (_("涉嫌人数"), transfer.suspects),
        (_("不移送或不予立案"), transfer.cleared_on),
        (_("移送书"), paper.number if paper else "", paper.get_absolute_url() if paper else ""),
        (_("移交时间"), _moment(transfer.handed_over_at), "", transfer.receipt),
        (
            _("公安机关答复"), transfer.get_answer_display(), "",
            " ".join(filter(None, (str(transfer.answered_on or ""), transfer.answer_number))),
        ),
        (_("不予立案的理由"), transfer.answer_reason),
        (_("提请复议"), transfer.challenged_on),
    ]  # fmt: skip


def _moment(moment: datetime | None) -> str:
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if moment else ""


def said(paper: Paper | None, name: str) -> str:
    """What a paper says in one of its fields."""
    blocks = paper.content.get("blocks", ()) if paper is not None else ()
    return next((block.get("value", "") for block in blocks if block.get("name") == name), "")


def _served(paper: Paper | None) -> Sentence:
    if paper is None:
        return ""
    day = paper.delivered_on
    return _("%(day)s 送达生效") % {"day": day.isoformat()} if day else _("还没有送达")


def _limited(case: Case) -> Sentence:
    if case.limitation is None:
        return ""
    checked = _("，最后一日已人工核对") if case.is_edge_confirmed else ""
    return _("查处时效到 %(day)s%(checked)s") % {"day": case.limitation.on.isoformat(), "checked": checked}


def _answered(asked: Extension | DisposalRequest, *, is_current: bool) -> Sentence:
    """What became of a request; one the case no longer points at was overtaken by another."""
    if asked.approved_on:
        return _("%(day)s 批准") % {"day": asked.approved_on.isoformat()}
    if asked.refused_on:
        return _("%(day)s 不同意：%(why)s") % {"day": asked.refused_on.isoformat(), "why": asked.refused_why}
    return _("待区局负责人批准") if is_current else _("没有答复，另有申请")
