"""The sheet in the browser says what the Word document says, and no name becomes markup."""

import re
from html import unescape
from typing import Any

import pytest
from django.template.loader import render_to_string

from casework.papers.content import STRUCK
from tests.factories import papers

every_sheet = pytest.mark.parametrize("make", papers.SHEETS.values(), ids=list(papers.SHEETS))


def page(content: Any) -> str:
    return render_to_string("papers/sheet.html", {"content": content})


def words(html: str) -> str:
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]*>", "", html)))


@every_sheet
def test_every_label_is_followed_by_its_value(make: Any) -> None:
    content = make()
    printed = words(page(content))
    colon = "" if content["sheet"] == "form" else "："
    for block in (block for block in content["blocks"] if "value" in block):
        assert f"{block['label']}{colon}{block['value'].split(chr(10))[0] or STRUCK}" in printed
    assert content["title"] in printed and "None" not in printed


@every_sheet
@pytest.mark.parametrize(
    "name", ["甲&乙<b>公司", "{{7*7}}", "<script>alert(1)</script>", '"><img src=x>', "𠮷"]
)
def test_a_name_stays_text(make: Any, name: str) -> None:
    content = make()
    blocks = [{**block, "value": name} if "value" in block else block for block in content["blocks"]]
    html = page({**content, "blocks": blocks, "to": name, "title": name, "annexes": [name]})
    assert name in unescape(html)
    assert not re.search(r"<b>公司|<script|<img", html)


def test_the_head_is_red_only_where_the_form_asks_for_it() -> None:
    assert 'class="red-head"' in page(papers.decision())
    assert 'class="red-head"' not in page(papers.decision(red_head=False))


def test_a_wide_table_follows_on_a_sheet_of_its_own() -> None:
    html = page(papers.decision())
    assert html.count("<article") == 2 and "见附表，共35行" in html
    assert html.count("<td") == 3 * 3 + 9 * 36


def test_the_seal_s_place_is_shown_and_not_read_out() -> None:
    assert '<span class="seal" aria-hidden="true"' in page(papers.content())
    assert 'class="seal"' not in page(papers.content(seal=False))
