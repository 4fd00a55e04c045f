"""Does a receipt hold? Everything in it is computed again and compared; a malformed receipt gives reasons, never an exception.

Covered is all but `campaign`, `previous` and `drawn_at`, which the audit trail covers.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from inspections.draws import algorithm
from inspections.draws.algorithm import CONTROL, HEADING, MAX_WEIGHT, SEATS, OverrideInvalid, Seating

COVERED = (
    "version",
    "round",
    "employers",
    "inspectors",
    "pool_digest",
    "commitment",
    "nonce",
    "witness_texts",
    "seed",
    "counts",
    "result",
    "overrides",
)
UNCOVERED = ("campaign", "previous", "drawn_at")
HEX = re.compile(r"[0-9a-f]{64}")


def verify_file(raw: bytes) -> list[str]:
    """`verify` of the bytes of a receipt file. A number with a fraction occurs in no receipt."""
    try:
        receipt = json.loads(raw.decode("utf-8-sig"), parse_float=_refuse, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return [_("不是有效的凭证文件")]
    return verify(receipt)


def verify(receipt: Any) -> list[str]:
    """What does not hold, as sentences that begin with the name of the part; empty when the receipt holds."""
    problems = list(_misshapen(receipt))
    if problems:
        return problems
    heading = HEADING.match(receipt["witness_texts"][0])
    first_round = int(heading[1]) if heading else 1
    if heading and len(receipt["witness_texts"]) == 1:
        problems.append(_("witness_texts：没有见证人键入的文字"))
    expected = first_round + len(receipt["overrides"])
    if receipt["round"] != expected:
        problems.append(_("round：按凭证内容应为第 %(number)s 轮") % {"number": expected})
    seed, seed_problems = _check_seed(receipt)
    return problems + seed_problems + list(_check_result(receipt, seed, first_round))


def _check_seed(receipt: dict[str, Any]) -> tuple[bytes, list[str]]:
    nonce = bytes.fromhex(receipt["nonce"])
    pools = algorithm.pool_digest(receipt["employers"], receipt["inspectors"])
    seed = algorithm.seed_of(pools, nonce, receipt["witness_texts"])
    told = (
        ("commitment", algorithm.commitment(nonce), _("commitment：承诺值不是这个随机数的摘要")),
        ("pool_digest", pools, _("pool_digest：名录与名录摘要不符")),
        ("seed", seed, _("seed：种子与名录、随机数、见证文字不符")),
    )
    return seed, [sentence for name, value, sentence in told if receipt[name] != value.hex()]


def _check_result(receipt: dict[str, Any], seed: bytes, first_round: int) -> Iterator[str]:
    rows = algorithm.draw(receipt["employers"], receipt["inspectors"], seed, receipt["counts"])
    seating, gone = Seating(receipt["inspectors"], seed), {}
    for number, entry in enumerate(receipt["overrides"], 1):
        try:
            rows, seats = algorithm.reseat(rows, entry, gone, seating)
        except OverrideInvalid as invalid:
            yield _invalid(invalid.code, number, entry)
            break
        if entry["seal"] != algorithm.seal_of(seed, first_round + number, entry, seats):
            yield _("overrides：第 %(number)s 条与封记不符，单位、人员、理由、批准人或轮次被改动") % {
                "number": number
            }
    if receipt["result"] != rows:
        told = receipt["result"]
        wrong = next((n for n, row in enumerate(rows) if [row] != told[n : n + 1]), len(rows))
        yield _("result：从第 %(number)s 行起与重新抽取的结果不符") % {"number": wrong + 1}


def _invalid(code: str, number: int, entry: dict[str, Any]) -> str:
    sentences = {
        "not_drawn": _("overrides：第 %(number)s 条的单位 %(code)s 不在抽中名单里"),
        "not_seated": _("overrides：第 %(number)s 条的回避人员 %(recused)s 不在这一户"),
        "not_free": _("overrides：第 %(number)s 条指定的人员不在名录里、有利害关系或已回避"),
    }
    return sentences[code] % {"number": number, **entry}


def _misshapen(receipt: Any) -> Iterator[str]:
    """Whatever keeps the receipt from being drawn again."""
    try:
        json.dumps(receipt, ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError, RecursionError):
        yield _("不是有效的凭证文件")
        return
    if not isinstance(receipt, dict) or set(receipt) != {*COVERED, *UNCOVERED}:
        yield _("凭证的项目不全，或有多余的项目")
        return
    wrong = [name for name in COVERED if not SHAPES[name](receipt[name])]
    yield from (_("%(name)s：格式不对") % {"name": name} for name in wrong)
    if wrong:
        return
    sizes, counts = Counter(one["stratum"] for one in receipt["employers"]), receipt["counts"]
    if set(sizes) != set(counts):
        yield _("counts：各层与名录里的层不一致")
    elif any(count > sizes[stratum] for stratum, count in counts.items()):
        yield _("counts：有的层要抽的户数多于名录里的户数")


def _is_number(value: Any, least: int, most: int | None = None) -> bool:
    return type(value) is int and value >= least and (most is None or value <= most)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value != "" and not CONTROL.search(value)


def _is_hex(value: Any) -> bool:
    return isinstance(value, str) and HEX.fullmatch(value) is not None


def _is_list(value: Any, is_item: Callable[[Any], bool]) -> bool:
    return isinstance(value, list) and all(is_item(item) for item in value)


def _is_set(value: list[Any], name: str) -> bool:
    return len({one[name] for one in value}) == len(value)


def _is_employer(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and _is_text(value.get("code"))
        and _is_text(value.get("stratum"))
        and _is_number(value.get("weight"), 1, MAX_WEIGHT)
    )


def _is_inspector(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and _is_text(value.get("certificate"))
        and _is_list(value.get("conflicts"), _is_text)
    )


def _is_row(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {"stratum", "rank", "code", "inspectors"}
        and _is_text(value["stratum"])
        and _is_number(value["rank"], 1)
        and _is_text(value["code"])
        and _is_list(value["inspectors"], _is_text)
    )


def _is_override(value: Any) -> bool:
    named = ("code", "reason", "approver")
    if not isinstance(value, dict) or not all(_is_text(value.get(name)) for name in named):
        return False
    seats = value.get("inspectors")
    is_pair = _is_list(seats, _is_text) and len(set(seats)) == len(seats) == SEATS
    more = set(value) - set(named)
    return _is_hex(value.get("seal")) and (
        (more == {"seal", "recused"} and _is_text(value["recused"]))
        or (more == {"seal", "inspectors"} and is_pair)
    )


def _refuse(text: str) -> None:
    raise ValueError(text)


SHAPES: dict[str, Callable[[Any], bool]] = {
    "version": lambda value: _is_number(value, algorithm.VERSION, algorithm.VERSION),
    "round": lambda value: _is_number(value, 1),
    "employers": lambda value: _is_list(value, _is_employer) and _is_set(value, "code"),
    "inspectors": lambda value: _is_list(value, _is_inspector) and _is_set(value, "certificate"),
    "pool_digest": _is_hex,
    "commitment": _is_hex,
    "nonce": _is_hex,
    "witness_texts": lambda value: _is_list(value, _is_text) and bool(value),
    "seed": _is_hex,
    "counts": lambda value: isinstance(value, dict) and all(_is_number(count, 0) for count in value.values()),
    "result": lambda value: _is_list(value, _is_row),
    "overrides": lambda value: _is_list(value, _is_override),
}
