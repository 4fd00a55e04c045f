"""UX-07: matters stand in one order in every form: what must be reported at once, the commonest, the rest; each once."""

from typing import Any

import pytest

from findings.checklist import matter_choices
from findings.forms.matters import COMMON, ordered
from law.matters import MATTERS, choices, choices_for_inspection, red_flags


@pytest.mark.parametrize("among", [choices, choices_for_inspection, matter_choices])
def test_UX_07_red_matters_come_first_and_none_is_lost_or_doubled(among: Any) -> None:
    offered = [code for _group, rows in ordered(among()) for code, _label in rows]
    assert sorted(offered) == sorted(code for _group, rows in among() for code, _label in rows)
    red = [code for code in offered if code in red_flags()]
    common = [code for code in COMMON if code in offered and code not in red]
    assert offered[: len(red) + len(common)] == [*red, *common] and red and common


def test_UX_07_the_commonest_are_matters() -> None:
    assert set(COMMON) <= set(MATTERS)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/complaints/new/", "/cases/new/", "/inspections/new/"])
def test_UX_07_boxes_are_found_by_word_and_initials(path: str, inspector: Any, client_for: Any) -> None:
    page = client_for(inspector).get(path).content.decode()
    assert "data-matters-box" in page and "data-find-matter hidden" in page
    assert page.index("重大问题，须立即上报") < page.index("最常见") < page.index("社会保险")
    line = page[page.index('data-initials="sytg"') :]
    assert 'value="child_labour"' in line[:200]


@pytest.mark.django_db
def test_UX_07_a_list_of_matters_has_the_same_order(inspector: Any, client_for: Any) -> None:
    page = client_for(inspector).get("/cases/visits/new/").content.decode()
    select = page[page.index("data-matters") :].partition("</select>")[0]
    assert select.index("child_labour") < select.index("no_written_contract") < select.index("women_overtime")
