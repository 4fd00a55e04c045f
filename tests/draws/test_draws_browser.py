"""Checking a receipt in a real browser, under our own content security policy. Needs Chromium."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from tests.factories.draws import overridden, pool, receipt_of

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
    pytest.mark.django_db(transaction=True),
]
ANSWER = "[data-verify-answer]"


@pytest.fixture
def page(monkeypatch: Any, live_server: Any) -> Iterator[Any]:
    """The page that checks a receipt, opened by nobody in particular; fails on any error in its script."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with playwright.sync_playwright() as runner:
        browser = runner.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opened, errors = browser.new_page(), []
        opened.on("pageerror", lambda error: errors.append(str(error)))
        opened.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        opened.goto(live_server.url + reverse("draws:verify"))
        yield opened
        browser.close()
    assert errors == []


def answer_to(page: Any, told: Any, folder: Path) -> str:
    file = folder / "draw-1.json"
    file.write_text(told if isinstance(told, str) else json.dumps(told, ensure_ascii=False), encoding="utf-8")
    page.set_input_files("#receipt", [])
    page.set_input_files("#receipt", str(file))
    page.wait_for_selector(f"{ANSWER} .alert")
    return page.inner_text(ANSWER)


def test_a_receipt_holds_or_the_page_says_what_does_not(page: Any, tmp_path: Path) -> None:
    told = receipt_of(*pool(40, 6), {"网络直播": 4, "劳动密集、服务": 6})
    row = told["result"][0]
    assert "holds" in answer_to(page, told, tmp_path)
    changed = json.loads(json.dumps(told))
    changed["employers"][3]["name"] += "。"
    wrong = answer_to(page, changed, tmp_path)
    assert "不成立" in wrong and "pool_digest：名录与名录摘要不符" in wrong
    later = overridden(told, {"code": row["code"], "recused": row["inspectors"][0]})
    assert "holds" in answer_to(page, later, tmp_path)
    assert "不是有效的凭证" in answer_to(page, "不是凭证", tmp_path)


def test_nothing_leaves_the_browser(page: Any, tmp_path: Path) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    answer_to(page, receipt_of(*pool(9, 4), {"网络直播": 1, "劳动密集、服务": 1}), tmp_path)
    page.click("form[data-verify-form] button")
    page.wait_for_selector(f"{ANSWER} .alert")
    assert [url for url in sent if not url.endswith("favicon.svg")] == [] and page.url.endswith(
        reverse("draws:verify")
    )


def test_without_a_file_it_says_what_to_do(page: Any) -> None:
    page.click("form[data-verify-form] button")
    assert "请先选择一个凭证文件" in page.inner_text(ANSWER)
