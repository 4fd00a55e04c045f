"""Whether words somebody searches with hold a number that is a person's: a telephone, a resident number."""

from __future__ import annotations

import re
import unicodedata

from law.identity import InvalidNumber, check_credit_code

_BETWEEN = r"[\s\-]"
_RESIDENT = r"[1-9]\d{5}(?:18|19|20)\d{2}[01]\d[0-3]\d{4}[\dXx]"
# For the `pattern` of a search field: the browser does not even send what holds one. Which code is an employer's, it cannot tell.
UNSENT = (
    rf"(?!(?:.*[^\d])?(?:\+?86{_BETWEEN}?|0086{_BETWEEN}?)?1[3-9](?:{_BETWEEN}?\d){{9}}(?!\d))"
    rf"(?!(?:.*[^\dA-Za-z])?{_RESIDENT}(?![\dA-Za-z])).*"
)
_JOINTS = re.compile(r"(?<=\d)[\s\u200b-\u200f\ufeff\-\u2010-\u2015\u2212.·()]+(?=[\dXx])")
_PHONE = re.compile(r"(?<!\d)(?:(?:00)?86)?1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}[2-8]\d{6,7}(?!\d)")
_NUMBER = re.compile(rf"(?<![0-9A-Za-z]){_RESIDENT}(?![0-9A-Za-z])")


def holds_number(text: str) -> bool:
    """Whether a telephone or a resident number stands in `text`, in whatever spelling; an employer's code is none."""
    joined = _JOINTS.sub("", unicodedata.normalize("NFKC", text or ""))
    return bool(_PHONE.search(joined)) or any(not _is_code(found) for found in _NUMBER.findall(joined))


def _is_code(text: str) -> bool:
    try:
        check_credit_code(text)
    except InvalidNumber:
        return False
    return True
