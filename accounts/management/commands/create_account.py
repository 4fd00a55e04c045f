"""The first account of a new site. There is no default administrator and no default password."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts import second_factor, services
from accounts.models import User
from accounts.names import account_name
from accounts.passwords import SECRET_HOURS
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
            lost = (
                "; who lost telephone or password: manage.py reset_second_factor NAME --reason … --password"
            )
            known = User.objects.filter(username=account_name(options["username"])).exists()
            raise CommandError("; ".join(invalid.messages) + (lost if known else "")) from invalid
        services.grant_role(user, by=SYSTEM, role=options["role"], reason="manage.py create_account")
        self._tell(user)
        self.stdout.write(services.reset_password(user, by=SYSTEM))

    def _tell(self, user: User) -> None:
        """For a person, beside the password, which alone is the command's output."""
        hosts = [host for host in settings.ALLOWED_HOSTS if host != "testserver"]
        where = f"{'https' if settings.HTTPS else 'http'}://{hosts[0] if hosts else 'localhost'}/"
        factor = " A second factor is bound at the first sign-in." if second_factor.is_needed(user) else ""
        self.stderr.write(
            f"{user.account_label}, sign in at {where} within {SECRET_HOURS} hours with this initial password.{factor}"
        )
