"""UX-07: one picker of employers in every form, by piece of name, initials, code and place; and it works without script."""

from typing import Any

import pytest
from django import forms

from registry.forms import EmployerField
from tests.factories import cases, registry

pytestmark = pytest.mark.django_db
PICK = "/employers/pick/"


def asked(user: Any, **sent: str) -> forms.Form:
    class Asked(forms.Form):
        employer = EmployerField()

    form = Asked(sent)
    form.fields["employer"].user = user
    return form


@pytest.fixture
def firm(town_a: Any) -> Any:
    return registry.employer(name="青岛瑞凯电子有限公司", town=town_a)


@pytest.mark.parametrize("text", ["瑞凯", "rkdz", "瑞凯 电子", "{code}", "{tail}"])
def test_UX_07_an_employer_is_suggested(text: str, firm: Any, inspector: Any, client_for: Any) -> None:
    registry.employer(name="青岛明远机械有限公司")
    typed = text.format(code=firm.credit_code, tail=firm.credit_code[-6:])
    (found,) = client_for(inspector).get(PICK, {"q": typed}).json()["found"]
    assert (found["pk"], found["label"]) == (firm.pk, firm.name)
    assert firm.town.name in found["note"] and firm.code in found["note"]
    form = asked(inspector, employer=found["value"])
    assert form.is_valid() and form.cleaned_data["employer"] == firm


def test_UX_07_before_anything_is_typed_the_last_ones_worked_on_are_offered(
    firm: Any, inspector: Any, brigade_leader: Any, client_for: Any
) -> None:
    registry.employer(name="青岛明远机械有限公司")
    cases.case("investigating", lead=inspector, employer=firm)
    found = client_for(inspector).get(PICK).json()["found"]
    assert [(each["kind"], each["pk"]) for each in found] == [("最近", firm.pk)]


def test_UX_07_without_script_several_that_fit_are_offered_in_a_list(inspector: Any) -> None:
    one, two = (registry.employer(name=f"青岛瑞凯{what}有限公司") for what in ("电子", "食品"))
    form = asked(inspector, employer="瑞凯")
    assert not form.is_valid()
    page = str(form["employer"])
    assert (
        'value="瑞凯"' in page
        and f'<option value="{one.code}">' in page
        and f'<option value="{two.code}">' in page
    )
    chosen = asked(inspector, employer="瑞凯", employer_chosen=two.code)
    assert chosen.is_valid() and chosen.cleaned_data["employer"] == two


def test_UX_07_what_was_typed_is_not_lost(inspector: Any) -> None:
    form = asked(inspector, employer="没有这家 <b>")
    assert not form.is_valid() and 'value="没有这家 &lt;b&gt;"' in str(form["employer"])
    assert "<select" not in str(form["employer"])


@pytest.mark.parametrize(
    "path", ["/complaints/new/", "/cases/new/", "/cases/visits/new/", "/inspections/new/"]
)
def test_UX_07_every_form_that_asks_for_an_employer_has_the_picker(
    path: str, inspector: Any, client_for: Any
) -> None:
    page = client_for(inspector).get(path).content.decode()
    assert f'data-employer="{PICK}"' in page


def test_UX_07_the_page_before_a_patrol_has_it_too(town_officer: Any, client_for: Any) -> None:
    assert f'data-employer="{PICK}"' in client_for(town_officer).get("/patrols/new/").content.decode()


def test_UX_07_a_chosen_employer_is_shown_by_its_name(firm: Any, inspector: Any, client_for: Any) -> None:
    page = client_for(inspector).get("/complaints/new/", {"employer": firm.pk}).content.decode()
    assert f'value="{firm.name} {firm.code}"' in page
