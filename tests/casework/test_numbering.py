"""Whole numbers from the pieces people read out: looked up by an index, so they are made whole first."""

from datetime import date

import pytest

from casework import numbering
from law import clock, policy
from law.models import PolicyValue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def given_out() -> None:
    """立 1 … 12 of 2021 and 1 of 2022, 案 1 and 2 of 2021."""
    for mark, year, count in (("立", 2021, 12), ("立", 2022, 1), ("案", 2021, 2)):
        numbering.take_many(mark, year, count)


def whole(mark: str, year: int, number: int) -> str:
    return f"{policy.text('document.number_prefix', date(year, 1, 1))}{mark}字〔{year}〕第{number}号"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (" 立字〔2021〕第 12 号 ", [("立", 2021, 12)]),
        ("立字[2021]第12号", [("立", 2021, 12)]),
        ("立字12", [("立", 2021, 12)]),
        ("2021第2号", [("案", 2021, 2), ("立", 2021, 2)]),
        ("第1号", [("立", 2022, 1), ("案", 2021, 1), ("立", 2021, 1)]),
        ("〔2022〕第", [("立", 2022, 1)]),
        ("立字〔2021〕", [("立", 2021, number) for number in range(12, 2, -1)]),
        ("立字〔2021〕第13号", []),
        ("投字〔2021〕第1号", []),
        ("鲁公立字[2021]0045号", []),
    ],
)
def test_a_piece_of_a_number_means_the_whole_ones_given_out(
    text: str, meant: list[tuple[str, int, int]]
) -> None:
    assert numbering.is_meant(text)
    itself, *others = numbering.meant(text)
    assert itself == "".join(text.split()).replace("[", "〔").replace("]", "〕")
    assert sorted(others) == sorted(whole(*each) for each in meant)


@pytest.mark.parametrize(
    "text", ["第一食品厂", "青岛第2建筑公司", "8号店", "91370211", "", "²号", "9" * 400 + "号"]
)
def test_names_and_codes_are_no_numbers(text: str) -> None:
    assert not numbering.is_meant(text)


def test_a_year_in_which_the_office_was_renamed_has_numbers_of_both_names() -> None:
    PolicyValue.objects.create(
        code="document.number_prefix",
        value="西海岸监",
        reason="更名",
        in_force_from=date(2021, 7, 1),
        set_at=clock.now(),
    )
    policy.reload()
    assert numbering.meant("立字〔2021〕第3号")[1:] == [whole("立", 2021, 3), "西海岸监立字〔2021〕第3号"]
