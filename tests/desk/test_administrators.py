"""The worklist of those for whom no record waits: the three administrators, and the contact of a department."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import services
from accounts.models import User
from casework import audit
from casework.by import SYSTEM, By
from desk import administrators
from law.clock import at
from registry.models import Posting
from tests.factories.accounts import user

pytestmark = pytest.mark.django_db
HOME = "/"
TODAY = date(2021, 6, 23)


@pytest.fixture(autouse=True)
def day() -> Any:
    with at(TODAY):
        yield


def told(person: User) -> dict[str, int]:
    return {str(label): number for label, number, _url in administrators.lines(person)}


def test_postings_that_end_soon_are_the_system_administrators(system_admin: User, town_a: Any) -> None:
    for days in (-1, 0, 30, 31):
        person = user("town_officer")
        Posting.objects.create(
            user=person, town=town_a, since=date(2021, 1, 1), until=TODAY + timedelta(days=days)
        )
    assert told(system_admin)["30 天内到期的派驻"] == 2


def test_the_audit_administrator_sees_what_the_nightly_check_found(audit_admin: User) -> None:
    quiet = told(audit_admin)
    assert {
        quiet[label] for label in ("每夜核对日志，发现不符", "每夜核对附件，发现不符", "审计日志总条数")
    } == {0}
    audit.note("audit_broken", by=SYSTEM, label="第 3 条被改动", is_success=False)
    assert told(audit_admin) == quiet | {"每夜核对日志，发现不符": 1, "审计日志总条数": 1}


def test_UX_30_auditors_see_what_was_refused_looked_at_and_taken_away_today(
    audit_admin: User, inspector: User
) -> None:
    with at(TODAY - timedelta(days=1)):
        audit.note("export", by=By(inspector), label="案件")
    audit.note("refused_page", by=By(inspector), label="/accounts/", is_success=False)
    audit.note("export", by=By(inspector), label="案件")
    assert told(audit_admin)["今天导出"] == 1 and told(audit_admin)["今天被拒绝的访问"] == 1
    audit.seal_waiting()
    assert told(audit_admin)["今天导出"] == 1, "sealed or not"


def test_UX_30_what_there_is_none_of_stands_in_one_line(
    security_admin: User, client_for: Callable[..., Client]
) -> None:
    duties = administrators.duties(security_admin)
    assert not duties.some and "近 24 小时登录失败（次）" in map(str, duties.none)
    shown = client_for(security_admin).get(HOME).content.decode()
    assert "现在都没有：" in shown and "已锁定" in shown


@pytest.mark.parametrize("role", ["system_admin", "security_admin", "audit_admin"])
def test_an_administrators_home_shows_their_work(client_for: Callable[..., Client], role: str) -> None:
    person, client = user(role), client_for(user(role))
    services.create_user(by=By(user("system_admin")), username="new", name="新人")
    client.get(HOME)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(HOME)
    shown = page.content.decode()
    assert "现在没有待办" not in shown
    for label, number, url in administrators.lines(person):
        assert str(label) in shown and (f'class="door" href="{url}"' in shown) is bool(number)
    assert len(asked) <= 12
    for _label, _number, url in administrators.lines(person):
        assert client.get(url).status_code == 200


def test_a_department_contact_is_told_what_will_come(
    client_for: Callable[..., Client], department_contact: User, inspector: User
) -> None:
    shown = client_for(department_contact).get(HOME).content.decode()
    assert "收到的通报会列在这里" in shown and "您管的事" not in shown
    shown = client_for(inspector).get(HOME).content.decode()
    assert "该您办的事都办完了" in shown and "您管的事" not in shown
