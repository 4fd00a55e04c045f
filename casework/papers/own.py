"""The office's own Word file in place of a sheet: what it may say, and how it is filled in.

A field is written `{{ facts }}`; of a table `{% for row in workers.rows %}{{ row[0] }}{% endfor %}`, of a conversation
`{% for turn in answers %}{{ turn[0] }}：{{ turn[1] }}{% endfor %}`. Nothing else of the template language is understood: no
filters, no calls, no sums. Values are text, whatever they hold.
"""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.utils.translation import gettext as _
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from casework.papers import arranged, gate
from casework.papers.content import Block, Content, Signer, rows_of
from casework.papers.sheets.page import packed, say_nothing

# What every paper has beside the fields of its form.
ALWAYS = ("title", "body", "number", "reference", "to", "date", "copies", "file", "signers", "annexes")
UNDERSTOOD = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem, nodes.For,
    nodes.If, nodes.Not, nodes.And, nodes.Or,
)  # fmt: skip
PARTS = {"columns", "rows", "sums", "label", "name", "certificate", "index", "first", "last"}
DEEPEST = 2
COLUMNS = 40
FOOTNOTES = "footnotes+xml"
# docxtpl reads `{_{` as a brace of its own; in values braces travel as characters no text has.
SHIELD = str.maketrans({"{": "\U0001fffe", "}": "\U0001ffff"})
SHIELDED = {"\U0001fffe": "{", "\U0001ffff": "}"}
TEXT = f"{gate.WORD}t"


class NotFilled(ValueError):
    """The template asks for what this paper does not have; `str()` says which."""


class Printed(str):
    """A value as a template may print it: whole as text, by the parts of its table, turn by turn, or as one who signs."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    sums: Sequence[str]
    parts: Sequence[Any]
    label: str
    name: str
    certificate: str

    def __new__(
        cls,
        text: str,
        *,
        columns: Sequence[str] = (),
        rows: Sequence[Sequence[str]] = (),
        sums: Sequence[str] = (),
        parts: Sequence[Any] = (),
        signer: tuple[str, str, str] = ("", "", ""),
    ) -> "Printed":
        made = super().__new__(cls, text.translate(SHIELD))
        made.columns, made.rows, made.sums, made.parts = columns, rows, sums, parts
        made.label, made.name, made.certificate = signer
        return made

    def __iter__(self) -> Iterator[Any]:
        return iter(self.parts)

    def __getitem__(self, index: Any) -> Any:
        return self.parts[index]


def check_template(content: bytes, fields: Mapping[str, str]) -> list[str]:
    """What keeps the file from being used for a form with these fields (name: label), one sentence each.

    Every field it uses exists, every field of the form is printed when the file is filled on trial.
    """
    found = list(dict.fromkeys(gate.refused(content)))
    if found:
        return found
    try:
        found = list(_misused(content, {*fields, *ALWAYS}))
        return found or list(_not_printed(_rendered(content, _on_trial(fields)), fields))
    except TemplateError as error:
        return [_("模板写法有误：%(error)s。") % {"error": error.message or type(error).__name__}]
    except (etree.XMLSyntaxError, ValueError, KeyError) as error:
        return [
            _("模板填写后不是完整的 Word 文档（%(error)s），请检查循环和条件的位置。")
            % {"error": str(error)[:80]}
        ]


def fill(template: bytes, content: Content) -> bytes:
    """The paper on the office's own sheet; the same content gives the same bytes. Raises `NotFilled`."""
    try:
        return _rendered(template, _of(content))
    except TemplateError as error:
        raise NotFilled(_("模板要填的内容这份文书没有：%(error)s。") % {"error": error.message}) from error


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    environment.globals.clear()
    environment.filters.clear()
    return environment


def _sources(template: DocxTemplate) -> Iterator[str]:
    """Every part of the file in which docxtpl fills something in."""
    template.init_docx()
    yield template.patch_xml(template.get_xml())
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _key, part in template.get_headers_footers(uri):
            yield template.patch_xml(template.get_part_xml(part))
    for part in template.docx.part.package.parts:
        if part.content_type.endswith(FOOTNOTES):
            yield template.patch_xml(part.blob.decode("utf-8"))


def _misused(content: bytes, known: set[str]) -> Iterator[str]:
    environment = _environment()
    for source in _sources(DocxTemplate(BytesIO(content))):
        tree = environment.parse(source)
        for name in sorted(meta.find_undeclared_variables(tree) - known):
            yield _("模板用了没有的字段“%(name)s”。") % {"name": name}
        if not all(_is_understood(node) for node in tree.find_all(nodes.Node)):
            yield _("模板只能写字段、循环和条件，不能写过滤器、函数和算式。")
        if _depth(tree) > DEEPEST:
            yield _("模板的循环套得太深，最多两层。")


def _is_understood(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Getattr):
        return node.attr in PARTS
    if isinstance(node, nodes.Getitem):
        return isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, int)
    if isinstance(node, nodes.For):
        return isinstance(node.iter, (nodes.Name, nodes.Getattr)) and not node.recursive
    return isinstance(node, UNDERSTOOD)


def _depth(node: nodes.Node) -> int:
    """How many loops stand within each other."""
    inside = max((_depth(child) for child in node.iter_child_nodes()), default=0)
    return inside + isinstance(node, nodes.For)


def _rendered(content: bytes, context: Mapping[str, Any]) -> bytes:
    template = DocxTemplate(BytesIO(content))
    template.init_docx()
    say_nothing(template.docx)
    template.render(dict(context), _environment(), autoescape=True)
    file = BytesIO()
    template.save(file)
    return packed(file.getvalue(), SHIELDED)


def _on_trial(fields: Mapping[str, str]) -> dict[str, Printed]:
    return {name: _sample(name) for name in (*ALWAYS, *fields)}


def _sample(name: str) -> Printed:
    """Whatever the template takes the field for: its mark stands in every text, cell, turn and signer."""
    mark = _mark(name)
    row = [mark] * COLUMNS
    item = Printed(mark, signer=(mark, mark, mark), parts=row)
    return Printed(mark, columns=["—"] * COLUMNS, rows=[row], sums=row, parts=[item])


def _mark(name: str) -> str:
    return f"⟦{name}⟧"


def _not_printed(filled: bytes, fields: Mapping[str, str]) -> Iterator[str]:
    with ZipFile(BytesIO(filled)) as archive:
        trees = [
            etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.startswith("word/") and name.endswith(".xml")
        ]
    text = "".join("".join(node.text or "" for node in tree.iter(TEXT)) for tree in trees)
    for name, label in fields.items():
        if _mark(name) not in text:
            yield _("“%(label)s”（%(name)s）没有印在模板上。") % {"label": label, "name": name}
    if "{{" in text or "{%" in text:
        yield _("模板里有一处占位符填不上，可能写在批注、尾注或文本框里。")


def _of(content: Content) -> dict[str, Any]:
    """What a template may print of a paper: a blank is struck, as on our own sheets."""
    signers = [_signer(signer) for signer in content["signers"]]
    annexes = [Printed(name) for name in content["annexes"]]
    always = {name: Printed(str(content.get(name, ""))) for name in ALWAYS}
    return {
        **always,
        "date": Printed(arranged.day(content["date"])),
        "signers": Printed(
            "\n".join(arranged.signed(signer) for signer in content["signers"]), parts=signers
        ),
        "annexes": Printed("\n".join(content["annexes"]), parts=annexes),
        **{block["name"]: _field(block) for block in content["blocks"] if "name" in block},
    }


def _signer(signer: Signer) -> Printed:
    label, name, certificate = _each([signer["label"], arranged.shown(signer["name"]), signer["certificate"]])
    return Printed(arranged.signed(signer), signer=(label, name, certificate))


def _field(block: Block) -> Printed:
    if "table" in block:
        table = arranged.struck(block["table"])
        return Printed(
            "\n".join("　".join(row) for row in rows_of(table)),
            columns=_each(table["columns"]),
            rows=[_each(row) for row in table["rows"]],
            sums=_each(table.get("sums") or []),
        )
    if "turns" in block:
        turns = arranged.spoken(block)
        text = "\n".join(f"{who}：{said}" if who else said for who, said in turns)
        return Printed(text, parts=[_each(turn) for turn in turns])
    return Printed("\n".join(arranged.paragraphs(block["value"])))


def _each(texts: Sequence[str]) -> list[Printed]:
    return [Printed(text) for text in texts]
