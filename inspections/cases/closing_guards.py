"""What must hold before a case is closed and its file put away (DOMAIN §2)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.paper_kinds import catalogue
from casework.papers.delivering import waiting
from casework.table import Act, guard
from inspections.cases.kinds import DECISION_PAPERS, NOTICE_PAPERS, RECORD_PAPERS


@guard(_("现在还不能报请结案：须已执行完毕、不予处罚已送达、已撤销立案，或者移送后公安机关已立案。"))
def has_a_result(act: Act) -> bool:
    return bool(act.record.has_result)


def _unserved(act: Act) -> list[str]:
    return [str(paper) for paper in waiting(act.record)]


@guard(_("还有文书没有送达："), names=lambda act: "、".join(_unserved(act)), instead="deliver")
def all_papers_are_served(act: Act) -> bool:
    return not _unserved(act)


def _duties(act: Act) -> list[str]:
    """What the house still owes about it, besides the closing itself."""
    running = act.record.deadlines.running().duties().exclude(clock="case.closing")
    return [deadline.label for deadline in running]


@guard(_("还有期限没有了结："), names=lambda act: "、".join(_duties(act)))
def no_duty_is_open(act: Act) -> bool:
    return not _duties(act)


def _going_back(act: Act) -> list[str]:
    return [f"{what.label} {amount:,} 元" for what, amount in act.record.going_back().items()]


@guard(_("还有多缴款没有退还："), names=lambda act: "、".join(_going_back(act)), instead="record_repayment")
def nothing_goes_back(act: Act) -> bool:
    """What a remedy took the ground from has gone back to whoever paid it."""
    return not _going_back(act)


def lacking(case: Any) -> list[str]:
    """What the file of this case must hold and does not, by how it ended (DOMAIN §2)."""
    held = set(case.papers.filter(state="issued").values_list("kind", flat=True))
    known = catalogue()
    return [
        "／".join(str(known[code].title) for code in choice if code in known)
        for choice in _file_of(case)
        if not held & set(choice)
    ]


def _file_of(case: Any) -> list[tuple[str, ...]]:
    """One of each of these stands in the file."""
    wanted: list[tuple[str, ...]] = [("filing_approval",)] if case.is_filed else []
    if case.merged_into_id:
        return [*wanted, ("closing_approval",)]
    if case.withdrawn_on:
        wanted += [("investigation_report",), ("withdrawal_decision",)]
    elif case.is_accepted_by_police:
        wanted += [("crime_transfer_approval",), ("crime_transfer_letter",)]
    else:
        wanted += [("investigation_report",), ("legal_review_opinion",), NOTICE_PAPERS, DECISION_PAPERS]
        wanted += [] if case.visit_id else [RECORD_PAPERS]
    return [*wanted, ("closing_approval",)]


@guard(_("卷宗还缺："), names=lambda act: "、".join(lacking(act.record)))
def file_is_whole(act: Act) -> bool:
    return not lacking(act.record)
