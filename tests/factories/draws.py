"""Draws for tests, made by the services the pages use."""

from datetime import date
from random import Random
from typing import Any

from casework.by import By
from inspections.draws import algorithm, receipt
from inspections.draws.models import Draw, Round
from inspections.draws.services import adopting, preparing, rounds
from law import clock
from tests.factories.checks import DRAW_DAY

NONCE = bytes(range(32))


def pool(
    employers: int = 30,
    inspectors: int = 6,
    *,
    seed: int = 1,
    strata: tuple[str, ...] = ("网络直播", "劳动密集、服务"),
) -> tuple[list[algorithm.PoolEmployerLine], list[algorithm.PoolInspectorLine]]:
    """Two invented pools, without a database; the same seed gives the same pools."""
    random = Random(seed)
    firms: list[algorithm.PoolEmployerLine] = [
        {
            "code": f"W{number:06d}",
            "grade": random.choice(["", "A", "B", "C"]),
            "name": f"青岛第{number}“食品”有限公司",
            "stratum": strata[number % len(strata)],
            "town": random.choice(["黄岛街道", "琅琊镇"]),
            "weight": random.randint(1, 8),
        }
        for number in range(1, employers + 1)
    ]
    people: list[algorithm.PoolInspectorLine] = [
        {
            "certificate": f"鲁B{number:04d}",
            "conflicts": sorted(random.sample([firm["code"] for firm in firms], min(len(firms), number % 4))),
            "name": f"监察员{number}",
        }
        for number in range(1, inspectors + 1)
    ]
    return firms, people


def receipt_of(
    employers: list[Any],
    inspectors: list[Any],
    counts: dict[str, int],
    *,
    nonce: bytes = NONCE,
    texts: tuple[str, ...] = ("今日东南风四级，潮高三米一", "公开公正 0623"),
    number: int = 1,
) -> dict[str, Any]:
    """The receipt of a round drawn from these pools."""
    digest = algorithm.pool_digest(employers, inspectors)
    seed = algorithm.seed_of(digest, nonce, texts)
    proof = receipt.proof(
        campaign="2021",
        round=number,
        previous=None,
        drawn_at="2021-06-03T14:35:00+08:00",
        pool_digest=digest.hex(),
        commitment=algorithm.commitment(nonce).hex(),
        nonce=nonce.hex(),
        witness_texts=list(texts),
        seed=seed.hex(),
        counts=counts,
        result=algorithm.draw(employers, inspectors, seed, counts),
        overrides=[],
    )
    return receipt.whole(proof, employers, inspectors)


def overridden(
    told: dict[str, Any], entry: dict[str, Any], *, reason: str = "近亲属任职", approver: str = "刘某"
) -> dict[str, Any]:
    """The receipt of the next round: `told` with one entry (`code` and `recused` or `inspectors`) added."""
    seed, number = bytes.fromhex(told["seed"]), told["round"] + 1
    entry = {**entry, "reason": reason, "approver": approver}
    gone: dict[str, set[str]] = {}
    for earlier in told["overrides"]:
        if "recused" in earlier:
            gone.setdefault(earlier["code"], set()).add(earlier["recused"])
    rows, seats = algorithm.reseat(told["result"], entry, gone, algorithm.Seating(told["inspectors"], seed))
    entry["seal"] = algorithm.seal_of(seed, number, entry, seats)
    return {**told, "round": number, "result": rows, "overrides": [*told["overrides"], entry]}


def prepared(
    *,
    campaign: Any,
    actor: Any,
    on: date = DRAW_DAY,
    counts: dict[str, int] | None = None,
    off_plan: str = "",
    **facts: Any,
) -> Draw:
    facts = {"title": "六月双随机抽查", "matters": ["wage_arrears"], "counts": counts, **facts}
    with clock.at(on):
        return preparing.prepare(by=By(actor, off_plan=off_plan), campaign=campaign, **facts)


def frozen(*, on: date = DRAW_DAY, actor: Any, nonce: bytes = NONCE, **facts: Any) -> Draw:
    draw = prepared(actor=actor, on=on, **facts)
    with clock.at(on):
        preparing.freeze(draw, by=By(actor), nonce=nonce)
    return draw


def witnessed(*, on: date = DRAW_DAY, actor: Any, **facts: Any) -> Draw:
    draw = frozen(on=on, actor=actor, **facts)
    with clock.at(on):
        rounds.add_witness(
            draw,
            by=By(actor),
            witness="陈某",
            kind="discipline",
            capacity="区纪委监委派驻组",
            text="愿抽愿查 0603",
        )
    return draw


def drawn(*, on: date = DRAW_DAY, actor: Any, **facts: Any) -> Draw:
    draw = witnessed(on=on, actor=actor, **facts)
    with clock.at(on):
        rounds.draw(draw, by=By(actor))
    return draw


def adopted(*, on: date = DRAW_DAY, actor: Any, **facts: Any) -> Draw:
    draw = drawn(on=on, actor=actor, **facts)
    with clock.at(on):
        adopting.adopt(draw, by=By(actor))
    return draw


def redrawn(
    draw: Draw, *, leader: Any, head: Any, on: date = DRAW_DAY, nonce: bytes = bytes(reversed(NONCE))
) -> Round:
    """The next round of a drawn draw, asked for and approved by two people, with its own witness."""
    with clock.at(on):
        rounds.redraw(draw, by=By(leader), reason="名录外人员在场")
        rounds.approve_redraw(draw, by=By(head), nonce=nonce)
        rounds.add_witness(draw, by=By(leader), witness="孙某", kind="legal", text="灵山湾 14:32")
        return rounds.draw(draw, by=By(leader))
