#!/usr/bin/env python3
"""Check the receipt of a random draw (双随机抽取凭证). It needs Python 3.8 or newer and nothing else:

    python3 verify_draw.py RECEIPT.json

It draws once more from what stands in the receipt and compares part by part. It prints «holds» and exits with 0, or prints
what does not hold and exits with 1. Everything is covered but `campaign`, `previous` and `drawn_at`.

Below, sha(a, b, …) is SHA-256 over the parts joined by the byte 0x1F; texts are UTF-8, digests in a receipt lower-case hex.
"""

import json
import re
import sys
from collections import Counter
from hashlib import sha256

SAID = {
    "version": "version：凭证的版本不对",
    "pool_digest": "pool_digest：名录与名录摘要不符",
    "commitment": "commitment：承诺值不是这个随机数的摘要",
    "nonce": "nonce：随机数的写法不对",
    "witness_texts": "witness_texts：没有见证人键入的文字，或者文字的写法不对",
    "seed": "seed：种子与名录、随机数、见证文字不符",
    "counts": "counts：各层户数与名录不符",
    "result": "result：结果与重新抽取的不符",
    "overrides": "overrides：席位变更不成立，或者单位、人员、理由、批准人、轮次被改动",
    "round": "round：轮次与凭证内容不符",
}
UNCOVERED = {"campaign", "previous", "drawn_at"}
MALFORMED = "不是有效的凭证，无法重新抽取"
MAX_WEIGHT = 1000
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
# A round that is drawn anew opens with a line of its own: its number, the digest of the receipt before, reason, approver.
HEADING = re.compile(r"第([1-9][0-9]{0,5})轮 [0-9a-f]{64} ")


def sha(*parts):
    return sha256(b"\x1f".join(part if isinstance(part, bytes) else part.encode() for part in parts)).digest()


def line(value):
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode() + b"\n"


def digest_of_pools(employers, inspectors):
    """Both pools, a line each, in the order of code and certificate, with the line «--» between them."""
    lines = [line(one) for one in sorted(employers, key=lambda one: one["code"])] + [b"--\n"]
    lines += [line(one) for one in sorted(inspectors, key=lambda one: one["certificate"])]
    return sha256(b"".join(lines)).digest()


def draw(employers, inspectors, seed, counts):
    """In each stratum the employers with the greatest keys; a key is the best of as many hashes as the weight."""
    strata = {name: [] for name in sorted(counts)}
    for one in employers:
        if type(one["weight"]) is not int or not 1 <= one["weight"] <= MAX_WEIGHT:
            raise ValueError("weight")
        key = max(sha(seed, one["code"], str(j)) for j in range(one["weight"]))
        strata[one["stratum"]].append((key, one["code"]))
    rows, loads = [], Counter()
    for name, keyed in strata.items():
        for rank, (_, code) in enumerate(sorted(keyed, reverse=True)[: counts[name]], 1):
            seats = free_for(code, inspectors, seed, loads)[:2]
            loads.update(seats)
            rows.append({"stratum": name, "rank": rank, "code": code, "inspectors": seats})
    return rows


def free_for(code, inspectors, seed, loads, without=()):
    """Who may inspect this employer: the least busy first, then by hash; nobody with a conflict of interest."""
    seats = [one["certificate"] for one in inspectors if code not in frozenset(one["conflicts"])]
    return sorted(set(seats) - set(without), key=lambda seat: (loads[seat], sha(seed, code, seat)))


def override(rows, entry, gone, inspectors, seed, number):
    """The entry as it must be, after its seats are put into `rows`; None when it cannot be.

    Either somebody steps down and the next in order takes the seat, or two are named who are free and never stepped down.
    """
    row = next((row for row in rows if row["code"] == entry["code"]), None)
    if row is None:
        return None
    left, seats, asked = (
        gone[row["code"]],
        row["inspectors"],
        "recused" if "recused" in entry else "inspectors",
    )
    if asked == "recused":
        if entry["recused"] not in seats:
            return None
        left.append(entry["recused"])
        loads = Counter(seat for other in rows for seat in other["inspectors"])
        place = seats.index(entry["recused"])
        following = free_for(row["code"], inspectors, seed, loads, left + seats)[:1]
        seats = seats[:place] + following + seats[place + 1 :]
    else:
        seats = list(entry["inspectors"])
        free = free_for(row["code"], inspectors, seed, Counter(), left)
        if len(seats) != 2 or seats[0] == seats[1] or not set(seats) <= set(free):
            return None
    row["inspectors"] = seats
    told = {name: CONTROL.sub("", entry[name]) for name in ("code", "reason", "approver")}
    told["seal"] = sha(seed, str(number), told["code"], told["reason"], told["approver"], *seats).hex()
    return {**told, asked: entry["recused"] if asked == "recused" else seats}


def recompute(receipt):
    """What the covered parts must be."""
    employers, inspectors, nonce = (
        receipt["employers"],
        receipt["inspectors"],
        bytes.fromhex(receipt["nonce"]),
    )
    if len({one["code"] for one in employers}) < len(employers) or len(nonce) != 32:
        raise ValueError("employers, nonce")
    if len({one["certificate"] for one in inspectors}) < len(inspectors):
        raise ValueError("inspectors")
    texts = [CONTROL.sub("", text) for text in receipt["witness_texts"]]
    heading = HEADING.match(texts[0])
    typed = texts[1:] if heading else texts
    pools = digest_of_pools(employers, inspectors)
    seed = sha(pools, nonce, *texts)
    sizes = Counter(one["stratum"] for one in employers)
    counts = {name: max(0, min(int(receipt["counts"][name]), size)) for name, size in sizes.items()}
    rows = draw(employers, inspectors, seed, counts)
    number, gone, overrides = int(heading[1]) if heading else 1, {row["code"]: [] for row in rows}, []
    for entry in receipt["overrides"]:
        number += 1
        overrides.append(override(rows, entry, gone, inspectors, seed, number))
    return {
        "version": 1,
        "pool_digest": pools.hex(),
        "commitment": sha(nonce).hex(),
        "nonce": nonce.hex(),
        "witness_texts": texts if typed and all(texts) else None,
        "seed": seed.hex(),
        "counts": counts,
        "result": rows,
        "overrides": overrides,
        "round": number,
    }


def place(told, right):
    """Where two lists part, for the reader."""
    if not isinstance(told, list) or not isinstance(right, list):
        return ""
    shared = min(len(told), len(right))
    first = next((n for n in range(shared) if line(told[n]) != line(right[n])), shared)
    return f"（从第 {first + 1} 项起）"


def check(receipt):
    """The list of what does not hold; empty when the receipt holds."""
    try:
        if set(receipt) != {*SAID, *UNCOVERED, "employers", "inspectors"}:
            return [MALFORMED]
        line(receipt)
        expected = recompute(receipt)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        return [MALFORMED]
    wrong = [part for part in SAID if line(receipt[part]) != line(expected[part])]
    return [SAID[part] + place(receipt[part], expected[part]) for part in wrong]


def refuse(text):
    raise ValueError(text)


def once(pairs):
    """An object whose names occur once each: of two, a reader sees one and a program takes the other."""
    named = dict(pairs)
    if len(named) != len(pairs):
        raise ValueError("a name occurs twice")
    return named


READING = {"parse_float": refuse, "parse_constant": refuse, "object_pairs_hook": once}


def check_file(raw):
    """`check` of the bytes of a file; a number with a fraction occurs in no receipt."""
    try:
        receipt = json.loads(raw.decode("utf-8-sig"), **READING)
    except (RecursionError, ValueError):
        return [MALFORMED]
    return check(receipt)


def main(arguments):
    if len(arguments) != 1:
        print("python3 verify_draw.py RECEIPT.json")
        return 2
    try:
        with open(arguments[0], "rb") as file:
            raw = file.read()
    except OSError as error:
        print(f"打不开文件：{error}")
        return 1
    problems = check_file(raw)
    print("\n".join(problems) if problems else "holds")
    return 1 if problems else 0


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    sys.exit(main(sys.argv[1:]))
