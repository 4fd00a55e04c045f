"""Finding employers by pieces of names, on whichever database the tests run."""

import pytest
from django.db import connection

from accounts.models import User
from casework.by import By
from registry import search
from registry.models import Employer, EmployerImport
from registry.services import employers
from registry.services.import_sets import SetWriter
from registry.services.matching import ListRow
from tests.factories import registry as make

pytestmark = pytest.mark.django_db

HAIRUN = "青岛海润食品（黄岛）有限公司"


def found(text: str) -> list[str]:
    return sorted(Employer.objects.search(text).values_list("name", flat=True))


@pytest.fixture(params=[0, search.MANY], ids=["read from the text", "named by the tokens"])
def both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that fit very many rows are looked for differently, and must find the same."""
    monkeypatch.setattr(search, "MANY", request.param)


@pytest.fixture
def hairun() -> Employer:
    make.employer(name="胶州润海机械厂", address="泰山路8号")
    return make.employer(name=HAIRUN, address="海汀路118号", credit_code=make.credit_code(77777))


@pytest.mark.parametrize(
    "text",
    [
        "青", "海润", "海润食", "海润食品", "品黄岛有", "海汀路", "汀路118", "qdhr", "QDHR", "qd",
        "91370211MA377", " 海润 ", "青岛 海汀路", "海润　黄岛", "食品(黄", "１１８号",
    ],
)  # fmt: skip
def test_an_employer_is_found_by(text: str, hairun: Employer, both_ways: None) -> None:
    assert HAIRUN in found(text)


@pytest.mark.parametrize(
    "text", ["润食海", "食品青岛", "岛海食", "汀路海", "海润 泰山", "137021", "%", "_", "ZZZZ"]
)
def test_an_employer_is_not_found_by(text: str, hairun: Employer, both_ways: None) -> None:
    assert HAIRUN not in found(text)


def test_neighbours_must_stand_in_the_order_typed(hairun: Employer, both_ways: None) -> None:
    """Both names hold 海 and 润; three characters and more are checked against the text itself."""
    assert found("润海") == ["胶州润海机械厂"]
    make.employer(name="海润海食品厂")
    assert "海润海食品厂" not in found("海食品海")


def test_nothing_typed_excludes_nothing(hairun: Employer) -> None:
    assert len(found("")) == len(found("  ")) == 2
    assert found("（）") == []


def test_a_code_is_found_by_its_beginning_and_its_end(hairun: Employer, both_ways: None) -> None:
    assert found(hairun.code) == [HAIRUN]
    assert found(hairun.code.lower()) == [HAIRUN]
    assert found(hairun.code[4:]) == [HAIRUN]
    assert found(hairun.code[4:12]) == []


@pytest.mark.parametrize(
    "part", ["beginning in groups", "groups", "hyphens", "end", "organisation", "organisation with hyphen"]
)
def test_REG_18_a_code_is_found_as_it_is_printed_or_spoken(
    part: str, hairun: Employer, both_ways: None
) -> None:
    code = hairun.code
    asked = {
        "groups": " ".join(code[at : at + 4] for at in range(0, 18, 4)),
        "hyphens": f"{code[:8]}-{code[8:]}",
        "end": code[-4:],
        "organisation": code[8:17].lower(),
        "organisation with hyphen": f"{code[8:16]}-{code[16]}",
    }.get(part, f"{code[:4]}　{code[4:13]}")
    assert found(asked) == [HAIRUN]


def test_a_register_number_is_found() -> None:
    workshop = make.employer(name="王氏作坊", credit_code=None)
    assert found(workshop.register_number) == ["王氏作坊"]


def test_REG_09_a_change_is_found_at_once_and_by_the_old_name_and_code_as_well(
    hairun: Employer, inspector: User, both_ways: None
) -> None:
    new = make.credit_code()
    employers.change_employer(
        hairun, by=By(inspector), version=1, name="青岛海丰食品有限公司", credit_code=new
    )
    for asked in ("海丰", "海润食品", "hrsp", new, hairun.code, hairun.code[-4:]):
        assert found(asked) == ["青岛海丰食品有限公司"], asked
    assert found("海润 泰山") == []


def test_what_a_list_brings_and_changes_is_found() -> None:
    run = EmployerImport.objects.create(file_name="a.csv", sha256="0" * 64, uploaded_at=make.MOMENT)
    code, writer = make.credit_code(), SetWriter(run, ["name", "credit_code", "address"])
    writer.take(
        [ListRow("!2", "第 2 行", {"name": "蓝鲸酒吧", "credit_code": code, "address": "珠江路"}, {})]
    )
    assert found("鲸酒") == ["蓝鲸酒吧"]
    again = SetWriter(run, ["name", "credit_code", "address"])
    again.take([ListRow("!2", "第 2 行", {"name": "白鲸酒吧", "credit_code": code, "address": "珠江路"}, {})])
    assert found("白鲸") == ["白鲸酒吧"]
    assert found("蓝鲸") == ["白鲸酒吧"]


def test_rare_characters_beyond_the_first_plane_are_found() -> None:
    make.employer(name="𠮷野家𫖯店")
    assert found("𠮷") == found("家𫖯") == found("𠮷野家") == ["𠮷野家𫖯店"]


def test_one_character_is_looked_for_in_names_only(hairun: Employer, both_ways: None) -> None:
    assert found("汀") == []
    assert found("润") == sorted([HAIRUN, "胶州润海机械厂"])


def test_a_token_search_uses_the_index() -> None:
    backend = search.BACKENDS[connection.vendor]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        explain = "EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
        cursor.execute(explain + backend.SELECT, [backend.query(["海润"])])
        plan = " ".join(str(line) for line in cursor.fetchall())
    assert (
        (f"{search.TABLE}_tokens" in plan)
        if connection.vendor == "postgresql"
        else ("VIRTUAL TABLE INDEX" in plan)
    )


def test_the_index_of_tokens_is_kept_by_number_and_by_text_alike() -> None:
    """A text and its tokens: names give single characters and pairs, addresses and initials pairs only."""
    assert search.text_of("海润 A厂", "海王路") == "海润a厂 海王路 hrac"
    assert search.tokens_of("海润 海王路 hr") == {"海", "润", "海润", "海王", "王路", "hr"}
