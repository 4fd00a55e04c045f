"""Receipts: what holds, that every change to what is covered shows, and that the three verifiers never disagree."""

import json
import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from inspections.draws import algorithm, receipt
from inspections.draws.algorithm import OverrideInvalid
from inspections.draws.verification import verify, verify_file
from tests.draws import verifiers
from tests.factories.draws import overridden, pool, receipt_of

SCRIPT = verifiers.script()
MALFORMED = "不是有效的凭证，无法重新抽取"
WRONG_OVERRIDE = "overrides：席位变更不成立，或者单位、人员、理由、批准人、轮次被改动"
COUNTS = {"网络直播": 2, "劳动密集、服务": 3}


def small() -> dict[str, Any]:
    return receipt_of(*pool(9, 5), COUNTS)


def first(told: dict[str, Any]) -> tuple[str, list[str]]:
    return told["result"][0]["code"], told["result"][0]["inspectors"]


def recused() -> dict[str, Any]:
    """Round 2: the leader of the first drawn employer steps down."""
    told = small()
    code, seats = first(told)
    return overridden(told, {"code": code, "recused": seats[0]})


def named() -> dict[str, Any]:
    """Round 3: after the recusal two others are named by hand for the same employer."""
    told = recused()
    code, seats = first(told)
    barred = {told["overrides"][0]["recused"]}
    free = [
        one["certificate"]
        for one in told["inspectors"]
        if code not in one["conflicts"] and one["certificate"] not in barred
    ]
    return overridden(told, {"code": code, "inspectors": free[-2:][::-1]}, reason="该户情况复杂")


def redrawn() -> dict[str, Any]:
    """Round 2 with a nonce of its own; its first text names the round."""
    heading = algorithm.heading(2, "ab" * 32, "名录外人员在场", "赵某（区局负责人）")
    told = receipt_of(
        *pool(9, 5), COUNTS, nonce=bytes(range(32, 64)), texts=(heading, "灵山湾 14:32"), number=2
    )
    return told | {"previous": "ab" * 32}


def redrawn_and_recused() -> dict[str, Any]:
    told = redrawn()
    code, seats = first(told)
    return overridden(told, {"code": code, "recused": seats[1]})


SAMPLES = {made.__name__: made() for made in (small, recused, named, redrawn, redrawn_and_recused)}
each_sample = pytest.mark.parametrize("name", SAMPLES)


def agreed(told: Any) -> list[str]:
    """What both verifiers in Python say, which must be the same."""
    problems = verify(told)
    assert SCRIPT.check(told) == problems
    return problems


@each_sample
def test_a_true_receipt_holds(name: str) -> None:
    assert agreed(SAMPLES[name]) == []


@each_sample
def test_every_change_of_a_leaf_and_every_omission_fails(name: str) -> None:
    tried = 0
    for path, changed in verifiers.changes(SAMPLES[name]):
        assert agreed(changed) != [], f"{path} was changed and the receipt still holds"
        tried += 1
    assert tried > 200


@each_sample
def test_what_the_audit_trail_covers_may_differ(name: str) -> None:
    for part in verifiers.UNCOVERED:
        assert agreed({**SAMPLES[name], part: "something else"}) == []
        assert agreed({**SAMPLES[name], part: None}) == []


@pytest.mark.parametrize(
    ("part", "value", "told"),
    [
        ("nonce", "00" * 32, ["commitment", "seed", "result"]),
        ("commitment", "00" * 32, ["commitment"]),
        ("pool_digest", "00" * 32, ["pool_digest"]),
        ("seed", "00" * 32, ["seed"]),
        ("witness_texts", ["另一段文字"], ["seed", "result"]),
        ("counts", {"网络直播": 3, "劳动密集、服务": 3}, ["result"]),
        ("counts", {"网络直播": 2, "劳动密集、服务": 99}, ["counts", "result"]),
        ("counts", {"网络直播": -2, "劳动密集、服务": 3}, ["counts", "result"]),
        ("counts", {"网络直播": 2, "劳动密集、服务": 3, "其他": 0}, ["counts"]),
        ("counts", {"网络直播": 2}, [MALFORMED]),
        ("nonce", "00" * 31, [MALFORMED]),
        ("result", [], ["result"]),
        ("round", 2, ["round"]),
        ("version", 2, ["version"]),
        ("version", True, ["version"]),
    ],
)
def test_it_says_what_does_not_hold(part: str, value: Any, told: list[str]) -> None:
    assert [problem.partition("：")[0] for problem in agreed({**small(), part: value})] == told


def test_one_byte_of_either_pool_shows() -> None:
    for which, field in (
        ("employers", "name"),
        ("employers", "town"),
        ("inspectors", "name"),
        ("inspectors", "certificate"),
    ):
        told = small()
        told[which][-1][field] += " "
        assert any(problem.startswith("pool_digest") for problem in agreed(told))


def test_swapped_inspectors_or_rows_show() -> None:
    told = small()
    told["result"][0]["inspectors"].reverse()
    assert agreed(told) == ["result：结果与重新抽取的不符（从第 1 项起）"]
    told = small()
    told["result"][1:3] = told["result"][2:0:-1]
    assert agreed(told) == ["result：结果与重新抽取的不符（从第 2 项起）"]


def test_an_override_cannot_be_hidden_added_or_moved_to_another_round() -> None:
    told = recused()
    assert agreed({**told, "overrides": []}) != []
    assert agreed({**small(), "overrides": told["overrides"]}) != []
    assert agreed({**small(), "round": 2, "overrides": told["overrides"]}) != []
    twice = {**told, "round": 3, "overrides": told["overrides"] * 2}
    assert agreed(twice) == [f"{WRONG_OVERRIDE}（从第 2 项起）"]


def test_a_recusal_changes_one_seat_of_one_employer() -> None:
    before, after = small(), recused()
    changed = [(a, b) for a, b in zip(before["result"], after["result"], strict=True) if a != b]
    assert len(changed) == 1
    old, new = changed[0][0]["inspectors"], changed[0][1]["inspectors"]
    assert new[1] == old[1] and new[0] not in old


def test_who_stepped_down_never_comes_back() -> None:
    told = recused()
    code, _seats = first(told)
    gone = told["overrides"][0]["recused"]
    other = next(
        one["certificate"]
        for one in told["inspectors"]
        if one["certificate"] != gone and code not in one["conflicts"]
    )
    with pytest.raises(OverrideInvalid, match="not_free"):
        overridden(told, {"code": code, "inspectors": [gone, other]})


def test_a_forged_override_that_names_somebody_with_a_conflict_fails() -> None:
    """Sealed as the system would have, had it allowed that."""
    firms, people = pool(9, 5)
    told = receipt_of(firms, people, {"网络直播": 4, "劳动密集、服务": 5})
    barred = next(one for one in people if one["conflicts"])
    code = barred["conflicts"][0]
    free = next(one["certificate"] for one in people if code not in one["conflicts"])
    entry = {"code": code, "inspectors": [barred["certificate"], free], "reason": "指定", "approver": "赵某"}
    entry["seal"] = algorithm.seal_of(bytes.fromhex(told["seed"]), 2, entry, entry["inspectors"])
    result = [
        {**row, "inspectors": entry["inspectors"]} if row["code"] == code else row for row in told["result"]
    ]
    forged = {**told, "round": 2, "overrides": [entry], "result": result}
    assert f"{WRONG_OVERRIDE}（从第 1 项起）" in agreed(forged)


def test_a_redraw_needs_a_witness_besides_its_heading() -> None:
    told = redrawn()
    alone = receipt_of(
        told["employers"], told["inspectors"], COUNTS, texts=(told["witness_texts"][0],), number=2
    )
    assert agreed(alone) == ["witness_texts：没有见证人键入的文字，或者文字的写法不对"]


NONSENSE = [
    None, 1, "x", [], {}, {"version": 1}, [[]], {"employers": {}}, float("nan"), {1: 2}, object(), "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("told", NONSENSE)
def test_nonsense_gives_reasons_not_exceptions(told: Any) -> None:
    assert agreed(told) != []


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150)
@given(data=st.data())
def test_no_mutation_holds_or_raises(data: st.DataObject) -> None:
    """Any part at any depth replaced by any JSON value."""
    told = deepcopy(SAMPLES[data.draw(st.sampled_from(sorted(SAMPLES)))])
    place: Any = told
    name = data.draw(st.sampled_from([part for part in told if part not in verifiers.UNCOVERED]))
    while isinstance(place[name], dict | list) and place[name] and data.draw(st.booleans()):
        place = place[name]
        name = data.draw(st.sampled_from(list(place) if isinstance(place, dict) else range(len(place))))
    value = data.draw(json_values)
    if value == place[name] and type(value) is type(place[name]):
        return
    place[name] = value
    assert agreed(told) != []


@settings(max_examples=100)
@given(raw=st.binary(max_size=60))
def test_any_bytes_give_reasons(raw: bytes) -> None:
    assert verify_file(raw) == SCRIPT.check_file(raw) != []


@settings(max_examples=60)
@given(place=st.integers(0, 10**6), byte=st.integers(0, 255))
def test_flipping_one_byte_of_the_file_never_holds_where_it_is_covered(place: int, byte: int) -> None:
    told = {**small(), "campaign": "", "previous": "", "drawn_at": ""}
    raw = bytearray(b"".join(receipt.file(told, told["employers"], told["inspectors"])))
    place %= len(raw)
    if raw[place] == byte:
        return
    raw[place] = byte
    problems = verify_file(bytes(raw))
    assert SCRIPT.check_file(bytes(raw)) == problems
    try:
        same = {name: value for name, value in json.loads(raw).items() if name not in verifiers.UNCOVERED}
    except ValueError:
        same = None
    assert bool(problems) == (
        same != {name: value for name, value in told.items() if name not in verifiers.UNCOVERED}
    )


@pytest.mark.skipif(
    verifiers.NODE is None, reason="node is not on this machine: the browser's verifier is not run here"
)
def test_the_browser_says_the_same() -> None:
    texts = []
    for name, told in SAMPLES.items():
        texts.append(json.dumps(told, ensure_ascii=False))
        step = 1 if name == "named" else 7
        texts += [json.dumps(changed) for _path, changed in list(verifiers.changes(told))[::step]]
        texts += [json.dumps({**told, part: "x"}) for part in verifiers.UNCOVERED]
    texts += [
        "",
        "{",
        "[]",
        "null",
        "1",
        '{"version": 1.0}',
        '{"a": NaN}',
        json.dumps(small() | {"round": 1.0}),
    ]
    texts += [json.dumps(small()).replace("青岛", "\\ud800", 1), json.dumps(small() | {"more": 1})]
    answers = verifiers.in_browser(texts)
    assert len(answers) == len(texts) > 300
    assert sum(answer not in ([], [MALFORMED]) for answer in answers) > 150, (
        "it goes through the parts as well"
    )
    for text, answer in zip(texts, answers, strict=True):
        problems = verify_file(text.encode())
        # What it finds malformed at a glance, the others may have gone through part by part.
        assert answer == problems or (answer == [MALFORMED] and problems), text[:200]


@each_sample
def test_the_command_and_the_script_agree_with_their_exit_codes(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told, path = SAMPLES[name], tmp_path / "draw-1.json"
    for content, code in ((told, 0), ({**told, "seed": "0" * 64}, 1)):
        path.write_bytes(b"".join(receipt.file(content, content["employers"], content["inspectors"])))
        done = subprocess.run(
            [sys.executable, "-I", verifiers.SCRIPT, path], capture_output=True, text=True, encoding="utf-8"
        )
        assert (done.returncode, done.stdout.strip() == "holds") == (code, code == 0)
        if code:
            with pytest.raises(SystemExit) as left:
                call_command("verify_draw", str(path))
            assert left.value.code == 1
        else:
            call_command("verify_draw", str(path))
        assert capsys.readouterr().out.strip() == done.stdout.strip()


def test_the_file_is_the_receipt() -> None:
    told = recused()
    raw = b"".join(receipt.file(told, told["employers"], told["inspectors"]))
    assert json.loads(raw) == told
    assert list(json.loads(raw)) == list(receipt.ORDER)


@pytest.mark.parametrize("extra", ['"result":[{"code":"EVIL"}],', '"employers":[],'])
def test_a_name_written_twice_is_no_receipt(extra: str) -> None:
    """Of two, a reader would see the first and the program take the last."""
    forged = ("{" + extra + json.dumps(small())[1:]).encode()
    assert verify_file(forged) and SCRIPT.check_file(forged)


def test_the_script_needs_only_the_standard_library_and_is_short() -> None:
    text = verifiers.SCRIPT.read_text(encoding="utf-8")
    imported = {line.split()[1] for line in text.splitlines() if line.startswith(("import ", "from "))}
    assert imported <= sys.stdlib_module_names
    assert len(text.splitlines()) < 220
