"""Two roles of the database: one owns the tables and migrates, one runs and may destroy nothing that is written once.

Only PostgreSQL has roles; on SQLite whoever may write the file may do anything, which is one of the reasons for PostgreSQL.
"""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from casework import append_only

# What the running role may do to a guarded table; to all others it may SELECT, INSERT, UPDATE and DELETE.
WRITTEN_ONCE = {
    append_only.NOTES: "SELECT, INSERT, DELETE",
    append_only.HEAD: "SELECT, UPDATE",
}
ORDINARY, ONCE = "SELECT, INSERT, UPDATE, DELETE", "SELECT, INSERT"
READ_ONLY = ("django_migrations",)


def tables(connection: BaseDatabaseWrapper) -> list[str]:
    return sorted(connection.introspection.table_names())


def rights(table: str) -> str:
    if table in READ_ONLY:
        return "SELECT"
    guarded = {guard.table for guard in append_only.all_guards()}
    return WRITTEN_ONCE.get(table, ONCE) if table in guarded else ORDINARY


def grants(connection: BaseDatabaseWrapper, role: str) -> Iterator[str]:
    """The statements that give a role what it needs to run this version, and take from it everything else."""
    name = connection.ops.quote_name(role)
    yield f"GRANT USAGE ON SCHEMA public TO {name}"
    yield f"REVOKE CREATE ON SCHEMA public FROM {name}"
    for table in tables(connection):
        quoted = connection.ops.quote_name(table)
        yield f"REVOKE ALL ON {quoted} FROM {name}"
        yield f"GRANT {rights(table)} ON {quoted} TO {name}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}"


def faults(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """What the role of this connection may do and must not, or must and may not; nothing on SQLite."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)")
        role, is_super = cursor.fetchone()
        if is_super:
            yield f"The site runs as {role}, a superuser, who can take every guard off."
            return
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND pg_has_role(tableowner, 'MEMBER') ORDER BY 1"
        )
        if owned := [name for (name,) in cursor.fetchall()]:
            yield f"The site runs as {role}, who owns {len(owned)} tables ({owned[0]} …) and can drop them."
            return
        for table in tables(connection):
            yield from _differences(cursor, role, table)


def _differences(cursor: CursorWrapper, role: str, table: str) -> Iterator[str]:
    verbs = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER")
    cursor.execute(
        f"SELECT {', '.join(f'has_table_privilege(%s, %s) AS {verb.lower()}' for verb in verbs)}",
        [part for verb in verbs for part in (f"public.{table}", verb)],
    )
    held = {verb for verb, has in zip(verbs, cursor.fetchone(), strict=True) if has}
    meant = set(rights(table).split(", "))
    if lacking := meant - held:
        yield f"{role} lacks {', '.join(sorted(lacking))} on {table}; run `manage.py grant_running_role {role}` as the owner."
    is_guarded = table in READ_ONLY or meant != set(ORDINARY.split(", "))
    excess = (held - meant) if is_guarded else held & {"TRUNCATE", "TRIGGER"}
    if excess:
        yield f"{role} may {', '.join(sorted(excess))} on {table}; run `manage.py grant_running_role {role}` as the owner."
