"""One series per kind of record and year, without gaps (casework.numbering)."""

import re
from collections import defaultdict
from typing import Any

import pytest

from casework import numbering
from inspections.checks.models import Inspection
from tests.architecture.sources import first_party, shown
from tests.factories import checks, draws

# What each mark numbers. 令 is a kind of paper, 限期改正指令书, whether it follows an inspection or a case.
MARKS = {
    "投": {"complaints"},
    "巡": {"inspections/patrols"},
    "改": {"inspections/patrols"},
    "报": {"findings"},
    "抽": {"inspections/draws"},
    "列": {"inspections/checks", "inspections/draws"},
    "检": {"inspections/checks"},
    "案": {"inspections/cases"},
    "立": {"inspections/cases"},
    "令": {"inspections/checks"},
}


def test_each_mark_numbers_one_kind_of_thing() -> None:
    found = defaultdict(set)
    for path in first_party():
        for mark in re.findall(r'issue\("(\w+)"', path.read_text(encoding="utf-8")):
            found[mark].add(shown(path).partition("/services")[0])
    assert dict(found) == MARKS


def told(number: str) -> tuple[str, int]:
    mark, serial = re.search(r"监(\w)字〔2021〕第(\d+)号", number).groups()
    return mark, int(serial)


@pytest.mark.usefixtures("day")
def test_lines_of_the_list_and_visits_have_series_of_their_own(campaign: Any) -> None:
    lines = [checks.assigned(campaign=campaign) for _ in range(2)]
    visits = [
        checks.visit(inspection=line, inspectors=[line.lead, line.second], on=draws.DRAW_DAY)
        for line in lines
    ]
    checks.inspection(campaign=campaign)
    assert [told(visit.number) for visit in visits] == [("检", 1), ("检", 2)]
    numbers = Inspection.objects.order_by("pk").values_list("number", flat=True)
    assert [told(number) for number in numbers] == [("列", 1), ("列", 2), ("列", 3)]


@pytest.mark.django_db
def test_numbers_taken_at_once_go_on_where_the_last_one_ended() -> None:
    assert list(numbering.take_many("试", 2021, 3)) == [1, 2, 3]
    assert numbering.take("试", 2021) == 4
    assert list(numbering.take_many("试", 2021, 0)) == []
    assert list(numbering.take_many("试", 2021, 2)) == [5, 6]
