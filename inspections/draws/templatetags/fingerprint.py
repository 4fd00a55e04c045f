"""A digest as a picture: 64 bars, one for each hexadecimal digit, so that two digests can be told apart at a glance."""

from dataclasses import dataclass

from django import template

register = template.Library()

STEP, HEIGHT, LEAST, PER_DIGIT = 4, 20, 2, 1.2


@dataclass(frozen=True)
class Bar:
    x: int
    y: str
    height: str


@register.filter
def bars(digest: str) -> list[Bar]:
    """The bars of a hex digest in a box of 256 × 20; 0 is the lowest, f fills the box."""
    heights = (LEAST + PER_DIGIT * int(digit, 16) for digit in digest)
    return [
        Bar(place * STEP, f"{HEIGHT - height:.1f}", f"{height:.1f}") for place, height in enumerate(heights)
    ]


@register.filter
def groups(digest: str) -> str:
    """The digits in groups of eight, as people compare them."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))
