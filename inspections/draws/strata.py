"""How the pool of a draw is divided: by kind of employer (方案三（一）), or by town."""

from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _


class StrataBy(models.TextChoices):
    CATEGORY = "category", _("按单位类别")
    TOWN = "town", _("按镇街")


# Name of a stratum as it stands in receipts -> categories (registry.Category.code). An employer of several kinds belongs
# to the first stratum that is drawn from.
CATEGORY_STRATA: dict[str, tuple[str, ...]] = {
    "歌舞、酒吧、游艺": ("karaoke", "bar", "arcade"),
    "网络直播": ("live_streaming",),
    "劳动密集、服务": ("labour_intensive", "service"),
    "其他": ("other",),
}
# What is drawn from when no counts are given: the objects the campaign document names.
CAMPAIGN_STRATA = ("歌舞、酒吧、游艺", "网络直播", "劳动密集、服务")


def stratum_of(categories: Iterable[str], strata: Iterable[str]) -> str | None:
    """The stratum among `strata` an employer with these category codes belongs to; None when it is out of scope."""
    held = set(categories)
    asked = set(strata)
    return next(
        (name for name, codes in CATEGORY_STRATA.items() if name in asked and held & set(codes)), None
    )


def count_by_ratio(available: int, ratio: Decimal) -> int:
    """`ratio` per cent of the employers of a stratum, rounded up: a stratum with employers is never left out."""
    return int((Decimal(available) * ratio / 100).to_integral_value(ROUND_CEILING))
