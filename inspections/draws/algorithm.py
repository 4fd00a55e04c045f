"""The verifiable draw, to the byte: pools, commitment, seed, keys, pick, seats, overrides. Pure functions, no database.

`sha(a, b, …)` is SHA-256 over the parts joined by the byte 0x1F; text is UTF-8. Seeds and keys are raw bytes, what stands in a
receipt is lower-case hex. Nothing depends on the order in which employers or inspectors are given. `static/verify_draw.py` and
`static/js/verify_draw.js` say the same once more for people who do not have this software; the tests hold the three together.

Overrides (docs/adr/0010-draw-rounds.md). A round is either drawn, with a nonce and witnesses of its own, or it changes the
seats of one employer of the round before and adds one entry to `overrides`; which employers are drawn can never be overridden.
An entry is `{"code", "reason", "approver", "seal"}` and either `"recused"`, the certificate of the inspector who steps down and
whose seat goes to the next in order, or `"inspectors"`, two certificates named by hand. `seal` binds round, reason, approver and
the seats that follow to the seed. A round drawn anew says which it is in its first text (`heading`): its number is in the seed.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, NotRequired, TypedDict

VERSION = 1
MAX_WEIGHT = 1000
NONCE_BYTES = 32
SEATS = 2
SEPARATOR = b"\x1f"
HEADING = re.compile(r"第([1-9][0-9]{0,5})轮 [0-9a-f]{64} ")
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


class PoolEmployerLine(TypedDict):
    code: str
    grade: str
    name: str
    stratum: str
    town: str
    weight: int


class PoolInspectorLine(TypedDict):
    certificate: str
    conflicts: list[str]
    name: str


class Drawn(TypedDict):
    stratum: str
    rank: int
    code: str
    inspectors: list[str]


class Override(TypedDict):
    code: str
    reason: str
    approver: str
    seal: str
    recused: NotRequired[str]
    inspectors: NotRequired[list[str]]


class OverrideInvalid(ValueError):
    """An override that the frozen pools do not allow; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def sha(*parts: bytes | str) -> bytes:
    """SHA-256 over the parts joined by 0x1F."""
    return sha256(
        SEPARATOR.join(part if isinstance(part, bytes) else part.encode() for part in parts)
    ).digest()


def canonical(value: object) -> bytes:
    """JSON with sorted keys, without spaces and without ASCII escapes."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def pool_lines(
    employers: Iterable[PoolEmployerLine], inspectors: Iterable[PoolInspectorLine]
) -> Iterator[bytes]:
    """The frozen pools as lines: employers by code, `--`, inspectors by certificate. This file's SHA-256 is the pool digest."""
    for employer in sorted(employers, key=lambda one: one["code"]):
        yield canonical(employer) + b"\n"
    yield b"--\n"
    for inspector in sorted(inspectors, key=lambda one: one["certificate"]):
        yield canonical(inspector) + b"\n"


def pool_digest(employers: Iterable[PoolEmployerLine], inspectors: Iterable[PoolInspectorLine]) -> bytes:
    digest = sha256()
    for line in pool_lines(employers, inspectors):
        digest.update(line)
    return digest.digest()


def commitment(nonce: bytes) -> bytes:
    """What is published before the draw."""
    return sha(nonce)


def strip_control(text: str) -> str:
    """Typed text as it goes into the seed: without control characters (0x1F among them) and outer spaces."""
    return CONTROL.sub("", text).encode(errors="ignore").decode().strip()


def heading(number: int, previous: str, reason: str, approver: str) -> str:
    """The first text of a round drawn anew; `previous` is the hex digest of the receipt before it."""
    return f"第{number}轮 {previous} {strip_control(reason)}（{strip_control(approver)}）"


def seed_of(pools: bytes, nonce: bytes, texts: Sequence[str]) -> bytes:
    """The seed, from the raw pool digest, the nonce and the witnesses' texts in the order they were typed."""
    return sha(pools, nonce, *texts)


def key_of(seed: bytes, code: str, weight: int) -> bytes:
    """An employer's key: the greatest of `weight` hashes. Raises ValueError for a weight that is not 1 … MAX_WEIGHT."""
    if type(weight) is not int or not 1 <= weight <= MAX_WEIGHT:
        raise ValueError(f"weight {weight!r}")
    return max(sha(seed, code, str(j)) for j in range(weight))


def pick(
    employers: Iterable[PoolEmployerLine], seed: bytes, counts: Mapping[str, int]
) -> Iterator[tuple[str, int, str]]:
    """Draw `counts[stratum]` employers of each stratum: `(stratum, rank, code)`, strata in order, greatest key first.

    Exactly weighted sampling without replacement. A stratum with fewer employers than asked gives all it has.
    """
    keyed: dict[str, list[tuple[bytes, str]]] = {stratum: [] for stratum in sorted(counts)}
    for one in employers:
        if one["stratum"] in keyed:
            keyed[one["stratum"]].append((key_of(seed, one["code"], one["weight"]), one["code"]))
    for stratum, pairs in keyed.items():
        for rank, (_key, code) in enumerate(sorted(pairs, reverse=True)[: counts[stratum]], 1):
            yield stratum, rank, code


class Seating:
    """Who inspects whom: loads so far and conflicts of the frozen pool of inspectors."""

    def __init__(self, inspectors: Iterable[PoolInspectorLine], seed: bytes) -> None:
        self.conflicts = {one["certificate"]: frozenset(one["conflicts"]) for one in inspectors}
        self.seed = seed
        self.loads: Counter[str] = Counter()

    def free_for(self, code: str, without: Iterable[str] = ()) -> list[str]:
        """The inspectors without a conflict, by ascending `(load so far, sha(seed, code, certificate))`."""
        barred = set(without)
        free = (seat for seat, codes in self.conflicts.items() if code not in codes and seat not in barred)
        return sorted(free, key=lambda seat: (self.loads[seat], sha(self.seed, code, seat)))

    def seat(self, code: str) -> list[str]:
        """The first two free inspectors, leader first; fewer when there are not two (a shortage, to be reported)."""
        seats = self.free_for(code)[:SEATS]
        self.loads.update(seats)
        return seats

    def reload(self, rows: Iterable[Drawn]) -> None:
        self.loads = Counter(seat for row in rows for seat in row["inspectors"])


def draw(
    employers: Iterable[PoolEmployerLine],
    inspectors: Iterable[PoolInspectorLine],
    seed: bytes,
    counts: Mapping[str, int],
) -> list[Drawn]:
    """The whole result of one drawn round, in the order of stratum, then rank."""
    seating = Seating(inspectors, seed)
    return [
        {"stratum": stratum, "rank": rank, "code": code, "inspectors": seating.seat(code)}
        for stratum, rank, code in pick(employers, seed, counts)
    ]


def seal_of(seed: bytes, number: int, entry: Mapping[str, Any], seats: Sequence[str]) -> str:
    """What an override of round `number` is sealed with; `seats` are those that follow from it."""
    return sha(seed, str(number), entry["code"], entry["reason"], entry["approver"], *seats).hex()


def reseat(
    rows: list[Drawn], entry: Mapping[str, Any], gone: dict[str, set[str]], seating: Seating
) -> tuple[list[Drawn], list[str]]:
    """The rows after one override, and the seats it gives. Raises `OverrideInvalid`.

    `gone` remembers who stepped down from which employer and may not come back to it; it is added to.
    """
    row = next((row for row in rows if row["code"] == entry["code"]), None)
    if row is None:
        raise OverrideInvalid("not_drawn")
    seats, left = list(row["inspectors"]), gone.setdefault(entry["code"], set())
    if "recused" in entry:
        if entry["recused"] not in seats:
            raise OverrideInvalid("not_seated")
        left.add(entry["recused"])
        seating.reload(rows)
        place = seats.index(entry["recused"])
        seats[place : place + 1] = seating.free_for(entry["code"], left | set(seats))[:1]
    else:
        seats = list(entry["inspectors"])
        if len(seats) != SEATS or seats[0] == seats[1]:
            raise OverrideInvalid("not_two")
        if not set(seats) <= set(seating.free_for(entry["code"], left)):
            raise OverrideInvalid("not_free")
    return [{**other, "inspectors": seats} if other is row else other for other in rows], seats
