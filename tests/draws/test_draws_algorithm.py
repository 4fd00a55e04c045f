"""The bytes of the draw: against a second implementation, against vectors computed once, and its promises."""

import hashlib
import random
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from inspections.draws import algorithm
from tests.draws import reference
from tests.factories.draws import NONCE, pool, receipt_of

COUNTS = {"网络直播": 4, "劳动密集、服务": 6}
FIRMS = [
    {
        "code": "91370211MA9Y03926J",
        "grade": "B",
        "name": "青岛墨海食品有限公司",
        "stratum": "甲",
        "town": "大村镇",
        "weight": 4,
    },
    {
        "code": "91370211MA9Y09818D",
        "grade": "A",
        "name": "青岛澜成“电子”",
        "stratum": "甲",
        "town": "宝山镇",
        "weight": 1,
    },
    {"code": "W000001", "grade": "", "name": "无照作坊", "stratum": "乙", "town": "", "weight": 2},
    {"code": "W000002", "grade": "C", "name": "小馆", "stratum": "乙", "town": "大村镇", "weight": 8},
]
PEOPLE = [
    {"certificate": "鲁B02110129", "conflicts": ["W000001"], "name": "郑某"},
    {"certificate": "鲁B02110003", "conflicts": [], "name": "王某"},
    {"certificate": "鲁B02110066", "conflicts": ["91370211MA9Y03926J", "W000002"], "name": "李某"},
]


def test_the_pool_lines_are_these_bytes() -> None:
    lines = list(algorithm.pool_lines(FIRMS[2:], PEOPLE[:1]))
    assert lines == [
        '{"code":"W000001","grade":"","name":"无照作坊","stratum":"乙","town":"","weight":2}\n'.encode(),
        '{"code":"W000002","grade":"C","name":"小馆","stratum":"乙","town":"大村镇","weight":8}\n'.encode(),
        b"--\n",
        '{"certificate":"鲁B02110129","conflicts":["W000001"],"name":"郑某"}\n'.encode(),
    ]
    assert algorithm.pool_digest(FIRMS[2:], PEOPLE[:1]) == hashlib.sha256(b"".join(lines)).digest()


def test_the_fixed_vectors() -> None:
    """Computed once; a change of one byte anywhere in the algorithm changes them."""
    told = receipt_of(FIRMS, PEOPLE, {"甲": 1, "乙": 2}, texts=("灵山湾 14:32",))
    assert told["commitment"] == "630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd"
    assert told["pool_digest"] == "3120a350015bfe2821bef666cd5d35c47e0ba4f5ab30919830b23053970cb8d7"
    assert told["seed"] == "ccac866345c1b4a8d7ac68beb2a36bb76a918e5b0f78dc316ad12d86c4666d05"
    assert told["result"] == [
        {"stratum": "乙", "rank": 1, "code": "W000002", "inspectors": ["鲁B02110003", "鲁B02110129"]},
        {"stratum": "乙", "rank": 2, "code": "W000001", "inspectors": ["鲁B02110066", "鲁B02110003"]},
        {
            "stratum": "甲",
            "rank": 1,
            "code": "91370211MA9Y09818D",
            "inspectors": ["鲁B02110129", "鲁B02110066"],
        },
    ]


@settings(max_examples=60)
@given(
    employers=st.integers(1, 60),
    inspectors=st.integers(0, 8),
    seed=st.integers(0, 10**6),
    nonce=st.binary(min_size=32, max_size=32),
    text=st.text(min_size=1, max_size=12).map(algorithm.strip_control).filter(bool),
)
def test_a_second_implementation_finds_the_same(
    employers: int, inspectors: int, seed: int, nonce: bytes, text: str
) -> None:
    firms, people = pool(employers, inspectors, seed=seed)
    sizes = Counter(firm["stratum"] for firm in firms)
    counts = {stratum: (seed + size) % (size + 1) for stratum, size in sizes.items()}
    told = receipt_of(firms, people, counts, nonce=nonce, texts=(text,))
    digest = hashlib.sha256(reference.pool_text(firms, people).encode()).digest()
    expected = reference.h(digest, nonce, text.encode())
    assert told["pool_digest"] == digest.hex()
    assert told["commitment"] == hashlib.sha256(nonce).hexdigest()
    assert told["seed"] == expected.hex()
    assert told["result"] == reference.result(firms, people, expected, counts)


def test_nothing_depends_on_the_order_of_the_pools() -> None:
    firms, people = pool(50, 7)
    told = receipt_of(firms, people, COUNTS)
    for start in range(5):
        random.Random(start).shuffle(firms)
        random.Random(start).shuffle(people)
        again = receipt_of(firms, people, COUNTS)
        assert (again["pool_digest"], again["seed"], again["result"]) == (
            told["pool_digest"],
            told["seed"],
            told["result"],
        )


def test_each_stratum_gives_its_count_and_nobody_is_drawn_twice() -> None:
    firms, people = pool(60, 6)
    rows = receipt_of(firms, people, COUNTS)["result"]
    assert Counter(row["stratum"] for row in rows) == COUNTS
    assert len({row["code"] for row in rows}) == len(rows)
    assert [row["stratum"] for row in rows] == sorted(row["stratum"] for row in rows)


def test_chances_follow_the_weights() -> None:
    """One of five is drawn 3,000 times: each within four standard deviations of weight ÷ total."""
    weights = {"a": 1, "b": 2, "c": 3, "d": 6, "e": 8}
    firms = [dict(FIRMS[0], code=code, stratum="甲", weight=weight) for code, weight in weights.items()]
    draws, total = 3000, sum(weights.values())
    won = Counter(
        code
        for number in range(draws)
        for _stratum, _rank, code in algorithm.pick(firms, algorithm.sha(str(number)), {"甲": 1})
    )
    for code, weight in weights.items():
        chance = weight / total
        assert abs(won[code] - draws * chance) < 4 * (draws * chance * (1 - chance)) ** 0.5


def test_two_neighbours_can_both_be_drawn() -> None:
    """The systematic sampling of other systems never draws neighbours of the list together; every pair must be possible."""
    firms = [dict(FIRMS[0], code=f"W{n}", stratum="甲", weight=1) for n in range(4)]
    pairs = {
        frozenset(code for _s, _r, code in algorithm.pick(firms, algorithm.sha(str(number)), {"甲": 2}))
        for number in range(200)
    }
    assert len(pairs) == 6


def test_nobody_inspects_where_they_have_a_conflict_and_work_is_shared_evenly() -> None:
    firms, people = pool(80, 8)
    rows = receipt_of(firms, people, {"网络直播": 20, "劳动密集、服务": 20})["result"]
    conflicts = {person["certificate"]: person["conflicts"] for person in people}
    assert all(row["code"] not in conflicts[seat] for row in rows for seat in row["inspectors"])
    assert all(len(set(row["inspectors"])) == 2 for row in rows)
    loads = Counter(seat for row in rows for seat in row["inspectors"])
    assert max(loads.values()) - min(loads.values()) <= 1


def test_a_shortage_of_inspectors_is_visible_not_filled_up() -> None:
    firms = [dict(FIRMS[0], stratum="甲")]
    people = [dict(PEOPLE[0], conflicts=[]), dict(PEOPLE[1], conflicts=[FIRMS[0]["code"]])]
    rows = receipt_of(firms, people, {"甲": 1})["result"]
    assert rows[0]["inspectors"] == ["鲁B02110129"]
    assert receipt_of(firms, [], {"甲": 1})["result"][0]["inspectors"] == []


def test_a_stratum_smaller_than_asked_gives_all_it_has() -> None:
    picked = list(algorithm.pick(FIRMS, NONCE, {"甲": 9}))
    assert sorted(code for _stratum, _rank, code in picked) == sorted(firm["code"] for firm in FIRMS[:2])


def test_typed_text_loses_control_characters_and_nothing_else() -> None:
    assert algorithm.strip_control("  东\x1f南\x00风\r\n四级\x85 “3”\u2028米 ") == "东南风四级 “3”\u2028米"


def test_three_hundred_thousand_rows_draw_what_the_reference_draws() -> None:
    """Sanity at the size of a city, not a timing: the greatest keys are found among all."""
    firms = [
        {
            "code": f"W{n:06d}",
            "grade": "",
            "name": "单位",
            "stratum": "甲" if n % 3 else "乙",
            "town": "",
            "weight": 1 + n % 2,
        }
        for n in range(300_000)
    ]
    seed = algorithm.sha("一")
    picked = list(algorithm.pick(firms, seed, {"甲": 40, "乙": 20}))
    keys = {firm["code"]: algorithm.key_of(seed, firm["code"], firm["weight"]) for firm in firms}
    for stratum, number in (("甲", 40), ("乙", 20)):
        drawn = [code for name, _rank, code in picked if name == stratum]
        best = sorted(
            (code for code in keys if (int(code[1:]) % 3 != 0) == (stratum == "甲")),
            key=keys.get,
            reverse=True,
        )
        assert drawn == best[:number]
