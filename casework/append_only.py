"""What the database itself refuses, on both databases: to change the audit trail, and to lose a note before it is sealed."""

from django.db.backends.base.base import BaseDatabaseWrapper

TRAIL, NOTES = "casework_auditentry", "casework_auditnote"
_SEALED = f"EXISTS (SELECT 1 FROM {TRAIL} WHERE note = OLD.id)"
_REFUSED = {
    TRAIL: "the audit trail is append-only",
    NOTES: "a note leaves only when it is sealed, as it was written",
}

POSTGRES = {
    "install": (
        "CREATE OR REPLACE FUNCTION casework_refuse_change() RETURNS trigger AS $$ "
        f"BEGIN RAISE EXCEPTION '{_REFUSED[TRAIL]}'; END $$ LANGUAGE plpgsql",
        "CREATE OR REPLACE FUNCTION casework_refuse_loss() RETURNS trigger AS $$ "
        f"BEGIN IF TG_OP = 'DELETE' THEN IF {_SEALED} THEN RETURN OLD; END IF; END IF; "
        f"RAISE EXCEPTION '{_REFUSED[NOTES]}'; END $$ LANGUAGE plpgsql",
        f"CREATE OR REPLACE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON {TRAIL} "
        "FOR EACH ROW EXECUTE FUNCTION casework_refuse_change()",
        f"CREATE OR REPLACE TRIGGER audit_not_emptied BEFORE TRUNCATE ON {TRAIL} "
        "FOR EACH STATEMENT EXECUTE FUNCTION casework_refuse_change()",
        f"CREATE OR REPLACE TRIGGER note_stays BEFORE UPDATE OR DELETE ON {NOTES} "
        "FOR EACH ROW EXECUTE FUNCTION casework_refuse_loss()",
        f"CREATE OR REPLACE TRIGGER note_not_emptied BEFORE TRUNCATE ON {NOTES} "
        "FOR EACH STATEMENT EXECUTE FUNCTION casework_refuse_loss()",
    ),
    "remove": (
        f"DROP TRIGGER IF EXISTS audit_append_only ON {TRAIL}",
        f"DROP TRIGGER IF EXISTS audit_not_emptied ON {TRAIL}",
        f"DROP TRIGGER IF EXISTS note_stays ON {NOTES}",
        f"DROP TRIGGER IF EXISTS note_not_emptied ON {NOTES}",
    ),
}  # fmt: skip


def _sqlite(name: str, verb: str, table: str, when: str = "") -> str:
    return (
        f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {verb} ON {table} {when} "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSED[table]}'); END"
    )


SQLITE = {
    "install": (
        _sqlite("audit_no_update", "UPDATE", TRAIL),
        _sqlite("audit_no_delete", "DELETE", TRAIL),
        _sqlite("note_no_update", "UPDATE", NOTES),
        _sqlite("note_no_delete", "DELETE", NOTES, f"WHEN NOT {_SEALED}"),
    ),
    "remove": tuple(
        f"DROP TRIGGER IF EXISTS {name}"
        for name in ("audit_no_update", "audit_no_delete", "note_no_update", "note_no_delete")
    ),
}
STATEMENTS = {"postgresql": POSTGRES, "sqlite": SQLITE}


def install(connection: BaseDatabaseWrapper) -> None:
    _run(connection, "install")


def remove(connection: BaseDatabaseWrapper) -> None:
    _run(connection, "remove")


def _run(connection: BaseDatabaseWrapper, what: str) -> None:
    with connection.cursor() as cursor:
        for statement in STATEMENTS[connection.vendor][what]:
            cursor.execute(statement)
