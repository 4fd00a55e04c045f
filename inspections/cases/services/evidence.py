"""Evidence: its numbered list, who has each piece, and what was registered and kept (行政处罚法 46, 56)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from casework import attachments
from casework.by import By
from casework.models import AuditEntry, Paper
from casework.workflow import Happening, Refused
from inspections.cases import lists
from inspections.cases.kinds import Disposal
from inspections.cases.models import Case, Custody, DisposalRequest, Evidence
from inspections.cases.services import acts
from inspections.cases.services.people import changed, completed
from law.clock import today

OWN = ("name", "kind", "pages", "is_original", "source", "taken_on", "taken_place", "given_by", "proves")
PRESERVED = "preservation_notice"
TOLD = (
    "name",
    "get_kind_display",
    "pages",
    "source",
    "taken_on",
    "taken_place",
    "given_by",
    "proves",
    "holder",
)


@transaction.atomic
def record_evidence(
    record: Case, *, by: By, pieces: Sequence[Mapping[str, Any]], files: Sequence[Any] = ()
) -> AuditEntry:
    """Write the list of evidence whole. A piece that names its `number` keeps it; the others get the next.

    A piece has the columns of `Evidence` with `taken_by` (ids of two), `attachment` and `preserved` as ids, and `holder`, who
    has it. `files` become files of the case; those that no piece names go to the new ones in their order. A piece that
    is kept under a notice stays until it is dealt with.
    Raises `Refused` (the column that is wrong, with the number of the line).
    """
    acts.may(record, "record_evidence", by=by)
    lines = completed(pieces, lists.piece, lists.pieces)
    acts.keep_secret(
        record, *(value for line in lines for value in line.values() if isinstance(value, str)), by=by
    )
    attachments.adopt(list(files), record)
    before = _loaded(record)
    was = [_told(piece) for piece in before.values()]
    _share_out(lines, files)
    _check_links(record, lines)
    _drop(before, {line.get("number") for line in lines})
    _store(record, lines, before)
    after = [_told(piece) for piece in _loaded(record).values()]
    note = _("%(count)s 件") % {"count": len(after)}
    data = {"changes": changed(was, after)} if was else {}
    return acts.act(record, "record_evidence", by=by, note=note, data=data)


def _loaded(record: Case) -> dict[int, Evidence]:
    rows = Evidence.objects.filter(case=record).prefetch_related("taken_by", "custody")
    return {piece.number: piece for piece in rows}


def _share_out(lines: Sequence[dict[str, Any]], files: Sequence[Any]) -> None:
    """Files that nobody chose, one each to new pieces without one."""
    chosen = {str(line.get("attachment") or "") for line in lines}
    left = [file for file in files if str(file.pk) not in chosen]
    bare = [line for line in lines if not line.get("number") and not line.get("attachment")]
    for line, file in zip(bare, left, strict=False):
        line["attachment"] = file.pk


def _check_links(record: Case, lines: Sequence[Mapping[str, Any]]) -> None:
    """A file and a notice that a piece names are those of this case; whoever took it is a user."""
    files = {str(pk) for pk in record.attachments.values_list("pk", flat=True)}
    notices = {str(pk) for pk in record.papers_of(PRESERVED).values_list("pk", flat=True)}
    people = {pk for line in lines for pk in line["taken_by"]}
    if get_user_model().objects.filter(pk__in=people).count() != len(people):
        raise Refused("taken_by", _("取证人不在名单里，请重新选择。"))
    for place, line in enumerate(lines, start=1):
        for name, known in (("attachment", files), ("preserved", notices)):
            if line.get(name) and str(line[name]) not in known:
                raise Refused(name, _("第 %(number)s 行：选的附件或者文书不属于本案。") % {"number": place})


def _drop(before: Mapping[int, Evidence], kept: set[Any]) -> None:
    """What stands no more on the list goes, but for what was under a notice: that is dealt with, never forgotten."""
    gone = [piece for number, piece in before.items() if number not in kept]
    for piece in gone:
        if piece.preserved_id is not None:
            told = {"number": piece.number, "name": piece.name}
            raise Refused("preserved", _("证据 %(number)s“%(name)s”已先行登记保存，不能删除。") % told)
    Custody.objects.filter(evidence__in=gone).delete()
    Evidence.objects.filter(pk__in=[piece.pk for piece in gone]).delete()


def _store(record: Case, lines: Sequence[Mapping[str, Any]], before: Mapping[int, Evidence]) -> None:
    found = list(_pieces(record, lines, before))
    Evidence.objects.bulk_create([piece for piece, _line in found if piece.number not in before])
    known = [piece for piece, _line in found if piece.number in before]
    Evidence.objects.bulk_update(known, [*OWN, "attachment", "preserved"])
    _take(found)
    last = {number: piece.holder for number, piece in before.items()}
    since = {piece.number: today() if piece.number in last else line["taken_on"] for piece, line in found}
    _hand(
        (piece, last.get(piece.number, ""), line.get("holder") or "", since[piece.number])
        for piece, line in found
    )


def _pieces(
    record: Case, lines: Sequence[Mapping[str, Any]], before: Mapping[int, Evidence]
) -> Iterator[tuple[Evidence, Mapping[str, Any]]]:
    """A piece for each line, with the number it had or the next; what is under a notice stays under it."""
    following = max(before, default=0)
    for line in lines:
        former = before.get(line.get("number") or 0)
        following += former is None
        piece = Evidence(case=record, number=following, **{name: line[name] for name in OWN if name in line})
        if former is not None:
            piece.pk, piece.number, piece.preserved_id = former.pk, former.number, former.preserved_id
        piece.attachment_id = line.get("attachment") or None
        piece.preserved_id = piece.preserved_id or int(line.get("preserved") or 0) or None
        yield piece, line


def _take(found: Sequence[tuple[Evidence, Mapping[str, Any]]]) -> None:
    """Who took each piece, in one statement for all."""
    seats = Evidence.taken_by.through
    seats.objects.filter(evidence__in=[piece.pk for piece, _line in found]).delete()
    seats.objects.bulk_create(
        seats(evidence_id=piece.pk, user_id=person) for piece, line in found for person in line["taken_by"]
    )


def _hand(held: Iterable[tuple[Evidence, str, str, date]]) -> None:
    """A link of the chain wherever somebody else has a piece from a day on than had it last: (piece, last, now, since)."""
    Custody.objects.bulk_create(
        Custody(evidence=piece, holder=holder.strip(), since=since)
        for piece, last, holder, since in held
        if holder.strip() and holder.strip() != last
    )


def _told(piece: Evidence) -> tuple[str, str]:
    """A piece in the words of the trail."""
    values = [getattr(piece, name) for name in TOLD]
    values = [value() if callable(value) else value for value in values]
    original = _("原件") if piece.is_original else _("复制件")
    takers = "、".join(person.name for person in piece.taken_by.all())
    text = "，".join(
        str(value) for value in (piece.number, *values, original, takers) if value not in (None, "")
    )
    return text, text


@transaction.atomic
def propose_disposal(
    record: Case,
    *,
    by: By,
    pieces: Sequence[int],
    disposal: str,
    receiver: str = "",
    disposal_note: str = "",
    files: Sequence[Any] = (),
) -> AuditEntry:
    """Propose what becomes of pieces kept under a notice (行政处罚法 56), for the head of the bureau to decide.

    `pieces` are their numbers, `disposal` one of kinds.Disposal. Raises `Refused` (pieces, disposal and those of `perform`).
    """
    acts.may(record, "propose_disposal", by=by)
    chosen = _kept(record, pieces)
    if not chosen or len(chosen) != len(set(pieces)):
        raise Refused("pieces", _("请勾选处理的证据；已经处理的不能再处理。"))
    if disposal not in Disposal.values:
        raise Refused("disposal", _("请选择怎样处理。"))
    asked = DisposalRequest.objects.create(
        case=record,
        pieces=sorted(piece.number for piece in chosen),
        disposal=disposal,
        receiver=receiver.strip(),
        note=disposal_note.strip(),
        asked_on=today(),
    )
    acts.keep_secret(record, asked.receiver, asked.note, by=by)
    names = "、".join(f"{piece.number} {piece.name}" for piece in chosen)
    note = f"{names}：{Disposal(disposal).label}"
    data = {"pieces": asked.pieces}
    return acts.act(record, "propose_disposal", by=by, files=files, disposal=asked, note=note, data=data)


@transaction.atomic
def dispose_evidence(record: Case, *, by: By, words: acts.Words | None = None) -> AuditEntry:
    """The head of the bureau decides as proposed; the act issues the notice that tells the party, which is to be delivered.

    The days of a notice of preservation stop with the last of its pieces. Raises `Refused` (pieces and those of `perform`).
    """
    acts.may(record, "dispose_evidence", by=by)
    asked: Any = record.disposal
    chosen, day = _kept(record, asked.pieces), today()
    if len(chosen) != len(asked.pieces):
        raise Refused("pieces", _("报请处理的证据已经不在登记保存中，请不同意后由承办人重新报请。"))
    entry = acts.act(
        record,
        "dispose_evidence",
        by=by,
        words=words,
        happened=_done(record, chosen, day),
        data={"pieces": asked.pieces},
    )
    for piece in chosen:
        piece.disposed_on, piece.disposal, piece.disposal_note = day, asked.disposal, asked.note
    Evidence.objects.bulk_update(chosen, ["disposed_on", "disposal", "disposal_note"])
    _hand((piece, piece.holder, asked.receiver, day) for piece in chosen)
    asked.approved_on, asked.paper = day, acts.paper_of(entry, "preservation_disposal")
    asked.save(update_fields=["approved_on", "paper"])
    return entry


@transaction.atomic
def reject_disposal(record: Case, *, by: By, reason: str) -> AuditEntry:
    """Turn the proposal down: the pieces stay kept, their days run on. `reason` is obligatory."""
    asked: Any = record.disposal
    entry = acts.say_no(record, "reject_disposal", by=by, reason=reason)
    asked.refused_on, asked.refused_why = today(), entry.reason
    asked.save(update_fields=["refused_on", "refused_why"])
    return entry


def _kept(record: Case, numbers: Sequence[int]) -> list[Evidence]:
    """The pieces of these numbers that are kept and not dealt with yet."""
    kept = Evidence.objects.filter(case=record, number__in=set(numbers)).kept()
    return list(kept.select_related("preserved").prefetch_related("custody"))


def _done(record: Case, chosen: Sequence[Evidence], day: date) -> list[Happening]:
    """The notices under which nothing is kept any more."""
    others = Evidence.objects.filter(case=record).kept().exclude(pk__in=[piece.pk for piece in chosen])
    still = set(others.values_list("preserved_id", flat=True))
    notices: dict[int | None, Paper | None] = {piece.preserved_id: piece.preserved for piece in chosen}
    return [
        Happening(f"disposed:{PRESERVED}", day, notice) for pk, notice in notices.items() if pk not in still
    ]
