"""The receipt of a round as data and as a file. The bytes of the file are fixed, so `sha256sum draw-1.json` is the digest
that round 2 names as `previous`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from inspections.draws.algorithm import VERSION, PoolEmployerLine, PoolInspectorLine, canonical

ORDER = (
    "version",
    "campaign",
    "round",
    "previous",
    "drawn_at",
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
POOLS = ("employers", "inspectors")


def proof(**parts: object) -> dict[str, Any]:
    """A receipt without its pools. Raises TypeError when a part is missing or unknown."""
    told = {"version": VERSION, **parts}
    if set(told) != set(ORDER) - set(POOLS):
        raise TypeError(f"parts of a receipt: {sorted(set(told) ^ (set(ORDER) - set(POOLS)))}")
    return {name: told[name] for name in ORDER if name in told}


def whole(
    proof: Mapping[str, Any], employers: Sequence[PoolEmployerLine], inspectors: Sequence[PoolInspectorLine]
) -> dict[str, Any]:
    parts = {**proof, "employers": list(employers), "inspectors": list(inspectors)}
    return {name: parts[name] for name in ORDER}


def file(
    proof: Mapping[str, Any], employers: Iterable[PoolEmployerLine], inspectors: Iterable[PoolInspectorLine]
) -> Iterator[bytes]:
    """The receipt as a JSON file, one entry of a list on each line; flat in memory however large the pools are."""
    lists = {"employers": employers, "inspectors": inspectors, "result": proof["result"]}
    for place, name in enumerate(ORDER):
        yield b"{" if place == 0 else b",\n"
        yield canonical(name) + b":"
        yield from _lines(lists[name]) if name in lists else [canonical(proof[name])]
    yield b"}\n"


def _lines(entries: Iterable[Any]) -> Iterator[bytes]:
    yield b"["
    for place, entry in enumerate(entries):
        yield (b",\n" if place else b"\n") + canonical(entry)
    yield b"]"
