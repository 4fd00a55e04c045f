"""Taking in a list: what is created, changed, left alone, refused; twice the same list changes nothing."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from casework import audit
from casework.by import SYSTEM, By
from casework.models import AuditEntry
from registry.intake.columns import REASON_HEAD
from registry.intake.sheet import open_list
from registry.models import Employer, EmployerImport, ImportedChange
from registry.services import employers, imports
from registry.services.import_sets import SetWriter
from registry.services.towns import load_towns
from tests.factories import registry as make
from tests.registry import lists
from tests.registry.lists import counted, take

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def with_towns(today: date, db: Any) -> None:
    load_towns()


def rejected_rows(answer: dict[str, Any]) -> list[dict[str, str]]:
    with Path(answer["errors_file"]).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return lists.table(tmp_path / "名录.csv", [lists.row() for _number in range(5)])


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_twice_the_same_list_changes_nothing(suffix: str, tmp_path: Path) -> None:
    rows = [lists.row() for _number in range(4)] + [lists.row("无照作坊", 统一社会信用代码="", 镇街="")]
    path = tmp_path / f"名录.{suffix}"
    lists.table(path, rows) if suffix == "csv" else lists.workbook(path, lists.cells_of(rows))
    assert counted(take(path)) == (5, 5, 0, 0, 0)
    before = list(Employer.objects.order_by("pk").values())
    assert counted(take(path)) == (5, 0, 0, 5, 0)
    assert list(Employer.objects.order_by("pk").values()) == before
    assert audit.verify() is None


def test_a_dry_run_counts_the_same_and_changes_nothing(good: Path) -> None:
    entries = AuditEntry.objects.count()
    assert counted(take(good, dry_run=True)) == (5, 5, 0, 0, 0)
    assert not Employer.objects.exists()
    assert not EmployerImport.objects.exists()
    assert AuditEntry.objects.count() == entries


def test_a_row_becomes_an_employer_with_everything_the_list_says(tmp_path: Path) -> None:
    line = lists.row(
        "海润 食品厂", 类别="酒吧、歌舞", 法定代表人="王小明", 联系人="李四", 联系电话="13812345678", 职工人数="186",
        女职工人数="92", 娱乐经营许可证号="鲁娱1", 许可证有效期至="2022-12-31", 守法诚信等级="B", 备注="不认识的列",
    )  # fmt: skip
    take(lists.table(tmp_path / "a.csv", [line]))
    employer = Employer.objects.get()
    assert (employer.name, employer.code, employer.town.name) == (
        "海润 食品厂",
        line["统一社会信用代码"],
        "黄岛街道",
    )
    assert (employer.founded_on, employer.status, employer.grade) == (date(2019, 7, 13), "active", "B")
    assert (employer.headcount, employer.headcount_female, employer.headcount_migrant) == (186, 92, None)
    assert (employer.legal_representative, employer.contact_phone) == ("王小明", "13812345678")
    assert sorted(category.code for category in employer.categories.all()) == ["bar", "karaoke"]
    assert employer.is_licensed
    assert employer.imported_by == EmployerImport.objects.get()
    assert list(Employer.objects.search("润食")) == [employer]


def test_one_without_a_code_gets_a_number_and_is_known_again_by_name_and_address(tmp_path: Path) -> None:
    make.employer(name="先来的作坊", credit_code=None)
    path = lists.table(tmp_path / "a.csv", [lists.row("李某 早餐店", 统一社会信用代码="无")])
    assert counted(take(path)) == (1, 1, 0, 0, 0)
    workshop = Employer.objects.get(name="李某 早餐店")
    assert (workshop.code, workshop.credit_code, workshop.is_licensed) == ("W000002", None, False)
    again = lists.table(tmp_path / "b.csv", [lists.row("李某早餐店", 统一社会信用代码="", 镇街="泊里镇")])
    assert counted(take(again)) == (1, 0, 1, 0, 0)
    workshop.refresh_from_db()
    assert (workshop.name, workshop.town.name, workshop.code) == ("李某早餐店", "泊里镇", "W000002")


def test_a_change_counts_the_version_and_its_history_masks_people(tmp_path: Path) -> None:
    line = lists.row("甲厂", 联系电话="13812345678", 类别="酒吧")
    take(lists.table(tmp_path / "a.csv", [line]))
    changed = {**line, "登记状态": "注销", "联系电话": "13987654321", "镇街": "泊里镇", "类别": "歌舞"}
    assert counted(take(lists.table(tmp_path / "b.csv", [changed]))) == (1, 0, 1, 0, 0)
    employer, change = Employer.objects.get(), ImportedChange.objects.get()
    assert (employer.status, employer.version, employer.town.name) == ("closed", 2, "泊里镇")
    assert [category.code for category in employer.categories.all()] == ["karaoke"]
    assert change.before == {
        "status": "active", "contact_phone": "138****5678", "town_id": "黄岛街道", "categories": ["酒吧"],
    }  # fmt: skip
    assert change.after["contact_phone"] == "139****4321"


def test_a_blank_cell_states_nothing_and_erases_nothing(tmp_path: Path, town_b: Any) -> None:
    code = make.credit_code()
    make.employer(
        name="甲厂", address="老路", credit_code=code, town=town_b, headcount=7, registered_capital="1万元"
    )
    blank = lists.row("甲厂", 统一社会信用代码=code, 地址="", 成立日期="", 登记状态="", 注册资本="", 镇街="")
    assert counted(take(lists.table(tmp_path / "a.csv", [blank]))) == (1, 0, 0, 1, 0)
    employer = Employer.objects.get()
    assert (employer.address, employer.town, employer.headcount) == ("老路", town_b, 7)


def test_rejected_rows_come_back_as_they_were_with_the_reason(tmp_path: Path) -> None:
    first = lists.row("甲厂")
    rows = [
        first,
        lists.row("乙厂", 镇街="不存在街道"),
        lists.row("丙厂", 统一社会信用代码="91370211MA3C12346G", 成立日期="去年"),
        lists.row("") | {"企业名称": ""},
        lists.row("又是甲厂", 统一社会信用代码=first["统一社会信用代码"]),
        lists.row('=HYPERLINK("http://x")', 镇街="火星"),
    ]
    path = lists.table(tmp_path / "名录.csv", rows)
    answer = take(path)
    assert counted(answer) == (6, 1, 0, 0, 5)
    back = rejected_rows(answer)
    reasons = [line.pop(REASON_HEAD) for line in back]
    assert [line.pop("代码核对人") for line in back] == [""] * 5
    assert back[:3] == [{head: str(value) for head, value in line.items()} for line in rows[1:4]]
    assert "没有名为“不存在街道”的镇街" in reasons[0]
    assert "校验位不符" in reasons[1]
    assert "“去年”不是日期" in reasons[1]
    assert "没有填写" in reasons[2]
    assert reasons[3] == "与第 2 行是同一个单位，请只留一行。"
    assert back[4]["企业名称"] == '\'=HYPERLINK("http://x")'


def test_the_file_of_rejected_rows_can_be_mended_and_sent_again(tmp_path: Path) -> None:
    answer = take(lists.table(tmp_path / "名录.csv", [lists.row(), lists.row("=乙厂", 镇街="不存在街道")]))
    mended = Path(answer["errors_file"])
    mended.write_text(
        mended.read_text(encoding="utf-8-sig").replace("不存在街道", "泊里镇"), encoding="utf-8"
    )
    assert counted(take(mended)) == (1, 1, 0, 0, 0)
    assert Employer.objects.get(town__name="泊里镇").name == "=乙厂"


def test_the_rejected_rows_of_a_workbook_are_a_workbook(tmp_path: Path) -> None:
    cells = lists.cells_of([lists.row(), lists.row("乙厂", 成立日期=date(2019, 7, 13), 镇街="火星")])
    answer = take(lists.workbook(tmp_path / "名录.xlsx", cells))
    assert counted(answer) == (2, 1, 0, 0, 1)
    sheet = open_list(Path(answer["errors_file"])).sheets[0]
    assert sheet.layout.head == [*lists.HEAD, REASON_HEAD]
    ((_number, back),) = sheet.rows
    assert back[0] == "乙厂"
    assert back[3] == "2019-07-13"


def test_a_code_kept_as_a_number_is_noticed(tmp_path: Path) -> None:
    line = lists.row("甲厂", 统一社会信用代码=913702110000000000)
    answer = take(lists.workbook(tmp_path / "名录.xlsx", lists.cells_of([line])))
    assert counted(answer) == (1, 0, 0, 0, 1)


def test_blank_rows_are_no_rows(tmp_path: Path) -> None:
    path = lists.table(tmp_path / "a.csv", [lists.row(), dict.fromkeys(lists.HEAD, ""), lists.row()])
    assert counted(take(path)) == (2, 2, 0, 0, 0)


def test_one_entry_in_the_trail_names_the_list(good: Path) -> None:
    take(good)
    entry, run = AuditEntry.objects.filter(action="import_employers").get(), EmployerImport.objects.get()
    assert entry.record == run
    assert entry.data["sha256"] == run.sha256
    assert entry.data["created"] == run.result["created"] == 5
    assert run.finished_at is not None


def test_an_interrupted_import_is_taken_up_again_and_counts_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "SET_SIZE", 2)
    known = lists.row("老厂")
    make.employer(name="旧名", credit_code=known["统一社会信用代码"], address="海汀路1号", status="suspended")
    path = lists.table(tmp_path / "a.csv", [known, *(lists.row() for _number in range(5))])
    run = imports.record_import(path, name="a.csv", by=SYSTEM)
    taken = SetWriter.take

    def breaks_at_the_third(writer: SetWriter, rows: dict[str, Any]) -> dict[str, int]:
        if Employer.objects.count() >= 4:
            raise ConnectionError
        return taken(writer, rows)

    monkeypatch.setattr(SetWriter, "take", breaks_at_the_third)
    with pytest.raises(ConnectionError):
        imports.take_in(open_list(path), run=run, errors_in=tmp_path)
    monkeypatch.setattr(SetWriter, "take", taken)
    tally = imports.take_in(open_list(path), run=run, errors_in=tmp_path)
    assert list(tally.counted().values())[:4] == [6, 5, 1, 0]
    assert ImportedChange.objects.count() == 1


@pytest.mark.parametrize("changes", [{}, {"统一社会信用代码": "无"}])
def test_the_number_of_queries_grows_with_sets_not_with_rows(tmp_path: Path, changes: dict[str, str]) -> None:
    make.employer(credit_code=None)  # the series of our own numbers has begun

    def cost(count: int) -> int:
        path = lists.table(tmp_path / f"{count}.csv", [lists.row(**changes) for _number in range(count)])
        with CaptureQueriesContext(connection) as sent:
            take(path)
        return len(sent)

    assert cost(200) == cost(10)


def test_a_refused_file_leaves_no_record(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("<html>", encoding="utf-8")
    with pytest.raises(CommandError, match="不是工作簿"):
        take(path)
    with pytest.raises(CommandError, match="没有这个文件"):
        take(tmp_path / "none.csv")
    assert not EmployerImport.objects.exists()


def test_a_list_does_not_undo_a_grading_it_says_nothing_of(good: Path, inspector: User) -> None:
    take(good)
    employer = Employer.objects.first()
    employers.change_employer(employer, by=By(inspector), version=1, grade="C", headcount=3)
    assert counted(take(good)) == (5, 0, 0, 5, 0)
    employer.refresh_from_db()
    assert (employer.grade, employer.headcount) == ("C", 3)
