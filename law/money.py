"""Sums of money as papers write them: in figures, and in the capital characters that cannot be changed afterwards."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")
FEN = Decimal("0.01")
WAN, IN_WAN = 10_000, 100_000


def rounded(amount: Decimal) -> Decimal:
    """To the fen, half up."""
    return amount.quantize(FEN, rounding=ROUND_HALF_UP)


def figures(amount: Decimal) -> str:
    """20000 is «20,000.00 元»."""
    return f"{rounded(amount):,.2f} 元"


def told(amount: Decimal | int) -> str:
    """A sum as pages tell it, exact: grouped, the fen only where there are any: «81,600 元», «2,497.50 元»."""
    amount = rounded(Decimal(amount))
    return f"{amount:,.0f} 元" if amount == amount.to_integral_value() else f"{amount:,.2f} 元"


def summed_up(amount: Decimal) -> tuple[str, str]:
    """A sum of a summary and its unit: from 100,000 yuan on in 万元, where nobody reads the last figures: («70.37», «万元»)."""
    if abs(amount) < IN_WAN:
        return told(amount).removesuffix(" 元"), "元"
    return f"{(amount / WAN).quantize(FEN, rounding=ROUND_HALF_UP).normalize():,f}", "万元"


def in_words(amount: Decimal) -> str:
    """The sum in capital characters: 20000 is «贰万元整», 1005.30 «壹仟零伍元叁角整». ValueError below nought or from 10¹⁶ on."""
    amount = rounded(amount)
    if not 0 <= amount < Decimal(10) ** 16:
        raise ValueError(f"no sum to be written in words: {amount}")
    whole, fen = divmod(int(amount * 100), 100)
    jiao, fen = divmod(fen, 10)
    text = f"{_whole(whole)}元" if whole or not (jiao or fen) else ""
    if jiao:
        text += f"{DIGITS[jiao]}角"
    elif fen and whole:
        text += DIGITS[0]
    return text + (f"{DIGITS[fen]}分" if fen else "整")


def both(amount: Decimal) -> str:
    """In words and in figures, as a decision says a sum: «贰万元整（20,000.00 元）»."""
    return f"{in_words(amount)}（{figures(amount)}）"


def _whole(number: int) -> str:
    if not number:
        return DIGITS[0]
    text, is_gap, group = "", False, 0
    groups = []
    while number:
        number, part = divmod(number, 10_000)
        groups.append((group, part))
        group += 1
    for group, part in reversed(groups):
        if not part:
            is_gap = bool(text)
            continue
        if text and (is_gap or part < 1000):
            text += DIGITS[0]
        text += _thousands(part) + GROUPS[group]
        is_gap = False
    return text


def _thousands(number: int) -> str:
    text, is_gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if not digit:
            is_gap = bool(text)
            continue
        text += (DIGITS[0] if is_gap else "") + DIGITS[digit] + PLACES[place]
        is_gap = False
    return text
