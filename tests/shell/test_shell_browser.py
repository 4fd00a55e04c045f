"""The shell in a real browser, under a strict content security policy. Needs Chromium."""

import re
import shutil
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.template.loader import get_template

from casework.forms import ReasonForm
from tests.shell.fakes import (
    ACTS,
    FACTS,
    FILES,
    SENTENCES,
    STEPS,
    TIMELINE,
    Clock,
    RectificationForm,
    days,
    shell,
)

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")

ROOT = Path(settings.BASE_DIR)
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
CSP = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"


class FilterForm(forms.Form):
    q = forms.CharField(label="单位", required=False)
    town = forms.ChoiceField(label="镇街", choices=[("", "全部"), ("a", "泊里镇")], required=False)
    is_mine = forms.BooleanField(label="只看我的", required=False)


def gallery() -> str:
    clocks = [
        Clock(days=days(), explanation=SENTENCES, basis="监察条例第十七条"),
        Clock("late", -3, "决定书送达", date(2021, 6, 20)),
        Clock("ok", 7, "限期改正", date(2021, 7, 2), is_provisional=True),
        Clock("off", None, "12345 工单答复", None, paused_reason="等补充材料"),
    ]
    context = {
        "shell": shell(),
        "crumbs": [("工作台", "/"), ("监立字〔2021〕第17号", None)],
        "acts": ACTS,
        "steps": STEPS,
        "clocks": clocks,
        "clock": clocks[0],
        "facts": FACTS,
        "timeline": TIMELINE,
        "attachments": FILES,
        "filter": {"form": FilterForm()},
        "filter_chips": [{"label": "镇街", "value": "泊里镇", "remove_url": "?"}],
        "submission": "s-1",
        "csrf_token": "token",
        "tabs": [
            {"label": "基本", "url": "#", "is_current": True},
            {"label": "证据", "url": "#", "count": 37},
        ],
        "page": {"next_url": "?after=9", "count_label": "第 1–50 件"},
        "job": {
            "is_running": True,
            "title": "报告",
            "note": "已算 3 项",
            "done": 3,
            "total": 9,
            "url": "/job/",
            "cancel_url": "/job/",
        },
    }
    return Template(Path(__file__).with_name("gallery.html").read_text("utf-8")).render(Context(context))


def form_page(**context: Any) -> str:
    base = {"title": "下达限期改正指令书", "shell": shell(), "autosave": "order", "csrf_token": "token"}
    return get_template("casework/form.html").template.render(Context(base | context))


def pages() -> dict[str, str]:
    return {
        "/gallery": gallery(),
        "/form": form_page(form=RectificationForm()),
        "/form-bad": form_page(form=RectificationForm(data={})),
        "/act": get_template("casework/act_form.html").template.render(
            Context(
                {"act": ACTS[2], "form": ReasonForm(), "record_no": "监立字〔2021〕第17号", "shell": shell()}
            )
        ),
        "/login": get_template("registration/login.html").template.render(
            Context({"form": RectificationForm()})
        ),
    }


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """A server of the rendered pages and the static files, on loopback."""
    rendered = pages()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            file = ROOT / path.lstrip("/")
            if path in rendered:
                self.answer(200, "text/html; charset=utf-8", rendered[path].encode())
            elif path.startswith("/static/") and file.is_file():
                self.answer(200, TYPES[file.suffix], file.read_bytes())
            else:
                self.answer(404, "text/plain", b"")

        def do_POST(self) -> None:
            self.answer(204, "text/plain", b"")

        def answer(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Security-Policy", CSP)
            self.end_headers()
            if status != 204:
                self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def tab(browser: Any, site: str) -> Iterator[Any]:
    """A fresh browser page; the test fails if anything was written to the console as an error."""
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert complaints == []


@pytest.mark.parametrize("path", ["/gallery", "/form", "/form-bad", "/login"])
def test_U_04_nothing_scrolls_sideways_at_320_pixels(tab: Any, path: str) -> None:
    tab.set_viewport_size({"width": 320, "height": 640})
    tab.goto(path)
    assert tab.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("width", [375, 640, 768, 1000, 1121, 1181, 1261, 1920])
def test_no_width_between_phone_and_wall_scrolls_sideways(tab: Any, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto("/gallery")
    assert tab.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("path", ["/gallery", "/form-bad", "/login"])
def test_U_03_what_is_touched_on_a_phone_is_44_pixels(tab: Any, path: str) -> None:
    tab.set_viewport_size({"width": 375, "height": 800})
    tab.goto(path)
    small = tab.evaluate(
        """() => [...document.querySelectorAll("a[href], button, select, summary, input:not([type=hidden])")]
            .filter((e) => e.checkVisibility() && !e.closest(".visually-hidden, .file-own, p, dd"))
            .filter((e) => !["checkbox", "radio"].includes(e.type))
            .map((e) => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
            .filter(([, r]) => Math.min(r.width, r.height) < 43.5).map(([html]) => html)"""
    )
    assert small == []


@pytest.mark.parametrize("width", [320, 375, 700, 1280, 1920])
def test_a_long_amount_stays_in_its_tile(tab: Any, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto("/gallery")
    tab.evaluate(
        """() => { const tile = (n) => `<li><h2>金额</h2><span class=fig>${n} <small>元</small></span></li>`;
            document.querySelector("main").innerHTML =
                `<ul class="tiles">${tile("1,234,567.89")}${tile("214").repeat(7)}</ul>` }"""
    )
    assert tab.evaluate("document.documentElement.scrollWidth") == width
    assert tab.evaluate(
        """() => [...document.querySelectorAll(".tiles li")].every((tile) => {
            const range = document.createRange(), figure = tile.querySelector(".fig")
            range.selectNodeContents(figure)
            return range.getBoundingClientRect().right <= tile.getBoundingClientRect().right })"""
    )


def test_UX_15_a_tablet_has_its_navigation_in_the_head_and_lists_of_two_columns(tab: Any) -> None:
    tab.goto("/gallery")
    left = "new Set([...document.querySelectorAll('.table-sticky tbody tr:not(.grp)')].map((row) => row.offsetLeft)).size"
    for width, in_head, columns in ((699, False, 2), (700, True, 2), (960, True, 2), (961, True, 1)):
        tab.set_viewport_size({"width": width, "height": 800})
        assert (tab.is_visible(".mast-nav"), tab.is_visible(".tabbar")) == (in_head, not in_head), width
        assert tab.evaluate(left) == columns, width


def test_UX_14_a_phone_shows_one_line_of_the_campaign_and_no_empty_value(tab: Any) -> None:
    tab.set_viewport_size({"width": 375, "height": 667})
    tab.goto("/gallery")
    assert tab.evaluate("document.querySelector('.ribbon').getBoundingClientRect().height") < 50
    tab.evaluate(
        "Object.assign(document.querySelector('.table-sticky td:has(.lamp)'), {id: 'empty', innerHTML: '<b class=none>—</b>'})"
    )
    assert not tab.is_visible("#empty")


def test_UX_16_UX_33_a_large_screen_is_used_and_the_last_step_stands_at_its_edge(tab: Any) -> None:
    tab.set_viewport_size({"width": 1920, "height": 1000})
    tab.goto("/gallery")
    assert tab.evaluate("document.querySelector('main').getBoundingClientRect().width") == 1760
    right = "document.querySelector('.steps{}').getBoundingClientRect().right"
    assert tab.evaluate(right.format("")) == pytest.approx(
        tab.evaluate(right.format(" li:last-child")), abs=1
    )


def test_UX_29_on_paper_there_is_a_head_a_name_in_the_margin_and_no_frame(tab: Any) -> None:
    tab.goto("/gallery")
    tab.emulate_media(media="print")
    assert tab.is_visible(".print-head") and not tab.locator(".mast:visible, #acts:visible").count()
    assert "王某 打印" in tab.evaluate("document.documentElement.style.getPropertyValue('--printed')")
    assert not tab.is_visible(".clocks .why") and tab.is_visible(".clocks summary")


def test_a_filter_folds_on_a_phone_and_lies_open_on_a_desk(tab: Any) -> None:
    tab.set_viewport_size({"width": 375, "height": 800})
    tab.goto("/gallery")
    assert tab.is_visible("#id_q") and tab.is_visible(".filters button") and not tab.is_visible("#id_is_mine")
    tab.focus("#filter-fold")
    tab.keyboard.press("Space")
    assert tab.is_visible("#id_is_mine")
    tab.keyboard.press("Space")
    tab.set_viewport_size({"width": 1280, "height": 800})
    assert tab.is_visible("#id_is_mine") and not tab.is_visible("#filter-fold")


def test_U_15_the_error_summary_takes_the_focus_and_leads_to_the_field(tab: Any) -> None:
    tab.goto("/form-bad")
    assert tab.evaluate("document.activeElement.classList.contains('errors')")
    tab.click(".errors a >> nth=0")
    assert tab.evaluate("document.activeElement.id") == "id_code"


def test_U_17_single_keys_walk_the_rows_and_can_be_turned_off(tab: Any) -> None:
    tab.goto("/gallery")
    tab.keyboard.press("j")
    tab.keyboard.press("j")
    tab.keyboard.press("k")
    assert tab.evaluate("document.activeElement.closest('tr')?.querySelector('a') !== null")
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.id") == "mast-q"
    tab.evaluate("document.activeElement.blur()")
    tab.keyboard.press("?")
    tab.check("[data-keys-off]")
    tab.keyboard.press("Escape")
    tab.evaluate("document.activeElement.blur()")
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.id") != "mast-q"


def test_a_dangerous_act_is_sent_only_after_a_second_yes(tab: Any) -> None:
    tab.goto("/gallery")
    sent: list[str] = []
    tab.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    button = tab.locator("button", has_text="撤销立案").first
    button.click()
    assert tab.inner_text("#confirm-r") == "部件一览"
    assert tab.inner_text("#confirm-t") == "“撤销立案”做了就不能撤回。"
    tab.click("#confirm button[value=no]")
    assert sent == []
    assert "撤销立案" in tab.evaluate("document.activeElement.textContent")
    button.click()
    with tab.expect_request(lambda request: request.method == "POST"):
        tab.click("#confirm [data-yes]")


def test_nobody_is_asked_about_a_form_that_still_lacks_something(tab: Any) -> None:
    tab.goto("/act")
    with tab.expect_request(lambda request: request.method == "POST"):
        tab.click("[data-confirm]")
    assert tab.locator("#confirm").is_hidden()
    tab.goto("/act")
    tab.fill("#id_reason", "证据不足")
    tab.click("[data-confirm]")
    assert tab.inner_text("#confirm-r") == "撤销立案 监立字〔2021〕第17号"


def test_U_21_a_button_says_at_once_that_it_is_sending_and_sends_once(tab: Any) -> None:
    tab.goto("/gallery")
    sent: list[str] = []
    tab.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    button = tab.locator(".act .btn-primary")
    button.click()
    playwright.expect(button).to_have_text("正在提交…")
    button.click(force=True)
    assert len(sent) == 1


PLANTED = """
<form><input name="csrfmiddlewaretoken" value="token"><i hx-post="/form" hx-trigger="load"></i></form>
<i hx-get="/login" hx-trigger="load" hx-swap="none"></i>
"""


def test_SEC_01_what_asks_by_itself_only_reads(tab: Any) -> None:
    """An attribute that found its way into the page can send nothing, whatever form lies around it."""
    tab.goto("/gallery")
    sent: list[str] = []
    tab.on(
        "request", lambda request: sent.append(request.method) if "hx-request" in request.headers else None
    )
    planting = (
        "html => { const at = document.querySelector('main'); at.innerHTML += html; htmx.process(at); }"
    )
    tab.evaluate(planting, PLANTED)
    tab.wait_for_timeout(500)
    assert sent == ["GET"]


def test_an_act_that_is_not_allowed_does_nothing(tab: Any) -> None:
    tab.goto("/gallery")
    tab.click("#acts summary")
    tab.click("button[aria-disabled=true] >> nth=0", force=True)
    assert re.search(r"/gallery$", tab.url)


def test_picked_rows_are_counted_in_the_bar(tab: Any) -> None:
    tab.goto("/gallery")
    bar = tab.locator("[data-bulk]")
    assert bar.is_hidden()
    tab.check(".pickcell input >> nth=0")
    tab.check(".pickcell input >> nth=1")
    assert bar.is_visible()
    assert tab.inner_text("[data-picked]") == "2"


def test_a_draft_comes_back_in_the_same_tab_and_can_be_thrown_away(tab: Any) -> None:
    tab.goto("/form")
    tab.wait_for_selector("form[data-draft-ready]")
    tab.fill("#id_reason", "现场核实，工资表与考勤不符")
    tab.wait_for_timeout(1000)
    tab.reload()
    tab.wait_for_selector("[data-back]:not([hidden])")
    assert tab.input_value("#id_reason") == "现场核实，工资表与考勤不符"
    tab.click("[data-draft-note] button")
    tab.wait_for_selector("[data-draft-note]", state="hidden")
    assert tab.input_value("#id_reason") == ""
    tab.reload()
    tab.wait_for_selector("form[data-draft-ready]")
    assert tab.input_value("#id_reason") == ""


@pytest.mark.parametrize(
    ("typed", "capitals"),
    [
        ("210,000.00", "贰拾壹万元整"),
        ("10005", "壹万零伍元整"),
        ("1000000", "壹佰万元整"),
        ("100010000", "壹亿零壹万元整"),
        ("6007.05", "陆仟零柒元零伍分"),
        ("0.5", "伍角整"),
        ("12.34", "壹拾贰元叁角肆分"),
        ("0", "零元整"),
        ("约五千", ""),
    ],
)
def test_U_18_an_amount_is_echoed_in_capital_numerals(tab: Any, typed: str, capitals: str) -> None:
    tab.goto("/form")
    tab.fill("#id_amount", typed)
    assert tab.inner_text("output.echo") == capitals


def test_without_script_a_running_job_offers_a_link(browser: Any, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/gallery")
    assert page.locator("noscript a, a[href='/job/']").first.is_visible()
    context.close()
