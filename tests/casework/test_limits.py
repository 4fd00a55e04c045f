"""How often somebody may ask: counted in the trail, so that a lost cache forgets nothing and no process counts for itself."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache

from casework import audit, limits
from casework.by import By
from casework.limits import EXPORT, OLD_PASSWORD, REVEAL, Limit
from casework.workflow import Refused
from tests.factories import complaints, registry

pytestmark = pytest.mark.django_db
SOME = Limit(("export",), 3, timedelta(hours=1))


def note(by: By, times: int, action: str = "export", **facts: Any) -> None:
    for _turn in range(times):
        audit.note(action, by=by, label="x", **facts)


def test_SEC_11_the_next_one_is_one_too_many_and_says_how_long_to_wait(inspector: Any) -> None:
    by = By(inspector)
    note(by, 2)
    limits.check(SOME, by=by)
    note(by, 1)
    cache.clear()
    with pytest.raises(Refused) as refusal:
        limits.check(SOME, by=by)
    assert refusal.value.code == "too_often" and "60 分钟" in refusal.value.sentence


def test_SEC_11_what_is_sealed_counts_as_what_waits_to_be(inspector: Any) -> None:
    by = By(inspector)
    note(by, 2)
    audit.seal_waiting()
    note(by, 1)
    assert limits.minutes_left(SOME, by=by) == 60


def test_SEC_11_it_is_ones_own_deeds_of_late_that_count(inspector: Any, brigade_leader: Any) -> None:
    by = By(inspector)
    note(By(brigade_leader), 5)
    note(by, 5, action="download_file")
    note(by, 5, is_success=False)
    note(by, 5)
    assert limits.minutes_left(SOME, by=by) and not limits.minutes_left(OLD_PASSWORD, by=by)
    later = Limit(SOME.actions, SOME.times, timedelta(0))
    assert limits.minutes_left(later, by=by) == 0


def test_SEC_11_without_an_account_an_address_is_counted() -> None:
    note(By(None, "10.0.0.9"), 3)
    assert limits.minutes_left(SOME, by=By(None, "10.0.0.9")) > 0
    assert limits.minutes_left(SOME, by=By(None, "10.0.0.8")) == 0


def test_SEC_11_exports_have_a_limit(brigade_leader: Any, town_a: Any, client_for: Any) -> None:
    registry.employer(town=town_a)
    note(By(brigade_leader), EXPORT.times)
    answer = client_for(brigade_leader).get("/employers/", {"export": "xlsx"})
    assert answer.status_code == 429 and int(answer["Retry-After"]) > 0
    assert client_for(brigade_leader).get("/employers/").status_code == 200


def test_SEC_11_looks_at_persons_have_a_limit(
    today: Any, brigade_leader: Any, town_a: Any, client_for: Any
) -> None:
    employer = registry.employer(town=town_a)
    complaint = complaints.complaint(actor=brigade_leader, employer=employer)
    note(By(brigade_leader), REVEAL.times, action="reveal_identity")
    browser = client_for(brigade_leader)
    shown = browser.post(f"/complaints/{complaint.pk}/identity/name/", {"reason": "电话核实欠薪月份"})
    assert shown.status_code == 422 and "次数太多" in shown.content.decode()
    assert browser.post(f"/employers/{employer.pk}/reveal/contact_phone/").status_code == 429
