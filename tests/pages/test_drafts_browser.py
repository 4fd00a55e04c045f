"""FLD-04, CMP-14: a form left open is not lost, and is nobody else's. In a real browser; needs Chromium."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session

from casework.models import Attachment, Draft
from complaints.models import Complaint
from inspections.patrols.models import Patrol
from registry.models import Category
from tests.factories import registry
from tests.factories.accounts import PASSWORD, user
from tests.patrols.pages import of, photo

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
    pytest.mark.django_db(transaction=True),
]
SAVE = "button:has-text('保存巡查')"
NOTE = "[data-draft-note]"
READY = "form[data-draft-ready]"
FACT = "欠薪三个月，花名册二十三人"
RECORDS = """async () => {
  const asked = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
  const base = await asked(indexedDB.open("work"));
  if (!base.objectStoreNames.contains("records")) return [];
  const change = base.transaction(["records", "files"]);
  const records = await asked(change.objectStore("records").getAll());
  const files = await asked(change.objectStore("files").getAll());
  base.close();
  return records.map((record) => ({ ...record, files: (files.find((each) => each.key === record.key)?.files || []).length }));
}"""
# What the page would send, but for its files.
TYPED = """[...new FormData(document.querySelector("form[data-autosave]"))].filter(([, value]) => typeof value === "string")"""
# A browser whose store has no room for more than a megabyte of files.
SMALL = """() => { const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (value, ...rest) {
  const size = (value.files || []).reduce((sum, { blob }) => sum + blob.size, 0);
  if (size > 1_000_000) throw new DOMException("no room", "QuotaExceededError");
  return put.call(this, value, ...rest);
}; }"""


@pytest.fixture
def context(monkeypatch: Any, live_server: Any, settings: Any) -> Iterator[Any]:
    settings.CAMPAIGN_TODAY = date(2021, 4, 20)
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with playwright.sync_playwright() as runner:
        browser = runner.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser.new_context(base_url=live_server.url, viewport={"width": 375, "height": 812})
        browser.close()


@pytest.fixture
def form(town_a: Any) -> str:
    """The address of a patrol form; without a campaign, as real transactions do not keep what the migrations seeded."""
    Category.objects.get_or_create(code="bar", defaults={"name": "酒吧"})
    return f"/patrols/new/?employer={registry.employer(town=town_a, categories=('bar',)).pk}"


def sign_in(context: Any, person: Any) -> None:
    """As if signed in at another time: the browser gets the session, nothing else changes."""
    session = of(person).cookies[django_settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": session.key, "value": session.value, "domain": "localhost", "path": "/"}])


def filled(context: Any, form: str, folder: Path) -> Any:
    """A visit with ticks, words, a problem in a row the page did not come with, a signature and a photo, not sent."""
    page = context.new_page()
    page.goto(form)
    page.wait_for_selector(READY)
    for selector in ("#id_q_child_0", "#id_q_minor_0", "#id_q_freedom_0"):
        page.check(selector, force=True)
    page.click("[data-rest-ok]")
    page.fill("#id_companions", "赵某")
    page.fill("#id_note", FACT)
    path = folder / "门头.jpg"
    path.write_bytes(photo().read())
    page.set_input_files("#id_files", str(path))
    until_kept(page)
    return page


def until_kept(page: Any, files: int = 1) -> None:
    for _ in range(50):
        if any(
            record["files"] == files and ["note", FACT] in record["fields"]
            for record in page.evaluate(RECORDS)
        ):
            return
        page.wait_for_timeout(100)
    raise AssertionError(page.evaluate(RECORDS))


def is_back(page: Any) -> bool:
    page.wait_for_selector(f"{NOTE} [data-back]:not([hidden])")
    return (
        page.input_value("#id_note") == FACT
        and page.input_value("#id_companions") == "赵某"
        and page.is_checked("#id_q_child_0")
        and page.inner_text("[data-photo-count]").startswith("1 张")
    )


def is_empty(page: Any) -> bool:
    page.wait_for_selector(READY)
    return (
        page.input_value("#id_note") == ""
        and page.is_hidden(NOTE)
        and "张，共" not in page.inner_text("[data-photo-count]")
    )


def test_FLD_04_a_closed_tab_comes_back_with_its_photos(
    context: Any, form: str, town_officer: Any, tmp_path: Path
) -> None:
    sign_in(context, town_officer)
    filled(context, form, tmp_path).close()
    page = context.new_page()
    page.goto("/")  # another page with this script in it deletes nothing
    page.goto(form)
    assert is_back(page)
    page.click(f"{NOTE} button")
    page.wait_for_selector(NOTE, state="hidden")
    assert is_empty(page) and page.evaluate(RECORDS) == []


def test_FLD_04_a_session_that_ended_loses_neither_words_nor_photos(
    context: Any, form: str, town_officer: Any, tmp_path: Path
) -> None:
    sign_in(context, town_officer)
    page = filled(context, form, tmp_path)
    Session.objects.all().delete()
    page.click(SAVE)
    page.wait_for_url("**/login/**")
    page.fill("#id_username", town_officer.username)
    page.fill("#id_password", PASSWORD)
    page.click("button:has-text('登录')")
    page.wait_for_url(f"**{form}")
    assert is_back(page)
    page.click(SAVE)
    page.wait_for_url("**/patrols/*/")
    patrol = Patrol.objects.get()
    assert (patrol.note, patrol.attachments.count()) == (FACT, 1)
    page.goto(form)
    assert is_empty(page) and page.evaluate(RECORDS) == [], "the server has said that it was saved"


def test_FLD_04_another_person_in_the_same_tab_sees_nothing(
    context: Any, form: str, town_officer: Any, town_a: Any, tmp_path: Path
) -> None:
    sign_in(context, town_officer)
    page = filled(context, form, tmp_path)
    sign_in(context, user("town_officer", town_a))
    page.goto(form)
    assert is_empty(page)
    page.fill("#id_note", "另一个人写的")
    page.wait_for_timeout(800)
    sign_in(context, town_officer)
    page.goto(form)
    assert is_back(page), "and takes nothing away"


def test_FLD_04_who_signs_out_is_asked_and_leaves_nothing(
    context: Any, form: str, town_officer: Any, tmp_path: Path
) -> None:
    sign_in(context, town_officer)
    page = filled(context, form, tmp_path)
    page.set_viewport_size({"width": 1280, "height": 812})
    page.click("[data-sign-out] button")
    assert "1 份没提交的表单" in page.inner_text("#confirm-t")
    page.click("#confirm button[value=yes]")
    page.wait_for_url("**/login/**")
    sign_in(context, town_officer)
    page.goto(form)
    assert is_empty(page)


def test_FLD_04_only_the_answer_takes_a_draft_away(
    context: Any, form: str, town_officer: Any, tmp_path: Path
) -> None:
    """The visit was saved, its answer lost on the way: the draft stays, and sent again it is the same visit."""
    sign_in(context, town_officer)
    page = filled(context, form, tmp_path)
    sent: dict[str, Any] = {}
    for name, value in page.evaluate(TYPED):
        sent.setdefault(name, []).append(value)
    answer = of(town_officer).post(form, {**sent, "files": photo()})
    assert answer.status_code == 302 and Patrol.objects.count() == 1, "the browser has heard nothing of it"
    page.goto("/")
    page.goto(form)
    assert is_back(page)
    page.click(SAVE)
    page.wait_for_url("**/patrols/*/")
    assert Patrol.objects.count() == 1
    page.goto(form)
    assert is_empty(page)


@pytest.mark.parametrize("status", [429, 500])
def test_FLD_04_an_error_page_deletes_nothing(
    status: int, context: Any, form: str, town_officer: Any, tmp_path: Path
) -> None:
    sign_in(context, town_officer)
    page = filled(context, form, tmp_path)
    error = of(town_officer).get("/no-such-page/").content.decode()
    page.route(
        "**/patrols/new/**",
        lambda route: (
            route.fulfill(status=status, body=error, content_type="text/html; charset=utf-8")
            if route.request.method == "POST"
            else route.continue_()
        ),
    )
    page.click(SAVE)
    page.wait_for_load_state()
    page.goto(form)
    assert is_back(page)


def test_FLD_04_the_expired_page_leads_back_to_the_same_form(
    context: Any, form: str, town_officer: Any, tmp_path: Path
) -> None:
    sign_in(context, town_officer)
    page = filled(context, form, tmp_path)
    context.clear_cookies(name=django_settings.CSRF_COOKIE_NAME)
    page.click(SAVE)
    page.click("a:has-text('重新打开这一页')")
    page.wait_for_url(f"**{form}")
    assert is_back(page)


def test_FLD_04_what_could_not_be_kept_is_said(
    context: Any, form: str, town_officer: Any, tmp_path: Path
) -> None:
    sign_in(context, town_officer)
    page = filled(context, form, tmp_path)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    page.fill("#id_received_by", "钱某")
    page.evaluate(SMALL)
    large = tmp_path / "很大.jpg"
    large.write_bytes(photo().read() + bytes(3_000_000))
    page.set_input_files("#id_files", str(large))
    page.wait_for_selector(f"{NOTE} [data-left-out]:not([hidden])")
    assert "很大.jpg" in page.inner_text(f"{NOTE} [data-left-out]")
    page.goto(form)
    page.wait_for_selector(f"{NOTE} [data-back]:not([hidden])")
    told = page.inner_text(f"{NOTE} [data-left-out]")
    assert "签字" in told and "很大.jpg" in told
    assert page.input_value("#id_received_by") == "" and "钱某" not in str(page.evaluate(RECORDS))


def test_rows_the_page_did_not_come_with_are_back(
    context: Any, form: str, town_officer: Any, tmp_path: Path
) -> None:
    sign_in(context, town_officer)
    page = filled(context, form, tmp_path)
    for number in range(5):
        page.click("[data-add-finding]")
        page.fill(f"[name=finding-{number}-fact]", f"第{number}条")
    page.wait_for_timeout(800)
    page.goto(form)
    assert is_back(page)
    assert page.input_value("[name=finding-4-fact]") == "第4条"
    assert page.locator("[data-finding]:not([hidden])").count() == 5


def test_CMP_14_a_complaint_is_kept_sealed_on_the_server_alone(
    context: Any, inspector: Any, tmp_path: Path
) -> None:
    sign_in(context, inspector)
    page = context.new_page()
    page.goto("/complaints/new/")
    page.wait_for_selector(READY)
    page.fill("[name=employer_named]", "海边的一家饭店")
    page.fill("[name=content]", FACT)
    page.fill("[name=name]", "证人甲乙")
    page.fill("[name=phone]", "13912345678")
    for _ in range(50):
        page.wait_for_timeout(100)
        if Draft.objects.exists() and "13912345678" in Draft.objects.get().record:
            break
    assert page.evaluate(RECORDS) == [], "nothing of it lies in the browser"
    Session.objects.all().delete()
    page.click("button:has-text('登记')")
    page.wait_for_url("**/login/**")
    other = user("inspector")
    sign_in(context, other)
    page.goto("/complaints/new/")
    page.wait_for_selector(READY)
    assert page.input_value("[name=content]") == page.input_value("[name=name]") == ""
    sign_in(context, inspector)
    page.goto("/complaints/new/")
    page.wait_for_selector(f"{NOTE} [data-back]:not([hidden])")
    kept = [page.input_value(f"[name={name}]") for name in ("employer_named", "content", "name", "phone")]
    assert kept == ["海边的一家饭店", FACT, "证人甲乙", "13912345678"]
    page.check("[name=kind][value=complaint]", force=True)
    page.check("[name=matters] >> nth=0", force=True)
    page.select_option("[name=channel]", index=1)
    page.click("button:has-text('登记')")
    page.wait_for_load_state()
    assert Complaint.objects.count() == 1, page.inner_text("main")[:500]
    assert Draft.objects.get().record == "" and not Attachment.objects.exists()


def test_a_warning_five_minutes_before_the_session_ends(
    context: Any, form: str, town_officer: Any, tmp_path: Path
) -> None:
    sign_in(context, town_officer)
    page = context.new_page()
    page.clock.install()
    page.goto(form)
    page.clock.fast_forward("24:30")
    assert page.is_hidden("#session")
    page.clock.fast_forward("00:40")
    assert "5 分钟" in page.inner_text("#session p")
    page.click("#session button")
    page.wait_for_selector("#session", state="hidden")
    page.clock.fast_forward("30:01")
    assert "已到期" in page.inner_text("#session p")
    assert "next=%2Fpatrols%2Fnew%2F%3Femployer" in page.get_attribute("#session a", "href")
