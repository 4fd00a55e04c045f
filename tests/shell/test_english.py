"""UX-42: the public pages, signing in, the frame and the error pages are there in English; what is written down stays Chinese."""

import gettext
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from accounts.roles import Role
from casework.models import AuditEntry, Notice, Paper
from tests.architecture.sources import ROOT, first_party
from tests.factories import accounts as people
from tests.factories import cases

pytestmark = pytest.mark.django_db
CATALOGUE = Path(settings.LOCALE_PATHS[0]) / "en" / "LC_MESSAGES"
HAN = re.compile(r"[一-鿿]+")
# The sign of the brigade, and the switch back, which is for whoever reads only Chinese.
STAYS = {"监", "中文"}
MADE_FOR_EYES = re.compile(r"<script.*?</script>|<style.*?</style>|<!--.*?-->", re.DOTALL)


def han(html: str, *allowed: str) -> set[str]:
    """Chinese in the text and the attributes of a page, but for `allowed`."""
    text = MADE_FOR_EYES.sub("", html)
    for each in allowed:
        text = text.replace(each, "")
    return set(HAN.findall(text)) - STAYS


def part(html: str, tag: str) -> str:
    found = re.search(rf"<{tag}\b.*?</{tag}>", html, re.DOTALL)
    return found[0] if found else ""


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/login/?next=/cases/", "/draws/verify/"])
def test_UX_42_pages_before_signing_in(path: str, client: Any) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get(path)
    assert page["Content-Language"] == "en" and '<html lang="en"' in page.content.decode()
    assert han(page.content.decode()) == set()


def test_UX_42_a_refused_sign_in(client: Any) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.post("/accounts/login/", {"username": "nobody", "password": "no"}).content.decode()
    assert "is wrong" in page and han(page) == set()
    assert han(client.post("/accounts/login/", {}).content.decode()) == set()


@pytest.mark.parametrize("role", Role)
def test_UX_42_the_frame_of_every_role(role: Role, town_a: Any, client_for: Any) -> None:
    user = people.user(role, town_a if role == Role.TOWN_OFFICER else None)
    client = client_for(user)
    client.post(reverse("accounts:language"), {"language": "en", "next": "/"})
    html = client.get("/").content.decode()
    for tag in ("header", "footer", "dialog"):
        assert han(part(html, tag), user.name, town_a.name) == set(), tag
    assert han(part(html[html.index('class="tabbar') :], "ul") if 'class="tabbar' in html else "") == set()


def test_UX_42_changing_the_password(inspector: Any, client_for: Any) -> None:
    inspector.language = "en"
    inspector.save()
    client = client_for(inspector)
    page = client.get(reverse("accounts:password_change"))
    assert "Change password" in page.content.decode()


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "413", "429", "500"])
def test_UX_42_pages_of_errors(name: str) -> None:
    with override("en"):
        assert han(render_to_string(f"{name}.html", {"minutes": 5, "error_id": "AB12"})) == set()


def test_UX_42_the_site_is_chinese_until_somebody_chooses(client: Any) -> None:
    page = client.get("/accounts/login/", headers={"Accept-Language": "en-US,en;q=0.9"})
    assert page["Content-Language"] == "zh-hans" and '<html lang="zh-CN"' in page.content.decode()


def test_UX_42_the_choice_goes_with_the_account(inspector: Any, client_for: Any) -> None:
    client_for(inspector).post(reverse("accounts:language"), {"language": "en", "next": "/cases/"})
    inspector.refresh_from_db()
    assert inspector.language == "en"
    assert client_for(inspector).get("/")["Content-Language"] == "en"


@pytest.mark.parametrize(
    "answer", [{"language": "fr"}, {}, {"language": "en", "next": "https://example.com/"}]
)
def test_UX_42_a_choice_that_is_none_and_a_way_back_that_is_not_ours(answer: Any, client: Any) -> None:
    page = client.post(reverse("accounts:language"), answer)
    assert page["Location"] == "/"
    assert (settings.LANGUAGE_COOKIE_NAME in page.cookies) == (answer.get("language") == "en")


def test_UX_42_what_is_written_down_stays_chinese(db: None) -> None:
    with override("en"):
        cases.case("notified")
    titles = list(Paper.objects.values_list("title", flat=True))
    told = [notice.what for notice in Notice.objects.all()]
    trail = [f"{entry.actor_label} {entry.record_label} {entry.reason}" for entry in AuditEntry.objects.all()]
    assert titles and told and not [text for text in [*titles, *told] if not HAN.search(text)]
    english = {value for key, value in _entries().items() if HAN.search(key) and len(value) > 4}
    assert not [text for text in [*titles, *told, *trail] if any(each in text for each in english)]


def test_UX_42_no_text_of_the_catalogue_is_one_that_services_write() -> None:
    """A sentence of a service goes into a record or an answer; the catalogue is for what frames them."""
    ours = set(_entries()) - {str(role.label) for role in Role}
    found = []
    for path in first_party():
        if "services" in path.parts or path.name == "services.py":
            texts = re.findall(r'_\(\s*"([^"]+)"', path.read_text(encoding="utf-8"))
            found += [f"{path.relative_to(ROOT)}: {text}" for text in texts if text in ours]
    assert not found, "\n".join(found)


def _entries() -> dict[str, str]:
    text = (CATALOGUE / "django.po").read_text(encoding="utf-8")
    pairs = re.findall(r'^msgid "(.+)"\nmsgstr "(.*)"$', text, re.MULTILINE)
    return {_plain(key): _plain(value) for key, value in pairs}


def _plain(text: str) -> str:
    return text.replace('\\"', '"').replace("\\\\", "\\")


def test_UX_42_the_catalogue_is_compiled_and_nothing_in_it_is_empty() -> None:
    """`msgfmt -o django.mo django.po` in config/locale/en/LC_MESSAGES; it is kept: a site has no gettext tools."""
    with (CATALOGUE / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    entries = _entries()
    assert len(entries) > 100 and all(entries.values())
    assert [key for key, value in entries.items() if compiled.gettext(key) != value] == []
