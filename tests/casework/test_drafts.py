"""What is typed is kept until it is sent: in the browser, or sealed on the server where it must not lie about."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from accounts.middleware import seconds_left
from casework import drafts, tasks
from casework.deeds import forms_of
from casework.models import Draft
from complaints.confidentiality import SEALED
from complaints.forms import CorrectForm, IntakeForm
from complaints.models import Complaint
from law.clock import now

pytestmark = pytest.mark.django_db
PLACE = "/work/drafts/"


def test_U_15_a_session_that_ends_loses_nothing_typed(inspector: Any, client_for: Any) -> None:
    page = client_for(inspector).get("/cases/new/").content.decode()
    assert 'data-autosave="cases:' in page and "data-draft-note" in page
    assert f'data-user="{inspector.pk}"' in page and "data-draft-at" not in page


@pytest.mark.parametrize(
    "form", [IntakeForm, CorrectForm, *forms_of(Complaint).values()], ids=lambda form: form.__name__
)
def test_14_3_3_who_complained_never_lies_in_the_browser(form: Any) -> None:
    kept = {
        name
        for name, field in form.base_fields.items()
        if name in SEALED and field.widget.attrs.get("autocomplete") != "off"
    }
    assert kept == set()


def test_CMP_14_the_complaint_form_is_kept_on_the_server(inspector: Any, client_for: Any) -> None:
    assert f'data-draft-at="{PLACE}"' in client_for(inspector).get("/complaints/new/").content.decode()


class TestSealed:
    def test_it_comes_back_to_the_same_person_only(
        self, inspector: Any, brigade_leader: Any, client_for: Any
    ) -> None:
        mine, other = client_for(inspector), client_for(brigade_leader)
        assert mine.post(PLACE, {"key": "a", "record": '{"fields":[]}'}).status_code == 204
        assert mine.get(PLACE, {"key": "a"}).json() == {"fields": []}
        assert other.get(PLACE, {"key": "a"}).json() is None
        other.post(PLACE, {"key": "a"})
        assert mine.get(PLACE, {"key": "a"}).json() is not None
        assert client_for(None).get(PLACE, {"key": "a"}).status_code == 302
        mine.post(PLACE, {"key": "a"})
        assert not Draft.objects.exists()

    def test_the_database_holds_none_of_it(self, inspector: Any) -> None:
        drafts.keep(user=inspector, key="a", record="证人甲乙 13912345678", submission="")
        with connection.cursor() as cursor:
            cursor.execute("SELECT record FROM casework_draft")
            assert "1391234" not in str(cursor.fetchall())

    @pytest.mark.parametrize(("key", "record"), [("", "x"), ("k" * 401, "x"), ("k", "x" * 200_001)])
    def test_what_is_too_much_is_not_kept(
        self, key: str, record: str, inspector: Any, client_for: Any
    ) -> None:
        answer = client_for(inspector).post(PLACE, {"key": key, "record": record})
        assert answer.status_code == 413 and not Draft.objects.exists()

    def test_nobody_heaps_them_up(self, inspector: Any) -> None:
        for number in range(25):
            drafts.keep(user=inspector, key=str(number), record="x", submission="")
        assert Draft.objects.count() == drafts.MOST and drafts.kept(user=inspector, key="24")

    def test_a_saved_send_takes_only_its_own_away(self, inspector: Any, brigade_leader: Any) -> None:
        key = str(uuid4())
        drafts.keep(user=inspector, key="a", record="x", submission=key)
        drafts.keep(user=inspector, key="b", record="x", submission=str(uuid4()))
        drafts.sent(user=brigade_leader, submission=key)
        drafts.sent(user=inspector, submission="no number")
        assert Draft.objects.count() == 2
        drafts.sent(user=inspector, submission=key)
        assert [each.key for each in Draft.objects.all() if each.record] == ["b"]
        assert drafts.keep(user=inspector, key="a", record="late", submission=key)
        assert drafts.kept(user=inspector, key="a") == ""
        drafts.keep(user=inspector, key="a", record="new", submission=str(uuid4()))
        assert drafts.kept(user=inspector, key="a") == "new", "the next time the form is filled"

    def test_what_nobody_came_back_for_goes(self, inspector: Any) -> None:
        drafts.keep(user=inspector, key="a", record="x", submission="")
        Draft.objects.update(saved_at=now() - drafts.KEPT_FOR - timedelta(minutes=1))
        assert drafts.kept(user=inspector, key="a") == ""
        tasks.drop_drafts()
        assert not Draft.objects.exists()


def test_a_page_knows_when_its_session_ends(inspector: Any, rf: Any, client_for: Any) -> None:
    request = rf.get("/")
    request.user, moment = inspector, now().timestamp()
    request.session = {"seen_at": moment - 60, "signed_in_at": moment - 600}
    assert seconds_left(request) in (29 * 60, 29 * 60 - 1)
    request.session = {"seen_at": moment, "signed_in_at": moment - 12 * 3600 + 90}
    assert seconds_left(request) in (90, 89)
    told = client_for(inspector).get("/accounts/stay/").json()
    assert told["user"] == inspector.pk and told["seconds"] > 29 * 60
