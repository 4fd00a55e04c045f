"""Local policy values are shown in the words they are typed in."""

from typing import Any

import pytest

pytestmark = pytest.mark.django_db
PAGE = "/work/policy/"


def test_a_yes_or_no_is_shown_as_a_word(inspector: Any, client_for: Any) -> None:
    page = client_for(inspector).get(PAGE).content.decode()
    assert "<span>是 " in page and "True" not in page


def test_it_is_changed_in_the_same_word(brigade_leader: Any, client_for: Any) -> None:
    answer = client_for(brigade_leader).get(f"{PAGE}venue_minor.round_up_month/")
    assert answer.status_code == 200
    assert 'value="是"' in answer.content.decode() and "True" not in answer.content.decode()
