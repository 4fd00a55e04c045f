"""The frozen content of a paper: one JSON object, which alone decides what every sheet prints.

A value that is empty is printed as a struck blank; a label never stands empty.
"""

import json
import unicodedata
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import NotRequired, TypedDict

from django.utils.translation import gettext as _

STRUCK = "／"
SHEETS = {"official": "公文", "blank": "填空", "form": "表格", "record": "笔录"}
# What a programme writes where it has nothing to say.
NOTHING = {"None", "null", "undefined", "NaN"}
# These turn the direction of what follows: a name with one of them reads as another.
TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Table(TypedDict):
    """Every row, and `sums` where there is one, has as many cells as there are `columns`."""

    columns: list[str]
    rows: list[list[str]]
    sums: NotRequired[list[str] | None]


class Block(TypedDict, total=False):
    """Either fixed `text`, or a field: `name` and `label` with a `value`, a `table` or the `turns` of a conversation.

    A text and a value may hold newlines: each makes a paragraph.
    """

    text: str
    name: str
    label: str
    value: str
    table: Table
    turns: list[list[str]]


class Signer(TypedDict):
    """Who signs: an inspector with the number of the certificate, or without one a person who was heard."""

    label: str
    name: str
    certificate: str


class Content(TypedDict):
    """A paper as it was issued.

    `sheet` is one of `SHEETS`; `body` the issuing body, in red over an official sheet with `red_head`. An internal sheet has no
    `number` but a `reference` (case number and sheet). `date` is ISO, or "" until the paper is issued; `copies` how many are
    made, `file` the file that keeps one. `seal_words` and `sign_words` are what marks the places of the hand and the seal.
    """

    kind: str
    title: str
    sheet: str
    body: str
    number: str
    to: str
    blocks: list[Block]
    signers: list[Signer]
    seal: bool
    date: str
    copies: int
    file: str
    annexes: list[str]
    red_head: NotRequired[bool]
    reference: NotRequired[str]
    seal_words: NotRequired[str]
    sign_words: NotRequired[str]


def canonical(value: object) -> bytes:
    """JSON in UTF-8 with sorted keys, no spaces, nothing ASCII-escaped."""
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()


def digest(content: Content, template_version: str) -> str:
    """SHA-256 over what the paper says and the version of the template that printed it, in lower-case hex."""
    return sha256(canonical({"content": content, "template_version": template_version})).hexdigest()


def plain(text: str) -> str:
    """A typed text as a paper holds it: one kind of newline, no tabs, no blanks at the ends of lines, nothing else touched."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "　").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def is_blank(text: str) -> bool:
    return not text.strip()


def check(content: Content) -> list[str]:
    """What keeps the paper from being printed, one sentence each; nothing when it may be.

    Of what was typed every character may stand, also «{{»; of what the form brings «{{» is a hole nobody filled.
    """
    found = (
        [] if content["sheet"] in SHEETS else [_("没有“%(sheet)s”这种版式。") % {"sheet": content["sheet"]}]
    )
    if is_blank(content["title"]) or is_blank(content["body"]):
        found.append(_("文书没有名称或者没有署名机关。"))
    if content["date"] and not _is_day(content["date"]):
        found.append(_("日期“%(day)s”不是一个日子。") % {"day": content["date"]})
    for block in content["blocks"]:
        found += _of_block(block)
    for where, text in _printed(content):
        found += _of_text(where, text)
    for where, text in _brought(content):
        if "{{" in text or "}}" in text:
            found.append(_("“%(where)s”里有没有填上的占位符。") % {"where": where})
    return found


def text_problem(text: str) -> str:
    """Why what was typed cannot be printed; empty where it can. Browsers end a line with two characters, papers with one."""
    return next(iter(_of_text(_("这一栏"), plain(text))), "")


def _of_block(block: Block) -> Iterator[str]:
    if "text" in block:
        if is_blank(block["text"]):
            yield _("有一段固定文字是空的。")
        return
    label = block.get("label", "")
    if is_blank(label):
        yield _("“%(name)s”没有名称。") % {"name": block.get("name", "")}
    given = [part for part in ("value", "table", "turns") if part in block]
    if len(given) != 1:
        yield _("“%(label)s”没有内容；没有可填的，应当划去。") % {"label": label}
    if block.get("value", "").strip() in NOTHING:
        yield _("“%(label)s”填的是“%(value)s”。") % {"label": label, "value": block["value"].strip()}
    if "table" in block and not _is_even(block["table"]):
        yield _("“%(label)s”各行的列数不一样。") % {"label": label}
    if any(len(turn) != 2 for turn in block.get("turns", [])):
        yield _("“%(label)s”的问答应当一问一答地写。") % {"label": label}


def _is_even(table: Table) -> bool:
    return bool(table["columns"]) and all(len(row) == len(table["columns"]) for row in rows_of(table))


def rows_of(table: Table) -> list[list[str]]:
    """The rows of a table with its sums."""
    return [*table["rows"], *([sums] if (sums := table.get("sums")) else [])]


def _of_text(where: str, text: str) -> Iterator[str]:
    if not isinstance(text, str):
        yield _("“%(where)s”不是文字。") % {"where": where}
    elif any(_cannot_be_printed(character) for character in text):
        yield _("“%(where)s”里有看不见的控制字符，请删去重填。") % {"where": where}


def _cannot_be_printed(character: str) -> bool:
    if character == "\n":
        return False
    is_none = ord(character) & 0xFFFE == 0xFFFE  # the last two of each plane are no characters
    return is_none or character in TURNS or unicodedata.category(character) in ("Cc", "Cs")


def _is_day(iso: str) -> bool:
    try:
        return date.fromisoformat(iso).isoformat() == iso
    except ValueError:
        return False


def _printed(content: Content) -> Iterator[tuple[str, str]]:
    """Every text on the sheet, with the words that tell people where it stands."""
    yield from _brought(content)
    yield from ((part, content[part]) for part in ("number", "to", "date"))
    for signer in content["signers"]:
        yield signer["label"], signer["name"]
        yield signer["label"], signer["certificate"]
    for block in content["blocks"]:
        label = block.get("label", "")
        if "value" in block:
            yield label, block["value"]
        for line in _lines(block):
            yield from ((label, cell) for cell in line)


def _lines(block: Block) -> Iterator[list[str]]:
    yield from block.get("turns", [])
    if table := block.get("table"):
        yield from rows_of(table)


def _brought(content: Content) -> Iterator[tuple[str, str]]:
    """What the form itself brings."""
    title = content["title"]
    yield from (
        (title, text) for text in (title, content["body"], content.get("reference", ""), content["file"])
    )
    yield from ((title, annex) for annex in content["annexes"])
    for signer in content["signers"]:
        yield title, signer["label"]
    for block in content["blocks"]:
        label = block.get("label", "")
        yield title, label
        if "text" in block:
            yield block["text"][:12], block["text"]
        yield from ((label, column) for column in block.get("table", {}).get("columns", []))
