#!/usr/bin/env python3
"""Check the receipt of a random draw (双随机抽取凭证). It needs Python 3.8 or newer and nothing else:

    python3 verify_draw.py RECEIPT.json

It draws once more from what stands in the receipt and compares. It prints «holds» and exits with 0, or prints what does not
hold and exits with 1. Everything is covered but `campaign`, `previous` and `drawn_at`.

Below, sha(a, b, …) is SHA-256 over the parts joined by the byte 0x1F; texts are UTF-8; digests in a receipt are lower-case hex.
"""

import json
import re
import sys
from hashlib import sha256

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
MAX_WEIGHT = 1000
HEX = re.compile(r"[0-9a-f]{64}")
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
# A round that is drawn anew opens with a line of its own: its number, the digest of the round before, reason, approver.
HEADING = re.compile(r"第([1-9][0-9]{0,5})轮 [0-9a-f]{64} ")


def sha(*parts):
    return sha256(b"\x1f".join(part if isinstance(part, bytes) else part.encode() for part in parts)).digest()


def line(entry):
    return json.dumps(entry, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def digest_of_pools(employers, inspectors):
    lines = [line(one) for one in sorted(employers, key=lambda one: one["code"])] + [b"--\n"]
    lines += [line(one) for one in sorted(inspectors, key=lambda one: one["certificate"])]
    return sha256(b"".join(lines)).digest()


def draw(employers, inspectors, seed, counts):
    """In each stratum the employers with the greatest keys; a key is the best of as many hashes as the weight."""
    strata = {name: [] for name in sorted(counts)}
    for one in employers:
        key = max(sha(seed, one["code"], str(j)) for j in range(one["weight"]))
        strata[one["stratum"]].append((key, one["code"]))
    loads = {one["certificate"]: 0 for one in inspectors}
    rows = []
    for name, keyed in strata.items():
        for rank, (_, code) in enumerate(sorted(keyed, reverse=True)[: counts[name]], 1):
            seats = free_for(code, inspectors, seed, loads)[:2]
            for seat in seats:
                loads[seat] += 1
            rows.append({"stratum": name, "rank": rank, "code": code, "inspectors": seats})
    return rows


def free_for(code, inspectors, seed, loads, without=()):
    """Who may inspect this employer: the least busy first, then by hash; nobody with a conflict of interest."""
    free = [
        one["certificate"]
        for one in inspectors
        if code not in one["conflicts"] and one["certificate"] not in without
    ]
    return sorted(free, key=lambda seat: (loads[seat], sha(seed, code, seat)))


def override(rows, overrides, inspectors, seed, first_round):
    """Apply the seats changed in later rounds, one a round; yields what is wrong with them."""
    by_code, left = {row["code"]: row for row in rows}, {}
    for number, entry in enumerate(overrides, 1):
        code, row = entry["code"], by_code.get(entry["code"])
        if row is None:
            yield f"overrides：第 {number} 条的单位 {code} 不在抽中名单里"
            return
        seats, gone = list(row["inspectors"]), left.setdefault(code, set())
        if "recused" in entry:
            if entry["recused"] not in seats:
                yield f"overrides：第 {number} 条的回避人员 {entry['recused']} 不在这一户"
                return
            gone.add(entry["recused"])
            loads = {one["certificate"]: 0 for one in inspectors}
            for seat in (seat for other in rows for seat in other["inspectors"]):
                loads[seat] += 1
            place, free = (
                seats.index(entry["recused"]),
                free_for(code, inspectors, seed, loads, gone | set(seats)),
            )
            seats[place : place + 1] = free[:1]
        else:
            seats = entry["inspectors"]
            if not set(seats) <= set(
                free_for(code, inspectors, seed, dict.fromkeys(certificates(inspectors), 0), gone)
            ):
                yield f"overrides：第 {number} 条指定的人员不在名录里、有利害关系或已回避"
                return
        row["inspectors"] = seats
        if (
            entry["seal"]
            != sha(seed, str(first_round + number), code, entry["reason"], entry["approver"], *seats).hex()
        ):
            yield f"overrides：第 {number} 条与封记不符，单位、人员、理由、批准人或轮次被改动"


def check(receipt):
    """The list of what does not hold; empty when the receipt holds."""
    problems = list(misshapen(receipt))
    if problems:
        return problems
    employers, inspectors, texts = receipt["employers"], receipt["inspectors"], receipt["witness_texts"]
    heading = HEADING.match(texts[0])
    first_round = int(heading[1]) if heading else 1
    if heading and len(texts) == 1:
        problems.append("witness_texts：没有见证人键入的文字")
    if receipt["round"] != first_round + len(receipt["overrides"]):
        problems.append(f"round：按凭证内容应为第 {first_round + len(receipt['overrides'])} 轮")
    nonce, pools = bytes.fromhex(receipt["nonce"]), digest_of_pools(employers, inspectors)
    if receipt["commitment"] != sha(nonce).hex():
        problems.append("commitment：承诺值不是这个随机数的摘要")
    if receipt["pool_digest"] != pools.hex():
        problems.append("pool_digest：名录与名录摘要不符")
    seed = sha(pools, nonce, *texts)
    if receipt["seed"] != seed.hex():
        problems.append("seed：种子与名录、随机数、见证文字不符")
    rows = draw(employers, inspectors, seed, receipt["counts"])
    problems += override(rows, receipt["overrides"], inspectors, seed, first_round)
    if receipt["result"] != rows:
        told = receipt["result"]
        wrong = next((n for n, row in enumerate(rows) if [row] != told[n : n + 1]), len(rows))
        problems.append(f"result：从第 {wrong + 1} 行起与重新抽取的结果不符")
    return problems


def certificates(inspectors):
    return [one["certificate"] for one in inspectors]


def misshapen(receipt):
    """Whatever keeps the receipt from being drawn again."""
    try:
        json.dumps(receipt, ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError, RecursionError):
        yield "不是有效的凭证文件"
        return
    if not isinstance(receipt, dict) or set(receipt) != {*COVERED, *UNCOVERED}:
        yield "凭证的项目不全，或有多余的项目"
        return
    rules = {
        "version": lambda v: is_number(v, 1, 1),
        "round": lambda v: is_number(v, 1),
        "employers": lambda v: is_list(v, is_employer) and is_set([one["code"] for one in v]),
        "inspectors": lambda v: is_list(v, is_inspector) and is_set(certificates(v)),
        "witness_texts": lambda v: is_list(v, is_text) and v != [],
        "counts": lambda v: isinstance(v, dict) and all(is_number(count, 0) for count in v.values()),
        "result": lambda v: is_list(v, is_row),
        "overrides": lambda v: is_list(v, is_override),
        **dict.fromkeys(("pool_digest", "commitment", "nonce", "seed"), is_hex),
    }
    wrong = [name for name in COVERED if not rules[name](receipt[name])]
    yield from (f"{name}：格式不对" for name in wrong)
    if wrong:
        return
    sizes = {}
    for one in receipt["employers"]:
        sizes[one["stratum"]] = sizes.get(one["stratum"], 0) + 1
    if set(sizes) != set(receipt["counts"]):
        yield "counts：各层与名录里的层不一致"
    elif any(count > sizes[name] for name, count in receipt["counts"].items()):
        yield "counts：有的层要抽的户数多于名录里的户数"


def is_number(value, least, most=None):
    return type(value) is int and value >= least and (most is None or value <= most)


def is_text(value):
    return isinstance(value, str) and value != "" and not CONTROL.search(value)


def is_hex(value):
    return isinstance(value, str) and HEX.fullmatch(value) is not None


def is_list(value, is_item):
    return isinstance(value, list) and all(is_item(item) for item in value)


def is_set(values):
    return len(set(values)) == len(values)


def is_employer(value):
    return (
        isinstance(value, dict)
        and is_text(value.get("code"))
        and is_text(value.get("stratum"))
        and is_number(value.get("weight"), 1, MAX_WEIGHT)
    )


def is_inspector(value):
    return (
        isinstance(value, dict)
        and is_text(value.get("certificate"))
        and is_list(value.get("conflicts"), is_text)
    )


def is_row(value):
    return (
        isinstance(value, dict)
        and set(value) == {"stratum", "rank", "code", "inspectors"}
        and is_text(value["stratum"])
        and is_number(value["rank"], 1)
        and is_text(value["code"])
        and is_list(value["inspectors"], is_text)
    )


def is_override(value):
    if not isinstance(value, dict) or not all(
        is_text(value.get(name)) for name in ("code", "reason", "approver")
    ):
        return False
    more = set(value) - {"code", "reason", "approver"}
    is_pair = (
        is_list(value.get("inspectors"), is_text)
        and len(set(value["inspectors"])) == len(value["inspectors"]) == 2
    )
    return is_hex(value.get("seal")) and (
        (more == {"seal", "recused"} and is_text(value["recused"]))
        or (more == {"seal", "inspectors"} and is_pair)
    )


def refuse(text):
    raise ValueError(text)


def check_file(raw):
    """`check` of the bytes of a file; a number with a fraction occurs in no receipt."""
    try:
        receipt = json.loads(raw.decode("utf-8-sig"), parse_float=refuse, parse_constant=refuse)
    except (ValueError, RecursionError):
        return ["不是有效的凭证文件"]
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
