"""The office's own Word file: what is refused, what must be on it, and that filling it changes no letter."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from docx.document import Document as DocxDocument

from casework.papers.own import NotFilled, check_template, fill
from tests.factories import papers

FIELDS = {"number": "文号", "facts": "违法事实", "basis": "处罚依据", "reasons": "裁量理由"}


def template(*texts: str, more: Callable[[DocxDocument], object] = lambda document: None) -> bytes:
    document = Document()
    for text in texts or ("{{ number }}", "事实：{{ facts }}", "依据：{{ basis }}", "理由：{{ reasons }}"):
        document.add_paragraph(text)
    more(document)
    return saved(document)


def saved(document: DocxDocument) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def with_part(name: str, content: bytes, *, of: bytes = b"") -> bytes:
    """The template with a part more, or another in the place of its own."""
    file = BytesIO()
    with ZipFile(BytesIO(of or template())) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return file.getvalue()


def changed(part: str, old: bytes, new: bytes) -> bytes:
    with ZipFile(BytesIO(template())) as archive:
        content = archive.read(part)
    assert old in content
    return with_part(part, content.replace(old, new, 1))


def text_of(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_a_template_with_every_field_is_taken() -> None:
    assert check_template(template(), FIELDS) == []


def test_a_field_that_does_not_exist_is_named() -> None:
    [told] = check_template(template("{{ number }}{{ facts }}{{ basis }}{{ reasons }}{{ fact }}"), FIELDS)
    assert "“fact”" in told


def test_a_field_of_the_form_that_is_not_printed_is_named() -> None:
    [told] = check_template(template("{{ number }}{{ facts }}{{ basis }}"), FIELDS)
    assert "裁量理由" in told


def test_a_field_that_is_used_but_never_printed_is_not_enough() -> None:
    hidden = template("{{ number }}{{ facts }}{{ basis }}", "{% if not reasons %}{{ reasons }}{% endif %}")
    assert any("裁量理由" in told for told in check_template(hidden, FIELDS))


def test_what_is_printed_in_head_and_foot_counts() -> None:
    def in_footer(document: DocxDocument) -> None:
        document.sections[0].footer.paragraphs[0].text = "{{ reasons }}"

    assert check_template(template("{{ number }}{{ facts }}{{ basis }}", more=in_footer), FIELDS) == []


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ facts.__class__ }}",
        "{{ facts|upper }}",
        "{{ facts * 9999999 }}",
        "{{ range(9) }}",
        "{{ facts() }}",
        "{% set x = 1 %}{{ x }}",
        "{% for a in facts %}{% for b in a %}{% for c in b %}{{ c }}{% endfor %}{% endfor %}{% endfor %}",
        "{% include 'x' %}",
        "{{ facts",
        "{% for row in facts %}",
        "{{ facts.rows[0][facts] }}",
    ],
)
def test_nothing_but_fields_loops_and_conditions_is_understood(text: str) -> None:
    assert check_template(template("{{ number }}{{ facts }}{{ basis }}{{ reasons }}", text), FIELDS)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "Word"),
        (b"%PDF-1.7", "Word"),
        (b"x" * (6 * 1024 * 1024), "MB"),
        (with_part("word/bomb.xml", b" " * (60 * 1024 * 1024)), "解压"),
        (with_part("word/vbaProject.bin", b"x"), "宏"),
        (with_part("word/embeddings/oleObject1.bin", b"x"), "嵌有"),
        (with_part("word/x.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "内部结构"),
        (changed("word/_rels/document.xml.rels", b"/>", b' TargetMode="External"/>'), "外部"),
        (changed("[Content_Types].xml", b"document.main+xml", b"document.macroEnabled.main+xml"), "宏"),
        (
            changed(
                "word/document.xml",
                b"<w:sectPr",
                b'<w:p><w:r><w:instrText>INCLUDEPICTURE "http://x"</w:instrText></w:r></w:p><w:sectPr',
            ),
            "域",
        ),
    ],
    ids=[
        "empty",
        "pdf",
        "large",
        "bomb",
        "macros",
        "embedded",
        "entities",
        "link",
        "macro type",
        "field code",
    ],
)
def test_what_runs_loads_or_fetches_is_refused(content: bytes, word: str) -> None:
    told = check_template(content, FIELDS)
    assert told and word in told[0]


@pytest.mark.parametrize(
    "value",
    ["甲&乙<b>公司", "{{7*7}}", "{% for %}", "{_{x}_}", "𠮷野家", "青岛西海岸新区" * 8, "一\n二", " 两 头 "],
)
def test_a_value_is_printed_letter_for_letter(value: str) -> None:
    blocks = [{"name": "facts", "label": "违法事实", "value": value}]
    assert f"事实：{value}" in text_of(fill(template("事实：{{ facts }}"), papers.content(blocks=blocks)))


def test_a_blank_is_struck_and_the_day_is_written_out() -> None:
    printed = text_of(fill(template("理由：{{ reasons }}", "{{ date }}"), papers.content()))
    assert "理由：／" in printed and "2021年6月24日" in printed


def test_tables_turns_and_signers_are_gone_through() -> None:
    def rows(document: DocxDocument) -> None:
        table = document.add_table(rows=3, cols=2)
        table.cell(0, 0).text = "{%tr for row in workers.rows %}"
        table.cell(1, 0).text, table.cell(1, 1).text = "{{ row[1] }}", "{{ row[8] }}"
        table.cell(2, 0).text = "{%tr endfor %}"

    signed = "{% for one in signers %}{{ one.label }}{{ one.name }}{{ one.certificate }}；{% endfor %}"
    own = template("{{ instalments }}{{ party }}", signed, "合计{{ workers.sums[5] }}", more=rows)
    form = {"party": "当事人", "instalments": "分期", "workers": "名单", "signers": "承办人"}
    assert check_template(own, form) == []
    printed = text_of(fill(own, papers.decision(signers=papers.INSPECTORS)))
    assert "承办人王某鲁B02110003；承办人李某鲁B02110045；" in printed
    assert "工人1\n／" in printed and "工人35" in printed and "合计280,000.00" in printed
    asked = fill(
        template("{% for turn in answers %}{{ turn[0] }}：{{ turn[1] }}{% endfor %}"), papers.record()
    )
    assert "问：你是否看清楚？答：看清楚了。" in text_of(asked)


def test_the_same_content_gives_the_same_bytes_and_the_author_s_name_goes() -> None:
    def by_somebody(document: DocxDocument) -> None:
        document.core_properties.author = "某人"

    own = template(more=by_somebody)
    made = fill(own, papers.content())
    assert made == fill(own, papers.content())
    assert Document(BytesIO(made)).core_properties.author == ""


def test_what_the_paper_does_not_have_is_told() -> None:
    with pytest.raises(NotFilled, match="workers"):
        fill(template("{{ workers }}"), papers.content())
