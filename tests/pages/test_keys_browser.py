"""The line and the keyboard in a real browser: from the sign-in to a finished act without a mouse. Needs Chromium."""

import shutil
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from inspections.cases.models import Case
from law import clock
from tests.factories import accounts, cases, registry
from tests.factories.campaign import campaign_2021
from tests.pages.desk import WIDE, Office

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
    pytest.mark.django_db(transaction=True),
]
DAY = date(2021, 6, 23)
MOST = 30  # keys from the sign-in to a finished act


class Keyboard:
    """A keyboard that counts."""

    def __init__(self, page: Any) -> None:
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.pressed += 1
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.pressed += len(text)
        self.page.keyboard.type(text)

    def opens(self, *keys: str) -> None:
        """Keys of which the last one opens another page."""
        self.press(*keys[:-1])
        with self.page.expect_navigation():
            self.press(keys[-1])

    @property
    def focus(self) -> str:
        """The name, the words or the kind of what the next key goes to."""
        asked = "(each => each.name || each.innerText.trim() || each.tagName)(document.activeElement)"
        return str(self.page.evaluate(asked))


@pytest.fixture
def office(monkeypatch: Any, live_server: Any, settings: Any) -> Iterator[Office]:
    settings.CAMPAIGN_TODAY = DAY
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    campaign_2021()
    with playwright.sync_playwright() as runner:
        browser = runner.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        made = Office(browser, live_server.url, settings)
        yield made
        browser.close()
    assert made.said == []


def test_UX_06_from_the_sign_in_to_an_approved_filing_in_thirty_keys(office: Office) -> None:
    with clock.at(DAY):
        leader = accounts.user("brigade_leader", username="leader01", password="Yanlian-2021")
        case = cases.case("filing", lead=accounts.user())
    page = office.browser.new_context(base_url=office.address, viewport=WIDE).new_page()
    page.goto("/accounts/login/")
    keys = Keyboard(page)
    keys.type(leader.username)
    keys.press("Tab")
    keys.type("Yanlian-2021")
    keys.opens("Enter")
    keys.press("j")
    keys.opens("Enter")
    assert page.url.endswith(case.get_absolute_url())
    keys.opens("a")
    keys.press("a")
    assert keys.focus == "批准立案"
    keys.opens("Enter")
    assert "批准立案" in page.inner_text("#flash")
    assert Case.objects.get(pk=case.pk).state == "investigating"
    assert keys.pressed <= MOST, keys.pressed


def test_UX_04_a_line_is_typed_and_confirmed_by_keyboard(office: Office) -> None:
    inspector = accounts.user()
    with clock.at(DAY):
        case = cases.case("decided", lead=inspector)
    desk = office.of(inspector)
    desk.go("/")
    page, keys = desk.page, Keyboard(desk.page)
    keys.press("/")
    assert keys.focus == "q"
    keys.type("立字1 送达 昨天")
    page.wait_for_selector("[role=listbox] [role=option]")
    assert "送达决定书" in page.inner_text("[role=listbox]")
    keys.opens("Enter")
    assert case.employer.name in desk.text() and "2021-06-22 周二" in desk.text()
    keys.opens("a")
    assert page.url.partition("?")[0].endswith(f"/cases/{case.pk}/serve/")
    assert page.input_value("[name=done_on]") == "2021-06-22"
    assert Case.objects.get(pk=case.pk).state == "decided"
    desk.fill(way="direct", done_at="0930", place="海汀路3号", receiver="钱某", relation="店长")
    keys.opens("Control+Enter")
    assert Case.objects.get(pk=case.pk).state == "served"
    delivery = Case.objects.get(pk=case.pk).decision.paper.deliveries.get()
    assert (delivery.done_on, f"{delivery.done_at:%H:%M}") == (date(2021, 6, 22), "09:30")


def test_UX_04_a_suggestion_is_chosen_by_keyboard(office: Office) -> None:
    inspector = accounts.user()
    firm = registry.employer(name="青岛瑞凯电子有限公司")
    desk = office.of(inspector)
    desk.go("/")
    keys = Keyboard(desk.page)
    keys.press("/")
    keys.type("rkdz")
    desk.page.wait_for_selector("[role=option]")
    keys.opens("ArrowDown", "Enter")
    assert desk.is_at(firm.get_absolute_url())


def test_UX_06_along_a_list_and_back_to_its_row(office: Office) -> None:
    inspector = accounts.user()
    with clock.at(DAY):
        made = [cases.case("investigating", lead=inspector) for _ in range(3)]
    desk = office.of(inspector)
    desk.go("/cases/?state=investigating")
    keys = Keyboard(desk.page)
    keys.press("j", "j")
    keys.opens("Enter")
    second = desk.address()
    assert "第 2 件，共 3 件" in desk.text()
    keys.opens("n")
    third = desk.address()
    assert third != second and "第 3 件，共 3 件" in desk.text()
    keys.opens("p")
    assert desk.is_at(second)
    keys.opens("u")
    assert desk.page.url.endswith("/cases/?state=investigating")
    row = "document.activeElement.closest('tr')?.querySelector('th a')?.getAttribute('href')"
    assert desk.page.evaluate(row) == second
    keys.opens("g", "x")
    assert desk.is_at("/patrols/") and len({second, third}) == 2 and len(made) == 3


def test_UX_06_no_single_key_works_while_one_types(office: Office) -> None:
    inspector = accounts.user()
    desk = office.of(inspector)
    desk.go("/cases/new/")
    keys, page = Keyboard(desk.page), desk.page
    assert keys.focus == "employer"
    keys.type("anpug?j/")
    assert page.input_value("[name=employer]") == "anpug?j/" and desk.is_at("/cases/new/")
    page.evaluate("localStorage.setItem('keys-off', '1')")
    desk.go("/cases/")
    keys.press("g", "x", "?")
    assert desk.is_at("/cases/") and not page.evaluate("document.querySelector('#keys').open")


def test_UX_07_an_employer_and_a_matter_are_picked_by_keyboard(office: Office) -> None:
    inspector = accounts.user()
    firm = registry.employer(name="青岛瑞凯电子有限公司")
    desk = office.of(inspector)
    desk.go("/cases/new/")
    keys, page = Keyboard(desk.page), desk.page
    keys.type("rk")
    page.wait_for_selector("[role=option]")
    keys.press("ArrowDown", "Enter")
    assert page.input_value("[name=employer]") == f"{firm.name} {firm.code}"
    page.focus("input[data-find-matter]")
    keys.type("sytg")
    keys.press("Enter")
    assert page.is_checked("[name=matters][value=child_labour]") and desk.is_at("/cases/new/")


def test_UX_17_a_day_is_typed_and_told(office: Office) -> None:
    inspector = accounts.user()
    desk = office.of(inspector)
    desk.go("/cases/new/")
    keys, page = Keyboard(desk.page), desk.page
    page.fill("[name=found_on]", "0614")
    keys.press("Tab")
    told = page.locator("[name=found_on] ~ [data-told]")
    playwright.expect(told).to_have_text("周一 休 端午节")
    playwright.expect(page.locator("[name=found_on]")).to_have_value("2021-06-14")
    page.fill("[name=found_on]", "哪天")
    keys.press("Tab")
    playwright.expect(told).to_have_text("没有认出日期")
    assert page.input_value("[name=found_on]") == "哪天"
