"""What the database's planner knows of a table's size.

PostgreSQL looks by itself, but only some time after rows were written; until then it plans as if the table were nearly empty.
"""

from functools import partial

from django.db import connection, models, transaction


def look_again(*written: type[models.Model] | str) -> None:
    """After many rows were written: have PostgreSQL look at these tables (models or names) as soon as they are committed."""
    if connection.vendor == "postgresql":
        transaction.on_commit(partial(_analyse, [_table(one) for one in written]))


def _analyse(tables: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, tables))}")


def _table(one: type[models.Model] | str) -> str:
    return one if isinstance(one, str) else one._meta.db_table
