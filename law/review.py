"""Why a decision goes through legal review before it is taken, in Chinese, reason by reason. Pure.

Sources: 行政处罚法 58 (38 before 2021-07-15); a local value for the sum; «按照职责分工» is split nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from law import policy
from law.amounts import Counted, is_fine
from law.assessment import yuan


def reasons(counted: Sequence[Counted], most: Decimal, on: date) -> tuple[str, ...]:
    """Every reason; empty where nothing asks for review. `most` is the greatest fine of the unit, in yuan."""
    return tuple(_reasons(counted, most, on))


def compete(counted: Sequence[Counted]) -> bool:
    """Whether two fines of ours name each other as hitting the same act; a referral beside an order is no such thing."""
    codes = {each.norm.code for each in counted if is_fine(each.norm)}
    return any(codes.intersection(each.norm.competing) for each in counted if is_fine(each.norm))


def competing() -> str:
    """Why competing norms go through review."""
    return _("多个规定针对同一行为，适用哪一条由审核人确定。")


def _reasons(counted: Sequence[Counted], most: Decimal, on: date) -> Iterator[str]:
    if compete(counted):
        yield competing()
    if _is_open(counted):
        yield _("月份怎么计算，条文没有写明，两种算法数额不同。")
    if any(is_fine(each.norm) and len(each.norm.by) > 1 for each in counted):
        yield _("条文写由几个部门按照职责分工处罚，分工没有写明。")
    if any(each.norm.needs_review for each in counted):
        yield _("该规定的处罚一律经法制审核。")
    least = policy.amount("review.fine", on)
    if most and most >= least:
        yield _("罚款上限 %(most)s，达到 %(least)s。") % {"most": yuan(most), "least": yuan(least)}


def _is_open(counted: Sequence[Counted]) -> bool:
    """Whether the two counts of a month differ for somebody."""
    months = [piece for each in counted if each.line.months for piece in each.pieces if piece.spell]
    return any(piece.months != piece.most_months for piece in months)
