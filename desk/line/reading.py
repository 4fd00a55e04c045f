"""Cuts a line into tokens. Pure: what it knows comes as a `Lexicon`, what it does not know it keeps as a name.

A line is read in one way only. Chunks between spaces are joined where together they are a number («立字 17», «立字 第 17 号»).
A chunk that is no word is peeled at both ends: «瑞凯巡查没问题», «谁看过立字17», «立字17送达昨天». A town or a matter is
peeled only where nothing is left over, for employers are called after towns. What may be a number or a day (17号, 0624) is a
day once the line names something else, and a number where nothing else does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from casework import numbering
from law.typed_days import day_typed
from registry.spelling import cleaned

LONGEST = 60
MOST_JOINED = 4
STOPS = str.maketrans(dict.fromkeys('，,、；;。？?！!：:“”"', " "))
LETTERS = re.compile(r"([a-z]{1,6})(\d{1,6})")


class Sort(StrEnum):
    """What a token is."""

    NUMBER = "number"
    DAY = "day"
    WORD = "word"  # an act, a kind of record, a question
    TOWN = "town"
    MATTER = "matter"
    NAME = "name"  # of an employer or a person, or nothing we know
    FILLER = "filler"


@dataclass(frozen=True)
class Token:
    text: str
    sort: Sort
    day: date | None = None
    key: str = ""


@dataclass(frozen=True)
class Lexicon:
    """What is known: words of acts, kinds and questions; towns and matters by what they are called; what numbers of
    each series begin with (青西新人社监立).

    `short` are the pinyin initials of words, which stand for them only as a whole chunk.
    """

    words: frozenset[str] = frozenset()
    towns: dict[str, str] = field(default_factory=dict)
    matters: dict[str, str] = field(default_factory=dict)
    series: frozenset[str] = frozenset()
    short: dict[str, str] = field(default_factory=dict)
    short_marks: dict[str, str] = field(default_factory=dict)
    fillers: frozenset[str] = frozenset()


def read(line: str, known: Lexicon, today: date) -> list[Token]:
    """The tokens of a line, in its order."""
    found = list(_tokens(cleaned(line)[:LONGEST].translate(STOPS).split(), known, today))
    return _settled(found, today)


def _tokens(chunks: list[str], known: Lexicon, today: date) -> Iterator[Token]:
    at = 0
    while at < len(chunks):
        span = next(
            (n for n in range(MOST_JOINED, 1, -1) if _are_one_number(chunks[at : at + n], n, known)), 1
        )
        joined = "".join(chunks[at : at + span])
        at += span
        if span > 1:
            yield Token(joined, Sort.NUMBER)
        else:
            yield from _cut(joined, known, today)


def _are_one_number(chunks: list[str], span: int, known: Lexicon) -> bool:
    """Whether chunks are the parts of one number: never two runs of digits, never one that is whole before its last part."""
    if len(chunks) < span or any(
        left[-1].isdecimal() and right[0].isdecimal() for left, right in zip(chunks, chunks[1:], strict=False)
    ):
        return False
    whole = "".join(chunks)
    is_tail = chunks[-1] == "号" or not is_number("".join(chunks[:-1]), known.series)
    return (
        is_tail
        and whole[-1] in "号0123456789"
        and is_number(whole, known.series)
        and not chunks[0].isdecimal()
    )


def is_number(text: str, series: frozenset[str]) -> bool:
    """Whether a text is a number of a series there is, or a piece of one: 立字17号, 监立字17, 立17, 第17号."""
    parts = numbering.WRITTEN.fullmatch(numbering.plain(text))
    if parts is None or not (parts["number"] or parts["year"]):
        return False
    mark = parts["mark"]
    return any(each.endswith(mark) for each in series) if mark else numbering.is_meant(text)


def _known(text: str, known: Lexicon, today: date) -> Token | None:
    """What a chunk is as a whole."""
    if text in known.fillers:
        return Token(text, Sort.FILLER)
    if text in known.words:
        return Token(text, Sort.WORD, key=text)
    if text in known.towns:
        return Token(text, Sort.TOWN, key=known.towns[text])
    if text in known.matters:
        return Token(text, Sort.MATTER, key=known.matters[text])
    if text.isdecimal() or is_number(text, known.series):
        return Token(text, Sort.NUMBER)
    if day := day_typed(text, today):
        return Token(text, Sort.DAY, day=day)
    if word := known.short.get(text.lower()):
        return Token(text, Sort.WORD, key=word)
    return None


def _cut(chunk: str, known: Lexicon, today: date) -> Iterator[Token]:
    whole = _known(chunk, known, today) or _in_letters(chunk, known)
    if whole is not None:
        yield whole
        return
    if (
        "〔" in numbering.plain(chunk)
        and numbering.is_meant(chunk)
        and not chunk.startswith(tuple(known.words))
    ):
        yield Token(chunk, Sort.NUMBER)  # of another office
        return
    first, last, rest = list[Token](), list[Token](), chunk
    while not _known(rest, known, today) and (piece := _at_end(rest, known, today)):
        last.insert(0, piece)
        rest = rest[: -len(piece.text)]
    while not _known(rest, known, today) and (piece := _at_start(rest, known, today)):
        first.append(piece)
        rest = rest[len(piece.text) :]
    if rest and (places := _places(rest, known, today)):
        first += places
        rest = ""
    sort = Sort.NUMBER if numbering.is_meant(rest) else Sort.NAME
    yield from (*first, *([Token(rest, sort)] if rest else []), *last)


def _in_letters(chunk: str, known: Lexicon) -> Token | None:
    """lz17 is 立字17."""
    parts = LETTERS.fullmatch(chunk.lower())
    mark = known.short_marks.get(parts[1]) if parts else None
    return Token(f"{mark}字{parts[2]}", Sort.NUMBER) if parts and mark else None


def _places(rest: str, known: Lexicon, today: date) -> list[Token]:
    """What is left as one known thing or two beside each other: 泊里, 泊里童工."""
    for cut in (len(rest), *range(2, len(rest) - 1)):
        pieces = [_known(part, known, today) for part in (rest[:cut], rest[cut:]) if part]
        if all(pieces):
            return [piece for piece in pieces if piece]
    return []


def _at_end(text: str, known: Lexicon, today: date) -> Token | None:
    """The longest known word, day or number a text ends with; it is not all of it."""
    return next(
        (
            piece
            for start in range(1, len(text))
            if (piece := _known(text[start:], known, today)) and _may_be_peeled(piece, text[start - 1])
        ),
        None,
    )


def _at_start(text: str, known: Lexicon, today: date) -> Token | None:
    return next(
        (
            piece
            for end in range(len(text) - 1, 0, -1)
            if (piece := _known(text[:end], known, today)) and _may_be_peeled(piece, text[end])
        ),
        None,
    )


def _may_be_peeled(piece: Token, beside: str) -> bool:
    """Neither half a run of digits, of letters or of a number, nor a single character, nor a town that may be part of a name."""
    if piece.sort in (Sort.TOWN, Sort.MATTER, Sort.FILLER):
        return False
    if piece.text.isdecimal() or (piece.sort == Sort.NUMBER and numbering.plain(beside) in "〔〕字第"):
        return False
    return len(piece.text) > 1 and not (beside.isascii() and beside.isalnum() and piece.text[0].isascii())


def _settled(found: list[Token], today: date) -> list[Token]:
    """What may be a number or a day, told apart by what else is on the line."""
    named = any(
        token.sort in (Sort.NAME, Sort.TOWN) or (token.sort == Sort.NUMBER and not _is_either(token, today))
        for token in found
    )
    settled = []
    for token in found:
        if token.sort == Sort.NUMBER and _is_either(token, today):
            if named:
                token = replace(token, sort=Sort.DAY, day=day_typed(token.text, today))
            named = True
        settled.append(token)
    return settled


def _is_either(token: Token, today: date) -> bool:
    return day_typed(token.text, today) is not None
