"""The place of the seal: a thin dotted circle of 42 mm behind body and date (骑年盖月), which the stamp covers."""

from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.shared import Length, Mm
from docx.text.paragraph import Paragraph

DIAMETER = Mm(42)
# How far over the line of the date the circle begins: its lower edge runs through the date.
ABOVE = Mm(31)
GREY = "9A9A9A"
SPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.{place}"'
    for prefix, place in {
        "w": "openxmlformats.org/wordprocessingml/2006/main",
        "wp": "openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "openxmlformats.org/drawingml/2006/main",
        "mc": "openxmlformats.org/markup-compatibility/2006",
        "wps": "microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
CIRCLE = """<w:r {spaces}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="1" locked="0" layoutInCell="1"
 allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="column"><wp:posOffset>{left}</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="paragraph"><wp:posOffset>{top}</wp:posOffset></wp:positionV>
<wp:extent cx="{size}" cy="{size}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="1" name="seal" descr="{words}"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/>
<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{size}" cy="{size}"/></a:xfrm><a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>
<a:noFill/><a:ln w="9525"><a:solidFill><a:srgbClr val="{grey}"/></a:solidFill><a:prstDash val="sysDot"/></a:ln></wps:spPr>
<wps:txbx><w:txbxContent><w:p><w:pPr><w:spacing w:before="0" w:after="0"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr>
<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/><w:color w:val="{grey}"/><w:sz w:val="18"/></w:rPr>
<w:t>{words}</w:t></w:r></w:p></w:txbxContent></wps:txbx>
<wps:bodyPr lIns="0" tIns="36000" rIns="0" bIns="0" anchor="t"/></wps:wsp></a:graphicData></a:graphic>
</wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"""


SEAM = """<w:r {spaces}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="1" locked="0" layoutInCell="1"
 allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="page"><wp:align>right</wp:align></wp:positionH>
<wp:positionV relativeFrom="page"><wp:align>center</wp:align></wp:positionV>
<wp:extent cx="{wide}" cy="{high}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="2" name="seam" descr="骑缝章"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/>
<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
<a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent>{lines}</w:txbxContent></wps:txbx>
<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/></wps:wsp></a:graphicData></a:graphic>
</wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"""
SEAM_LINE = """<w:p><w:pPr><w:spacing w:before="0" w:after="0"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr>
<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/><w:color w:val="{grey}"/><w:sz w:val="16"/></w:rPr>
<w:t>{letter}</w:t></w:r></w:p>"""


def place_seam(paragraph: Paragraph, *, font: str) -> None:
    """Mark at the right edge of the page, half way down, where the seal goes across the pages (骑缝章)."""
    lines = "".join(SEAM_LINE.format(font=_escaped(font), grey=GREY, letter=letter) for letter in "骑缝章处")
    drawn = SEAM.format(spaces=SPACES, wide=int(Mm(8)), high=int(Mm(24)), lines=lines)
    paragraph._p.append(parse_xml(drawn.replace("\n", "")))


def place_seal(paragraph: Paragraph, *, centre: Length, font: str, words: str) -> None:
    """Anchor the circle to the line of the date, its middle `centre` from the left edge of the type area."""
    circle = CIRCLE.format(
        spaces=SPACES,
        left=int(centre - DIAMETER / 2),
        top=-int(ABOVE),
        size=int(DIAMETER),
        grey=GREY,
        words=_escaped(words),
        font=_escaped(font),
    )
    paragraph._p.append(parse_xml(circle.replace("\n", "")))


def _escaped(text: str) -> str:
    """Local values stand in attributes, too."""
    return escape(text, {'"': "&quot;"})
