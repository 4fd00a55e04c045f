"""REG-04: what the product gives out it takes back: nothing refused, nothing changed, nobody invented."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from accounts.models import User
from registry.models import Employer
from registry.services.towns import load_towns
from tests.factories import registry as make
from tests.registry.lists import counted, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def exported(today: date, client_for: Any, inspector: User, tmp_path: Path) -> Path:
    load_towns()
    make.employer(
        name="=海风（一）厂",
        contact_phone="13812345678",
        legal_representative="王小明",
        headcount=0,
        categories=("bar", "karaoke"),
        grade="B",
    )
    make.employer(name="60年代 面馆", credit_code=None, address="样例路1号", founded_on=date(2019, 7, 13))
    make.employer(name="长期停业店", status="suspended", town=None, registered_capital="100万元人民币")
    make.employer(
        name="异码厂", credit_code="91350203M00012AB17", vouched_by="王某", contact_phone="0532-86160000转801"
    )
    site = make.employer(name="甲项目部")
    make.employer(name="乙项目部", credit_code=f"{site.code}/02")
    make.warning(site)
    sent = client_for(inspector).get("/employers/?export=xlsx")
    path = tmp_path / "单位.xlsx"
    path.write_bytes(b"".join(sent.streaming_content))
    return path


def test_REG_04_our_own_export_comes_back_unchanged(exported: Path) -> None:
    before = list(Employer.objects.order_by("pk").values())
    answer = take(exported)
    assert counted(answer) == (6, 0, 0, 6, 0)
    assert (answer["questioned"], answer["remarks"], answer["errors_file"]) == (0, 0, None)
    assert any("导出人" in line for line in answer["not_read"])
    assert list(Employer.objects.order_by("pk").values()) == before


def test_REG_04_what_was_mended_in_it_is_updated(exported: Path) -> None:
    book = openpyxl.load_workbook(exported)
    sheet = book.active
    heads = [cell.value for cell in sheet[2]]
    for row in sheet.iter_rows(min_row=3):
        if row[0].value == "60年代 面馆":
            row[heads.index("地址")].value = "滨海大道900号"
    made = io.BytesIO()
    book.save(made)
    exported.write_bytes(made.getvalue())
    assert counted(take(exported)) == (6, 0, 1, 5, 0)
    shop = Employer.objects.get(name="60年代 面馆")
    assert (shop.address, shop.code) == ("滨海大道900号", "W000001")
