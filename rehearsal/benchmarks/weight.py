"""What a browser loads for a work page, packed."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from rehearsal.benchmarks.ground import Ground, Visitor
from rehearsal.benchmarks.measure import Measure

PAGES = ("desk:worklist", "registry:employer_list", "patrols:patrol_create", "reports:cockpit")
KINDS = {
    "js": (re.compile(r'<script[^>]* src="([^"]+)"'), 60),
    "css": (re.compile(r'<link[^>]* rel="stylesheet"[^>]* href="([^"]+)"'), 45),
}


def measure(ground: Ground) -> Iterator[Measure]:
    """The heaviest of some pages; the budget is in KB, so it is its own baseline."""
    visitor = Visitor()
    pages = [visitor.named(route).decode() for route in PAGES]
    for kind, (pattern, budget) in KINDS.items():
        heaviest = max(_kilobytes(pattern.findall(page)) for page in pages)
        yield Measure(
            f"weight.{kind}", f"{kind.upper()} of a work page, gzip", heaviest, "budget", budget, "KB", 1
        )


def _kilobytes(addresses: list[str]) -> float:
    found = [finders.find(address.removeprefix(settings.STATIC_URL)) for address in addresses]
    return sum(len(gzip.compress(Path(path).read_bytes(), 9)) for path in found) / 1024
