"""The benchmark `load`: how long people wait, whether anything fails, and whether the server's memory stays what it was."""

from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Event
from time import sleep

from rehearsal.benchmarks.ground import Ground
from rehearsal.benchmarks.load.people import Click, Person
from rehearsal.benchmarks.load.site import Site, serving
from rehearsal.benchmarks.measure import Measure, percentile
from rehearsal.drills.visitor import Visitor

# Accounts: role, how many.
WHO = (("officer", 24), ("inspector", 24), ("leader", 2))
THINKING = 3.0  # seconds between an answer and the next click, on the average
MOST_MS = {"worklist": 500, "list": 500, "search": 500, "record": 400, "cockpit": 800, "save": 1000}
MEMORY_FLAT = 1.25
SETTLED = 0.3  # of the time, until every process has loaded what it needs
OK = (200, 302)


def measure(ground: Ground) -> Iterator[Measure]:
    seconds, over = ground.minutes * 60, Event()
    with serving(ground.folder) as site:
        people = _signed_in(site)
        with ThreadPoolExecutor(len(people)) as pool:
            busy = [pool.submit(_work, person, over) for person in people]
            try:
                sleep(seconds * SETTLED)
                before = site.megabytes()
                sleep(seconds * (1 - SETTLED))
                after = site.megabytes()
            finally:
                over.set()
        for each in busy:
            each.result()
    clicks = [click for person in people for click in person.clicks]
    yield from _waited(clicks, seconds)
    wrong = [click for click in clicks if click.status not in OK]
    told = "\n".join(f"{click.status} {click.path} after {click.seconds:.1f} s" for click in wrong[:10])
    yield Measure("load.errors", f"of {len(clicks):,} pages", len(wrong), "none", 1, "pages", 0, told)
    if before:
        yield Measure("load.memory", "web processes, end", after, "a third on", before, "MB", MEMORY_FLAT)


def _signed_in(site: Site) -> list[Person]:
    names = [(role, f"{role}{number:02d}") for role, most in WHO for number in range(1, most + 1)]
    return [Person(Visitor(site.port).sign_in(name), role, Random(name)) for role, name in names]


def _work(person: Person, over: Event) -> None:
    """Nobody begins at the same moment, and nobody thinks equally long."""
    thinks = person.random.uniform(0, THINKING)
    while not over.wait(thinks):
        person.click()
        thinks = person.random.uniform(0.5, 1.5) * THINKING


def _waited(clicks: list[Click], seconds: float) -> Iterator[Measure]:
    by_kind: dict[str, list[float]] = defaultdict(list)
    for click in clicks:
        by_kind[click.kind].append(1000 * click.seconds)
    for kind, times in sorted(by_kind.items()):
        half, most = percentile(times, 50), percentile(times, 95)
        what = f"{kind}: {len(times)} pages, half within {half:,.0f} ms, p95"
        yield Measure(f"load.{kind}", what, most, "budget", MOST_MS[kind], "ms", 1)
    yield Measure(
        "load.rate", "pages a second", len(clicks) / seconds, "asked for at most", _asked(), "/s", 1
    )


def _asked() -> float:
    """Pages a second, if nobody had to wait."""
    return sum(number for _role, number in WHO) / THINKING
