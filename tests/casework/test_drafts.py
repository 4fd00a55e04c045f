"""What is typed is kept in the tab until it is sent (static/js/draft.js), but for what must not lie about."""

from typing import Any

import pytest

from casework.deeds import forms_of
from complaints.confidentiality import SEALED
from complaints.forms import CorrectForm, IntakeForm
from complaints.models import Complaint

pytestmark = pytest.mark.django_db


def test_U_15_a_session_that_ends_loses_nothing_typed(inspector: Any, client_for: Any) -> None:
    page = client_for(inspector).get("/cases/new/").content.decode()
    assert f'data-autosave="of-{inspector.pk}"' in page and "data-draft-note" in page


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
