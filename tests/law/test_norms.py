"""The norms: complete, dated, citable, and read strictly."""

from datetime import date
from decimal import Decimal

import pytest

from law import norms
from law.citations import cite, number
from law.matters import MATTERS
from law.norms import NORMS, Form, NormsInvalid, norm, norms_for, read

GOOD = """
version = 1
[[norm]]
code = "x.basic"
violation = "x"
label = "某行为"
duty = "某条例 1"
article = "某条例 2"
by = ["hrss"]
form = "flat_range"
min = 1
max = 2
from = 2020-01-01
publicity = 0
source = "mirror"
review = false
checked = true
"""


def test_all_norms_are_there_under_their_codes() -> None:
    assert (len(NORMS), len(norms.VIOLATIONS)) == (93, 76)
    assert all(code == each.code for code, each in NORMS.items())


def test_every_norm_answers_to_a_matter_that_names_its_violation() -> None:
    """A matter is priced by a violation the norms know; what a later step costs has the same matter."""
    for matter in MATTERS.values():
        assert not matter.violation or norms_for(matter.violation), matter.code
    for each in NORMS.values():
        if each.matter:
            assert MATTERS[each.matter].violation, each.code


@pytest.mark.parametrize("each", NORMS.values(), ids=lambda each: each.code)
def test_every_norm_is_cited_in_chinese_and_says_what_is_open(each) -> None:
    assert each.citation and not {*"()0123456789"} & {
        *each.citation.replace("〔2013〕3", "").replace("2018", "").replace("2009", "")
    }
    assert each.is_checked or each.doubt
    assert not each.unit.isascii() or not each.unit
    assert each.form in (Form.ORDER_ONLY, Form.REFERRAL_TO) or each.unit


def test_a_norm_that_ended_names_the_one_that_followed() -> None:
    ended = [each for each in NORMS.values() if each.in_force_until]
    assert ended and all(each.successor for each in ended)
    for each in ended:
        assert norm(each.successor).in_force_from > each.in_force_from


def test_the_day_decides_which_text_is_in_force() -> None:
    before, after = date(2022, 12, 31), date(2023, 1, 1)
    assert [each.code for each in norms_for("women_discrimination", before)] == ["women_discrimination.order"]
    assert [each.code for each in norms_for("women_discrimination", after)] == ["women_discrimination.fine"]
    assert len(norms_for("women_discrimination", before, after)) == 2
    assert norms_for("nonsense") == ()
    with pytest.raises(KeyError):
        norm("nonsense")


def test_every_open_question_is_told_where_it_matters() -> None:
    written = (norms.SOURCE.with_name("penalty_words.py")).read_text(encoding="utf-8")
    assert [name for name in norms.DOUBTS if f'"{name}"' not in written] == []


def test_a_good_text_is_read() -> None:
    found, doubts = read(GOOD)
    assert found["x.basic"].max == Decimal(2) and doubts == {}


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("publicity = 0", 'publicity = 0\ncolour = "red"', "x.basic: unknown field colour"),
        ('"flat_range"', '"guess"', "x.basic: 'guess'"),
        ('["hrss"]', '["nobody"]', "by 'nobody'"),
        ("max = 2", "", "needs max"),
        ("max = 2", "max = 0", "more than"),
        ("publicity = 0", 'publicity = 0\ncompeting = ["y.basic"]', "code 'y.basic' is unknown"),
        ("publicity = 0", 'publicity = 0\nmatter = "nonsense"', "matter 'nonsense'"),
        ("publicity = 0", 'publicity = 0\nvenues = ["ship"]', "venue 'ship'"),
        ("publicity = 0", 'publicity = 0\nprecondition = "rain"', "'rain'"),
        ("publicity = 0", 'publicity = 0\ndoubled_if = "rain"', "doubled_if 'rain'"),
        ("publicity = 0", "publicity = 0\nuntil = 2019-01-01", "ends before it begins"),
        ("checked = true", "checked = false", "no doubt says why"),
        ('label = "某行为"', "", "label"),
        ('"x.basic"', '"x"', "<violation>.<variant>"),
        ("version = 1", "version = 2", "version"),
        ("version = 1", "version = ", "norms.toml"),
    ],
)
def test_a_text_that_cannot_be_is_refused_by_name(old: str, new: str, named: str) -> None:
    with pytest.raises(NormsInvalid, match=named):
        read(GOOD.replace(old, new, 1))


def test_a_code_used_twice_is_refused() -> None:
    with pytest.raises(NormsInvalid, match="used twice"):
        read(GOOD + GOOD.replace("version = 1", ""))


@pytest.mark.parametrize(
    ("short", "printed"),
    [
        ("禁止使用童工规定 6(1)(2)", "《禁止使用童工规定》第六条第一款、第二款"),
        (
            "劳动保障监察条例 23(七); 劳动法 95",
            "《劳动保障监察条例》第二十三条第（七）项、《劳动法》第九十五条",
        ),
        ("刑法 244、244之一 等", "《刑法》第二百四十四条、第二百四十四条之一等"),
        ("劳动合同法 58–67; 劳务派遣暂行规定", "《劳动合同法》第五十八条至第六十七条、《劳务派遣暂行规定》"),
        ("工会法 (2009) 50", "《工会法》（2009年文本）第五十条"),
        ("法释〔2013〕3号", "法释〔2013〕3号"),
        ("女职工劳动保护特别规定 附录一、二", "《女职工劳动保护特别规定》附录一、二"),
    ],
)
def test_a_short_citation_is_printed_as_papers_do(short: str, printed: str) -> None:
    assert cite(short) == printed


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (125, "一百二十五"),
        (276, "二百七十六"),
    ],
)
def test_numbers_of_articles_in_words(value: int, words: str) -> None:
    assert number(value) == words
