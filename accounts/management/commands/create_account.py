"""The first account of a new site. There is no default administrator and no default password."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts import services
from accounts.roles import Role
from casework.by import SYSTEM


class Command(BaseCommand):
    help = "Make an account with a role and print its initial password, which works once and for 72 hours."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("name")
        parser.add_argument("--role", choices=Role.values, required=True)

    @transaction.atomic
    def handle(self, *args: object, **options: Any) -> None:
        try:
            user = services.create_user(by=SYSTEM, username=options["username"], name=options["name"])
        except ValidationError as invalid:
            raise CommandError("; ".join(invalid.messages)) from invalid
        services.grant_role(user, by=SYSTEM, role=options["role"], reason="manage.py create_account")
        self.stdout.write(services.reset_password(user, by=SYSTEM))
