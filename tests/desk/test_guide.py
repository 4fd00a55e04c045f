"""The guide inside the site: every page of it, its place by role and by address, the search; UX-32."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from accounts.roles import Role
from config.urls import urlpatterns
from desk import guide

pytestmark = pytest.mark.django_db
NOT_INSIDE = {"README", "operations"}


def files() -> set[str]:
    return {path.stem for path in Path(settings.BASE_DIR, "docs", "guide").glob("*.md")} - NOT_INSIDE


def test_UX_32_every_file_of_the_guide_is_a_page_of_the_site() -> None:
    assert files() == set(guide.PAGES)
    assert all(page.title and page.sections for page in guide.pages())


def test_UX_32_links_of_the_guide_lead_to_its_pages() -> None:
    text = guide.page("blocked")
    assert text.url == "/help/blocked/"
    assert guide._inside("papers.md") == "/help/papers/" and guide._inside("../rules.md") == ""


@pytest.mark.parametrize("role", Role)
def test_UX_32_every_role_has_a_first_day_and_its_main_ways(role: Role) -> None:
    assert str(role.label) in {section.title for section in guide.page("first-day").sections}
    assert [
        page.slug
        for page in guide.pages()
        if role in page.roles and page.slug not in ("first-day", "everyone")
    ]


def test_UX_32_every_room_has_a_page_that_tells_of_it() -> None:
    rooms = {pattern.namespace for pattern in urlpatterns if getattr(pattern, "namespace", None)}
    told = {begin.partition(":")[0] for begin in guide.OF_ADDRESS}
    assert rooms - told == set()
    assert set(guide.OF_ADDRESS.values()) <= set(guide.PAGES)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("patrols:patrol_list", "town-officer"),
        ("registry:posting_list", "administrators"),
        ("registry:town_list", "everyone"),
        ("nowhere", "everyone"),
    ],
)
def test_UX_32_the_nearest_page_tells_of_an_address(name: str, slug: str) -> None:
    assert guide.of_address(name).slug == slug


def test_UX_32_each_page_leads_to_what_tells_of_it(town_officer: Any, client_for: Any) -> None:
    page = client_for(town_officer).get(reverse("patrols:patrol_list")).content.decode()
    assert 'href="/help/town-officer/">这一页怎么用' in page
    told = client_for(town_officer).get("/help/town-officer/").content.decode()
    assert "<h1>镇街巡查员</h1>" in told and "<b>责令整改</b>" in told and "**" not in told


def test_UX_32_ones_own_pages_come_first(town_officer: Any, client_for: Any) -> None:
    context = client_for(town_officer).get(reverse("desk:help")).context
    assert "town-officer" in {page.slug for page in context["mine"]}
    assert "inspector" in {page.slug for page in context["others"]}


def test_UX_32_the_guide_is_searched(town_officer: Any, client_for: Any) -> None:
    client = client_for(town_officer)
    found = client.get(reverse("desk:help"), {"q": "双随机 见证人"})
    assert {hit.page.slug for hit in found.context["hits"]} == {"approvals"}
    none = client.get(reverse("desk:help"), {"q": "<b>没有的词</b>"}).content.decode()
    assert "没有写到" in none and "<b>没有的词" not in none


def test_UX_32_a_page_that_is_none(town_officer: Any, client_for: Any) -> None:
    assert client_for(town_officer).get("/help/operations/").status_code == 404
