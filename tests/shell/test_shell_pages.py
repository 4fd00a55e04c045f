"""Whole pages: head, forms and their errors, error pages, and what a strict CSP forbids."""

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template.loader import get_template

from tests.shell.conftest import Render
from tests.shell.fakes import ACTS, RectificationForm, at, shell

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
WORK_SHEETS = [
    "tokens",
    "ground",
    "shell",
    "ribbon",
    "controls",
    "forms",
    "tables",
    "record",
    "worklist",
    "patrol",
    "cockpit",
    "draw",
    "print",
]
CONFLICT = {
    "who": "李某",
    "at": at(6, 23, 14, 21),
    "version": 15,
    "url": "/merge/",
    "record_url": "/cases/17/",
    "hidden": [("version", 15)],
    "rows": [
        {
            "label": "涉及人数",
            "name": "n",
            "theirs": "14",
            "mine": "13",
            "theirs_value": "14",
            "mine_value": "13",
        }
    ],
}


def bad_form() -> RectificationForm:
    form = RectificationForm(
        data={"code": "x", "due_on": "2021-07-03", "town": "a", "kind": "wage", "is_agreed": "on"}
    )
    form.add_error("code", "信用代码第 18 位不对，按前 17 位应为 Y")
    form.add_error(None, "这一户已有一张指令书，请先办结")
    return form


def act_page(render: Render, **context: Any) -> str:
    base = {
        "act": ACTS[1],
        "form": RectificationForm(),
        "submission": "s-1",
        "record_url": "/cases/17/",
        "shell": shell(),
    }
    return render("casework/act_form.html", **base | context)


def test_U_01_the_title_is_page_record_system_and_the_language_is_chinese(render: Render) -> None:
    html = " ".join(act_page(render, record_no="监立字〔2021〕第17号").split())
    assert "<title>申请延长调查 – 监立字〔2021〕第17号 – 劳动监察专项行动</title>" in html
    assert '<html lang="zh-CN"' in html
    assert 'class="skip" href="#main"' in html


def test_U_01_the_header_says_who_and_signing_out_is_a_post(render: Render) -> None:
    html = act_page(render)
    assert "王某" in html and "监察员 · 区大队" in html
    assert re.search(r'<form method="post" action="/sign-out/"[^>]*>.*?csrfmiddlewaretoken', html, re.S)
    assert html.count('aria-current="page"') >= 2  # main navigation and the phone's bar


def test_on_a_phone_every_room_can_be_reached(render: Render) -> None:
    bar = act_page(render).split('<nav class="tabbar"')[1].split("</nav>")[0]
    assert all(f'href="{item["url"]}"' in bar for item in shell()["nav"])
    assert bar.index("<details>") > bar.index("双随机")


def test_a_visitor_gets_no_navigation_no_ribbon_no_token_header(render: Render) -> None:
    html = render("registration/login.html", form=RectificationForm())
    for absent in ("mast-nav", 'class="ribbon"', "tabbar", "hx-headers", "htmx.min.js"):
        assert absent not in html


def test_rehearsal_data_are_named_as_such(render: Render) -> None:
    assert "演练数据" in act_page(render)
    assert "演练数据" not in act_page(render, shell=shell(training=False))


def test_U_15_a_form_with_errors_has_a_summary_with_links_and_a_title_that_says_so(render: Render) -> None:
    html = act_page(render, form=bad_form())
    assert "<title>错误：" in html
    assert "有 2 处要改" in html
    assert 'href="#id_code"' in html
    assert "data-errors" in html and 'tabindex="-1"' in html
    assert 'value="x"' in html  # what was typed stays


def test_the_summary_of_errors_stands_above_all_else_on_the_page_of_an_act(render: Render) -> None:
    main = render(
        "cases/act.html",
        sheet="casework/act_form.html",
        act=ACTS[1],
        form=bad_form(),
        asked=[],
        shell=shell(),
    ).split("<main")[1]
    assert main.count("data-errors") == 1
    assert main.index("data-errors") < main.index("<h1>") < main.index("<form")


def test_an_expired_page_promises_nothing(render: Render) -> None:
    page = render("403_csrf.html")
    assert "重新打开这一页再提交" in page and "内容还在" not in page.split("<main")[1].split("</main")[0]


def test_U_18_label_hint_error_then_input(render: Render) -> None:
    field = act_page(render, form=bad_form()).split('id="div_id_code"')[1].split('id="div_id_due_on"')[0]
    order = [
        field.index(part) for part in ('<label for="id_code"', "id_code_helptext", "id_code_error", "<input")
    ]
    assert order == sorted(order)
    assert 'aria-invalid="true"' in field
    assert re.search(r'aria-describedby="id_code_helptext id_code_error"', field)


def test_the_summary_leads_to_the_first_choice_of_a_group(render: Render) -> None:
    html = act_page(render, form=RectificationForm(data={}))
    assert 'href="#id_kind_0"' in html
    assert 'id="id_kind_0"' in html


def test_a_file_input_keeps_its_own_widget(render: Render) -> None:
    assert re.search(r'<input type="file" name="photo" class="[^"]*form-control', act_page(render))


def test_required_is_said_in_words(render: Render) -> None:
    html = act_page(render)
    assert html.count("（必填）") == 4
    assert "asteriskField" not in html


@pytest.mark.parametrize(
    ("name", "context", "says"),
    [
        ("400.html", {}, "请求不完整"),
        ("403.html", {}, "找不到这一页"),
        ("404.html", {}, "管辖范围"),
        ("403_csrf.html", {}, "没有提交"),
        ("409.html", {"conflict": CONFLICT}, "李某 2021-06-23 14:21 先保存了第 15 版"),
        ("409.html", {"conflict": {"record_url": "/cases/17/"}}, "您的这一步没有做"),
        ("429.html", {"minutes": 12}, "请 12 分钟后再试"),
        ("429.html", {}, "过一会儿"),
        ("500.html", {"error_id": "E-0623-7F3A"}, "E-0623-7F3A"),
        ("registration/logged_out.html", {"reason": "30 分钟没有操作。"}, "登录已过期"),
    ],
)
def test_U_15_every_error_page_says_what_happened_and_leads_on(
    render: Render, name: str, context: dict[str, Any], says: str
) -> None:
    html = render(name, **context)
    assert says in html
    assert 'class="btn btn-primary"' in html


def test_not_found_and_not_allowed_look_the_same(render: Render) -> None:
    assert render("403.html") == render("404.html")


def test_the_page_for_a_crash_needs_no_request() -> None:
    assert "不是您的问题" in get_template("500.html").render({})


def test_a_conflict_offers_both_values(render: Render) -> None:
    html = render("409.html", conflict=CONFLICT)
    assert re.findall(r'type="radio" name="n" value="(\d+)"', html) == ["14", "13"]
    assert 'name="version" value="15"' in html


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_needs_what_the_csp_forbids(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(
        r"\sstyle=|<style|\son(click|submit|change|load|input|key\w+)=|javascript:|hx-on|_=\"", text
    )
    assert not re.search(r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")", text)
    assert not re.search(r"(src|<link[^>]*href|action)=\"(https?:)?//", text)


def test_stylesheets_load_nothing_from_elsewhere() -> None:
    for path in (ROOT / "static").rglob("*.css"):
        for address in re.findall(r"url\(\"?([^\")]+)", path.read_text("utf-8")):
            assert not re.match(r"https?:|//|data:", address), path
            assert (path.parent / address).is_file(), f"{path}: {address}"


def packed(paths: list[Path]) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def test_B_02_B_04_a_work_page_keeps_to_its_weight() -> None:
    static = ROOT / "static"
    sheets = [
        static / "vendor/bootstrap/bootstrap.min.css",
        *(static / f"css/{name}.css" for name in WORK_SHEETS),
    ]
    scripts = [
        static / "vendor/htmx/htmx.min.js",
        static / "js/app.js",
        static / "js/drafts.js",
        static / "js/session.js",
        static / "js/money.js",
    ]
    assert packed(sheets) <= 34 * 1024
    assert packed(scripts) <= 60 * 1024


def test_B_02_a_public_page_needs_no_script_and_carries_little(render: Render) -> None:
    html = render("base_public.html")
    scripts = re.findall(r'<script src="[^"]*?/static/([^"]+)"|<script src="/static/([^"]+)"', html)
    names = [name for pair in scripts for name in pair if name]
    assert names == ["js/app.js"]
    assert packed([ROOT / "static" / name for name in names]) <= 15 * 1024


@pytest.mark.parametrize("folder", ["bootstrap", "htmx"])
def test_what_is_vendored_names_its_version_and_licence(folder: str) -> None:
    vendor = ROOT / "static/vendor" / folder
    assert (vendor / "LICENSE").read_text("utf-8").strip()
    assert re.search(r"\d+\.\d+\.\d+", (vendor / "README.txt").read_text("utf-8"))
