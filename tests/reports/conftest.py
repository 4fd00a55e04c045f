"""The campaign of 2021, two towns with an officer each, the brigade, and the last day for reports."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

import reports.tasks  # noqa: F401  (registers the jobs, as a worker does)
from campaign.models import Campaign
from law import clock
from tests.factories.accounts import user
from tests.factories.campaign import campaign_2021
from tests.factories.registry import town

REPORT_DAY = date(2021, 8, 17)


@pytest.fixture
def report_day(settings: Any, tmp_path: Any) -> Iterator[date]:
    """The clock stands on the last day for reports; files are kept in a folder of the test's own."""
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path), "base_url": None},
        }
    }
    with clock.at(REPORT_DAY):
        yield REPORT_DAY


@pytest.fixture
def campaign(db: Any) -> Campaign:
    return campaign_2021()


@pytest.fixture
def people(db: Any) -> SimpleNamespace:
    here, there = town("370211001"), town("370211102")
    return SimpleNamespace(
        here=here,
        there=there,
        officer=user("town_officer", here),
        stranger=user("town_officer", there),
        inspector=user("inspector"),
        second=user("inspector"),
        leader=user("brigade_leader"),
        head=user("bureau_head"),
        leadership=user("leadership"),
        contact=user("department_contact"),
        admin=user("system_admin"),
    )
