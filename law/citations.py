"""How an article is printed: «劳动保障监察条例 23(七)» becomes 《劳动保障监察条例》第二十三条第（七）项. Pure."""

from __future__ import annotations

import re

DIGITS = "〇一二三四五六七八九"
_SOURCE = re.compile(r"(?P<title>[^\s]+)(?: \((?P<edition>\d{4})\))? (?P<articles>\d.*)")
_ARTICLE = re.compile(
    r"(?P<first>\d+)(?P<inserted>之[一二三])?(?:–(?P<last>\d+))?(?P<parts>(?:\([^)]+\))*)(?P<rest>.*)"
)


def cite(text: str) -> str:
    """The printed form of a short citation; several are joined with 、.

    `6(1)` is a paragraph (款), `23(七)` an item (项), `58–67` a span, `244之一` an inserted article. Without an article
    number the title alone is quoted.
    """
    return "、".join(_one(part.strip()) for part in text.split(";"))


def number(value: int) -> str:
    """A number below 1000 in Chinese, as articles are counted: 一百二十五."""
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    words = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += "十" if tens == 1 and not hundreds else f"{DIGITS[tens]}十"
    elif hundreds and ones:
        words += "零"
    return words + (DIGITS[ones] if ones or not words else "")


def _one(text: str) -> str:
    found = _SOURCE.fullmatch(text)
    if not found:
        return _without_article(text)
    title = f"《{found['title']}》" + (f"（{found['edition']}年文本）" if found["edition"] else "")
    return title + "、".join(_article(part) for part in found["articles"].split("、"))


def _without_article(text: str) -> str:
    title, _space, rest = text.partition(" ")
    return text if any(mark in title for mark in "〔（") else f"《{title}》{rest}"


def _article(text: str) -> str:
    found = _ARTICLE.fullmatch(text)
    if not found:
        return text
    words = f"第{number(int(found['first']))}条{found['inserted'] or ''}"
    if found["last"]:
        words += f"至第{number(int(found['last']))}条"
    parts = [_part(part) for part in re.findall(r"\(([^)]+)\)", found["parts"])]
    rest = found["rest"].strip()
    return words + "、".join(parts) + (rest if rest == "等" else f"（{rest.strip('()')}）" if rest else "")


def _part(part: str) -> str:
    if part.isascii() and part.isdecimal():
        return f"第{number(int(part))}款"
    return f"第（{part}）项"
