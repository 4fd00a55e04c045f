"""What bin/serve asks before it starts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts import demo
from accounts.models import User


class Command(BaseCommand):
    help = "Print `empty` (nobody has an account), `rehearsed` (there are demo accounts) or `in use`."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--accounts", action="store_true", help="list the demo accounts instead")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["accounts"]:
            for user in demo.listed():
                self.stdout.write(f"  {user.username:<14}{user.role_label}  {user.name}")
            self.stdout.write(f"  password of all: {demo.PASSWORD}")
        elif demo.listed().exists():
            self.stdout.write("rehearsed")
        else:
            self.stdout.write("in use" if User.objects.exists() else "empty")
