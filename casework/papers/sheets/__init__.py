"""The four sheets of papers as Word documents (文书版式)."""

from collections.abc import Callable

from casework.papers.content import Content
from casework.papers.sheets.blank import blank
from casework.papers.sheets.form import form
from casework.papers.sheets.official import official
from casework.papers.sheets.page import FONTS, Fonts
from casework.papers.sheets.record import record

__all__ = ["FONTS", "VERSION", "Fonts", "docx"]

# Part of each paper's digest: a new one where a sheet comes to look different.
VERSION = "2"
MAKERS: dict[str, Callable[[Content, Fonts], bytes]] = {
    "official": official,
    "blank": blank,
    "form": form,
    "record": record,
}


def docx(content: Content, fonts: Fonts = FONTS) -> bytes:
    """The paper on its sheet. The same content gives the same bytes; `content.check` has found nothing before."""
    return MAKERS[content["sheet"]](content, fonts)
