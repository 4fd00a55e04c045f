"""Whether words give somebody away: typed texts are compared by what is left when only letters, digits and characters stay.

A dot, a space, a zero-width sign or a full-width form between two characters hides nothing. A phone is found with and without
country and area code, a name of several parts also by one of them, an address without the words of province, city and town.
«王某», «李师傅» cannot be found; the help texts say so.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

SHORTEST, SHORTEST_PHONE, SHORTEST_STREET = 2, 7, 4
# As many more characters of the employer's name beside a match make it the employer and not the person.
BEYOND = 2
_DIGITS = str.maketrans("〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺", "00123456789123456789" + "1")
_REGION = re.compile(r"^.*(?:省|市|自治区|自治州|自治县|新区|区|县|镇|乡|街道|办事处|社区)(?=.)")
_AREA = re.compile(r"0(?:10|2\d|[3-9]\d\d)")


def plain(text: str) -> str:
    """Letters, digits and characters only, half-width and in lower case."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text or "").casefold()))


def digits_of(phone: str) -> str:
    """The digits of a phone without the country code, so that one phone has one form."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", phone or ""))
    return digits.removeprefix("00").removeprefix("86") if len(digits) > 11 else digits


def named_in(person: Mapping[str, str], texts: Iterable[str], *, employer: str = "") -> str:
    """Which field of `person` (name, phone, id_number, address) one of the texts gives away; "" for none.

    `employer` is the registered name of whoever is complained of: where it bears the same characters it may be written.
    """
    for text in texts:
        found = next((field for field, _part in _matches(person, text, plain(employer))), "")
        if found:
            return found
    return ""


def _matches(person: Mapping[str, str], text: str, employer: str) -> Iterator[tuple[str, str]]:
    whole, words = plain(text), {plain(word) for word in re.split(r"\W+", text or "")}
    # Each piece by itself, so that the end of one number and the beginning of the next are not taken for a third.
    numbers = plain(text.translate(_DIGITS)) if text else ""
    for part in _named(person.get("name", ""), whole, words, employer):
        yield "name", part
    for field, parts in (("phone", _phones), ("id_number", _papers)):
        for part in parts(person.get(field, "")):
            if part in numbers or part in whole:
                yield field, part
    for part in _streets(person.get("address", "")):
        if _stands(part, whole, employer):
            yield "address", part


def _named(name: str, whole: str, words: set[str], employer: str) -> Iterator[str]:
    """The parts of a name that stand in the text; one in Latin letters as a word of its own, or whole."""
    for part in _names(name):
        is_word = part.isascii() and part in words
        if is_word or (not part.isascii() and _stands(part, whole, employer)):
            yield part
    if (latin := plain(name)).isascii() and len(latin) > SHORTEST_STREET and latin in whole:
        yield latin


def _names(name: str) -> set[str]:
    """The whole, and of a name of several parts each part of two characters or more."""
    parts = [plain(part) for part in re.split(r"[^\w]|_", unicodedata.normalize("NFKC", name))]
    return {part for part in (plain(name), *parts) if len(part) >= SHORTEST}


def _phones(phone: str) -> set[str]:
    """With and without area code, and without an extension."""
    digits = digits_of(phone)
    local = digits[area.end() :][:8] if (area := _AREA.match(digits)) else digits
    mobile = digits[:11] if re.match(r"1[3-9]\d{9}", digits) else ""
    found = {digits, local, mobile}
    if phone.strip().startswith("+") and not digits.startswith("1"):
        found.add(digits[-8:])
    return {part for part in found if len(part) >= SHORTEST_PHONE}


def _papers(number: str) -> set[str]:
    """The number as it is, and one of 18 digits in the form of 15 it had before."""
    whole = plain(number)
    old = whole[:6] + whole[8:17] if len(whole) == 18 else whole
    return {part for part in (whole, old) if len(part) >= SHORTEST_PHONE}


def _streets(address: str) -> set[str]:
    """The whole, and what stands behind the words of province, city, district and town."""
    whole = plain(address)
    return {part for part in (whole, _REGION.sub("", whole)) if len(part) >= SHORTEST_STREET}


def _stands(part: str, text: str, employer: str) -> bool:
    """Whether `part` stands in the text as such and not only as a piece of the employer's name."""
    return any(not _is_employer(found, part, text, employer) for found in re.finditer(re.escape(part), text))


def _is_employer(found: re.Match[str], part: str, text: str, employer: str) -> bool:
    start, end = found.span()
    while start and text[start - 1 : end] in employer:
        start -= 1
    while end < len(text) and text[start : end + 1] in employer:
        end += 1
    return end - start >= len(part) + BEYOND and text[start:end] in employer
