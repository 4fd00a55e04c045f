"""One way of writing for what people type, paste and send: forms, lists, search and the comparing of employers all start here."""

import re
import unicodedata
from functools import lru_cache

from casework.workbook import RISKY_STARTS
from registry.towns import DISTRICTS, TOWNS

APOSTROPHES = "'’‘＇`´ʹʼ′"
# All of Unicode's Cf (a test looks), and the controls that are no white space.
_INVISIBLE = (
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001"
    "\U000e0020-\U000e007f\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
)
_DROPPED = re.compile(f"[{_INVISIBLE}]")
# Anything that may want cleaning; most cells are told in one look to want none.
_ODD = re.compile(
    f"[{_INVISIBLE}\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uf900-\ufaff]|^[={APOSTROPHES}]|[^\\S ]|  |^ | $"
)
_FORMULA = re.compile(r'=\s*"((?:[^"]|"")*)"')
_HALF = {
    code: code - 0xFEE0
    for span in ((0xFF10, 0xFF1A), (0xFF21, 0xFF3B), (0xFF41, 0xFF5B))
    for code in range(*span)
}


def cleaned(text: str) -> str:
    """One line without invisible characters, without the quotes and the apostrophe that keep a spreadsheet from reckoning.

    Letters and digits are half-width; signs stay as written, for a licence has （） and not ().
    """
    if not _ODD.search(text):
        return text
    text = " ".join(_DROPPED.sub("", unicodedata.normalize("NFC", text)).translate(_HALF).split())
    formula = _FORMULA.fullmatch(text)
    if formula:
        text = " ".join(formula[1].replace('""', '"').split())
    return text[1:].lstrip() if text[:1] in APOSTROPHES and _is_mark(text[1:]) else text


def _is_mark(rest: str) -> bool:
    """Whether an apostrophe before `rest` only marks it as text: one that is closed again is a quotation."""
    return rest.startswith(RISKY_STARTS) or not any(sign in rest for sign in APOSTROPHES)


@lru_cache(maxsize=1 << 14)
def plain(text: str) -> str:
    """For readers that compare: all signs half-width as well."""
    text = cleaned(text)
    return text if text.isascii() else " ".join(unicodedata.normalize("NFKC", text).split())


def letters(text: str) -> str:
    """Letters, digits and Chinese characters only; full-width forms to half-width, lower case."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


_TOWNS = [name for line in TOWNS for name in (line.name, *line.former)]
_PLACES = sorted({letters(place) for place in (*DISTRICTS, *_TOWNS)}, key=len, reverse=True)
_IN_FRONT = re.compile(
    "(?:中国)?(?:山东省?(?=青岛|黄岛|胶南|西海岸))?(?:青岛市|青岛(?=黄岛|西海岸|胶南|经济技术))?"
    f"(?:(?:{'|'.join(map(re.escape, _PLACES))})(?:街道)?(?:办事处|人民政府|管理委员会|管委会|管委)?)*"
)


def core(whole: str) -> str:
    """Of the letters of a name or an address what is left without province, city, district and town in front."""
    found = _IN_FRONT.match(whole)
    return whole[found.end() :] if found and found.end() < len(whole) else whole


def address_core(whole: str) -> str:
    """The core of the letters of an address; whether 号 closes the number says nothing."""
    return core(whole).removesuffix("号")
