"""A visit on a phone in a real browser: few taps, photos that add up, rows that follow the ticks. Needs Chromium."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from inspections.patrols.models import Patrol
from registry.models import Category
from tests.factories import registry
from tests.patrols.pages import of, photo

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
    pytest.mark.django_db(transaction=True),
]
SAVE = "button:has-text('保存巡查')"


@pytest.fixture
def chromium(monkeypatch: Any) -> Iterator[Any]:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with playwright.sync_playwright() as runner:
        browser = runner.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def employer(town_a: Any) -> Any:
    """A bar, without a campaign: real transactions do not keep what the migrations seeded."""
    Category.objects.get_or_create(code="bar", defaults={"name": "酒吧"})
    return registry.employer(town=town_a, categories=("bar",))


@pytest.fixture
def phone(chromium: Any, live_server: Any, town_officer: Any, settings: Any) -> Any:
    """A phone with a good position, signed in as the officer; the day is 2021-04-20."""
    settings.CAMPAIGN_TODAY = date(2021, 4, 20)
    return open_phone(chromium, live_server, town_officer, accuracy=15)


def open_phone(chromium: Any, live_server: Any, user: Any, *, accuracy: int, script: bool = True) -> Any:
    context = chromium.new_context(
        base_url=live_server.url,
        viewport={"width": 375, "height": 812},
        geolocation={"latitude": 35.957, "longitude": 120.17, "accuracy": accuracy},
        permissions=["geolocation"],
        java_script_enabled=script,
        has_touch=True,
    )
    session = of(user).cookies[django_settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": session.key, "value": session.value, "url": live_server.url}])
    return context.new_page()


def pictures(folder: Path, number: int) -> list[str]:
    paths = [folder / f"照片{index}.jpg" for index in range(number)]
    for path in paths:
        path.write_bytes(photo().read())
    return [str(path) for path in paths]


def test_U_10_a_clean_visit_takes_at_most_12_taps(phone: Any, employer: Any, tmp_path: Path) -> None:
    phone.goto(f"/patrols/new/?employer={employer.pk}")
    phone.wait_for_selector("text=精度 ±15 米")
    taps = [
        "label:has(#id_q_child_0)",
        "label:has(#id_q_minor_0)",
        "label:has(#id_q_freedom_0)",
        "[data-rest-ok]",
    ]
    for selector in taps:
        phone.click(selector)
    phone.set_input_files("#id_files", pictures(tmp_path, 1))
    phone.fill("#id_companions", "赵某")
    phone.click(SAVE)
    phone.wait_for_url("**/patrols/*/")
    patrol = Patrol.objects.get()
    assert patrol.state == "closed"
    assert (float(patrol.latitude), patrol.accuracy) == (35.957, 15)
    assert set(patrol.answers.values()) == {"no", "ok"}
    assert patrol.attachments.count() == 1
    assert phone.evaluate("document.documentElement.scrollWidth") == 375


def test_photos_add_up_and_can_be_dropped(phone: Any, employer: Any, tmp_path: Path) -> None:
    first, second, third = pictures(tmp_path, 3)
    phone.goto(f"/patrols/new/?employer={employer.pk}")
    for path in (first, second):
        phone.set_input_files("#id_files", path)
    phone.set_input_files("#id_files_more", third)
    assert phone.inner_text("[data-photo-count]").startswith("3 张")
    phone.click("[aria-label='删掉 照片1.jpg']")
    names = phone.evaluate("[...document.querySelector('#id_files_more').files].map((file) => file.name)")
    assert names == ["照片0.jpg", "照片2.jpg"]


def test_rows_of_problems_follow_the_ticks(phone: Any, employer: Any) -> None:
    phone.goto(f"/patrols/new/?employer={employer.pk}")
    shown = "[data-finding]:not([hidden])"
    assert phone.locator(shown).count() == 0
    phone.click("label:has(#id_q_child_1)")
    assert phone.input_value(f"{shown} select") == "child_labour"
    phone.click("label:has(#id_q_child_0)")
    assert phone.locator(shown).count() == 0, "a row nobody wrote in goes with its tick"
    phone.click("label:has(#id_line_a_1)")
    phone.select_option(f"{shown} select", "no_written_contract")
    phone.fill(f"{shown} textarea", "5人没签合同")
    for _ in range(4):
        phone.click("[data-add-finding]")
    assert phone.locator(shown).count() == 5, "more rows than the page came with"
    phone.click("[data-drop-finding] >> visible=true >> nth=4")
    assert phone.locator(shown).count() == 4
    for selector in ("#id_q_child_0", "#id_q_minor_0", "#id_q_freedom_0"):
        phone.click(f"label:has({selector})")
    phone.click("[data-rest-ok]")
    phone.fill("#id_companions", "赵某")
    phone.click(SAVE)
    phone.wait_for_url("**/patrols/*/")
    patrol = Patrol.objects.get()
    assert (patrol.state, patrol.findings.get().fact) == ("rectifying", "5人没签合同")


def test_after_a_refused_save_the_ticks_still_show_their_rows(phone: Any, employer: Any) -> None:
    phone.goto(f"/patrols/new/?employer={employer.pk}")
    phone.click("label:has(#id_line_a_1)")
    phone.click(SAVE)
    phone.wait_for_selector("[data-errors]")
    assert phone.locator("[data-finding]:not([hidden])").count() == 1
    assert phone.evaluate("document.activeElement.hasAttribute('data-errors')")


def test_a_poor_position_asks_for_words(
    chromium: Any, live_server: Any, town_officer: Any, employer: Any, settings: Any
) -> None:
    settings.CAMPAIGN_TODAY = date(2021, 4, 20)
    phone = open_phone(chromium, live_server, town_officer, accuracy=80)
    phone.goto(f"/patrols/new/?employer={employer.pk}")
    phone.wait_for_selector("text=精度 ±80 米")
    assert phone.is_visible("#id_place_note")


def test_M_never_lose_a_form_a_draft_comes_back_as_the_same_visit(phone: Any, employer: Any) -> None:
    """The line broke after the server had saved: the page is opened again, restored, and sent again."""
    url = f"/patrols/new/?employer={employer.pk}"
    phone.goto(url)
    for selector in ("#id_q_child_0", "#id_q_minor_0", "#id_q_freedom_0"):
        phone.click(f"label:has({selector})")
    phone.click("[data-rest-ok]")
    phone.fill("#id_companions", "赵某")
    uid = phone.input_value("[name=uid]")
    phone.wait_for_timeout(800)  # what was typed is kept half a second later
    phone.goto(url)
    phone.wait_for_selector("[data-draft-note] [data-back]:not([hidden])")
    assert phone.input_value("[name=uid]") == uid
    assert phone.input_value("#id_companions") == "赵某"
    phone.click("[data-draft-note] button")
    phone.wait_for_selector("[data-draft-note]", state="hidden")
    assert phone.input_value("[name=uid]") != uid, "starting anew is another visit"


def test_the_page_works_without_script(
    chromium: Any, live_server: Any, town_officer: Any, employer: Any, settings: Any, tmp_path: Path
) -> None:
    settings.CAMPAIGN_TODAY = date(2021, 4, 20)
    phone = open_phone(chromium, live_server, town_officer, accuracy=15, script=False)
    phone.goto(f"/patrols/new/?employer={employer.pk}")
    for selector in ("#id_q_child_0", "#id_q_minor_0", "#id_q_freedom_0"):
        phone.check(selector, force=True)
    phone.check("#id_rest_ok")
    phone.set_input_files("#id_files", pictures(tmp_path, 1))
    phone.fill("#id_companions", "赵某")
    phone.click(SAVE)
    phone.wait_for_url("**/patrols/*/")
    assert Patrol.objects.get().attachments.count() == 1
