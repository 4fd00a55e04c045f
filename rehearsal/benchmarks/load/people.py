"""What somebody does all day, click by click, and how long each page kept them waiting."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from random import Random
from time import perf_counter
from urllib.parse import urlencode
from uuid import uuid4

from rehearsal.drills.visitor import Answer, Visitor

RECORD = re.compile(r'href="(/[a-z/-]+/\d+/)"')
EMPLOYER = re.compile(r'href="/patrols/new/\?employer=(\d+)')
QUESTION = re.compile(r'name="(q_\w+)"')
WORDS = ("餐饮", "电子", "海丰", "物业", "服装有限", "酒吧", "家具", "鸿源")
VISIT = {
    "companions": "赵某",
    "companion_duty": "assistant",
    "rest_ok": "on",
    "off_plan": "日常巡查，不属于专项行动",
}


@dataclass
class Click:
    kind: str
    seconds: float
    status: int
    path: str


@dataclass
class Person:
    """A tab of somebody signed in. `links` are the records on the list looked at last."""

    visitor: Visitor
    role: str
    random: Random
    clicks: list[Click] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def click(self) -> None:
        """The next page, as often as the role opens its kind; a list where nothing is on the screen to open."""
        steps = SCRIPTS[self.role]
        step = self.random.choices([each for each, _weight in steps], [weight for _each, weight in steps])[0]
        step(self)

    def open(self, kind: str, path: str) -> Answer:
        return self._timed(kind, path, lambda: self.visitor.get(path))

    def send(self, kind: str, path: str, fields: dict[str, str]) -> Answer:
        return self._timed(kind, path, lambda: self.visitor.post(path, fields))

    def _timed(self, kind: str, path: str, ask: Callable[[], Answer]) -> Answer:
        started = perf_counter()
        answer = ask()
        self.clicks.append(Click(kind, perf_counter() - started, answer.status, path))
        return answer


def _list(kind: str, *paths: str) -> Callable[[Person], None]:
    def look(person: Person) -> None:
        page = person.open(kind, person.random.choice(paths)).text
        person.links = RECORD.findall(page[page.find("<main") :])

    return look


def _record(person: Person) -> None:
    if person.links:
        person.open("record", person.random.choice(person.links))
    else:
        worklist(person)


def _search(person: Person) -> None:
    page = person.open("search", f"/employers/?{urlencode({'q': person.random.choice(WORDS)})}").text
    person.links = RECORD.findall(page[page.find("<main") :])


def _visit(person: Person) -> None:
    """An employer is looked for and chosen, the page filled in and saved."""
    found = person.open("search", f"/patrols/pick/?{urlencode({'q': person.random.choice(WORDS)})}").text
    employers = EMPLOYER.findall(unescape(found))
    if not employers:
        return
    employer = person.random.choice(employers)
    page = person.open("record", f"/patrols/new/?employer={employer}").text
    fields = {name: "no" for name in QUESTION.findall(page)} | VISIT
    fields |= {
        "employer": employer,
        "uid": str(uuid4()),
        "submission": str(uuid4()),
        "patrolled_on": "2021-06-23",
    }
    fields |= {"finding-TOTAL_FORMS": "3", "finding-INITIAL_FORMS": "0"}
    person.send("save", "/patrols/new/", fields)


def _cockpit(person: Person) -> None:
    person.open("cockpit", "/cockpit/")


worklist = _list("worklist", "/")
SCRIPTS: dict[str, tuple[tuple[Callable[[Person], None], int], ...]] = {
    "officer": (
        (worklist, 5),
        (_list("list", "/patrols/", "/employers/", "/campaign/targets/"), 5),
        (_record, 7),
        (_search, 2),
        (_visit, 1),
    ),
    "inspector": (
        (worklist, 5),
        (_list("list", "/complaints/", "/cases/", "/inspections/", "/employers/"), 5),
        (_record, 8),
        (_search, 2),
    ),
    "leader": (
        (worklist, 4),
        (_list("list", "/complaints/", "/cases/", "/inspections/", "/escalations/"), 4),
        (_record, 5),
        (_cockpit, 6),
    ),
}
