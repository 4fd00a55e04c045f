"""Papers made by acts, and papers handlers write by themselves: drafted, signed by two, issued, withdrawn.

Only `casework.workflow.perform` moves a paper, and only here are its content, number and digest set, once.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from casework import acts, audit, deadlines, hooks, numbering
from casework.by import By
from casework.models import AuditEntry, Paper, Signature, WorkflowRecord
from casework.paper_kinds import Facts, PaperKind, kind_of
from casework.paper_table import PaperState
from casework.papers import composing, making
from casework.papers.content import check as check_content
from casework.papers.content import digest
from casework.papers.delivering import Delivered, record_delivery, require_right
from casework.papers.versions import current
from casework.table import Row
from casework.workflow import Refused, check, perform
from law.clock import now, today


def of_act(record: WorkflowRecord, row: Row, *, by: By, given: Mapping[str, Any], on: date) -> list[Paper]:
    """Issue the papers an act makes, within its transaction (the hook `papers_of_acts`). Raises `Refused` (paper_incomplete)."""
    kinds = [kind_of(code) for code in row.papers]
    made = [
        _make(kind, record, by=by, given=given, made_by=row.action, on=on)
        for kind in kinds
        if kind.when is None or kind.when(record)
    ]
    _have_printed(made, by=by)
    return made


def _have_printed(papers: list[Paper], *, by: By) -> None:
    """The worker makes the files of what somebody issues on a page; those of a rehearsal are made when they are wanted."""
    if papers and by.source:
        making.ask(papers, by=by)


def facts_of(
    kind: PaperKind, record: Any, *, by: By, given: Mapping[str, Any], on: date | None = None
) -> Facts:
    """What the sources of a kind look at."""
    return Facts(
        record, on or today(), by.actor, dict(given), replaces=former(kind, record), signed=by.signed
    )


def former(kind: PaperKind, record: Model) -> Paper | None:
    """The paper a new one of this kind would replace."""
    if kind.is_again:
        return None
    return Paper.objects.about(record).standing().filter(kind=kind.code).order_by("-pk").first()


def begun(kind: PaperKind, record: Model) -> Paper | None:
    """The draft an act has begun and another is to issue."""
    if not kind.is_begun:
        return None
    drafts = Paper.objects.about(record).filter(kind=kind.code, state=PaperState.DRAFT).exclude(made_by="")
    return drafts.order_by("-pk").first()


def begin_paper(record: Model, *, kind: str, given: Mapping[str, Any], made_by: str, by: By) -> Paper:
    """A paper that an act of its record writes and that waits for whoever approves: the act that names it issues it."""
    paper = Paper(
        record=record, kind=kind, made_by=made_by, title=str(kind_of(kind).title), drafted_by_id=_pk(by), given=dict(given),
        place=composing.next_place(record),
    )  # fmt: skip
    perform(paper, "begin_paper", by=by.plainly())
    return paper


def issue_begun(record: Model, kind: str, *, by: By) -> Paper | None:
    """Issue the draft of a kind, signed or not, with the act that ends what it tells of; None where there is none.

    Raises `Refused` (paper_incomplete).
    """
    drafts = Paper.objects.about(record).filter(kind=kind, state__in=(PaperState.DRAFT, PaperState.SIGNED))
    paper = drafts.order_by("-pk").first()
    if paper is not None:
        facts = facts_of(kind_of(kind), record, by=by, given=paper.given)
        perform(paper, "complete_paper", by=by.plainly(), changes=_issued(paper, kind_of(kind), facts, by))
        _have_printed([paper], by=by)
    return paper


def _make(
    kind: PaperKind, record: Model, *, by: By, given: Mapping[str, Any], made_by: str, on: date
) -> Paper:
    paper = begun(kind, record) or Paper(
        record=record, kind=kind.code, title=str(kind.title), drafted_by_id=_pk(by)
    )
    facts = facts_of(kind, record, by=by, given={**paper.given, **given}, on=on)
    changes = _issued(paper, kind, facts, by) | {"made_by": made_by}
    perform(paper, "complete_paper" if paper.pk else "make_paper", by=by, changes=changes)
    _replace(paper, by=by)
    return paper


def _issued(paper: Paper, kind: PaperKind, facts: Facts, by: By) -> dict[str, Any]:
    """The columns of a paper that is issued now: whole, numbered, frozen."""
    composing.require_whole(kind, facts)
    place = paper.place or composing.next_place(facts.record)
    number = numbering.issue(kind.mark, facts.on) if kind.mark else ""
    facts = replace(facts, number=number)
    content, version = composing.compose(kind, facts, place=place), current(kind.code)
    addressees = composing.addressed(kind, facts)
    if wrong := check_content(content):
        raise Refused("paper_unprintable", f"《{content['title']}》{wrong[0]}")
    return {
        "place": place,
        "number": number,
        "title": content["title"][:100],
        "party": content["to"][:200],
        "addressees": addressees if len(addressees) > 1 else [],
        "content": content,
        "template_version": version,
        "digest": digest(content, version),
        "issued_on": facts.on,
        "issued_by_id": _pk(by),
        "replaces": facts.replaces,
    }


def _replace(paper: Paper, *, by: By) -> None:
    if paper.replaces is not None:
        perform(paper.replaces, "replace_paper", by=by.plainly(), note=paper.number)


@transaction.atomic
def draft_paper(record: Model, *, kind: str, given: Mapping[str, Any], by: By) -> Paper:
    """Begin a paper that no act makes. Raises `Refused` (no_paper and those of `perform`)."""
    audit.lock()
    wanted = _free(kind, record)
    _guard(record, given, by)
    paper = Paper(
        record=record, kind=kind, title=str(wanted.title), drafted_by_id=_pk(by), given=dict(given),
        place=composing.next_place(record),
    )  # fmt: skip
    perform(paper, "draft_paper", by=by)
    return paper


@transaction.atomic
def change_paper(record: Paper, *, given: Mapping[str, Any], by: By) -> AuditEntry:
    """Write the draft anew; who had signed signs again."""
    check(record, "change_paper", by=by)
    _guard(record.record, given, by)
    record.signatures.all().delete()
    return perform(record, "change_paper", by=by, changes={"given": dict(given)})


@transaction.atomic
def sign_paper(record: Paper, *, by: By) -> AuditEntry:
    """Put one's name to the draft as it stands; with the last signature it goes to whoever issues it."""
    check(record, "sign_paper", by=by)
    kind = record.paper_kind
    composing.require_whole(kind, facts_of(kind, record.record, by=by, given=record.given))
    entry = perform(record, "sign_paper", by=by)
    Signature.objects.create(
        paper=record, person=by.actor, certificate=getattr(by.actor, "certificate", ""), signed_at=now()
    )
    return entry


@transaction.atomic
def return_paper(record: Paper, *, by: By, reason: str) -> AuditEntry:
    """Back to those who wrote it; its signatures are void. `reason` is obligatory."""
    check(record, "return_paper", by=by)
    why = acts.said_why(reason)
    record.signatures.all().delete()
    return perform(record, "return_paper", by=by, reason=why)


@transaction.atomic
def issue_paper(record: Paper, *, by: By) -> AuditEntry:
    """Issue a signed draft: numbered and frozen; a former one of its kind and record is replaced."""
    check(record, "issue_paper", by=by)
    kind = record.paper_kind
    facts = facts_of(kind, record.record, by=by, given=record.given)
    changes = _issued(record, kind, facts, by)
    entry = perform(record, "issue_paper", by=by, changes=changes, note=changes["number"])
    _follow(record, "issued", by=by)
    _replace(record, by=by)
    _have_printed([record], by=by)
    return entry


@transaction.atomic
def deliver_paper(record: Paper, *, by: By, **told: Any) -> AuditEntry:
    """Write down how a paper reached the party (`Delivered`), where its record has no act of its own for that.

    Raises `Refused` (the field that is wrong and those of `perform`).
    """
    check(record, "deliver_paper", by=by)
    delivered = Delivered(**told)
    require_right([record], delivered)
    _guard(record.record, {str(place): word for place, word in enumerate(delivered.words)}, by)
    delivery = record_delivery(record, delivered, by=by)
    return perform(
        record, "deliver_paper", by=by, on=delivery.done_on, note=f"{delivery.get_way_display()} {delivery.receiver}".strip()
    )  # fmt: skip


@transaction.atomic
def withdraw_paper(record: Paper, *, by: By, reason: str) -> AuditEntry:
    """Take an issued paper back; its number stays withdrawn and is not used again. `reason` is obligatory."""
    check(record, "withdraw_paper", by=by)
    entry = perform(record, "withdraw_paper", by=by, reason=acts.said_why(reason))
    _follow(record, "withdrawn", by=by)
    return entry


def _follow(paper: Paper, event: str, *, by: By) -> None:
    """What happens to a paper that no act made moves the clocks of its record, as `issued:preservation_notice`."""
    about = paper.record
    if isinstance(about, WorkflowRecord):
        deadlines.follow(about, f"{event}:{paper.kind}", by=by, on=today(), about=paper)


def drop_paper(record: Paper, *, by: By, reason: str) -> AuditEntry:
    """Give up a draft. `reason` is obligatory."""
    check(record, "drop_paper", by=by)
    return perform(record, "drop_paper", by=by, reason=acts.said_why(reason))


def _free(code: str, record: Any) -> PaperKind:
    """The kind of a paper one may write by oneself about this record now."""
    kind = kind_of(code)
    is_fit = kind.about == record._meta.label and (not kind.states or record.state in kind.states)
    if not is_fit or not kind.signatures:
        raise Refused("no_paper", _("现在不能写这种文书，请从所属记录的页面进入。"))
    return kind


def _guard(record: object, given: Mapping[str, Any], by: By) -> None:
    """Ask the rooms whether these words may stand on a paper about the record (the hook `paper_guards`). Raises `Refused`."""
    texts = [composing.untold(value) if isinstance(value, dict) else str(value) for value in given.values()]
    for guard in hooks.functions("paper_guards"):
        guard(record, *texts, by=by)


def _pk(by: By) -> int | None:
    return by.actor.pk if by.actor is not None else None


def newest(record: Model, *codes: str) -> Paper | None:
    """The newest issued paper of one of these kinds about a record that has not been replaced or withdrawn."""
    found = Paper.objects.about(record).filter(kind__in=codes, state=PaperState.ISSUED)
    return found.order_by("-pk").first()
