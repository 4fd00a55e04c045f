"""What the draw room shows: the steps, the chain from pools to seed, the result by stratum, the rounds."""

from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.views import steps
from inspections.draws import algorithm
from inspections.draws.models import Draw, ExclusionReason, Round, RoundResult
from inspections.draws.workflow import DrawState
from law import policy

SHOWN = 60
# The step that is to be done in a state.
NEXT_STEP = {DrawState.PREPARED: 1, DrawState.FROZEN: 2, DrawState.DRAWN: 4, DrawState.ADOPTED: 4}
WEIGHTS = (
    (_("A 级"), "draw.weight.a"),
    (_("未评级"), "draw.weight.ungraded"),
    (_("B 级"), "draw.weight.b"),
    (_("C 级"), "draw.weight.c"),
)


def picture(draw: Draw) -> dict[str, Any]:
    """The context of the page; a fixed number of queries, however large the pools are."""
    rounds = list(draw.rounds.select_related("approver", "operator").defer("proof"))
    latest = draw.latest_round if rounds else None
    # A frozen draw with rounds is waiting for its next one: its chain is that of the coming round.
    is_open = draw.state == DrawState.FROZEN
    number = _texts_round(draw, latest, is_open)
    texts = list(draw.witness_texts.filter(round_number=number))
    return {
        "steps": _steps(draw, len(texts), latest),
        "rounds": rounds[::-1],
        "latest": latest,
        "is_open": is_open,
        "witnesses": texts,
        # The round that was drawn before them; a recusal after it has no place and no host.
        "held": next((one for one in rounds if one.number == number), None),
        "heading": draw.heading if is_open else _heading(latest),
        "planned": [] if draw.frozen_on else list(draw.asked.items()),
        "more_results": max(0, len(latest.proof["result"]) - SHOWN) if latest else 0,
        "excluded": _excluded(draw),
        "weights": [(label, policy.integer(code, draw.on)) for label, code in WEIGHTS],
        "inspectors_url": reverse("draws:draw_pool", args=[draw.pk]) + "#inspectors",
        **_chain(draw, None if is_open else latest),
    }


def _chain(draw: Draw, drawn: Round | None) -> dict[str, Any]:
    """From the commitment to the result, as far as it is made."""
    if drawn is None:
        return {"nonce": "", "commitment": draw.commitment, "is_kept": False, "strata": []}
    return {
        "nonce": drawn.proof["nonce"],
        "commitment": drawn.proof["commitment"],
        "is_kept": _is_kept(drawn),
        "strata": _strata(draw, drawn),
    }


def _texts_round(draw: Draw, latest: Round | None, is_open: bool) -> int:
    """The round whose witnesses count: the coming one, or the one the latest seed was made in."""
    if is_open or latest is None:
        return draw.round_number
    return latest.number - len(latest.proof["overrides"])


def _heading(latest: Round | None) -> str:
    first = latest.witness_texts[0] if latest else ""
    return first if algorithm.HEADING.match(first) else ""


def _is_kept(latest: Round) -> bool:
    """Whether the number that was made public is the one that was committed to; computed, not assumed."""
    return algorithm.commitment(bytes.fromhex(latest.proof["nonce"])).hex() == latest.proof["commitment"]


def _steps(draw: Draw, witnesses: int, latest: Round | None) -> list[dict[str, Any]]:
    at = NEXT_STEP.get(DrawState(draw.state), 0)
    if draw.state == DrawState.FROZEN and witnesses:
        at = 3
    told = _("%(n)s 人") % {"n": witnesses} if witnesses else ""
    drawn = latest.drawn_at if latest else None
    line = (
        (_("拟定方案"), draw.prepared_on),
        (_("冻结名录，公布承诺值"), draw.frozen_on),
        (_("见证人键入"), told),
        (_("抽取"), drawn),
        (_("列入检查名单"), draw.state_since if draw.state == DrawState.ADOPTED else ""),
    )
    return steps(line, at, is_over=draw.state in (DrawState.ADOPTED, DrawState.ABANDONED))


def _strata(draw: Draw, latest: Round) -> list[dict[str, Any]]:
    """The first results, by stratum, with how many were drawn out of how many."""
    rows = latest.results.select_related("employer", "employer__town", "lead", "second")[:SHOWN]
    return [
        {
            "name": name,
            "drawn": draw.counts.get(name),
            "available": draw.available.get(name),
            "rows": list(group),
        }
        for name, group in groupby(rows, key=_stratum)
    ]


def _stratum(row: RoundResult) -> str:
    return row.stratum


def _excluded(draw: Draw) -> list[tuple[str, int, str]]:
    """Reason, number, and the list of them. One GROUP BY."""
    counts = draw.exclusions.tally()
    base = reverse("draws:draw_exclusions", args=[draw.pk])
    return [
        (str(ExclusionReason(code).label), number, f"{base}?reason={code}") for code, number in counts.items()
    ]
