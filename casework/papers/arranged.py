"""How a content is laid out, whatever prints it: the Word sheets and the page in the browser ask the same questions here."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from casework.papers.content import STRUCK, Block, Content, Signer, Table, is_blank

# More columns than these do not fit into the 156 mm of an upright page.
WIDEST = 7
# A page has 22 lines of 28 characters; head, title and foot with the seal take a dozen of them.
LINE, LINES, HEAD_AND_FOOT = 28, 22, 12
# Two short fields share a line of a ruled form; a label longer than this stands over its value.
SHORT_LABEL, SHORT_VALUE, LONG_LABEL = 7, 10.5, 12
# Paragraphs of a cell begin two characters in where one of them is longer than a line.
LONG_LINE = 24
YUAN = " 元"
AMOUNT = re.compile(rf"[¥-]?\d[\d,]*(\.\d+)?(%|{YUAN})?")
NUMBER = re.compile(rf"-?\d[\d,]*(\.\d+)?({YUAN})?")
COUNTED = ("", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十")


@dataclass(frozen=True)
class Line:
    """One line of a ruled form: a sentence, a table, or one field or two (`pairs` of label and paragraphs)."""

    pairs: tuple[tuple[str, tuple[str, ...]], ...] = ()
    text: str = ""
    label: str = ""
    table: Table | None = None
    is_over: bool = False  # the label stands over the value, both across the sheet

    @property
    def is_short(self) -> bool:
        return len(self.pairs) == 2


def shown(text: str) -> str:
    """A text, or the stroke through the blank."""
    return STRUCK if is_blank(text) else text


def paragraphs(text: str) -> list[str]:
    """A text by its newlines; what is empty is struck, empty lines between paragraphs go."""
    return [line for line in text.split("\n") if not is_blank(line)] or [STRUCK]


def struck(table: Table) -> Table:
    """The table with a stroke in every empty cell, and a struck row where it has none."""
    rows = [[shown(cell) for cell in row] for row in table["rows"]] or [[STRUCK] * len(table["columns"])]
    sums = table.get("sums")
    return {
        "columns": table["columns"],
        "rows": rows,
        "sums": [shown(cell) for cell in sums] if sums else None,
    }


def page_sums(table: Table, rows: Sequence[Sequence[str]]) -> list[str]:
    """本页小计: of the columns that have a sum in the end, the sum of these rows."""
    whole = table.get("sums") or []
    return [
        _("本页小计") if not place else _added(row[place] for row in rows) if is_amount(cell) else STRUCK
        for place, cell in enumerate(whole)
    ]


def _added(cells: Iterable[str]) -> str:
    """Their sum, written as they are."""
    numbers = [cell for cell in cells if NUMBER.fullmatch(cell)]
    found = sum((Decimal(cell.removesuffix(YUAN).replace(",", "")) for cell in numbers), Decimal(0))
    return f"{found:,.2f}{YUAN if any(cell.endswith(YUAN) for cell in numbers) else ''}"


def led(row: Sequence[str]) -> int:
    """How many cells at the beginning of a row of sums hold nothing but its name: it is written across them."""
    return next(
        (place for place, cell in enumerate(row) if place and not is_blank(cell) and cell != STRUCK), 1
    )


def spoken(block: Block) -> list[tuple[str, str]]:
    """Questions and answers, each with its letter; a conversation without a word is struck."""
    return [(shown(who), shown(said)) for who, said in block.get("turns", [])] or [("", STRUCK)]


def is_annexed(block: Block) -> bool:
    """Whether its table is too wide for the sheet and follows it on pages lying across."""
    return "table" in block and len(block["table"]["columns"]) > WIDEST


def annexed(content: Content) -> list[Block]:
    return [block for block in content["blocks"] if is_annexed(block)]


def refers(block: Block) -> str:
    """What stands under the label of a table that is annexed."""
    count = len(block["table"]["rows"])
    return _("见附表，共%(count)s行") % {"count": count} if count else STRUCK


def form_lines(content: Content) -> Iterator[Line]:
    """The lines of a ruled form; two short fields after one another share one."""
    waiting: tuple[str, tuple[str, ...]] | None = None
    for block in content["blocks"]:
        pair = _pair(block)
        if pair and _is_short(pair):
            if waiting:
                yield Line(pairs=(waiting, pair))
            waiting = None if waiting else pair
            continue
        if waiting:
            yield Line(pairs=(waiting,))
            waiting = None
        yield _line(block, pair)
    if waiting:
        yield Line(pairs=(waiting,))
    for label, signers in by_label(content):
        yield Line(pairs=((label, tuple(signed(signer) for signer in signers)),))


def _pair(block: Block) -> tuple[str, tuple[str, ...]] | None:
    if "value" in block:
        return block["label"], tuple(paragraphs(block["value"]))
    if is_annexed(block):
        return block["label"], (refers(block),)
    if "turns" in block:
        return block["label"], tuple(f"{who}：{said}" if who else said for who, said in spoken(block))
    return None


def is_short(block: Block) -> bool:
    """Whether a field takes less than half a line."""
    pair = _pair(block)
    return pair is not None and _is_short(pair)


def _is_short(pair: tuple[str, tuple[str, ...]]) -> bool:
    label, lines = pair
    return len(label) <= SHORT_LABEL and len(lines) == 1 and width(lines[0]) <= SHORT_VALUE


def _line(block: Block, pair: tuple[str, tuple[str, ...]] | None) -> Line:
    if pair:
        return Line(pairs=(pair,), is_over=len(pair[0]) > LONG_LABEL)
    if "table" in block:
        return Line(label=block["label"], table=struck(block["table"]))
    return Line(text=block["text"])


def width(text: str) -> float:
    """How wide a text is in Chinese characters: letters and digits take half of one."""
    return sum(1 if character > "\u2e7f" or character in "—…“”‘’·〔〕" else 0.55 for character in text)


def is_prose(lines: Sequence[str]) -> bool:
    return len(lines) > 1 and max(map(width, lines)) > LONG_LINE


def is_amount(text: str) -> bool:
    """Whether a cell holds a number people compare digit by digit."""
    return len(text) > 3 and AMOUNT.fullmatch(text) is not None


def by_label(content: Content) -> list[tuple[str, list[Signer]]]:
    """The signers of each label, in their order."""
    found: dict[str, list[Signer]] = {}
    for signer in content["signers"]:
        found.setdefault(signer["label"], []).append(signer)
    return list(found.items())


def heard(content: Content) -> list[str]:
    """Who signs each page of a record: those without a certificate."""
    labels = [label for label, signers in by_label(content) if not any(map(_is_officer, signers))]
    return labels or [_("被询问人")]


def _is_officer(signer: Signer) -> bool:
    return bool(signer["certificate"])


def signed(signer: Signer) -> str:
    """Name and certificate number; two spaces of the script between them. Who signs by hand is named by the hand."""
    if is_blank(signer["name"]) and is_blank(signer["certificate"]):
        return ""
    return "　".join(part for part in (shown(signer["name"]), signer["certificate"]) if part)


def day(iso: str) -> str:
    """2021年6月24日, without leading noughts; blanks for the hand where the paper has no date yet."""
    if not iso:
        return _("　　　　年　　月　　日")
    on = date.fromisoformat(iso)
    return _("%(year)s年%(month)s月%(day)s日") % {"year": on.year, "month": on.month, "day": on.day}


def seal_words(content: Content) -> str:
    """What stands where the seal goes; papers issued before it was a local value have the first one."""
    return content.get("seal_words") or _("印章位")


def sign_words(content: Content) -> str:
    """What asks for a signature."""
    return content.get("sign_words") or _("签名")


def is_long(content: Content) -> bool:
    """Whether it surely takes more than one page: then the seal also goes across their edges (骑缝章)."""
    lines = sum(-(-(width(text) + 2) // LINE) for block in content["blocks"] for text in _texts(block))
    return bool(annexed(content)) or lines + HEAD_AND_FOOT > LINES


def _texts(block: Block) -> list[str]:
    if "table" in block:
        return [""] * len(block["table"]["rows"])
    head = f"{block['label']}：" if "label" in block else ""
    first, *rest = paragraphs(block.get("value") or block.get("text", ""))
    return [head + first, *rest]


def copies(content: Content) -> str:
    """How many are made; of an internal sheet also which file keeps it."""
    count = content["copies"]
    if count < 1:
        return ""
    word = COUNTED[count] if count < len(COUNTED) else str(count)
    said = {"count": word, "file": content["file"]}
    if content["to"] or not content["file"]:
        return _("本文书一式%(count)s份。") % said
    return _("本文书一式%(count)s份，存%(file)s。") % said


def numbered(content: Content) -> str:
    """The number, or on an internal sheet what it refers to."""
    return content["number"] or content.get("reference", "")
