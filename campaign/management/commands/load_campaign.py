"""Load a campaign from a TOML file; running it again changes nothing."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from campaign.plan import PlanInvalid
from campaign.services.loading import load

SENTENCES = {
    "created": "已载入：{campaign}",
    "unchanged": "没有变化：{campaign}",
    "kept": "已有该专项行动，与文件不同，未动：{campaign}；不同之处：{differences}。以文件为准请加 --update",
    "updated": "已按文件更新：{campaign}；更新了：{differences}",
}


class Command(BaseCommand):
    help = "Load a campaign, its phases, legal bases, objects, contents and requirements; idempotent."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--update", action="store_true", help="bring an edited campaign back to the file")

    def handle(self, *args: object, **options: Any) -> None:
        path = options["file"]
        if not path.is_file():
            raise CommandError(f"没有这个文件：{path}")
        try:
            loaded = load(path, update=options["update"])
        except PlanInvalid as error:
            raise CommandError(f"{path} 不能载入：{error}") from error
        sentence = SENTENCES[loaded.outcome]
        self.stdout.write(
            sentence.format(campaign=loaded.campaign, differences="、".join(loaded.differences))
        )
