"""What is not settled is listed once, with who could answer, and leaves the list when the bureau has set it."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from law import unverified
from law.models import PolicyValue
from law.policies import POLICIES
from tests.factories import accounts

DAY = date(2021, 6, 24)


def test_every_doubt_of_the_day_is_there() -> None:
    found = {each.code: each for each in unverified.open_on(DAY)}
    assert {code for code, row in POLICIES.items() if row.doubt} <= set(found)
    assert str(found["hearing.unit_fine"].ask) == "区司法局" and "10000" in found["hearing.unit_fine"].used
    assert "warning_2014" in found and "service.announcement" in found
    assert all(each.doubt and str(each.ask) and each.label for each in found.values())


def test_a_text_of_another_day_is_not_open_today() -> None:
    """The old law's hearing term is in doubt until 2021-07-14, the new one is not."""
    assert "hearing.request" in unverified.codes_on(DAY)
    assert "hearing.request" not in unverified.codes_on(date(2021, 7, 15))


@pytest.mark.django_db
def test_what_the_bureau_has_set_is_settled(client: Any) -> None:
    leader = accounts.user("brigade_leader")
    client.force_login(leader)
    row = POLICIES["hearing.unit_fine"].label
    assert row in client.get(reverse("casework:unverified")).content.decode()
    PolicyValue.objects.create(
        code="hearing.unit_fine",
        value="20000",
        in_force_from=date(2020, 1, 1),
        reason="区司法局答复",
        set_by=leader,
    )
    unverified.policy.reload()
    try:
        assert row not in client.get(reverse("casework:unverified")).content.decode()
    finally:
        PolicyValue.objects.all().delete()
        unverified.policy.reload()
