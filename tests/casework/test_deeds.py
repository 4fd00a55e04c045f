"""Form and service of an act are found by its name, and the site does not start when what is typed would be dropped."""

from types import ModuleType
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured

from casework import deeds
from complaints.forms import acts
from complaints.models import Complaint
from complaints.services.acts import accept


@pytest.fixture
def forgetful() -> Any:
    """What was looked up is looked up anew, before and after."""
    for found in (deeds.forms_of, deeds._named):
        found.cache_clear()
    yield
    for found in (deeds.forms_of, deeds._named):
        found.cache_clear()


def test_they_are_found_by_the_name_of_the_act() -> None:
    assert deeds.form_name("give_feedback") == "GiveFeedbackForm"
    assert deeds.forms_of(Complaint)["accept"] is acts.AcceptForm
    assert deeds.service("complaints", "accept") is accept
    assert deeds.service("complaints", "fly") is None


def test_a_form_without_its_service_stops_the_start(monkeypatch: pytest.MonkeyPatch, forgetful: None) -> None:
    monkeypatch.delattr("complaints.services.acts.give_feedback")
    with pytest.raises(
        ImproperlyConfigured, match="GiveFeedbackForm asks, no service give_feedback takes it"
    ):
        deeds.verify()


def test_two_things_of_one_name_stop_it_too(monkeypatch: pytest.MonkeyPatch, forgetful: None) -> None:
    other = ModuleType("other")
    other.AcceptForm = type("AcceptForm", (forms.Form,), {})
    known = deeds._modules("complaints", "forms")
    monkeypatch.setattr(deeds, "_modules", lambda label, package: (*known, other))
    with pytest.raises(ImproperlyConfigured, match="2 things called AcceptForm"):
        deeds._named("complaints", "forms", "AcceptForm")


def test_the_house_as_it_stands_starts() -> None:
    deeds.verify()
