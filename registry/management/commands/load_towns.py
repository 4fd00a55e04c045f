import json

from django.core.management.base import BaseCommand

from registry.services.towns import load_towns


class Command(BaseCommand):
    help = "Bring the towns and streets of the district into the database; a second run changes nothing."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(json.dumps(load_towns()))
