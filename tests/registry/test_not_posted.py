"""OPS-11: somebody who works in a town and is posted to none is told so, and the administrator sees it as work to do."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import User
from desk import administrators
from law.clock import today
from registry.models import Posting, Town
from registry.services import postings
from tests.factories.accounts import user

pytestmark = pytest.mark.django_db
TOLD = "您还没有派驻镇街，请联系系统管理员"
PAGES = (
    "desk:worklist",
    "registry:employer_create",
    "patrols:patrol_create",
    "patrols:selfcheck_create",
    "registry:employer_list",
)


@pytest.mark.parametrize("page", PAGES)
def test_OPS_11_every_page_says_it_until_the_day_of_the_posting(
    client_for: Callable[..., Client], town_a: Town, page: str
) -> None:
    officer = user("town_officer")
    shown = client_for(officer).get(reverse(page)).content.decode()
    assert shown.count(TOLD) >= 1
    posted = user("town_officer", town_a)
    assert TOLD not in client_for(posted).get(reverse(page)).content.decode()
    cache.clear()  # the towns in the frame may be half a minute old
    Posting.objects.filter(user=posted).update(until=today() - timedelta(days=1))
    assert TOLD in client_for(posted).get(reverse(page)).content.decode()


def test_OPS_11_home_does_not_claim_that_all_is_done(client_for: Callable[..., Client]) -> None:
    shown = client_for(user("town_officer")).get("/").content.decode()
    assert "该您办的事都办完了" not in shown and "记录一次巡查" not in shown.split("<main")[1]


def test_OPS_11_the_form_says_it_at_the_field(client_for: Callable[..., Client]) -> None:
    client = client_for(user("town_officer"))
    page = client.post(reverse("registry:employer_create"), {"name": "海王路 李某早餐店", "status": "active"})
    assert TOLD in str(page.context["form"].errors["town"])


@pytest.mark.parametrize("role", ["inspector", "brigade_leader", "department_contact", "system_admin", ""])
def test_OPS_11_nobody_else_is_told(client_for: Callable[..., Client], role: str) -> None:
    assert TOLD not in client_for(user(role)).get("/").content.decode()


def test_OPS_11_administrators_see_unfinished_accounts_and_are_led_on(
    client_for: Callable[..., Client], town_a: Town, system_admin: User, security_admin: User
) -> None:
    lacking, _posted = user("town_officer"), user("town_officer", town_a)
    user("town_officer", is_active=False)
    line = next(each for each in administrators.lines(system_admin) if str(each[0]) == "有角色、没有派驻")
    assert line[1] == 1 and list(postings.not_posted()) == [lacking]
    client = client_for(system_admin)
    onward = f"{reverse('registry:posting_start')}?user={lacking.pk}"
    assert onward in client.get(line[2]).content.decode()
    assert onward in client.get(lacking.get_absolute_url()).content.decode()
    assert onward not in client_for(security_admin).get(lacking.get_absolute_url()).content.decode()
    assert f'<option value="{lacking.pk}" selected>' in client.get(onward).content.decode()
    Posting.objects.create(user=lacking, town=town_a, since=date(2021, 1, 1))
    assert onward not in client.get(lacking.get_absolute_url()).content.decode()
    assert client.get(reverse("registry:posting_start") + "?user=x").status_code == 200
