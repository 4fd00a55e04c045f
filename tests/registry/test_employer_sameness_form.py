"""REG-09, REG-16, REG-17 at the form and on the employer's page."""

from typing import Any

import pytest

from accounts.models import User
from casework.submissions import new_key
from registry.models import Employer, Town
from tests.factories import registry as make

pytestmark = pytest.mark.django_db
IN_DOUBT = "91350203M00012AB17"


@pytest.fixture(autouse=True)
def in_phase_three(today: object) -> None:
    """The clock stands in phase three."""


def send(client: Any, url: str = "/employers/new/", /, **facts: Any) -> Any:
    return client.post(url, {"submission": new_key(), "status": "active", "town": make.town().pk, **facts})


def test_REG_09_the_form_shows_what_it_is_probably_the_same_as(client_for: Any, inspector: User) -> None:
    shop = make.employer(name="海风早餐店", address="样例路501号", credit_code=None)
    client, code = client_for(inspector), make.credit_code()
    page = send(client, name="海风早餐店", address="黄岛街道样例路501", credit_code=code)
    assert page.status_code == 422
    told = page.content.decode()
    assert shop.get_absolute_url() in told and "在册的没有信用代码" in told and "照样登记" in told
    assert Employer.objects.count() == 1
    assert (
        send(
            client, name="海风早餐店", address="黄岛街道样例路501", credit_code=code, is_other="on"
        ).status_code
        == 302
    )
    assert Employer.objects.count() == 2


def test_REG_09_nobody_is_shown_an_employer_of_a_town_not_his(
    client_for: Any, town_officer: User, town_b: Town
) -> None:
    make.employer(name="海风早餐店", address="样例路501号", credit_code=None, town=None)
    sent = send(
        client_for(town_officer), name="海风早餐店", address="样例路501", credit_code=make.credit_code()
    )
    assert sent.status_code == 302


def test_REG_09_the_page_shows_it_too_with_former_names(client_for: Any, inspector: User) -> None:
    shop = make.employer(name="海风早餐店", address="样例路501号", credit_code=None)
    other = make.employer(name="海风早餐店", address="样例路501号")
    client = client_for(inspector)
    page = client.get(f"/employers/{shop.pk}/counts/").content.decode()
    assert other.get_absolute_url() in page and "可能是同一单位" in page
    changed = send(
        client,
        f"/employers/{other.pk}/change/",
        name="清晨包子铺",
        address="滨海路9号",
        credit_code=other.code,
        version=1,
    )
    assert changed.status_code == 302
    page = client.get(other.get_absolute_url()).content.decode()
    assert "海风早餐店" in page
    assert "可能是同一单位" not in client.get(f"/employers/{other.pk}/counts/").content.decode()


def test_REG_17_a_code_in_doubt_is_taken_when_somebody_says_he_has_seen_the_licence(
    client_for: Any, inspector: User
) -> None:
    client = client_for(inspector)
    page = send(client, name="异码厂", credit_code=IN_DOUBT)
    assert page.status_code == 422 and "我看过执照" in page.content.decode()
    assert send(client, name="异码厂", credit_code=IN_DOUBT, is_seen="on").status_code == 302
    one = Employer.objects.get()
    assert (one.code, one.vouched_by) == (IN_DOUBT, inspector.name)
    assert inspector.name in client.get(one.get_absolute_url()).content.decode()
    changed = send(
        client, f"/employers/{one.pk}/change/", name="异码厂", credit_code=IN_DOUBT, headcount="3", version=1
    )
    assert changed.status_code == 302
    one.refresh_from_db()
    assert (one.headcount, one.vouched_by) == (3, inspector.name)


@pytest.mark.parametrize("code", ["91370211MA3C12346", "3702113000123"])
def test_REG_17_no_other_mistake_can_be_vouched_for(code: str, client_for: Any, inspector: User) -> None:
    assert send(client_for(inspector), name="甲厂", credit_code=code, is_seen="on").status_code == 422


def test_REG_17_a_further_site_is_entered(client_for: Any, inspector: User) -> None:
    first = make.employer()
    client = client_for(inspector)
    assert f"{first.code}/02" in send(client, name="乙项目部", credit_code=first.code).content.decode()
    assert send(client, name="乙项目部", credit_code=f"{first.code}／2").status_code == 302
    assert Employer.objects.get(name="乙项目部").code == f"{first.code}/02"


def test_REG_16_a_name_of_signs_is_none(client_for: Any, inspector: User) -> None:
    assert "没有字" in send(client_for(inspector), name="※※※").content.decode()
    send(client_for(inspector), name="海风\u200b厂\ufeff")
    assert Employer.objects.get().name == "海风厂"
