from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from config import database_roles


class Command(BaseCommand):
    help = "Run as the owner after every migrate: give ROLE the rights the site needs to run, and no others (PostgreSQL)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role")

    def handle(self, *args: object, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("Only PostgreSQL has roles.")
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_user = %s, count(*) FROM pg_roles WHERE rolname = %s", [options["role"]] * 2
            )
            is_self, there = cursor.fetchone()
            if is_self or not there:
                raise CommandError(
                    "This is the owner's own role; the site runs as another one."
                    if is_self
                    else f"There is no role {options['role']}; make it with CREATE ROLE … LOGIN."
                )
            for statement in database_roles.grants(connection, options["role"]):
                cursor.execute(statement)
        self.stdout.write(
            f"{options['role']} may run the site: {len(database_roles.tables(connection))} tables."
        )
