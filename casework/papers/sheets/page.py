"""A Word document in the form of GB/T 9704—2012, as papers and reports build it.

A4; margins 37, 28, 35 and 26 mm leave a type area of 156 × 225 mm with 22 lines of 28 characters: 3号仿宋 (16 pt) on
lines of 29 pt. Title 2号小标宋 centred; headings 黑体, then 楷体; page number 4号宋体 «— 1 —»; the day of signing four characters
from the right edge.
The fonts are named, not embedded: the office's machines have them.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from io import BytesIO
from types import MappingProxyType
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

LEFT, RIGHT, CENTRE = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.CENTER
JUSTIFY = WD_ALIGN_PARAGRAPH.JUSTIFY
BODY, LINE, SMALL = Pt(16), Pt(29), Pt(12)
TITLE_SIZE, TITLE_LINE = Pt(22), Pt(36)
MARGINS = (37, 26, 35, 28)  # top, right, bottom, left, in millimetres
ACROSS = (25, 20, 25, 20)
# XML 1.0 cannot hold these; they are not characters of any name.
BAD = dict.fromkeys(
    [*range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)]
)
# No archive knows an earlier day.
NO_DAY = (1980, 1, 1, 0, 0, 0)
RARE = re.compile("([\U00020000-\U0003ffff]+)")


@dataclass(frozen=True)
class Fonts:
    """The office's fonts by their use; `rare` holds the characters beyond the first 65,536, which no other has."""

    body: str = "仿宋_GB2312"
    title: str = "方正小标宋简体"
    head: str = "黑体"
    kai: str = "楷体_GB2312"
    song: str = "宋体"
    rare: str = "SimSun-ExtB"


FONTS = Fonts()


class Page:
    """A document being written: paragraphs on the grid of lines, with `size` and `line` of its body."""

    def __init__(
        self,
        *,
        fonts: Fonts = FONTS,
        size: Length = BODY,
        line: Length = LINE,
        margins: tuple[int, ...] = MARGINS,
    ) -> None:
        self.fonts, self.size, self.spacing = fonts, size, line
        # Writes the foot of the pages; again where they are turned and their edge is elsewhere.
        self.foot: Callable[[], None] | None = None
        self.document = Document()
        self._shape(self.section, margins)
        styles = self.document.styles
        for named in styles.element.iter(qn("w:rPrDefault")):
            name_font(named.find(qn("w:rPr")), fonts.body)
        style = styles["Normal"]
        style.font.size = size
        name_font(style.element.get_or_add_rPr(), fonts.body)
        _speak_chinese(styles.element, style.element.get_or_add_rPr())

    @property
    def section(self) -> Section:
        return self.document.sections[-1]

    @property
    def characters(self) -> float:
        """How many characters of the body fill a line."""
        return self.type_width / self.size

    def _shape(self, section: Section, margins: tuple[int, ...], *, lies_across: bool = False) -> None:
        top, right, bottom, left = margins
        width, height = (Mm(297), Mm(210)) if lies_across else (Mm(210), Mm(297))
        section.orientation = WD_ORIENT.LANDSCAPE if lies_across else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = width, height
        section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
        section.left_margin, section.right_margin = Mm(left), Mm(right)
        section.footer_distance = Mm(bottom - 7) if bottom > 30 else Mm(12)
        self.type_width = Length(width - Mm(left) - Mm(right))

    def turn(self) -> None:
        """What follows stands on pages lying across."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        self._shape(section, ACROSS, lies_across=True)
        if self.foot is not None:
            for footer in (section.footer, section.even_page_footer):
                footer.is_linked_to_previous = False
            self.foot()

    def add(
        self,
        text: str,
        font: str = "",
        size: Length | None = None,
        *,
        align: WD_ALIGN_PARAGRAPH | None = None,
        indent: float = 0,
        left: float = 0,
        right: float = 0,
        line: Length | None = None,
    ) -> Paragraph:
        """One paragraph; `indent` of its first line, `left` and `right` are counted in characters of the body."""
        paragraph = self.document.add_paragraph()
        self.shape(paragraph, align=align, line=line)
        form = paragraph.paragraph_format
        form.first_line_indent = Pt(indent * self.size.pt)
        form.left_indent, form.right_indent = Pt(left * self.size.pt), Pt(right * self.size.pt)
        self.write(paragraph, text, font, size)
        return paragraph

    def shape(
        self, paragraph: Paragraph, *, align: WD_ALIGN_PARAGRAPH | None = None, line: Length | None = None
    ) -> None:
        """Put a paragraph on the grid of lines."""
        form = paragraph.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, line or self.spacing
        if align is not None:
            paragraph.alignment = align

    def write(
        self,
        paragraph: Paragraph,
        text: str,
        font: str = "",
        size: Length | None = None,
        *,
        colour: RGBColor | None = None,
    ) -> None:
        """Letter for letter; a newline stays within the paragraph."""
        for part in filter(None, RARE.split(text.translate(BAD))):
            run = paragraph.add_run(part)
            run.font.size = size or self.size
            if colour is not None:
                run.font.color.rgb = colour
            name_font(
                run._element.get_or_add_rPr(),
                self.fonts.rare if RARE.match(part) else font or self.fonts.body,
            )

    def field(self, paragraph: Paragraph, code: str, font: str, size: Length) -> None:
        """A number the word processor fills in: PAGE, SECTIONPAGES or NUMPAGES."""
        for kind, text in (("begin", ""), ("", code), ("separate", ""), ("shown", "1"), ("end", "")):
            run = paragraph.add_run("1" if kind == "shown" else "")
            run.font.size = size
            name_font(run._element.get_or_add_rPr(), font)
            _mark(run, kind, text)

    def page_numbers(self, note: str = "") -> None:
        """«— 1 —»: odd pages right, even pages left, one character in from the edge; a `note` on the other side."""
        self.foot = partial(self.page_numbers, note)
        self.document.settings.odd_and_even_pages_header_footer = True
        for paragraph, align in (
            (self.section.footer.paragraphs[0], RIGHT),
            (self.section.even_page_footer.paragraphs[0], LEFT),
        ):
            form = paragraph.paragraph_format
            form.left_indent = form.right_indent = Pt(14)
            if not note:
                paragraph.alignment = align
                self._page_number(paragraph)
                continue
            paragraph.style = self.document.styles["Normal"]  # that of footers has tabs of its own
            form.tab_stops.add_tab_stop(Length(self.type_width - Pt(14)), WD_TAB_ALIGNMENT.RIGHT)
            if align == RIGHT:
                self.write(paragraph, f"{note}\t", size=SMALL)
            self._page_number(paragraph)
            if align == LEFT:
                self.write(paragraph, f"\t{note}", size=SMALL)

    def _page_number(self, paragraph: Paragraph) -> None:
        self.write(paragraph, "— ", self.fonts.song, Pt(14))
        self.field(paragraph, "PAGE", self.fonts.song, Pt(14))
        self.write(paragraph, " —", self.fonts.song, Pt(14))

    def saved(self, title: str) -> bytes:
        """The file. The same page gives the same bytes: nothing in it tells when or where it was made."""
        say_nothing(self.document)
        self.document.core_properties.title = title.translate(BAD)[:250]
        file = BytesIO()
        self.document.save(file)
        return packed(file.getvalue())


def say_nothing(document: DocxDocument) -> None:
    """Who wrote the file, when, and what it says of itself goes."""
    told = document.core_properties
    told.author = told.last_modified_by = told.title = told.subject = ""
    told.comments = told.keywords = told.category = told.identifier = ""
    told.created = told.modified = datetime(*NO_DAY)
    told.revision = 1


def packed(content: bytes, instead: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """The same parts in an archive whose order and times depend on nothing else, and of the texts some characters exchanged."""
    swapped = str.maketrans(dict(instead))
    file = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(file, "w", ZIP_DEFLATED, compresslevel=6) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = ZipInfo(name, NO_DAY)
            entry.compress_type, entry.external_attr, entry.create_system = ZIP_DEFLATED, 0o600 << 16, 3
            part = old.read(name)
            if swapped and name.endswith(".xml"):
                part = part.decode().translate(swapped).encode()
            new.writestr(entry, part)
    return file.getvalue()


def name_font(properties: BaseOxmlElement, font: str) -> None:
    """Name the font for Chinese and Latin letters alike; python-docx by itself sets the Latin one only."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for theme in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[theme]
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), font)


def unnumbered(paragraph: Paragraph) -> Paragraph:
    """Left out where the lines of a sheet are numbered."""
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        OxmlElement("w:suppressLineNumbers"), "w:pBdr", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
    return paragraph


def _speak_chinese(styles: BaseOxmlElement, properties: BaseOxmlElement) -> None:
    """Which forms a character has and where a line may break depends on the language, not on the font.

    Latin letters stay English: in Chinese a line would break within a sum.
    """
    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    if properties.find(qn("w:lang")) is None:
        language = OxmlElement("w:lang")
        language.set(qn("w:eastAsia"), "zh-CN")
        properties.append(language)


def _mark(run: Run, kind: str, text: str) -> None:
    if kind == "shown":
        return
    mark = OxmlElement("w:fldChar" if kind else "w:instrText")
    if kind:
        mark.set(qn("w:fldCharType"), kind)
    else:
        mark.set(qn("xml:space"), "preserve")
        mark.text = text
    run._element.append(mark)
