"""FLD-01, D-08: the same send gets the same answer; another body under the same key is asked about and kept, for every form."""

import re
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import get_resolver

from casework.models import Attachment, AuditEntry, Draft
from casework.submissions import new_key
from casework.views.once import Once
from inspections.patrols.models import Patrol
from law import clock
from registry.models import Employer
from tests.factories import patrols as make
from tests.patrols.pages import photo, send, visit

pytestmark = pytest.mark.django_db

ADD, NEW = "作为补充", "是新的一次"


def choice(page: str, words: str) -> dict[str, str]:
    """What the browser sends when the form with these words is sent."""
    form = next(part for part in re.findall(r"<form.*?</form>", page, re.S) if words in part)
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in pairs}


@pytest.fixture
def second(campaign: Any, browser: Client, employer: Any) -> tuple[Patrol, dict[str, Any], str]:
    """A patrol that was saved, its answer lost; sent again with more to say and a photo. And the page that asks."""
    sent = visit(employer, held_files="", note="门口有人搬货")
    assert send(browser, sent).status_code == 302
    again = sent | {"note": "另有一名十五岁童工", "files": [photo("童工.jpg")]}
    response = send(browser, again)
    assert response.status_code == 409
    return Patrol.objects.get(), again, response.content.decode()


def test_FLD_01_what_differs_is_shown_and_nothing_is_said_to_be_saved(second: Any) -> None:
    patrol, _sent, page = second
    assert "上次那次已经收到" in page and patrol.number in page
    assert "另有一名十五岁童工" in page and "照片和附件 1 个" in page
    assert "巡查已保存" not in page
    assert Patrol.objects.count() == 1 and patrol.note == "门口有人搬货"


def test_FLD_01_it_is_added_to_the_first_one(second: Any, browser: Client) -> None:
    patrol, _sent, page = second
    response = send(browser, choice(page, ADD))
    assert (response.status_code, response["Location"]) == (302, patrol.get_absolute_url())
    entry = AuditEntry.objects.about(patrol).get(action="supplement")
    assert "另有一名十五岁童工" in entry.remark
    assert [file.name for file in patrol.attachments.all()] == ["童工.jpg"]
    with clock.at(make.PATROL_DAY):
        told = browser.get(patrol.get_absolute_url()).content.decode()
    assert "另有一名十五岁童工" in told and "童工.jpg" in told


def test_FLD_01_adding_it_twice_adds_it_once(second: Any, browser: Client) -> None:
    patrol, _sent, page = second
    for _turn in range(3):
        assert send(browser, choice(page, ADD)).status_code == 302
    assert AuditEntry.objects.about(patrol).filter(action="supplement").count() == 1


def test_FLD_01_it_is_another_one(second: Any, browser: Client) -> None:
    patrol, _sent, page = second
    for _turn in range(3):
        assert send(browser, choice(page, NEW)).status_code == 302
    other = Patrol.objects.exclude(pk=patrol.pk).get()
    assert other.note == "另有一名十五岁童工" and other.attachments.count() == 1


def test_FLD_01_it_is_not_wanted(second: Any) -> None:
    """The files stay held for two days, as those of a form that was left."""
    patrol, _sent, page = second
    assert f'href="{patrol.get_absolute_url()}"' in page
    assert Attachment.objects.filter(content_type=None).count() == 1


@pytest.mark.parametrize("words", [ADD, NEW])
def test_FLD_04_the_choice_confirms_the_draft_it_was_about(
    second: Any, browser: Client, town_officer: Any, words: str
) -> None:
    """Its words are saved under a new key: the browser and the server are told of the old one too."""
    _patrol, sent, page = second
    Draft.objects.create(
        user=town_officer, key="late", record="x", submission=sent["submission"], saved_at=clock.now()
    )
    chosen = choice(page, words)
    assert chosen["instead_of"] == sent["submission"] != chosen["submission"]
    answer = send(browser, chosen)
    assert answer.cookies["saved"].value == f"{chosen['submission']}.{sent['submission']}"
    assert [draft.record for draft in Draft.objects.all()] == [""]


def test_FLD_04_who_does_not_want_it_has_chosen_too(second: Any) -> None:
    patrol, sent, page = second
    assert f'href="{patrol.get_absolute_url()}" data-saved="{sent["submission"]}"' in page


def test_FLD_01_only_what_was_meant_is_compared(campaign: Any, browser: Client, employer: Any) -> None:
    """A telephone measures its place anew on every page; blanks and line ends are nobody's words."""
    sent = visit(employer, note="一行\n两行", latitude="35.87", longitude="120.04", accuracy="12")
    first = send(browser, sent)
    again = send(browser, sent | {"note": " 一行\r\n两行 ", "latitude": "35.88", "accuracy": "9"})
    assert (again.status_code, again["Location"]) == (302, first["Location"])
    assert Patrol.objects.count() == 1


def test_FLD_01_a_telephone_that_kept_only_its_number_is_told_too(
    campaign: Any,
    browser: Client,
    employer: Any,
) -> None:
    """The page was loaded anew, the draft came back with its uid: the service knows the visit."""
    sent = visit(employer, note="门口有人搬货")
    send(browser, sent)
    same = send(browser, sent | {"submission": new_key()})
    assert same.status_code == 302 and Patrol.objects.count() == 1
    other = send(browser, sent | {"submission": new_key(), "note": "另有一名十五岁童工"})
    page = other.content.decode()
    assert other.status_code == 422 and "没有存" in page and "另有一名十五岁童工" in page
    photos = send(browser, sent | {"submission": new_key(), "held_files": "", "files": [photo("再拍.jpg")]})
    assert photos.status_code == 422 and Attachment.objects.filter(content_type=None).count() == 1


def test_D_08_a_button_of_the_same_page_is_another_deed(
    campaign: Any,
    browser: Client,
    town_officer: Any,
    employer: Any,
) -> None:
    """All buttons of a record share the page's key."""
    patrol = make.rectifying(actor=town_officer, employer=employer)
    key = {"submission": new_key(), "version": patrol.version}
    browser.post(patrol.act_url("extend_rectification"), key | {"new_due": "2021-05-20", "reason": "补材料"})
    patrol.refresh_from_db()
    answer = browser.post(patrol.act_url("confirm_rectified"), key | {"version": patrol.version})
    assert answer.status_code != 302, "refused for its own reason, not answered for the other button"


def test_D_08_an_employer_sent_again_with_other_words_is_asked_about(browser: Client, town_a: Any) -> None:
    sent = {"submission": new_key(), "name": "青岛测试甲有限公司", "town": town_a.pk, "status": "active"}
    first = browser.post("/employers/new/", sent)
    assert first.status_code == 302, first.content.decode()[:2000]
    assert browser.post("/employers/new/", sent)["Location"] == first["Location"]
    asked = browser.post("/employers/new/", sent | {"name": "青岛测试乙有限公司"})
    assert asked.status_code == 409 and "青岛测试乙有限公司" in asked.content.decode()
    assert browser.post("/employers/new/", choice(asked.content.decode(), NEW)).status_code == 302
    assert Employer.objects.filter(name__startswith="青岛测试").count() == 2


def test_FLD_01_nobody_gets_anothers_answer(browser: Client, other_officer: Any, town_a: Any) -> None:
    sent = {"submission": new_key(), "name": "青岛测试甲有限公司", "town": town_a.pk, "status": "active"}
    browser.post("/employers/new/", sent)
    other = Client()
    other.force_login(other_officer, backend="accounts.backends.RoleBackend")
    answer = other.post("/employers/new/", sent | {"supplements": str(uuid4())})
    assert answer.status_code in (403, 422), (
        "their own send, refused for its own reason: it is not their town"
    )


def once_views() -> list[Any]:
    """Every page that sends something once."""

    def walk(patterns: Any) -> Any:
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns)
            else:
                view = getattr(pattern.callback, "view_class", None)
                if view and issubclass(view, Once):
                    yield view

    return sorted(set(walk(get_resolver().url_patterns)), key=lambda view: view.__name__)


@pytest.mark.parametrize("view", once_views(), ids=lambda view: view.__name__)
def test_FLD_01_every_form_asks_through_the_one_door(view: Any) -> None:
    """Nobody answers a second send in a way of their own: what looks at the key alone drops words."""
    order = [each.__name__ for each in view.__mro__]
    assert view.once is Once.once and view._ask is Once._ask and view._sent is Once._sent
    if "Permitted" in order:
        assert order.index("Permitted") < order.index("Once"), "who may not is told so first"
