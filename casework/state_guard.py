"""Triggers that make a table refuse a change of state outside `casework.workflow.perform`, on both databases.

`perform` counts the version up by one in the UPDATE that sets the state; nothing else has a reason to. So a state that
changes while the version does not is somebody going around the table, and the database says no.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

MESSAGE = "a state changes only through casework.workflow.perform"


def install(connection: BaseDatabaseWrapper, table: str) -> None:
    """Guard one table of a workflow model. Idempotent."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION casework_guard_state() RETURNS trigger AS $$ "
                f"BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$ LANGUAGE plpgsql"
            )
            cursor.execute(
                f"CREATE OR REPLACE TRIGGER {table}_state BEFORE UPDATE ON {table} FOR EACH ROW "
                "WHEN (NEW.state IS DISTINCT FROM OLD.state AND NEW.version <> OLD.version + 1) "
                "EXECUTE FUNCTION casework_guard_state()"
            )
        else:
            cursor.execute(
                f"CREATE TRIGGER IF NOT EXISTS {table}_state BEFORE UPDATE ON {table} "
                "WHEN NEW.state <> OLD.state AND NEW.version <> OLD.version + 1 "
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )


def remove(connection: BaseDatabaseWrapper, table: str) -> None:
    with connection.cursor() as cursor:
        on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER IF EXISTS {table}_state{on_table}")
