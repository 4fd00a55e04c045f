"""REG-09, REG-17: one employer stays one, whatever a list changes of it; nobody but a person says that two are the same."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from registry.intake.sheet import open_list
from registry.models import Employer, FormerName
from registry.services.towns import load_towns
from tests.factories import registry as make
from tests.registry import lists
from tests.registry.lists import counted, take

pytestmark = pytest.mark.django_db
HEADS = ["企业名称", "统一社会信用代码", "地址", "镇街", "法定代表人", "联系电话"]
OLD, NEW = make.credit_code(50001), make.credit_code(50002)


@pytest.fixture(autouse=True)
def with_towns(today: date, db: Any) -> None:
    load_towns()


def listed(tmp_path: Path, *rows: list[Any], heads: tuple[str, ...] = ()) -> dict[str, Any]:
    return take(lists.workbook(tmp_path / "a.xlsx", [[*HEADS, *heads], *rows]))


def firm(
    name: str = "海风早餐店",
    code: str = "",
    address: str = "样例路501号",
    town: str = "泊里镇",
    boss: str = "",
    phone: str = "",
) -> list[str]:
    return [name, code, address, town, boss, phone]


SAME = {
    "got its licence": (firm(), firm(code=NEW), "在册的没有信用代码"),
    "another code": (firm(code=OLD), firm(code=NEW), "信用代码不同"),
    "town in front": (firm(), firm(address="泊里镇样例路501号"), "地址相同"),
    "district in front": (firm(), firm(address="青岛市黄岛区样例路501"), "地址相同"),
    "down to the floor": (firm(), firm(address="样例路501号2楼"), "地址相同"),
    "no code this time": (firm(code=OLD), firm(), "在册的有信用代码"),
    "another sign, same boss": (firm(boss="王小明"), firm("清晨包子铺", boss="王小明"), "负责人相同"),
    "another sign, same telephone": (firm(phone="0532-86160001"), firm("清晨包子铺", code=NEW, phone="86160001"), "电话相同"),
    "moved, same telephone": (firm(phone="13812345678"), firm(address="滨海路9号", phone="138 1234 5678"), "地址不同"),
    "no address": (firm(), firm(code=NEW, address=""), "没有写地址"),
    "no town": (firm(code=OLD), firm(code=NEW, town=""), "信用代码不同"),
    "brackets and invisible": (firm("海风（一）店"), firm("海风(一)店\u200b", code=NEW), "名称相同"),
}  # fmt: skip


@pytest.mark.parametrize("case", SAME)
def test_REG_09_probably_the_same_is_held_back_with_the_reason(case: str, tmp_path: Path) -> None:
    before, row, said = SAME[case]
    assert counted(listed(tmp_path, before)) == (1, 1, 0, 0, 0)
    answer = listed(tmp_path, row)
    assert counted(answer) == (1, 0, 0, 0, 0) and answer["questioned"] == 1
    back = Path(answer["errors_file"])
    (told,) = [cells for _number, cells in lists_rows(back)]
    assert said in told[-3]
    assert told[-1] == Employer.objects.get().code
    assert Employer.objects.count() == 1


def lists_rows(path: Path) -> list[Any]:
    return list(open_list(path).sheets[0].rows)


OTHERS = {
    "another town": (firm(code=OLD), firm(code=NEW, town="大场镇")),
    "another address, another code": (firm(code=OLD), firm(code=NEW, address="滨海路9号")),
    "a longer number": (firm(address="样例路5号"), firm(code=NEW, address="样例路501号")),
    "two firms of one boss": (firm("甲厂", OLD, boss="王小明"), firm("乙厂", NEW, boss="王小明")),
    "neighbours": (firm("甲店"), firm("乙店")),
    "a site of the same code": (firm(code=OLD), firm(code=f"{OLD}/02")),
}


@pytest.mark.parametrize("case", OTHERS)
def test_REG_09_another_employer_is_another(case: str, tmp_path: Path) -> None:
    before, row = OTHERS[case]
    listed(tmp_path, before)
    assert counted(listed(tmp_path, row)) == (1, 1, 0, 0, 0)


def test_REG_09_in_one_list_too_and_a_dry_run_says_the_same(tmp_path: Path) -> None:
    cells = [
        HEADS,
        firm(),
        firm(address="泊里镇样例路501号"),
        firm(address="青岛市黄岛区样例路501号"),
        firm(code=NEW),
    ]
    path = lists.workbook(tmp_path / "a.xlsx", cells)
    for dry_run in (True, False):
        answer = take(path, dry_run=dry_run)
        assert (answer["created"], answer["questioned"]) == (1, 3)


def test_REG_09_said_to_be_the_same_it_gets_its_code_and_keeps_its_number(tmp_path: Path) -> None:
    listed(tmp_path, firm())
    shop = Employer.objects.get()
    row = [*firm(code=NEW), "是", shop.code]
    assert counted(listed(tmp_path, row, heads=("同一单位", "在册单位代码"))) == (1, 0, 1, 0, 0)
    licensed = Employer.objects.get()
    assert (licensed.pk, licensed.code, licensed.register_number, licensed.is_licensed) == (
        shop.pk,
        NEW,
        shop.code,
        True,
    )
    assert counted(listed(tmp_path, firm(code=NEW))) == (1, 0, 0, 1, 0)
    assert list(Employer.objects.search(NEW)) == [licensed]


def test_REG_09_said_to_be_another_it_is_entered(tmp_path: Path) -> None:
    listed(tmp_path, firm(code=OLD))
    assert counted(listed(tmp_path, [*firm(code=NEW), "否"], heads=("同一单位",))) == (1, 1, 0, 0, 0)


def test_REG_09_the_file_of_questions_can_be_answered_and_sent_back(tmp_path: Path) -> None:
    listed(tmp_path, firm(code=OLD))
    table = lists.table(tmp_path / "b.csv", [dict(zip(HEADS, firm(code=NEW), strict=True))])
    back = Path(take(table)["errors_file"])
    text = back.read_text(encoding="utf-8-sig").rstrip()
    assert text.endswith(f",,{OLD}")
    back.write_text(text.removesuffix(f",,{OLD}") + f",是,{OLD}\n", encoding="utf-8")
    assert counted(take(back)) == (1, 0, 1, 0, 0)
    assert Employer.objects.get().code == NEW


def test_REG_09_a_former_code_and_name_are_kept_and_recognised(tmp_path: Path) -> None:
    listed(tmp_path, firm(code=OLD))
    listed(tmp_path, [*firm("海风食品厂", NEW), "是", OLD], heads=("同一单位", "在册单位代码"))
    one = Employer.objects.get()
    assert FormerName.objects.get().code == OLD
    for asked in ("海风早餐店", "海风食品", OLD, NEW, OLD[-4:]):
        assert list(Employer.objects.search(asked)) == [one], asked
    assert counted(listed(tmp_path, firm("海风食品厂", OLD))) == (1, 0, 0, 1, 0), (
        "an old list, the earlier code"
    )
    other = listed(tmp_path, firm("海风早餐店"))
    assert other["questioned"] == 1, "the name it had"


def test_REG_17_the_second_site_of_a_code_has_a_place(tmp_path: Path) -> None:
    rows = [firm("海风建筑 甲项目部", OLD), firm("海风建筑 乙项目部", OLD, "滨海路6号", "滨海街道")]
    answer = listed(tmp_path, *rows)
    assert counted(answer) == (2, 1, 0, 0, 1)
    assert f"{OLD}/02" in lists_rows(Path(answer["errors_file"]))[0][1][-1]
    assert counted(
        listed(tmp_path, rows[0], firm("海风建筑 乙项目部", f"{OLD}/02", "滨海路6号", "滨海街道"))
    ) == (2, 1, 0, 1, 0)
    assert sorted(Employer.objects.values_list("code", flat=True)) == [OLD, f"{OLD}/02"]
    assert Employer.objects.search(OLD).count() == 2


def test_REG_17_a_site_in_another_list_does_not_overwrite_the_first(tmp_path: Path) -> None:
    listed(tmp_path, firm("海风建筑 甲项目部", OLD))
    second = firm("海风建筑 乙项目部", OLD, "滨海路6号", "滨海街道")
    assert listed(tmp_path, second)["questioned"] == 1
    for outcome in ((1, 1, 0, 0, 0), (1, 0, 0, 1, 0)):
        assert counted(listed(tmp_path, [*second, "否"], heads=("同一单位",))) == outcome
    assert sorted(Employer.objects.values_list("code", "name")) == [
        (OLD, "海风建筑 甲项目部"),
        (f"{OLD}/02", "海风建筑 乙项目部"),
    ]


def test_REG_09_the_number_of_questions_to_the_database_does_not_grow_with_the_rows(
    tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    listed(tmp_path, *(firm(f"海风{n}店", boss="王小明") for n in range(30)))
    with django_assert_max_num_queries(45):
        listed(tmp_path, *(firm(f"海风{n}店", make.credit_code(), boss="王小明") for n in range(30)))
