"""What bin/serve asks before it starts."""

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Max

from accounts import demo
from accounts.models import User
from accounts.roles import Role
from casework.models import AuditEntry
from law.clock import day_of, today


class Command(BaseCommand):
    help = "Print `empty` (nobody has an account), `rehearsed` (there are demo accounts) or `in use`."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--accounts", action="store_true", help="list the demo accounts of each role instead"
        )

        parser.add_argument("--day", action="store_true", help="the day of the last deed instead")

    def handle(self, *args: object, **options: object) -> None:
        if options["accounts"]:
            self._list_accounts()
        elif options["day"]:
            last = AuditEntry.objects.aggregate(at=Max("at"))["at"]
            self.stdout.write((day_of(last) if last else today()).isoformat())
        elif demo.listed().exists():
            self.stdout.write("rehearsed")
        else:
            self.stdout.write("in use" if User.objects.exists() else "empty")

    def _list_accounts(self) -> None:
        """The first account of each role; an account of every town would fill the screen."""
        first: dict[str, User] = {}
        for user in demo.listed():
            first.setdefault(user.role, user)
        for role in Role:
            if role in first:
                self.stdout.write(f"  {first[role].username:<14}{role.label}")
        self.stdout.write(f"  password of all {demo.listed().count()}: {demo.PASSWORD}")
