"""What sheets mark: sums of pages, the seal across them, lines and hands of a record; masks; names that are local values."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn

from casework import upkeep
from casework.by import By
from casework.paper_kinds import Facts, Field, PaperKind, Sheet, Table, Typed, kind_of
from casework.papers import arranged, composing
from casework.papers.sheets import docx
from law import policy
from law.money import figures
from tests.factories import accounts, cases, papers

ID = "37021119900307123X"
HOSTILE = "'\"><i hx-post=x>&{{7*7}}"


def letters(content: Any) -> str:
    """The text of a Word file with that of its headers and shapes."""
    document = Document(BytesIO(docx(content)))
    found = [node.text or "" for node in document.element.body.iter(qn("w:t"))]
    for section in document.sections:
        for part in (section.header, section.even_page_header):
            found += [node.text or "" for node in part._element.iter(qn("w:t"))]
    return "".join(found)


def test_a_long_list_is_summed_on_each_page_and_the_sums_agree() -> None:
    content = papers.decision()
    document = Document(BytesIO(docx(content)))
    sums = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    of_pages = [row for row in sums if row[0] == "本页小计"]
    (whole,) = [row for row in sums if row[0] == "合计" and len(row) > 7 and row[3] == "420,000.00"]
    assert len(of_pages) > 1
    for place in (3, 4, 5, 7):
        added = sum(Decimal(row[place].replace(",", "")) for row in of_pages)
        assert added == Decimal(whole[place].replace(",", ""))


def test_sums_of_pages_are_written_as_the_cells_are() -> None:
    """As papers write them, with their unit (law.money.figures)."""
    table = {"columns": ["序号", "应发", "比例"], "rows": [], "sums": ["合计", figures(Decimal(3500)), ""]}
    rows = [["1", figures(Decimal(1000)), "50%"], ["2", figures(Decimal("2500.50")), "50%"]]
    assert arranged.page_sums(table, rows) == ["本页小计", "3,500.50 元", arranged.STRUCK]


def test_a_short_list_has_no_sums_of_pages() -> None:
    blocks = [{"name": "w", "label": "名单", "table": {**papers.WORKERS, "rows": papers.WORKERS["rows"][:3]}}]
    assert "本页小计" not in letters(papers.decision(blocks=blocks))


def test_a_sealed_paper_of_several_pages_shows_where_the_seal_goes_across_them() -> None:
    long = [{"name": "f", "label": "事实", "value": "违法事实" * 150}]
    assert "骑缝章处" in letters(papers.content(blocks=long))
    assert "骑缝章处" not in letters(papers.content())
    assert "骑缝章处" not in letters(papers.content(blocks=long, seal=False))


def test_the_lines_of_a_record_are_numbered_in_the_page_too() -> None:
    assert 'data-lines="1\n2\n3' in render_to_string("papers/sheet.html", {"content": papers.record()})
    assert "data-lines" not in render_to_string("papers/sheet.html", {"content": papers.content()})


def test_who_signs_by_hand_has_a_line_at_the_end_and_on_each_page() -> None:
    hand = {"label": "听证主持人", "name": "", "certificate": ""}
    content = papers.record(signers=[*papers.INSPECTORS, hand])
    assert arranged.heard(content) == ["听证主持人"] and arranged.signed(hand) == ""
    assert "听证主持人：签名：" in letters(content)


def kind(**facts: Any) -> PaperKind:
    told: dict[str, Any] = {
        "code": "x", "title": "告知书", "sheet": Sheet.BLANK, "about": "cases.Case", "is_served": True,
        "blocks": (
            Field("party_code", "证件号", lambda facts: ID, is_identity=True),
            Field("facts", "事实", typed=Typed.TEXT),
            Field("list", "名单", lambda facts: Table(("人",), [(ID,)])),
        ),
    }  # fmt: skip
    return PaperKind(**told | facts)


@pytest.mark.parametrize(
    "spelt", [ID, "370211 19900307 123X", "370211-1990-0307-123x", "３７０２１１１９９００３０７１２３Ｘ"]
)
def test_a_served_copy_masks_resident_numbers_in_what_was_typed(db: Any, spelt: str) -> None:
    record = cases.case("investigating")
    facts = Facts(
        record, date(2021, 6, 7), given={"facts": f"证人{spelt}，工资12,000.00元，代码91370211MA3D000005"}
    )
    served = {block["name"]: block for block in composing.compose(kind(), facts, place=1)["blocks"]}
    assert served["facts"]["value"] == "证人3702**********123X，工资12,000.00元，代码91370211MA3D000005"
    assert served["party_code"]["value"] == ID and served["list"]["table"]["rows"] == [["3702**********123X"]]
    kept = {
        block["name"]: block for block in composing.compose(kind(is_served=False), facts, place=1)["blocks"]
    }
    assert spelt in kept["facts"]["value"]


def local(code: str, value: str) -> None:
    by = By(accounts.user("brigade_leader"))
    upkeep.set_policy(code=code, value=value, in_force_from=date(2021, 1, 1), reason="本地式样", by=by)
    policy.reload()


def test_names_and_marks_of_papers_are_local_values(db: Any, client_for: Any) -> None:
    record = cases.case("investigating")
    facts = Facts(record, date(2021, 6, 7))
    order = kind_of("correction_order")
    assert composing.compose(order, facts, place=1)["title"] == str(order.title)
    local("document.paper_names", f"{order.title}＝责令改正通知书；没有的文书=别名")
    page = client_for(accounts.user("brigade_leader")).get(reverse("casework:templates")).content.decode()
    assert "本地名称：责令改正通知书" in page and "认不出的名称：没有的文书。" in page
    local("document.seal_words", "盖章处")
    local("document.sign_words", "签名或者捺印")
    content = composing.compose(order, facts, place=1)
    assert content["title"] == "责令改正通知书" and "盖章处" in letters(content)
    assert "盖章处" in render_to_string("papers/sheet.html", {"content": content})
    local("document.seal_words", HOSTILE)
    assert HOSTILE in letters(composing.compose(order, facts, place=1))
    record_ = composing.compose(kind_of("recheck_record"), facts, place=1)
    assert "签名或者捺印" in letters(record_)
    assert "签名或者捺印" in render_to_string("papers/sheet.html", {"content": record_})
