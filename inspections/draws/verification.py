"""Does a receipt hold? Everything in it is computed again and compared part by part.

Covered is all but `campaign`, `previous` and `drawn_at`, which the audit trail covers. A malformed receipt gives a reason,
never an exception. `static/verify_draw.py` says the same in one file.
"""

import json
from collections import Counter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.draws import algorithm
from inspections.draws.algorithm import (
    CONTROL,
    HEADING,
    NONCE_BYTES,
    VERSION,
    OverrideInvalid,
    Seating,
    canonical,
)

SENTENCES: dict[str, Any] = {
    "version": gettext_lazy("version：凭证的版本不对"),
    "pool_digest": gettext_lazy("pool_digest：名录与名录摘要不符"),
    "commitment": gettext_lazy("commitment：承诺值不是这个随机数的摘要"),
    "nonce": gettext_lazy("nonce：随机数的写法不对"),
    "witness_texts": gettext_lazy("witness_texts：没有见证人键入的文字，或者文字的写法不对"),
    "seed": gettext_lazy("seed：种子与名录、随机数、见证文字不符"),
    "counts": gettext_lazy("counts：各层户数与名录不符"),
    "result": gettext_lazy("result：结果与重新抽取的不符"),
    "overrides": gettext_lazy("overrides：席位变更不成立，或者单位、人员、理由、批准人、轮次被改动"),
    "round": gettext_lazy("round：轮次与凭证内容不符"),
}
UNCOVERED = frozenset({"campaign", "previous", "drawn_at"})
PARTS = frozenset({*SENTENCES, *UNCOVERED, "employers", "inspectors"})
# What computing with a malformed receipt may raise.
MALFORMED = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def verify_file(raw: bytes) -> list[str]:
    """`verify` of the bytes of a receipt file. A number with a fraction occurs in no receipt."""
    try:
        receipt = json.loads(
            raw.decode("utf-8-sig"), parse_float=_refuse, parse_constant=_refuse, object_pairs_hook=_once
        )
    except (RecursionError, ValueError):
        return [_("不是有效的凭证，无法重新抽取")]
    return verify(receipt)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names occur once each: of two, a reader sees one and a program takes the other."""
    named = dict(pairs)
    if len(named) != len(pairs):
        raise ValueError("a name occurs twice")
    return named


def verify(receipt: Any) -> list[str]:
    """What does not hold, as sentences that begin with the name of the part; empty when the receipt holds."""
    try:
        if set(receipt) != PARTS:
            return [_("不是有效的凭证，无法重新抽取")]
        json.dumps(receipt, ensure_ascii=False, allow_nan=False).encode()
        expected = _recompute(receipt)
    except MALFORMED:
        return [_("不是有效的凭证，无法重新抽取")]
    wrong = [part for part in SENTENCES if canonical(receipt[part]) != canonical(expected[part])]
    return [f"{SENTENCES[part]}{_place(receipt[part], expected[part])}" for part in wrong]


def _recompute(receipt: dict[str, Any]) -> dict[str, Any]:
    """What the covered parts must be, from the pools, the nonce, the texts, the counts and what the overrides ask for."""
    employers, inspectors, nonce = (
        receipt["employers"],
        receipt["inspectors"],
        bytes.fromhex(receipt["nonce"]),
    )
    if len(nonce) != NONCE_BYTES or _has_twice(employers, "code") or _has_twice(inspectors, "certificate"):
        raise ValueError("nonce or pools")
    texts = [CONTROL.sub("", text) for text in receipt["witness_texts"]]
    heading = HEADING.match(texts[0])
    typed = texts[1:] if heading else texts
    pools = algorithm.pool_digest(employers, inspectors)
    seed = algorithm.seed_of(pools, nonce, texts)
    sizes = Counter(one["stratum"] for one in employers)
    counts = {name: max(0, min(int(receipt["counts"][name]), size)) for name, size in sizes.items()}
    rows = algorithm.draw(employers, inspectors, seed, counts)
    number = int(heading[1]) if heading else 1
    seating = Seating(inspectors, seed)
    gone: dict[str, set[str]] = {}
    overrides: list[dict[str, Any] | None] = []
    for entry in receipt["overrides"]:
        number += 1
        try:
            rows, seats = algorithm.reseat(rows, entry, gone, seating)
        except OverrideInvalid:
            overrides.append(None)
            continue
        overrides.append(_sealed(seed, number, entry, seats))
    return {
        "version": VERSION,
        "pool_digest": pools.hex(),
        "commitment": algorithm.commitment(nonce).hex(),
        "nonce": nonce.hex(),
        "witness_texts": texts if typed and all(texts) else None,
        "seed": seed.hex(),
        "counts": counts,
        "result": rows,
        "overrides": overrides,
        "round": number,
    }


def _sealed(seed: bytes, number: int, entry: dict[str, Any], seats: list[str]) -> dict[str, Any]:
    """An override as it must be."""
    told = {name: CONTROL.sub("", entry[name]) for name in ("code", "reason", "approver")}
    told["seal"] = algorithm.seal_of(seed, number, told, seats)
    asked = {"recused": entry["recused"]} if "recused" in entry else {"inspectors": seats}
    return {**told, **asked}


def _place(told: object, right: object) -> str:
    """Where two lists part, for the reader."""
    if not isinstance(told, list) or not isinstance(right, list):
        return ""
    shared = min(len(told), len(right))
    first = next((n for n in range(shared) if canonical(told[n]) != canonical(right[n])), shared)
    return _("（从第 %(n)s 项起）") % {"n": first + 1}


def _has_twice(pool: list[dict[str, Any]], name: str) -> bool:
    return len({one[name] for one in pool}) < len(pool)


def _refuse(text: str) -> None:
    raise ValueError(text)
