"""What a paper says about 行政复议 and 行政诉讼, by the day it is issued. Pure.

Terms stand in `law.terms`, the names of bodies and court are local values. Until 2023-12-31 the party chooses between two
bodies (行政复议法 2017, 12), from 2024-01-01 there is one (2023, 24), and after a penalty on the spot 复议 comes before the suit
(2023, 23). A missing or wrong block makes the term one year (适用行政诉讼法的解释 64): such a paper is not issued.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from law import policy
from law.explain import day_text
from law.terms import due
from law.words import term_words

ONE_BODY = date(2024, 1, 1)


class Paper(StrEnum):
    """Papers that may be attacked."""

    PENALTY_DECISION = "penalty_decision"
    HANDLING_DECISION = "handling_decision"
    ON_THE_SPOT_PENALTY = "on_the_spot_penalty"
    REFUSAL_NOTICE = "refusal_notice"
    NO_PENALTY = "no_penalty_decision"
    LATE_FEE = "late_fee_notice"
    WITHDRAWAL = "withdrawal"
    CORRECTION_ORDER = "correction_order"


NAMED_AS = {
    Paper.PENALTY_DECISION: "本处罚决定", Paper.HANDLING_DECISION: "本处理决定", Paper.ON_THE_SPOT_PENALTY: "本当场处罚决定",
    Paper.REFUSAL_NOTICE: "本不予受理决定", Paper.WITHDRAWAL: "本撤销立案决定", Paper.CORRECTION_ORDER: "本责令",
    Paper.NO_PENALTY: "本不予处罚决定", Paper.LATE_FEE: "本加处罚款决定",
}  # fmt: skip
NOT_STAYED = {
    Paper.PENALTY_DECISION,
    Paper.HANDLING_DECISION,
    Paper.ON_THE_SPOT_PENALTY,
    Paper.CORRECTION_ORDER,
    Paper.LATE_FEE,
}


@dataclass(frozen=True)
class Remedies:
    """The block as printed, the bodies and the court it names, and what in it nobody has confirmed."""

    text: str
    bodies: tuple[str, ...]
    court: str
    unconfirmed: tuple[str, ...]
    last_days: tuple[str, ...] = ()


def remedies(
    paper: str, on: date, *, names_sum: bool = False, served_on: date | None = None
) -> Remedies | None:
    """The remedies of `paper` issued on `on`; None where none is printed (notices of a step, records, letters).

    A correction order has one only where it names a sum to pay (`names_sum`). With `served_on` the last days are told.
    Raises `NoTermInForce` for days before the laws existed.
    """
    if paper not in set(Paper) or (paper == Paper.CORRECTION_ORDER and not names_sum):
        return None
    kind, bodies, court = Paper(paper), bodies_on(on), policy.text("remedy.court", on)
    told = {
        "what": NAMED_AS[kind], "bodies": _("或者").join(bodies), "court": court,
        "within": term_words("decision.reconsideration", on), "suit": term_words("decision.suit", on),
        "after": term_words("decision.suit_after_reconsideration", on),
    }  # fmt: skip
    first = _comes_first(kind, on)
    parts = [_FIRST % told if first else _EITHER % told]
    if kind in NOT_STAYED:
        parts.append(_("行政复议、行政诉讼期间，除法律另有规定外，不停止执行。"))
    days = () if served_on is None else tuple(_last_days(served_on, first))
    return Remedies("".join(parts), bodies, court, tuple(_unconfirmed(on)), days)


_FIRST = (
    "如不服%(what)s，应当先自收到之日起 %(within)s内向%(bodies)s申请行政复议；"
    "对复议决定不服的，可以自收到复议决定书之日起 %(after)s内向%(court)s提起行政诉讼。"
)
_EITHER = (
    "如不服%(what)s，可以自收到之日起 %(within)s内向%(bodies)s申请行政复议，"
    "也可以自收到之日起 %(suit)s内直接向%(court)s提起行政诉讼；"
    "先申请行政复议、对复议决定不服的，可以自收到复议决定书之日起 %(after)s内提起行政诉讼。"
)


def bodies_on(on: date) -> tuple[str, ...]:
    """Who decides on a 复议 applied for on `on`: by the party's choice, or the government alone."""
    government = policy.text("remedy.government", on)
    return (government,) if on >= ONE_BODY else (government, policy.text("remedy.superior", on))


def _comes_first(kind: Paper, on: date) -> bool:
    return kind == Paper.ON_THE_SPOT_PENALTY and on >= ONE_BODY


def _unconfirmed(on: date) -> Iterator[str]:
    codes = ("remedy.government", "remedy.court", *(() if on >= ONE_BODY else ("remedy.superior",)))
    for code in codes:
        if policy.unconfirmed(code, on):
            yield _("未核实：%(label)s「%(value)s」（%(doubt)s）") % {
                "label": policy.POLICIES[code].label, "value": policy.text(code, on), "doubt": policy.POLICIES[code].doubt,
            }  # fmt: skip


def _last_days(served_on: date, comes_first: bool) -> Iterator[str]:
    yield _("申请行政复议至 %(day)s") % {"day": day_text(due("decision.reconsideration", served_on).on)}
    if not comes_first:
        yield _("提起行政诉讼至 %(day)s") % {"day": day_text(due("decision.suit", served_on).on)}
