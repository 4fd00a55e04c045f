"""The words that papers ask for besides those of the act, and the records that two handlers write and sign."""

from collections.abc import Mapping
from typing import Any

from accounts.models import User
from casework.by import By
from casework.models import Paper, WorkflowRecord
from casework.paper_kinds import Facts, Field, PaperKind, Typed, kind_of
from casework.papers import composing, issuing
from casework.table import Row
from inspections.cases.models import Case
from law.clock import now, today

COMMON = "详见案卷材料"


def words_for(row: Row | None, record: WorkflowRecord, told: Mapping[str, Any]) -> dict[str, Any]:
    """What is typed for the papers of an act, where neither the act nor the record says it."""
    kinds = [kind_of(code) for code in row.papers] if row else []
    return {
        field.name: said(field)
        for kind in kinds
        for field in lacking(kind, record, told)
    }  # fmt: skip


def lacking(kind: PaperKind, record: WorkflowRecord, told: Mapping[str, Any]) -> list[Field]:
    """The typed fields that would be empty."""
    facts = Facts(record, today(), given=told)
    return [field for field in kind.typed if field.name not in told and not _known(field, facts)]


def _known(field: Field, facts: Facts) -> bool:
    return field.is_optional or bool(field.source and composing.plain(field.source(facts)))


def said(field: Field) -> object:
    """Something that fits a field."""
    if field.typed == Typed.DAY:
        return composing.plain(today())
    if field.typed == Typed.MOMENT:
        return composing.plain(now())
    if field.typed == Typed.TURNS:
        return {"turns": [["问", "工资是否按月足额支付？"], ["答", "以工资表和银行流水为准。"]]}
    if field.typed == Typed.CHOICE:
        return field.choices[0][0]
    return COMMON


def write_hearing(case: Case, *, by: By) -> Paper:
    """The record of a hearing while it is held: issued with its end."""
    wanted = kind_of("hearing_record")
    given = {field.name: said(field) for field in lacking(wanted, case, {})}
    return issuing.draft_paper(case, kind=wanted.code, given=given, by=by)


def write_record(
    case: Case,
    *,
    kind: str = "enquiry_record",
    issuer: User | None = None,
    told: Mapping[str, Any] = {},  # noqa: B006 - never changed
) -> Paper:
    """A record drafted by the lead, signed by both handlers and issued by the second or the `issuer`."""
    wanted = kind_of(kind)
    given = {field.name: said(field) for field in lacking(wanted, case, told)} | dict(told)
    paper = issuing.draft_paper(case, kind=kind, given=given, by=By(case.lead))
    for person in case.handlers():
        issuing.sign_paper(paper, by=By(person))
    issuing.issue_paper(paper, by=By(issuer or case.second))
    return paper


def preserve(case: Case, head: User, items: str) -> Paper:
    """Evidence registered and kept before it can vanish (行政处罚法 56): approved by the head, then told in a notice."""
    told = {"preserved_items": items}
    write_record(case, kind="preservation_approval", issuer=head, told=told)
    return write_record(case, kind="preservation_notice", told=told)
