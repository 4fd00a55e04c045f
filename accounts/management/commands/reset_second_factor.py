"""The way back of an administrator who lost telephone and paper, when nobody else is left who may reset a second factor."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts import lockouts, second_factor, services
from accounts.models import User
from accounts.names import account_name
from casework.by import SYSTEM


class Command(BaseCommand):
    help = "Forget an account's second factor and recovery codes: a new one is bound at the next sign-in. It is audited."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--reason", required=True, help="who asked for it, and how they were recognised")
        parser.add_argument("--password", action="store_true", help="also print a new initial password")

    @transaction.atomic
    def handle(self, *args: object, **options: Any) -> None:
        user = User.objects.filter(username=account_name(options["username"])).first()
        if user is None:
            raise CommandError(f"There is no account {options['username']}.")
        if not options["reason"].strip():
            raise CommandError("Give a reason; it stands in the audit trail.")
        second_factor.reset(user, by=SYSTEM, reason=options["reason"].strip()[:500])
        lockouts.forget(user.username)
        self.stderr.write(f"{user.account_label} binds a new second factor at the next sign-in.")
        if options["password"]:
            self.stdout.write(services.reset_password(user, by=SYSTEM))
