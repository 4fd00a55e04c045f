"""UX-05, UX-06: five filings are approved in the lane by ten keys and one page. In a real browser; needs Chromium."""

import shutil
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session

from casework.models import AuditEntry
from tests.cases.approving import DAY, case_in
from tests.factories import accounts, registry
from tests.factories.accounts import PASSWORD
from tests.factories.campaign import campaign_2021
from tests.patrols.pages import of

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
    pytest.mark.django_db(transaction=True),
]
HOME = "/work/lane/"
FIVE = 5
WIDE = {"width": 1280, "height": 860}


class Counted:
    """One person's tab: how many pages it loaded, what was asked of the server, how many keys were pressed."""

    def __init__(self, page: Any) -> None:
        self.page, self.loads, self.asked, self.keys = page, 0, 0, 0
        self.said: list[str] = []
        page.on("domcontentloaded", lambda _page: self._loaded())
        page.on("request", lambda request: self._asks(request))
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def _loaded(self) -> None:
        self.loads += 1

    def _asks(self, request: Any) -> None:
        self.asked += request.resource_type in ("document", "xhr", "fetch")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def title(self) -> str:
        return str(self.page.inner_text("[data-lane-title]"))


@pytest.fixture
def people(db: Any) -> SimpleNamespace:
    roles = {"lead": "inspector", "second": "inspector", "leader": "brigade_leader", "head": "bureau_head"}
    campaign_2021()
    return SimpleNamespace(**{who: accounts.user(role) for who, role in roles.items()})


@pytest.fixture
def browser(monkeypatch: Any, live_server: Any, settings: Any) -> Iterator[Any]:
    settings.CAMPAIGN_TODAY = DAY
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with playwright.sync_playwright() as runner:
        opened = runner.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield lambda **options: opened.new_context(base_url=live_server.url, viewport=WIDE, **options)
        opened.close()


def desk(browser: Any, person: Any, **options: Any) -> Counted:
    context = browser(**options)
    context.set_default_timeout(10_000)
    session = of(person).cookies[django_settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": session.key, "value": session.value, "domain": "localhost", "path": "/"}])
    return Counted(context.new_page())


def filings(people: Any, count: int) -> list[Any]:
    return [case_in("filing", people, employer=registry.employer()) for _ in range(count)]


def approved(cases: list[Any]) -> int:
    told = AuditEntry.objects.filter(action="approve_filing", is_success=True)
    return told.filter(object_id__in=[case.pk for case in cases]).values("object_id").distinct().count()


def test_UX_05_five_filings_take_ten_keys_and_one_page(browser: Any, people: Any) -> None:
    cases = filings(people, FIVE)
    tab = desk(browser, people.leader)
    tab.page.goto(HOME)
    for left in range(FIVE - 1, -1, -1):
        before = tab.page.url
        tab.press("y", "Enter")
        tab.page.wait_for_url(lambda url, before=before: url != before)
        told = f"还有 {left} 件" if left else "没有别的等您审批了"
        tab.page.wait_for_selector(f"#flash :text('{told}')")
    assert approved(cases) == FIVE and tab.said == []
    assert tab.keys <= 10, tab.keys
    assert tab.loads <= 5, tab.loads
    # A page, and for each decision the deed and the next file.
    assert tab.asked <= 2 + 2 * FIVE, tab.asked


def test_UX_06_no_single_key_signs(browser: Any, people: Any) -> None:
    cases = filings(people, 2)
    tab = desk(browser, people.leader)
    tab.page.goto(HOME)
    for key in (*"abcdefghijklmoqrstuvwxyz0123456789", "Enter", "Space"):
        tab.press(key)
        tab.page.keyboard.press("Escape")
        tab.page.evaluate("document.activeElement.blur()")
    tab.page.wait_for_timeout(500)
    assert approved(cases) == 0
    first = tab.title()
    tab.press("n")
    tab.page.wait_for_function(
        "told => document.querySelector('[data-lane-title]')?.innerText !== told", arg=first
    )
    assert tab.title() and approved(cases) == 0
    assert AuditEntry.objects.filter(action="return_filing").count() == 0


def test_UX_06_a_line_is_sent_back_by_keys_alone(browser: Any, people: Any) -> None:
    case = case_in("deciding", people)
    tab = desk(browser, people.head)
    tab.page.goto(HOME)
    tab.press("1")
    tab.page.keyboard.type("没有写裁量理由")
    tab.page.keyboard.press("Escape")
    tab.press("r")
    assert tab.page.evaluate("document.activeElement.matches('[data-lane-send]')"), (
        "a line says what is wrong"
    )
    tab.press("Enter")
    tab.page.wait_for_url(f"**{HOME}")
    entry = AuditEntry.objects.about(case).get(action="return_decision")
    assert "没有写裁量理由" in entry.reason and len(entry.data["remarks"]) == 1


def test_the_lane_works_without_script(browser: Any, people: Any) -> None:
    cases = filings(people, 2)
    tab = desk(browser, people.leader, java_script_enabled=False)
    page = tab.page
    for _turn in cases:
        page.goto(HOME)
        page.click("details[data-lane-key=y] > summary")
        page.click("details[data-lane-key=y] [data-lane-send]")
    assert approved(cases) == 2 and page.inner_text("#flash").endswith("没有别的等您审批了。")


def test_a_session_that_ended_loses_no_words(browser: Any, people: Any) -> None:
    case = case_in("deciding", people)
    tab = desk(browser, people.head)
    page = tab.page
    page.goto(HOME)
    page.wait_for_selector("form[data-draft-ready]", state="attached")
    tab.press("1")
    page.keyboard.type("没有写裁量理由")
    page.wait_for_timeout(900)
    Session.objects.all().delete()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/login/**")
    page.fill("#id_username", people.head.username)
    page.fill("#id_password", PASSWORD)
    page.click("button:has-text('登录')")
    page.wait_for_url("**/work/lane/**")
    page.wait_for_selector(".rows details[open] textarea:not(:placeholder-shown)")
    assert page.input_value(".rows details[open] textarea") == "没有写裁量理由"
    case.refresh_from_db()
    assert case.state == "deciding"


@pytest.mark.parametrize("width", [320, 375, 768, 1280, 1920])
def test_nothing_scrolls_sideways(browser: Any, people: Any, width: int) -> None:
    case_in("deciding", people, employer=registry.employer(name="青岛" + "很长的名字" * 12))
    tab = desk(browser, people.head)
    tab.page.set_viewport_size({"width": width, "height": 800})
    tab.page.goto(HOME)
    tab.press("y")
    assert tab.page.evaluate("document.documentElement.scrollWidth") == width
