"""D-08: a send that is looked at while the same page is being answered gets that answer, not the reason its own record gives."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from casework import submissions
from registry.models import Employer
from tests.factories import registry

pytestmark = pytest.mark.django_db
NEW = "/employers/new/"


def test_D_08_what_it_made_itself_is_no_reason_to_refuse_it(
    client_for: Callable[..., Client], inspector: User, monkeypatch: Any
) -> None:
    client, town = client_for(inspector), registry.town()
    sent = {
        "submission": submissions.new_key(),
        "name": "海风早餐店",
        "address": "样例路501号",
        "town": town.pk,
        "status": "active",
    }
    first = client.post(NEW, sent)
    assert first.status_code == 302
    real, turns = submissions.find, iter([True])

    def late(*args: Any, **options: Any) -> Any:
        """The other send is answered only after this one was let in."""
        return None if next(turns, False) else real(*args, **options)

    monkeypatch.setattr(submissions, "find", late)
    again = client.post(NEW, sent)
    assert (again.status_code, again["Location"]) == (302, first["Location"])
    assert Employer.objects.count() == 1
    monkeypatch.undo()
    another = client.post(NEW, {**sent, "submission": submissions.new_key()})
    assert another.status_code == 422, "another page with the same words is asked about"
