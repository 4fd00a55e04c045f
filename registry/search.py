"""Finding employers by a piece of their name, address, pinyin initials or code: the one home of search.

An employer's `search_text` is cut into tokens: single characters of the name, pairs of neighbours of everything. They stand in a
table of their own, `registry_employersearch`: an array with a GIN index on PostgreSQL, an FTS5 table on SQLite. Trigram indexes
do not serve here: one or two Chinese characters are the usual query. Whoever writes an employer calls `index` in the same
transaction (`registry.services`).
"""

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import ClassVar, Protocol

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q
from pypinyin import Style, lazy_pinyin

TABLE = "registry_employersearch"
LONGEST = 60
CODE_LENGTH = 18
MANY = 5000
AT_ONCE = 500


def normalise(text: str) -> str:
    """Letters, digits and Chinese characters only; full-width forms to half-width, lower case."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def text_of(name: str, address: str) -> str:
    """What is stored as `search_text`: normalised name, normalised address and the name's pinyin initials."""
    plain = normalise(name)
    return f"{plain} {normalise(address)} {''.join(map(_initial, plain))}"


def tokens_of(search_text: str) -> set[str]:
    """Single characters of the name, and every pair of neighbours in name, address and initials."""
    name, address, initials = search_text.split(" ")
    return {*name, *_pairs(name), *_pairs(address), *_pairs(initials)}


def condition(text: str) -> Q:
    """Rows that contain every word of `text`; a single word may also begin a code. Nothing typed excludes nothing.

    Asks the tokens at once: when few rows match, they are named by id; words that fit very many rows are read from the text
    itself, row by row in the order of the page, which finds a page of them sooner than any index.
    """
    words = [word for word in map(normalise, text[:LONGEST].split()) if word]
    if not words:
        return Q() if not text.strip() else Q(pk__in=[])
    begins = code_range(words[0]) if len(words) == 1 and _may_be_code(words[0]) else None
    as_code = Q(code__range=begins) if begins else Q(pk__in=[])
    found = _found({token for word in words for token in (_pairs(word) or [word])}, begins)
    if len(found) > MANY:
        return Q(*map(_contains, words)) | as_code
    recheck = [_contains(word) for word in words if len(word) > 2]
    return Q(pk__in=found) & (Q(*recheck) | as_code if recheck else Q())


def _found(tokens: set[str], begins: tuple[str, str] | None) -> list[int]:
    """Ids of the employers that have all tokens or such a code; one more than `MANY` when there are very many."""
    backend, few = BACKENDS[connection.vendor], f"SELECT * FROM (%s LIMIT {MANY + 1}) AS few"
    sql, params = few % backend.SELECT, [backend.query(sorted(tokens))]
    if begins:
        sql += " UNION " + few % "SELECT id FROM registry_employer WHERE code BETWEEN %s AND %s"
        params += begins
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [pk for (pk,) in cursor.fetchall()]


def _contains(word: str) -> Q:
    """One character is looked for in the name only, as its token is."""
    return Q(name__icontains=word) if len(word) == 1 else Q(search_text__contains=word)


def code_range(beginning: str) -> tuple[str, str]:
    """The least and the greatest code that begin so. A range uses the plain index on both databases, LIKE does not."""
    code = beginning.upper()
    return code, code.ljust(CODE_LENGTH, "Z")


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
    """After a long import: merge what the index put aside, which every search would otherwise read through."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT gin_clean_pending_list('{TABLE}_tokens')")


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


def _may_be_code(word: str) -> bool:
    return word.isascii() and 2 <= len(word) <= CODE_LENGTH


@cache
def _initial(char: str) -> str:
    """The first letter of a character's commonest reading; letters and digits stand for themselves."""
    if char.isascii():
        return char
    return "".join(lazy_pinyin(char, style=Style.FIRST_LETTER, errors="ignore"))
