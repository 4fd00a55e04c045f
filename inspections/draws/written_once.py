"""Triggers that make the database refuse any change of what a draw has frozen, taken down or drawn, on both databases."""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = (
    "draws_poolemployer",
    "draws_poolinspector",
    "draws_exclusion",
    "draws_witnesstext",
    "draws_round",
    "draws_roundresult",
)
MESSAGE = "what was frozen or drawn is not changed"


def install(connection: BaseDatabaseWrapper) -> None:
    """Refuse UPDATE. Deleting is refused by the foreign keys that lead here (PROTECT) and shown by the audit trail's digests."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION draws_refuse_change() RETURNS trigger AS $$ "
                f"BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$ LANGUAGE plpgsql"
            )
        for table in TABLES:
            cursor.execute(
                f"CREATE OR REPLACE TRIGGER {table}_written_once BEFORE UPDATE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION draws_refuse_change()"
                if connection.vendor == "postgresql"
                else f"CREATE TRIGGER IF NOT EXISTS {table}_written_once BEFORE UPDATE ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )


def remove(connection: BaseDatabaseWrapper) -> None:
    on_table = " ON {0}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_written_once{on_table.format(table)}")
