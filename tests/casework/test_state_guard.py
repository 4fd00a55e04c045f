"""Beside the tests of the house, model and database refuse a state that changes outside the engine (HSE-07)."""

from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from casework.by import By
from casework.models import WorkflowRecord
from casework.workflow import perform
from complaints.models import Complaint
from tests.factories import complaints

pytestmark = pytest.mark.django_db


@pytest.fixture
def complaint(inspector: Any) -> Complaint:
    return complaints.complaint(actor=inspector)


def refused(deed: Any) -> None:
    with (
        pytest.raises((DatabaseError, TypeError), match=r"casework\.workflow\.perform"),
        transaction.atomic(),
    ):
        deed()
    assert set(Complaint.objects.values_list("state", flat=True)) == {"received"}


def test_an_attribute_that_was_saved(complaint: Complaint) -> None:
    def deed() -> None:
        _before, complaint.state = complaint.state, "accepted"
        complaint.save()

    refused(deed)


def test_an_update_by_name_or_from_a_dictionary(complaint: Complaint) -> None:
    values = {"state": "accepted", "version": F("version") + 1}
    refused(lambda: Complaint.objects.filter(pk=complaint.pk).update(state="accepted"))
    refused(lambda: Complaint.objects.update(**values))


def test_a_bulk_update(complaint: Complaint) -> None:
    def deed() -> None:
        setattr(complaint, "state", "accepted")  # noqa: B010
        Complaint.objects.bulk_update([complaint], ["state"])

    refused(deed)


def test_a_statement_of_its_own(complaint: Complaint) -> None:
    def deed() -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE complaints_complaint SET state = 'accepted'")

    refused(deed)


def test_the_engine_may(complaint: Complaint, inspector: Any) -> None:
    perform(complaint, "request_supplement", by=By(inspector))
    assert Complaint.objects.get().state == "supplementing"


def test_every_workflow_table_is_guarded() -> None:
    models = [model for model in apps.get_models() if issubclass(model, WorkflowRecord)]
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        guarded = {row[0] for row in cursor.fetchall()}
    assert {f"{model._meta.db_table}_state" for model in models} <= guarded
