"""The real list of July 2019, where it is at hand: it is not part of the project."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from registry.models import Employer
from registry.services.towns import load_towns

LIST = Path(__file__).resolve().parents[3] / "shared" / "data" / "registry_2019-07.csv"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not LIST.exists(), reason="the real list ../shared/data/registry_2019-07.csv is not here"
    ),
]


def take() -> dict[str, Any]:
    out = io.StringIO()
    call_command("import_employers", LIST, stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue().splitlines()[-1])


def test_the_real_list_comes_in_whole_and_twice_changes_nothing() -> None:
    load_towns()
    first = take()
    assert {name: first[name] for name in ("rows", "created", "updated", "unchanged", "rejected")} == {
        "rows": 26795, "created": 26247, "updated": 0, "unchanged": 0, "rejected": 548,
    }  # fmt: skip
    assert Employer.objects.filter(town=None).count() == 794
    with Path(first["errors_file"]).open(encoding="utf-8-sig") as file:
        assert sum("没有名为“不存在街道”的镇街" in line for line in file) == 548
    again = take()
    assert (again["created"], again["updated"], again["unchanged"], again["rejected"]) == (0, 0, 26247, 548)
    assert Employer.objects.count() == 26247
    names = [name for name in Employer.objects.values_list("name", flat=True) if "粥道" in name]
    assert sorted(Employer.objects.search("粥道").values_list("name", flat=True)) == sorted(names)
