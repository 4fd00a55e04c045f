"""What the database itself refuses, on both databases: to change, delete or empty what is written once.

A room lists its guards in its AppConfig and installs them in a migration. They stop the application and whoever works with its
account; the owner of the tables can take them off, so the running role owns none (docs/operations.md), and `verify_audit` says
where one is missing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

TRAIL, NOTES, HEAD = "casework_auditentry", "casework_auditnote", "casework_audithead"


@dataclass(frozen=True)
class Guard:
    """One table. `unless` lets a verb through where its condition over OLD and NEW holds.

    `unique` are its unique columns: SQLite's INSERT OR REPLACE deletes the row in its way without asking a trigger.
    """

    table: str
    message: str
    unless: dict[str, str] = field(default_factory=dict)
    unique: tuple[str, ...] = ("id",)


GUARDS = (
    Guard(TRAIL, "the audit trail is append-only", unique=("seq", "note")),
    Guard(
        NOTES,
        "a note leaves only when it is sealed, as it was written",
        {"DELETE": f"EXISTS (SELECT 1 FROM {TRAIL} WHERE note = OLD.id)"},
    ),
    Guard(
        HEAD,
        "the head of the audit trail only moves forward",
        {
            "UPDATE": "NEW.id = OLD.id AND NEW.seq > OLD.seq AND EXISTS "
            f"(SELECT 1 FROM {TRAIL} WHERE seq = NEW.seq AND hash = NEW.hash)"
        },
    ),
)


def all_guards() -> Iterator[Guard]:
    for config in apps.get_app_configs():
        yield from getattr(config, "guards", ())


def install(connection: BaseDatabaseWrapper, guards: Iterable[Guard] = GUARDS) -> None:
    """Idempotent."""
    _run(connection, (statement for one in guards for statement in _DIALECTS[connection.vendor].install(one)))


def remove(connection: BaseDatabaseWrapper, guards: Iterable[Guard] = GUARDS) -> None:
    _run(connection, (statement for one in guards for statement in _DIALECTS[connection.vendor].remove(one)))


def begin(connection: BaseDatabaseWrapper) -> None:
    """The head of a trail that has no entry yet."""
    _run(
        connection, [f"INSERT INTO {HEAD} (id, seq, hash) VALUES (1, 0, '{'0' * 64}') ON CONFLICT DO NOTHING"]
    )


def absent(connection: BaseDatabaseWrapper) -> list[str]:
    """The triggers that should stand and do not, or are switched off."""
    dialect = _DIALECTS[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(dialect.STANDING)
        standing = {name for (name,) in cursor.fetchall()}
    return [name for one in all_guards() for name in dialect.names(one) if name not in standing]


def _run(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class Postgres:
    """One function for each table; the triggers fire also where replication is pretended (ENABLE ALWAYS)."""

    STANDING = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"

    @staticmethod
    def names(guard: Guard) -> list[str]:
        return [f"{guard.table}_guard_rows", f"{guard.table}_guard_whole"]

    @classmethod
    def install(cls, guard: Guard) -> Iterator[str]:
        rows, whole = cls.names(guard)
        body = "".join(
            f"IF TG_OP = '{verb}' THEN IF {condition} THEN RETURN {'OLD' if verb == 'DELETE' else 'NEW'}; END IF; END IF; "
            for verb, condition in guard.unless.items()
        )
        yield (
            f"CREATE OR REPLACE FUNCTION {guard.table}_guard() RETURNS trigger AS $$ "
            f"BEGIN {body}RAISE EXCEPTION '{guard.message}'; END $$ LANGUAGE plpgsql"
        )
        calls = f"EXECUTE FUNCTION {guard.table}_guard()"
        yield f"CREATE OR REPLACE TRIGGER {rows} BEFORE UPDATE OR DELETE ON {guard.table} FOR EACH ROW {calls}"
        yield f"CREATE OR REPLACE TRIGGER {whole} BEFORE TRUNCATE ON {guard.table} FOR EACH STATEMENT {calls}"
        yield "SET CONSTRAINTS ALL IMMEDIATE"  # a table with checks to come at COMMIT is not altered
        yield from (f"ALTER TABLE {guard.table} ENABLE ALWAYS TRIGGER {name}" for name in (rows, whole))
        yield "SET CONSTRAINTS ALL DEFERRED"

    @classmethod
    def remove(cls, guard: Guard) -> Iterator[str]:
        yield from (f"DROP TRIGGER IF EXISTS {name} ON {guard.table}" for name in cls.names(guard))


class SQLite:
    STANDING = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    VERBS = ("UPDATE", "DELETE")

    @classmethod
    def names(cls, guard: Guard) -> list[str]:
        return [f"{guard.table}_guard_{verb.lower()}" for verb in (*cls.VERBS, "INSERT")]

    @classmethod
    def install(cls, guard: Guard) -> Iterator[str]:
        taken = " OR ".join(f"{column} = NEW.{column}" for column in guard.unique)
        conditions = {
            verb: f"NOT ({guard.unless[verb]})" if verb in guard.unless else "1" for verb in cls.VERBS
        }
        conditions["INSERT"] = f"EXISTS (SELECT 1 FROM {guard.table} WHERE {taken})"
        for name, (verb, condition) in zip(cls.names(guard), conditions.items(), strict=True):
            yield (
                f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {verb} ON {guard.table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{guard.message}'); END"
            )

    @classmethod
    def remove(cls, guard: Guard) -> Iterator[str]:
        yield from (f"DROP TRIGGER IF EXISTS {name}" for name in cls.names(guard))


_DIALECTS: dict[str, type[Postgres] | type[SQLite]] = {"postgresql": Postgres, "sqlite": SQLite}
