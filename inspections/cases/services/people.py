"""Who a case is about: parties, workers with what each is owed, minors. A list is written whole; what changed is told."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from casework.by import By
from casework.models import Attachment, AuditEntry
from casework.workflow import Refused
from inspections.cases import lists
from inspections.cases.models import Case, Minor, Party, WorkerLine
from inspections.cases.services import acts
from law.identity import mask_day, mask_id, mask_name, mask_phone

Lines = Sequence[Mapping[str, Any]]
Told = tuple[str, str]
NAMES = {
    Party: ("role", "name", "code", "address", "representative", "duty", "telephone", "is_individual"),
    WorkerLine: (
        "name", "identity", "starts_on", "ends_on", "owed", "paid", "missing", "overtime", "minimum_wage", "compensation",
        "extra_rate", "extra",
    ),
    Minor: ("name", "identity", "born", "started_on", "ended_on", "ordered_home_on", "still_there_on"),
}  # fmt: skip
# How the trail names what stands in a sealed column.
MASKS: dict[tuple[type, str], Callable[[str], str]] = {
    (Party, "code"): mask_id, (Party, "telephone"): mask_phone, (WorkerLine, "identity"): mask_id,
    (Minor, "name"): mask_name, (Minor, "identity"): mask_id, (Minor, "born"): mask_day,
}  # fmt: skip


@transaction.atomic
def record_parties(record: Case, *, by: By, parties: Lines) -> AuditEntry:
    """Write down the parties (当事人), by the columns of `Party`. Raises `Refused` (the column that is wrong)."""
    acts.may(record, "record_parties", by=by)
    lines = completed(parties, lists.party, lists.parties)
    if not lines:
        raise Refused("parties", _("至少要有一个当事人。"))
    acts.keep_secret(record, *_words(lines), by=by)
    changes = _rewrite(record, Party, lines)
    record.__dict__.pop("known_parties", None)
    told = "、".join(line["name"] for line in lines)
    return acts.act(record, "record_parties", by=by, note=told, data=changes)


@transaction.atomic
def record_workers(record: Case, *, by: By, workers: Lines, files: Sequence[Attachment] = ()) -> AuditEntry:
    """Write down the wage table, by the columns of `WorkerLine`, sums in yuan; an empty one is none.

    Its sums are what a decision names. `files` are the workbooks it was read from: files of the case, the last one its source.

    Raises `Refused` (the column that is wrong, with the number of the line).
    """
    acts.may(record, "record_workers", by=by)
    lines = completed(workers, lists.worker, lists.workers)
    # Everybody who is owed something stands on it: being on the list tells nothing of who complained.
    changes = _rewrite(record, WorkerLine, lines)
    sums = lists.sums_of(WorkerLine(**line) for line in lines)
    note = _("%(people)s 人，应发 %(owed)s 元，已发 %(paid)s 元，欠额 %(missing)s 元") % {
        "people": sums.people, "owed": f"{sums.owed:,.2f}", "paid": f"{sums.paid:,.2f}", "missing": f"{sums.missing:,.2f}",
    }  # fmt: skip
    return acts.act(
        record, "record_workers", by=by, note=note, data=changes, files=files,
        wage_table=files[-1] if files else record.wage_table,
    )  # fmt: skip


@transaction.atomic
def record_minors(record: Case, *, by: By, minors: Lines) -> AuditEntry:
    """Write down the children and young people with their days at work, by the columns of `Minor`; names and numbers lie sealed.

    Raises `Refused` (the column that is wrong, with the number of the line).
    """
    acts.may(record, "record_minors", by=by)
    lines = completed(minors, lists.minor, lists.minors)
    changes = _rewrite(record, Minor, lines)
    return acts.act(
        record, "record_minors", by=by, note=_("%(count)s 人") % {"count": len(lines)}, data=changes
    )


def completed(
    given: Lines, complete: Callable[[Mapping[str, Any]], dict[str, Any]], check: Callable[[Lines], None]
) -> list[dict[str, Any]]:
    """The lines as they are to be stored, of whatever made them. Raises `Refused` (the column that is wrong)."""
    lines = []
    for place, line in enumerate(given, start=1):
        try:
            lines.append(complete(line))
        except lists.LineWrong as wrong:
            raise _refusal(place, wrong) from wrong
    try:
        check(lines)
    except lists.ListWrong as wrong:
        raise _refusal(wrong.place, wrong) from wrong
    return lines


def _refusal(place: int, wrong: lists.LineWrong) -> Refused:
    told = {"number": place, "sentence": str(wrong)}
    return Refused(wrong.column, _("第 %(number)s 行：%(sentence)s") % told)


def _rewrite(record: Case, model: Any, lines: Lines) -> dict[str, Any]:
    """Store the lines in place of those there are, which the trail keeps (masked) line by line where they differ."""
    rows = model.objects.filter(case=record)
    before = [_told(model, row) for row in rows]
    placed = {"place"} & {field.name for field in model._meta.concrete_fields}
    empty = {name: model._meta.get_field(name).get_default() for name in NAMES[model]}
    made = [
        model(case=record, **empty | dict(line), **dict.fromkeys(placed, place))
        for place, line in enumerate(lines, start=1)
    ]
    rows.delete()
    model.objects.bulk_create(made)
    after = [_told(model, row) for row in made]
    return {"changes": changed(before, after)} if before else {}


def changed(before: Sequence[Told], after: Sequence[Told]) -> dict[str, list[str]]:
    """What the lines that differ said, and say, by their places; those that only moved do not differ.

    Where what differs is masked, both are told alike.
    """
    found: dict[int, list[str]] = {}
    for side, lines, others in ((0, before, after), (1, after, before)):
        left = Counter(key for key, _text in others)
        for place, (key, text) in enumerate(lines, start=1):
            if left[key]:
                left[key] -= 1
            else:
                found.setdefault(place, ["", ""])[side] = text
    return {_("第 %(place)s 行") % {"place": place}: found[place] for place in sorted(found)}


def _told(model: Any, row: Model) -> Told:
    """A line as it is, and in the words of the trail: what stands in its columns, numbers and minors' names masked."""
    parts, whole = [], []
    for name in NAMES[model]:
        value = getattr(row, name)
        if value not in (None, "", False):
            label = str(model._meta.get_field(name).verbose_name)
            parts.append(f"{label} {_shown(model, row, name, value)}")
            whole.append(f"{label} {_plain(row, name, value)}")
    return "，".join(whole), "，".join(parts)


def _shown(model: type[Model], row: Any, name: str, value: object) -> str:
    mask = MASKS.get((model, name))
    if mask and not (model is Party and name == "code" and not row.is_individual):
        return mask(str(value))
    return _plain(row, name, value)


def _plain(row: object, name: str, value: object) -> str:
    shown = getattr(row, f"get_{name}_display", None)
    return str(shown()) if shown else f"{value:.2f}" if isinstance(value, Decimal) else str(value)


def _words(lines: Iterable[Mapping[str, Any]]) -> list[str]:
    return [value for line in lines for value in line.values() if isinstance(value, str)]
