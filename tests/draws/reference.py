"""The draw once more, written from DESIGN §3 and nothing else: no code is shared with the house or with the public verifier."""

import hashlib
import json
from typing import Any


def h(*parts: bytes) -> bytes:
    hasher = hashlib.sha256()
    for place, part in enumerate(parts):
        if place:
            hasher.update(bytes([0x1F]))
        hasher.update(part)
    return hasher.digest()


def dumped(thing: dict[str, Any]) -> str:
    inner = ",".join(
        f"{json.dumps(name)}:{json.dumps(thing[name], ensure_ascii=False, separators=(',', ':'))}"
        for name in sorted(thing)
    )
    return "{" + inner + "}"


def pool_text(employers: list[dict[str, Any]], inspectors: list[dict[str, Any]]) -> str:
    firms = {firm["code"]: dumped(firm) for firm in employers}
    people = {person["certificate"]: dumped(person) for person in inspectors}
    lines = [firms[code] for code in sorted(firms)] + ["--"] + [people[number] for number in sorted(people)]
    return "".join(f"{text}\n" for text in lines)


def result(
    employers: list[dict[str, Any]], inspectors: list[dict[str, Any]], seed: bytes, counts: dict[str, int]
) -> list[dict[str, Any]]:
    """Strata in order; in each the greatest keys one after another; two inspectors each, the least busy first."""
    found: list[dict[str, Any]] = []
    load = {person["certificate"]: 0 for person in inspectors}
    for stratum in sorted(counts):
        left = {}
        for firm in employers:
            if firm["stratum"] == stratum:
                hashes = [h(seed, firm["code"].encode(), str(j).encode()) for j in range(firm["weight"])]
                left[firm["code"]] = sorted(hashes)[-1]
        for rank in range(1, counts[stratum] + 1):
            best = max(left, key=lambda code: left[code])
            del left[best]
            free = [person["certificate"] for person in inspectors if best not in person["conflicts"]]
            free.sort(key=lambda number: h(seed, best.encode(), number.encode()))
            free.sort(key=lambda number: load[number])
            for number in free[:2]:
                load[number] += 1
            found.append({"stratum": stratum, "rank": rank, "code": best, "inspectors": free[:2]})
    return found
