"""Every page in a real browser, on a phone and on a wide screen: nothing scrolls sideways, axe finds nothing, nothing complains.

The browser is given what Django's test client got, headers and all.
Needs Chromium and axe (`npm install --no-save axe-core`).
"""

import mimetypes
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from accounts.roles import Role
from law import clock
from tests.pages.visits import PAGES, looks
from tests.permissions.samples import TODAY
from tests.permissions.settled import Settled, settled

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
    pytest.mark.skipif(not AXE.exists(), reason="no axe here: npm install --no-save axe-core"),
    pytest.mark.django_db,
]
ADDRESS = "http://localhost/page"
PHONE, WIDE = 375, 1280
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What passes is not told: to list it takes longer than to look.
RULES = {"runOnly": TAGS, "resultTypes": ["violations"]}
ROOMS = sorted({address.name.partition(":")[0] for address in PAGES})


@pytest.fixture(scope="module")
def district(django_db_setup: None, django_db_blocker: Any) -> Iterator[Settled]:
    with settled(django_db_blocker, looks(PAGES), many=3) as made:
        yield made


@pytest.mark.parametrize("room", ROOMS)
def test_every_page_of_a_room(room: str, district: Settled) -> None:
    answers = list(_answers(room, district))
    assert answers
    with playwright.sync_playwright() as runner:
        browser = runner.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        tab = Tab(browser.new_page())
        found = [f"{name}: {fault}" for name, *told in answers for fault in _faults(tab, *told)]
        browser.close()
    assert not found, "\n".join(found)


def _answers(room: str, district: Settled) -> Iterator[tuple[str, Any, int]]:
    """What the test client gets, before there is a browser: the browser's event loop and the database do not mix."""
    clients = {role: district.client(role) for role in district.people}
    with clock.at(TODAY):
        for role, address in looks(address for address in PAGES if address.name.startswith(f"{room}:")):
            answer = clients[role].get(district.path(role, address))
            if answer.status_code == 200 and not answer.streaming and b"<html" in answer.content[:500]:
                yield f"{address} as {role.value}", answer, PHONE if role == Role.TOWN_OFFICER else WIDE


class Tab:
    """One tab that shows one answer after the other; `said` is what the page complained of."""

    def __init__(self, page: Any) -> None:
        self.page, self.said = page, list[str]()
        self.answer: Any = None
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("console", lambda told: self.said.append(told.text) if told.type == "error" else None)
        page.route("**/*", self._fulfil)

    def show(self, answer: Any) -> None:
        self.answer = answer
        self.page.goto(ADDRESS)

    def _fulfil(self, route: Any) -> None:
        """The page, static files from their folder, and nothing for what a page asks for later."""
        path = urlsplit(route.request.url).path
        if route.request.url == ADDRESS:
            route.fulfill(status=200, headers=dict(self.answer.items()), body=self.answer.content)
        elif path.startswith(settings.STATIC_URL) and (
            file := finders.find(path.removeprefix(settings.STATIC_URL))
        ):
            route.fulfill(path=file, content_type=mimetypes.guess_type(path)[0] or "text/plain")
        else:
            route.fulfill(status=204)


def _faults(tab: Tab, answer: Any, width: int) -> Iterator[str]:
    """Both widths are looked at; axe reads the page at `width`."""
    page = tab.page
    tab.show(answer)
    for each in (WIDE, PHONE) if width == PHONE else (PHONE, WIDE):
        page.set_viewport_size({"width": each, "height": 812})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > each:
            yield f"scrolls sideways, {wide} of {each} pixels"
    page.evaluate(AXE.read_text("utf-8"))
    for broken in page.evaluate("rules => axe.run(rules)", RULES)["violations"]:
        where = ", ".join(" ".join(map(str, node["target"])) for node in broken["nodes"][:3])
        yield f"{broken['id']} ({broken['help']}) at {where}"
    yield from tab.said
    tab.said.clear()
