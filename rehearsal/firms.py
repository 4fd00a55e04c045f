"""The employers of the district, made up, and taken in as the list they would come as."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from casework.by import Actor, By
from law import clock
from law.identity import credit_code_check_digits
from registry.intake.sheet import open_list
from registry.models import Employer, Town
from registry.services import imports
from rehearsal import names
from rehearsal.names import CATEGORY_NAMES, CATEGORY_WEIGHTS, TOWN_WEIGHTS, TRADES, Trade

LISTED_ON = date(2021, 2, 26)
HEADS = (
    "企业名称", "统一社会信用代码", "地址", "镇街", "成立日期", "登记状态", "注册资本", "类别",
    "法定代表人", "联系人", "联系电话", "职工人数", "女职工人数", "农民工人数", "未成年工人数", "劳务派遣人数",
    "娱乐经营许可证号", "许可证有效期至", "守法诚信等级",
)  # fmt: skip
LICENSED_VENUES = ("karaoke", "arcade")
GRADES, GRADE_WEIGHTS = ("", "A", "B", "C"), (55, 25, 15, 5)
STATUSES, STATUS_WEIGHTS = ("存续", "停业", "注销"), (96, 3, 1)
UNLICENSED_PERCENT = 3


def settle(random: Random, number: int, *, actor: Actor | None) -> list[Employer]:
    """Take `number` employers into the register and return them in the order of the list."""
    with clock.at(LISTED_ON), TemporaryDirectory() as folder:
        path = Path(folder) / "企业名录.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADS)
            writer.writerows(lines(random, number))
        run = imports.record_import(path, name=path.name, by=By(actor))
        tally = imports.take_in(open_list(path), run=run, errors_in=Path(folder))
        imports.conclude(run, tally, by=By(actor))
    if tally.counts["rejected"]:
        raise ValueError(f"the register refused invented employers: {tally.first_rejected[:3]}")
    return list(Employer.objects.select_related("town").prefetch_related("categories").order_by("pk"))


def lines(random: Random, number: int) -> Iterator[list[Any]]:
    """The rows of a list, in the order of `HEADS`."""
    towns = list(Town.objects.order_by("order", "pk"))
    weights = [TOWN_WEIGHTS.get(town.code, 1) for town in towns]
    kinds, kind_weights = list(CATEGORY_WEIGHTS), list(CATEGORY_WEIGHTS.values())
    for serial in range(number):
        # Every town and every category has one, however few there are.
        town = towns[serial] if serial < len(towns) else random.choices(towns, weights)[0]
        kind = kinds[serial] if serial < len(kinds) else random.choices(kinds, kind_weights)[0]
        trade = random.choice([each for each in TRADES if each.category == kind])
        is_licensed = serial % 25 != 24 if number < 200 else random.randrange(100) >= UNLICENSED_PERCENT
        yield _row(random, serial, town.name, trade, is_licensed=is_licensed)


def _row(random: Random, serial: int, town: str, trade: Trade, *, is_licensed: bool) -> list[Any]:
    is_venue = is_licensed and trade.category in LICENSED_VENUES
    founded = date(2003, 1, 1) + timedelta(days=random.randrange(6500))
    boss = names.person(random)
    people = _headcount(random, trade) if is_licensed else random.randint(2, 14)
    return [
        names.company(random, trade) if is_licensed else names.workshop(random, trade),
        _credit_code(serial) if is_licensed else "",
        names.address(random, town),
        town,
        founded.isoformat(),
        random.choices(STATUSES, STATUS_WEIGHTS)[0] if serial >= len(TOWN_WEIGHTS) else "存续",
        f"{random.choice((10, 30, 50, 100, 200, 500, 1000))}万元" if is_licensed else "",
        CATEGORY_NAMES[trade.category],
        boss,
        random.choice((boss, names.person(random))),
        names.phone(random),
        people,
        int(people * random.uniform(0.2, 0.7)),
        int(people * random.uniform(0.2, 0.8)),
        random.choice((0, 0, 0, 1, 2)) if people > 20 else 0,
        int(people * random.choice((0, 0, 0, 0.1, 0.2))),
        f"370211{160000 + serial}" if is_venue else "",
        date(2021 + random.randint(0, 2), 12, 31).isoformat() if is_venue else "",
        random.choices(GRADES, GRADE_WEIGHTS)[0] if is_licensed else "",
    ]  # fmt: skip


def _headcount(random: Random, trade: Trade) -> int:
    """Many small ones, few large ones."""
    return trade.smallest + int((trade.largest - trade.smallest) * random.random() ** 2.2)


def _credit_code(serial: int) -> str:
    """A code that passes every check; the QX in its middle tells it from a real one at a glance."""
    region, place = divmod(serial, 1_000_000)
    body = f"91{370211 + region}QX{place:06d}"
    return body + credit_code_check_digits(body)
