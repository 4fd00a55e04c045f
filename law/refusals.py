"""Whether a proposed decision lies inside what `law.penalties.assess` allows, and why not. Pure.

Above the maximum, below what is fixed, a fine where there is none: never. Below the least of a span, or without money
that is due: only with the written reason of the reviewer (从轻、减轻、不予处罚: 行政处罚法 32, 33; 27 before 2021-07-15).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from law.assessment import ZERO, Assessment, between, yuan
from law.facts import FactsInvalid

MITIGATION = "《行政处罚法》从轻、减轻或者不予处罚的规定"


@dataclass(frozen=True)
class Proposed:
    """A decision as somebody means to take it, in yuan: fine of the unit, of each person responsible, money to the workers."""

    fine: Decimal = ZERO
    persons: tuple[Decimal, ...] = ()
    extra: Decimal = ZERO
    confiscate: Decimal = ZERO


@dataclass(frozen=True)
class Refusal:
    """Why a decision lies outside, in Chinese, with the article; `may_be_reasoned`: the reviewer may pass it in writing."""

    code: str
    sentence: str
    article: str
    may_be_reasoned: bool


def refusals(assessment: Assessment, proposed: Proposed) -> list[Refusal]:
    """Everything that speaks against the decision; empty: it lies inside. Raises `FactsInvalid` for sums that are none."""
    for amount in (proposed.fine, *proposed.persons, proposed.extra, proposed.confiscate):
        if not amount.is_finite() or amount < 0:
            raise FactsInvalid(_("拟决定的金额不是有效数字，请核对。"))
    return [
        *_order(assessment, proposed),
        *_fine(assessment, proposed.fine),
        *(each for amount in proposed.persons for each in _person(assessment, amount)),
        *_extra(assessment, proposed.extra),
        *_confiscation(assessment, proposed.confiscate),
    ]


def _order(made: Assessment, proposed: Proposed) -> Iterator[Refusal]:
    has_money = proposed.fine or proposed.extra or any(proposed.persons)
    if made.awaits_order and has_money:
        yield _order_first(made, "order_not_expired")


def _order_first(made: Assessment, code: str) -> Refusal:
    sentence = _("须先有已送达的责令改正或者责令支付文书，期满仍未履行并经复查，才能处罚或者加付。")
    return Refusal(code, sentence, made.citations, False)


def _fine(made: Assessment, fine: Decimal) -> Iterator[Refusal]:
    article, told = made.citations, {"fine": yuan(fine), "allowed": between(made.fine_min, made.fine_max)}
    if fine > made.fine_max:
        yield _too_high(made, told)
    elif fine < made.fixed_min:
        sentence = _(
            "罚款为固定数额，不得低于 %(fixed)s，拟罚款 %(fine)s；符合不予处罚条件的，请另作不予处罚决定。"
        )
        yield Refusal("below_fixed", sentence % {**told, "fixed": yuan(made.fixed_min)}, article, False)
    elif fine < made.fine_min and not (made.optional and not fine):
        sentence = _("罚款应为 %(allowed)s，拟罚款 %(fine)s；减轻处罚须由审核人写明理由。") % told
        yield Refusal("below_min", sentence, f"{article}；{MITIGATION}", True)


def _too_high(made: Assessment, told: dict[str, str]) -> Refusal:
    if made.fine_max:
        return Refusal(
            "above_max", _("罚款应为 %(allowed)s，拟罚款 %(fine)s，超过上限。") % told, made.citations, False
        )
    if made.waiting:
        return _order_first(made, "no_fine")
    if made.persons_max:
        sentence = _("该行为的罚款对责任人员作出，不对单位罚款；请填写在责任人员一栏。")
        return Refusal("no_fine", sentence, made.citations, False)
    if made.to_workers_max:
        sentence = _("该行为没有罚款；加付赔偿金是付给劳动者的，不是罚款，请填写在加付赔偿金一栏。")
        return Refusal("no_fine", sentence, made.citations, False)
    sentence = (
        _("该行为没有本机关可以作出的罚款，只能责令改正、告知途径或者移送，拟罚款 %(fine)s不能作出。") % told
    )
    return Refusal("no_fine", sentence, made.citations, False)


def _person(made: Assessment, fine: Decimal) -> Iterator[Refusal]:
    told = {"fine": yuan(fine), "allowed": between(made.persons_min, made.persons_max)}
    if fine and not made.persons_max and made.waiting:
        yield _order_first(made, "no_person_fine")
    elif fine and not made.persons_max:
        sentence = _("该行为没有对责任人员的罚款，拟对责任人员罚款 %(fine)s不能作出。") % told
        yield Refusal("no_person_fine", sentence, made.citations, False)
    elif fine > made.persons_max:
        sentence = _("对每名责任人员罚款应为 %(allowed)s，拟罚款 %(fine)s，超过上限。") % told
        yield Refusal("person_above_max", sentence, made.citations, False)
    elif fine < made.persons_min:
        sentence = (
            _("对每名责任人员罚款应为 %(allowed)s，拟罚款 %(fine)s；减轻处罚须由审核人写明理由。") % told
        )
        yield Refusal("person_below_min", sentence, f"{made.citations}；{MITIGATION}", True)


def _extra(made: Assessment, extra: Decimal) -> Iterator[Refusal]:
    told = {"extra": yuan(extra), "allowed": between(made.to_workers_min, made.to_workers_max)}
    if extra and not made.to_workers_max and made.waiting:
        yield _order_first(made, "no_extra")
    elif extra and not made.to_workers_max:
        sentence = _("该行为没有加付赔偿金的规定，拟加付 %(extra)s不能作出。") % told
        yield Refusal("no_extra", sentence, made.citations, False)
    elif extra > made.to_workers_max:
        sentence = _("加付赔偿金应为 %(allowed)s，拟加付 %(extra)s，超过上限。") % told
        yield Refusal("extra_above_max", sentence, made.citations, False)
    elif extra < made.to_workers_min:
        is_fixed = bool(extra) and made.to_workers_min == made.to_workers_max
        sentence = _("加付赔偿金应为 %(allowed)s，拟加付 %(extra)s。") % told
        yield Refusal("extra_below_min", sentence, made.citations, not is_fixed)


def _confiscation(made: Assessment, taken: Decimal) -> Iterator[Refusal]:
    told = {"taken": yuan(taken), "allowed": yuan(made.confiscate)}
    if taken > made.confiscate:
        sentence = _("没收的违法所得应为 %(allowed)s，拟没收 %(taken)s，没有依据。") % told
        yield Refusal("confiscation_above", sentence, made.citations, False)
    elif taken < made.confiscate:
        sentence = _("违法所得 %(allowed)s应当没收，拟没收 %(taken)s，请写明理由。") % told
        yield Refusal("confiscation_below", sentence, made.citations, True)
