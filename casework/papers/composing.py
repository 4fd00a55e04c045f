"""What a paper says: its fields filled from the record, the law and what was typed, as one frozen object.

`content` is what is printed and hashed; the sheets (casework.papers.sheets) print it and know nothing else.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from casework.house_language import written_in_chinese
from casework.models import Paper
from casework.paper_kinds import Block, Facts, Field, Fixed, PaperKind, Table, Typed
from casework.papers.content import STRUCK, Content, Signer
from casework.papers.content import plain as printable
from casework.workflow import Refused
from law import policy
from law.money import figures
from law.personal import without_numbers

TURNS = ("问", "答")
# Between the cells of a typed row; a comma inside a sum is none.
BETWEEN = re.compile(r"\t|，|,(?!\d{3}(?!\d))")


@written_in_chinese()
def compose(kind: PaperKind, facts: Facts, *, place: int) -> Content:
    """The content of a paper of `kind` as of `facts.on`. Empty fields are struck; `missing` says which may not be."""
    return {
        "kind": kind.code,
        "title": title_of(kind, facts),
        "sheet": str(kind.sheet),
        "body": str(kind.body(facts) if kind.body else policy.text("document.body", facts.on)),
        "red_head": kind.is_red,
        "number": facts.number,
        "reference": reference(kind, facts.record, place),
        "to": "、".join(filter(None, addressed(kind, facts))),
        "blocks": [block for each in kind.blocks for block in _block(each, facts, is_served=kind.is_served)],
        "signers": signers(kind, facts.record, facts.on),
        "seal": kind.has_seal,
        "date": facts.on.isoformat(),
        "copies": kind.copies + len(addressed(kind, facts)[1:]),
        "file": str(kind.file_label),
        "annexes": [],
        "seal_words": policy.text("document.seal_words", facts.on),
        "sign_words": policy.text("document.sign_words", facts.on),
    }


def addressed(kind: PaperKind, facts: Facts) -> list[str]:
    """The names of those it is addressed to."""
    told = kind.to(facts) if kind.to else ""
    return [str(each) for each in told] if isinstance(told, list) else [str(told)]


def title_of(kind: PaperKind, facts: Facts) -> str:
    """What the paper is called here: by the local value where it names the kind."""
    if kind.titled:
        return str(kind.titled(facts))
    return local_names(facts.on).get(str(kind.title), str(kind.title))


def local_names(on: date) -> dict[str, str]:
    """The names of papers where the office has others, by the names the catalogue has for them."""
    pairs = (
        each.replace("＝", "=").partition("=")
        for each in re.split(r"[;；\n]", policy.text("document.paper_names", on))
    )
    return {ours.strip(): theirs.strip() for ours, _is, theirs in pairs if ours.strip() and theirs.strip()}


def missing(kind: PaperKind, facts: Facts) -> list[Field]:
    """The fields that must not be empty and are."""
    return [field for field in kind.fields if not field.is_optional and not value_of(field, facts)]


def struck(kind: PaperKind, content: Content) -> list[Field]:
    """The fields that must not be empty and stand struck in a content that has been composed."""
    empty = {block["name"] for block in content["blocks"] if block.get("value") == STRUCK}
    return [field for field in kind.fields if not field.is_optional and field.name in empty]


def require_whole(kind: PaperKind, facts: Facts) -> None:
    """Raise `Refused` (paper_incomplete) naming what a paper still lacks; nothing is issued with an empty label."""
    lacking = missing(kind, facts)
    if lacking:
        told = {"paper": kind.title, "fields": "、".join(str(field.label) for field in lacking)}
        raise Refused("paper_incomplete", _("《%(paper)s》还缺：%(fields)s。请补齐后再签发。") % told)


def reference(kind: PaperKind, record: Any, place: int) -> str:
    """What an internal sheet is called by: the record's number and the sheet's place among its papers."""
    if kind.mark:
        return ""
    return _("%(number)s 第 %(place)s 张") % {"number": record.current_number, "place": place}


def signers(kind: PaperKind, record: object, on: date) -> list[Signer]:
    """Those whose names and certificates it carries, and those who sign by hand."""
    named: list[Signer] = [
        {"label": _("承办人"), "name": person.name, "certificate": getattr(person, "certificate", "")}
        for person in kind.people(record)
    ]
    by_hand: list[Signer] = [{"label": str(label), "name": "", "certificate": ""} for label in kind.hands]
    return [*named, *by_hand]


def values_of(kind: PaperKind, facts: Facts) -> dict[str, Any]:
    """The value of every field by its name, as it would be printed."""
    return {field.name: value_of(field, facts) for field in kind.fields}


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """What changed from one content to another: (label, before, after) of every field that differs."""
    before, after = _by_label(old), _by_label(new)
    return [
        (label, before.get(label, ""), after.get(label, ""))
        for label in dict.fromkeys([*before, *after])
        if before.get(label, "") != after.get(label, "")
    ]


def plain(value: object) -> str:
    """A value in the words of a paper."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, datetime):
        return f"{value:%Y年%-m月%-d日%-H时%M分}"
    if isinstance(value, date):
        return f"{value:%Y年%-m月%-d日}"
    if isinstance(value, Decimal):
        return figures(value)
    if isinstance(value, list | tuple):
        return "\n".join(filter(None, map(plain, value)))
    return printable(str(value)).strip()


def turns(text: str) -> list[list[str]]:
    """Questions and answers typed one a line, «问：» and «答：» in turn; a line without either goes on with the one before."""
    found: list[list[str]] = []
    for line in filter(None, (each.strip() for each in text.splitlines())):
        who = next((mark for mark in TURNS if line.startswith((f"{mark}：", f"{mark}:"))), "")
        if who:
            found.append([who, line[2:].strip()])
        elif found:
            found[-1][1] += f"\n{line}"
        else:
            found.append(["", line])
    return found


def untold(value: Mapping[str, Any]) -> str:
    """The other way round: turns as they are typed."""
    return "\n".join(f"{who}：{said}" if who else said for who, said in value.get("turns", ()))


def rows(field: Field, text: str) -> Table:
    """Rows typed one a line, the cells parted by commas or tabs, as a table with a number before each row."""
    found: list[list[str]] = []
    for line in filter(None, (each.strip() for each in text.splitlines())):
        cells = [cell.strip() for cell in BETWEEN.split(line, maxsplit=len(field.columns) - 1)]
        found.append([str(len(found) + 1), *cells, *[""] * (len(field.columns) - len(cells))])
    return Table((_("序号"), *field.columns), found)


def unrowed(table: Table) -> str:
    """The other way round: the rows of a table as they are typed, without their numbers."""
    return "\n".join("，".join(map(plain, row[1:])) for row in table.rows)


def _block(block: Block, facts: Facts, *, is_served: bool) -> Iterator[Any]:
    if isinstance(block, Fixed):
        if text := block.on(facts).strip():
            yield {"text": text}
        return
    if block.is_woven:
        return
    value, head = value_of(block, facts), {"name": block.name, "label": str(block.label)}
    if is_served and not block.is_identity:
        value = _unnumbered(value)
    if isinstance(value, Table):
        yield head | {"table": _table(value)}
    elif isinstance(value, dict) and "turns" in value:
        yield head | value
    else:
        yield head | {"value": value or STRUCK}


def _unnumbered(value: object) -> object:
    """A value with no resident number in it: nobody else's is served on the party."""
    if isinstance(value, Table):
        return Table(value.columns, [[_unnumbered(cell) for cell in row] for row in value.rows], value.sums)
    if isinstance(value, dict):
        return {**value, "turns": [[_unnumbered(part) for part in turn] for turn in value["turns"]]}
    return without_numbers(value) if isinstance(value, str) else value


def value_of(field: Field, facts: Facts) -> object:
    """What a field says: a text, a table, or the turns of a conversation; empty where nobody says anything."""
    typed = facts.given.get(field.name)
    raw = typed if typed not in (None, "") else field.source(facts) if field.source else ""
    if isinstance(raw, str) and raw and field.typed == Typed.ROWS:
        raw = rows(field, raw)
    if isinstance(raw, str) and raw and field.typed == Typed.TURNS:
        raw = {"turns": turns(raw)}
    if isinstance(raw, Table):
        return raw if raw.rows else ""
    return raw if isinstance(raw, dict) else plain(raw)


def _table(table: Table) -> dict[str, Any]:
    rows = [[plain(cell) or STRUCK for cell in row] for row in table.rows]
    sums = [plain(cell) for cell in table.sums] or None
    return {"columns": [str(column) for column in table.columns], "rows": rows, "sums": sums}


def _by_label(content: Mapping[str, Any]) -> dict[str, str]:
    found = {}
    for block in content.get("blocks", ()):
        if "label" in block:
            found[block["label"]] = block.get("value") or _flat(block)
    return found


def _flat(block: Mapping[str, Any]) -> str:
    lines = block["table"]["rows"] if "table" in block else block.get("turns", [])
    return "\n".join(" ".join(line) for line in lines)


def next_place(record: Model) -> int:
    """The place of the next paper of this record."""
    newest = Paper.objects.about(record).order_by("-place").values_list("place", flat=True).first()
    return (newest or 0) + 1
