"""Local policy values are shown in the words they are typed in."""

from typing import Any

import pytest

pytestmark = pytest.mark.django_db
PAGE = "/work/policy/"


def test_a_value_is_shown_with_its_unit(inspector: Any, client_for: Any) -> None:
    page = " ".join(client_for(inspector).get(PAGE).content.decode().split())
    assert "<span> 24 小时" in page and "Decimal" not in page


def test_it_is_changed_as_it_is_shown(brigade_leader: Any, client_for: Any) -> None:
    answer = client_for(brigade_leader).get(f"{PAGE}escalation.red_flag_hours/")
    assert answer.status_code == 200
    assert 'value="24"' in answer.content.decode()
