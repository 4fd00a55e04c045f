"""The guide of docs/guide inside the site: its pages by role, what belongs to an address, and a search through all of it.

The files are Markdown without markup of their own; they are read into paragraphs, lists and tables, which the page prints as it
prints any text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from accounts.roles import ADMINS, BUSINESS, DECIDERS, Role

FOLDER = Path(settings.BASE_DIR) / "docs" / "guide"


@dataclass(frozen=True)
class Run:
    """A piece of a sentence: plain, strong, as typed, or a link."""

    text: str
    style: str = ""
    url: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph, or a list or a table of such."""

    kind: str
    runs: list[Run] = field(default_factory=list)
    rows: list[list["Block"]] = field(default_factory=list)

    @property
    def text(self) -> str:
        inside = [block.text for row in self.rows for block in row]
        return "".join(run.text for run in self.runs) + "\n".join(inside)


@dataclass(frozen=True)
class Section:
    title: str
    blocks: list[Block]


@dataclass(frozen=True)
class Page:
    """A file of the guide. Those whose role is among `roles` find it first."""

    slug: str
    title: str
    sections: list[Section]
    roles: tuple[Role, ...]

    @property
    def url(self) -> str:
        return reverse("desk:guide", args=[self.slug])


@dataclass(frozen=True)
class Hit:
    page: Page
    section: Section
    text: str


# File, and whose main ways it tells; in the order of the index.
PAGES: dict[str, tuple[Role, ...]] = {
    "first-day": tuple(Role),
    "town-officer": (Role.TOWN_OFFICER,),
    "inspector": (Role.INSPECTOR,),
    "approvals": (*DECIDERS, Role.LEGAL_REVIEWER),
    "lane": (Role.INSPECTOR, *DECIDERS, Role.LEGAL_REVIEWER),
    "blocked": (Role.INSPECTOR, *DECIDERS, Role.LEGAL_REVIEWER),
    "papers": (Role.INSPECTOR, *DECIDERS, Role.LEGAL_REVIEWER),
    "calculator": (*BUSINESS,),
    "leadership": (Role.LEADERSHIP, Role.DEPARTMENT_CONTACT),
    "administrators": ADMINS,
    "one-line": tuple(Role),
    "everyone": tuple(Role),
    "accessibility": tuple(Role),
}
# What tells of an address: the longest beginning of its name counts.
OF_ADDRESS = {
    "patrols:": "town-officer",
    "complaints:": "inspector",
    "checks:": "inspector",
    "draws:": "approvals",
    "cases:": "inspector",
    "findings:": "town-officer",
    "registry:": "everyone",
    "registry:posting": "administrators",
    "campaign:": "leadership",
    "reports:": "town-officer",
    "reports:cockpit": "leadership",
    "reports:clock_list": "leadership",
    "accounts:": "administrators",
    "accounts:password": "everyone",
    "accounts:sessions": "everyone",
    "accounts:deput": "approvals",
    "casework:": "everyone",
    "casework:calculator": "calculator",
    "casework:audit": "administrators",
    "casework:calendar": "administrators",
    "casework:paper": "papers",
    "casework:template": "papers",
    "casework:unsettled": "papers",
    "desk:": "everyone",
    "desk:approvals": "approvals",
    "desk:lane": "lane",
    "desk:search": "one-line",
}


def pages() -> list[Page]:
    return [page(slug) for slug in PAGES]


@cache
def page(slug: str) -> Page:
    """KeyError for a slug that is none."""
    roles = PAGES[slug]
    source = (FOLDER / f"{slug}.md").read_text(encoding="utf-8")
    tree = SyntaxTreeNode(MarkdownIt("commonmark", {"html": False}).enable("table").parse(source))
    title, sections = "", [Section("", [])]
    for node in tree.children:
        if node.type == "heading" and node.tag == "h1":
            title = _text(node)
        elif node.type == "heading":
            sections.append(Section(_text(node), []))
        else:
            sections[-1].blocks.append(_block(node))
    return Page(slug, title, [each for each in sections if each.blocks], roles)


def of_address(name: str) -> Page:
    """The page that tells of what stands at this address (`patrols:patrol_list`)."""
    fitting = [begin for begin in OF_ADDRESS if name.startswith(begin)]
    return page(OF_ADDRESS[max(fitting, key=len)] if fitting else "everyone")


def search(text: str) -> list[Hit]:
    """Every paragraph, point and row that holds all the words."""
    words = text.casefold().split()
    if not words:
        return []
    return [
        Hit(each, section, said)
        for each in pages()
        for section in each.sections
        for said in _sentences(section)
        if all(word in f"{section.title}{said}".casefold() for word in words)
    ]


def _sentences(section: Section) -> Iterator[str]:
    for block in section.blocks:
        if block.kind == "paragraph":
            yield block.text
        for row in block.rows:
            yield " ".join(each.text for each in row)


def _block(node: SyntaxTreeNode) -> Block:
    if node.type in ("bullet_list", "ordered_list"):
        return Block(node.type, rows=[[_block(part) for part in item.children] for item in node.children])
    if node.type == "table":
        lines = [row for part in node.children for row in part.children]
        return Block("table", rows=[[_paragraph(cell) for cell in row.children] for row in lines])
    if node.type == "paragraph":
        return _paragraph(node)
    raise ValueError(f"the guide has no {node.type}")


def _paragraph(node: SyntaxTreeNode) -> Block:
    inline = [part for child in node.children for part in child.children]
    return Block("paragraph", runs=[run for part in inline for run in _runs(part)])


def _runs(node: SyntaxTreeNode) -> Iterator[Run]:
    if node.type == "softbreak":
        return
    if node.type == "strong":
        yield Run(_text(node), "strong")
    elif node.type == "code_inline":
        yield Run(node.content, "code")
    elif node.type == "link":
        yield Run(_text(node), "link", _inside(str(node.attrGet("href"))))
    elif node.type == "text":
        yield Run(node.content)
    else:
        raise ValueError(f"the guide has no {node.type}")


def _inside(target: str) -> str:
    """The address in the site of another file of the guide; of a document that is not in the site none."""
    named = re.fullmatch(r"([\w-]+)\.md", target)
    return reverse("desk:guide", args=[named[1]]) if named and named[1] in PAGES else ""


def _text(node: SyntaxTreeNode) -> str:
    return node.content if not node.children else "".join(_text(child) for child in node.children)
