"""Whether words somebody searches with hold a number that is a person's: a telephone, a resident number."""

from __future__ import annotations

import re
import unicodedata

from law.identity import InvalidNumber, check_credit_code, mask_id

_BETWEEN = r"[\s\-]"
_RESIDENT = r"[1-9]\d{5}(?:18|19|20)\d{2}[01]\d[0-3]\d{4}[\dXx]"
# Before 1999 a resident number had fifteen digits: no century, no check character. It begins with a province that there is, so
# that two dates written one after the other are none.
_PROVINCE = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])"
_OLD_RESIDENT = rf"{_PROVINCE}\d{{6}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{{3}}"
# For the `pattern` of a search field: the browser does not even send what holds one. Which code is an employer's, it cannot tell.
UNSENT = (
    rf"(?!(?:.*[^\d])?(?:\+?86{_BETWEEN}?|0086{_BETWEEN}?)?1[3-9](?:{_BETWEEN}?\d){{9}}(?!\d))"
    rf"(?!(?:.*[^\d])?\(?0\d{{2,3}}\)?{_BETWEEN}?[2-8](?:{_BETWEEN}?\d){{6,7}}(?!\d))"
    rf"(?!(?:.*[^\dA-Za-z])?(?:{_RESIDENT}|{_OLD_RESIDENT})(?![\dA-Za-z])).*"
)
_JOINTS = re.compile(r"(?<=\d)[\s\u200b-\u200f\ufeff\-\u2010-\u2015\u2212.·()]+(?=[\dXx])")
# What may be a resident number in some spelling: digits of any width with whatever people put between them.
_SPELT = re.compile(
    r"(?<![0-9A-Za-z])\d(?:[\s\u200b-\u200f\ufeff\-\u2010-\u2015\u2212.·]{0,2}[\dXxＸｘ]){14,17}(?![0-9A-Za-z])"
)
_PHONE = re.compile(
    r"(?<!\d)(?:(?:00)?86)?1[3-9]\d{9}(?!\d)|(?<!\d)(?:0|(?:00)?860?)[1-9]\d{1,2}[2-8]\d{6,7}(?!\d)"
)
_NUMBER = re.compile(rf"(?<![0-9A-Za-z])(?:{_RESIDENT}|{_OLD_RESIDENT})(?![0-9A-Za-z])")


def holds_number(text: str) -> bool:
    """Whether a telephone or a resident number stands in `text`, in whatever spelling; an employer's code is none."""
    joined = _JOINTS.sub("", unicodedata.normalize("NFKC", text or ""))
    return bool(_PHONE.search(joined)) or any(not _is_code(found) for found in _NUMBER.findall(joined))


def without_numbers(text: str) -> str:
    """The text with every resident number masked (`3702**********1234`), however it is spelt; a company's code stays."""
    return _SPELT.sub(lambda found: _masked(found[0]), text)


def _masked(spelt: str) -> str:
    joined = _JOINTS.sub("", unicodedata.normalize("NFKC", spelt)).upper()
    return mask_id(joined) if _NUMBER.fullmatch(joined) and not _is_code(joined) else spelt


def _is_code(text: str) -> bool:
    try:
        check_credit_code(text)
    except InvalidNumber:
        return False
    return True
