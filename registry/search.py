"""Finding employers by a piece of their name, address, pinyin initials or code: the one home of search.

An employer's `search_text` is cut into tokens: single characters of the name, pairs of neighbours of everything. They stand in a
table of their own, `registry_employersearch`: an array with a GIN index on PostgreSQL, an FTS5 table on SQLite. Trigram indexes
do not serve here: one or two Chinese characters are the usual query. Whoever writes an employer calls `index` in the same
transaction (`registry.services`).
"""

from collections.abc import Iterable
from functools import cache, lru_cache, reduce
from operator import or_
from typing import ClassVar, Protocol

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q
from pypinyin import Style, lazy_pinyin

from law.identity import CREDIT_ALPHABET, LENGTH
from registry.among import among
from registry.codes import LONGEST as LONGEST_CODE
from registry.codes import bare
from registry.spelling import address_core, core, letters

TABLE = "registry_employersearch"
LONGEST = 60
MANY = 5000
SHORTEST_END = 4  # of a code, typed by its last characters
ORGANISATION = 9
AT_ONCE = 500


def text_of(name: str, address: str) -> str:
    """What is stored as `search_text`: letters of the name, letters of the address and the name's pinyin initials."""
    plain = letters(name)
    return f"{plain} {letters(address)} {initials(plain)}"


def initials(text: str) -> str:
    """The first letters of what is read, in small letters: 泊里镇 is blz."""
    return "".join(map(_initial, text))


def found_by(name: str, address: str, code: str) -> dict[str, str]:
    """What is stored of an employer so that it is found: by words, by the cores of name and address, by the end of its code."""
    text = text_of(name, address)
    name_letters, address_letters, _initials = text.split(" ")
    return {
        "search_text": text,
        "name_key": core(name_letters),
        "address_key": address_core(address_letters),
        "code_tail": bare(code)[::-1],
    }


def tokens_of(search_text: str) -> set[str]:
    """Single characters of the name, and every pair of neighbours in name, address and initials."""
    name, address, initials = search_text.split(" ")
    return {*name, *_pairs(name), *_pairs(address), *_pairs(initials)}


def condition(text: str) -> Q:
    """Rows that contain every word of `text` in name or address, or did once; or whose code begins or ends with all of it.

    A code may be typed in groups. Nothing typed excludes nothing. Asks the tokens at once: when few rows match, they are named
    by id; words that fit very many rows are read from the text itself, row by row in the order of the page, which finds a page
    of them sooner than any index.
    """
    words = [word for word in map(letters, text[:LONGEST].split()) if word]
    if not words:
        return Q() if not text.strip() else Q(pk__in=[])
    ranges = code_ranges("".join(words))
    by_words, by_code, once = _found(words, ranges)
    as_code = among([*by_code, *once]) if len(by_code) <= MANY else _any_of(ranges) | among(once)
    if len(by_words) > MANY:
        return Q(*map(_contains, words)) | as_code
    return Q(*(_contains(word) for word in words if len(word) > 2)) & among(by_words) | as_code


def code_ranges(typed: str) -> list[tuple[str, str, str]]:
    """Where codes lie that begin or end with what was typed, or have it for their organisation part: column, least, greatest.

    A range uses the plain index on both databases, LIKE does not.
    """
    if not typed.isascii() or not 2 <= len(typed) <= LONGEST_CODE:
        return []
    code = typed.upper()
    ranges = [code_range(f"{code[:LENGTH]}/{code[LENGTH:]}" if len(code) > LENGTH else code)]
    if len(code) >= SHORTEST_END:
        ranges.append(_tail_range(code[::-1]))
    if len(code) == ORGANISATION:
        ranges += [_tail_range(last + code[::-1]) for last in CREDIT_ALPHABET]
    return ranges


def code_range(beginning: str) -> tuple[str, str, str]:
    return "code", beginning, beginning.ljust(LONGEST_CODE, "Z")


def _tail_range(tail: str) -> tuple[str, str, str]:
    return "code_tail", tail, tail.ljust(LENGTH, "Z")


def _any_of(ranges: list[tuple[str, str, str]]) -> Q:
    return reduce(
        or_,
        (Q(**{f"{column}__range": (least, greatest)}) for column, least, greatest in ranges),
        Q(pk__in=[]),
    )


def _found(words: list[str], ranges: list[tuple[str, str, str]]) -> list[list[int]]:
    """Ids of employers that have all tokens of the words, by code, by what they were called. One more than `MANY` of many."""
    backend, few = BACKENDS[connection.vendor], f"SELECT * FROM (%s LIMIT {MANY + 1}) AS few"
    tokens = {token for word in words for token in (_pairs(word) or [word])}
    parts = [("0", backend.SELECT, [backend.query(sorted(tokens))]), ("2", *_once(words))]
    if ranges:
        within = " OR ".join(f"{column} BETWEEN %s AND %s" for column, _least, _greatest in ranges)
        ends = [end for _column, least, greatest in ranges for end in (least, greatest)]
        parts.append(("1", f"SELECT id FROM registry_employer WHERE {within}", ends))
    sql = " UNION ALL ".join(
        few % select.replace("SELECT ", f"SELECT {kind}, ", 1) for kind, select, _given in parts
    )
    found: list[list[int]] = [[], [], []]
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for _kind, _select, given in parts for value in given])
        for kind, pk in cursor.fetchall():
            found[kind].append(pk)
    return found


def _once(words: list[str]) -> tuple[str, list[str]]:
    """Employers once called so, or whose earlier code holds what was typed. Few names are former ones: no index is needed."""
    named = " AND ".join(["search_text LIKE %s"] * len(words))
    code = "".join(words).upper()
    return (
        f"SELECT employer_id FROM registry_formername WHERE ({named}) OR (code LIKE %s OR code LIKE %s)",
        [*(f"%{word}%" for word in words), f"{code}%", f"%{code}%" if len(code) >= SHORTEST_END else code],
    )


def _contains(word: str) -> Q:
    """One character is looked for in the name only, as its token is."""
    return Q(name__icontains=word) if len(word) == 1 else Q(search_text__contains=word)


def index(rows: Iterable[tuple[int, str]]) -> None:
    """Write the tokens of employers given as (id, search_text), new or changed."""
    BACKENDS[connection.vendor].write(rows)


class Backend(Protocol):
    """How the tokens are stored and asked for on one database."""

    CREATE: ClassVar[tuple[str, ...]]
    SELECT: ClassVar[str]

    @staticmethod
    def query(tokens: Iterable[str]) -> str: ...

    @staticmethod
    def write(rows: Iterable[tuple[int, str]]) -> None: ...


class Postgres:
    """Tokens as an array of numbers (twice as fast to index as texts); the GIN index answers `@>`."""

    CREATE: ClassVar[tuple[str, ...]] = (
        f"CREATE TABLE {TABLE} (employer_id bigint PRIMARY KEY, tokens bigint[] NOT NULL)",
        f"CREATE INDEX {TABLE}_tokens ON {TABLE} USING gin (tokens)",
    )
    SELECT: ClassVar[str] = f"SELECT employer_id FROM {TABLE} WHERE tokens @> %s::bigint[]"

    @staticmethod
    def query(tokens: Iterable[str]) -> str:
        return "{" + ",".join(map(_number, tokens)) + "}"

    @staticmethod
    def write(rows: Iterable[tuple[int, str]]) -> None:
        found = [(pk, Postgres.query(tokens_of(text))) for pk, text in rows]
        with connection.cursor() as cursor:
            if len(found) >= AT_ONCE:
                cursor.execute("SET LOCAL gin_pending_list_limit = '256MB'")
            cursor.execute(
                f"INSERT INTO {TABLE} (employer_id, tokens) "
                "SELECT id, tokens::bigint[] FROM unnest(%s::bigint[], %s::text[]) AS given (id, tokens) "
                "ON CONFLICT (employer_id) DO UPDATE SET tokens = excluded.tokens",
                [[pk for pk, _tokens in found], [tokens for _pk, tokens in found]],
            )


class Sqlite:
    """Tokens as the words of an FTS5 row. The tokenizer `ascii` takes every character beyond ASCII as part of a word."""

    CREATE: ClassVar[tuple[str, ...]] = (
        f"CREATE VIRTUAL TABLE {TABLE} USING fts5(tokens, tokenize = 'ascii', detail = 'none', columnsize = 0)",
    )
    SELECT: ClassVar[str] = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s"

    @staticmethod
    def query(tokens: Iterable[str]) -> str:
        return " ".join(f'"{token}"' for token in tokens)

    @staticmethod
    def write(rows: Iterable[tuple[int, str]]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT OR REPLACE INTO {TABLE} (rowid, tokens) VALUES (%s, %s)",
                [(pk, " ".join(tokens_of(text))) for pk, text in rows],
            )


BACKENDS: dict[str, type[Backend]] = {"postgresql": Postgres, "sqlite": Sqlite}


def settle() -> None:
    """After a long import: merge what the index put aside, which every search would otherwise read through.

    PostgreSQL lets the owner of the index alone ask for it; for the running role its autovacuum does it within minutes.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT gin_clean_pending_list(oid) FROM pg_class WHERE oid = to_regclass(%s) AND pg_has_role(relowner, 'USAGE')",
                [f"{TABLE}_tokens"],
            )


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the table of tokens (migration)."""
    with connection.cursor() as cursor:
        for statement in BACKENDS[connection.vendor].CREATE:
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {TABLE}")


@lru_cache(maxsize=1 << 18)
def _number(token: str) -> str:
    """A token of one or two characters as a number: code points of 21 bits each."""
    return str(ord(token[0]) << 21 | ord(token[1]) if len(token) == 2 else ord(token))


def _pairs(text: str) -> list[str]:
    return [text[start : start + 2] for start in range(len(text) - 1)]


@cache
def _initial(char: str) -> str:
    """The first letter of a character's commonest reading; letters and digits stand for themselves."""
    if char.isascii():
        return char
    return "".join(lazy_pinyin(char, style=Style.FIRST_LETTER, errors="ignore"))
