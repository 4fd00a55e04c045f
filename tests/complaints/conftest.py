"""One town with its officer, another with another, and one person of every other role."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.roles import Role
from casework import attachments
from casework.by import By
from complaints.confidentiality import Complainant
from complaints.models import Complaint
from complaints.services import acts
from law import clock
from tests.complaints.canaries import FILE, TOLD
from tests.complaints.clients import PDF, signed_in
from tests.factories.accounts import user
from tests.factories.campaign import campaign_2021
from tests.factories.complaints import complaint
from tests.factories.registry import employer, town

DAY = date(2021, 4, 30)


@pytest.fixture
def today() -> Iterator[date]:
    with clock.at(DAY):
        yield DAY


@pytest.fixture
def campaign(db: Any) -> Any:
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
        colleague=user("inspector"),
        leader=user("brigade_leader"),
        head=user("bureau_head"),
        legal=user("legal_reviewer"),
        leadership=user("leadership"),
        contact=user("department_contact"),
        system=user("system_admin"),
        security=user("security_admin"),
        audit=user("audit_admin"),
    )


@pytest.fixture
def everyone(people: SimpleNamespace) -> list[Any]:
    found = [person for name, person in vars(people).items() if name not in ("here", "there")]
    assert {person.role for person in found} == set(Role.values)
    return found


@pytest.fixture
def firm(people: SimpleNamespace) -> Any:
    return employer(town=people.here, name="青岛海风餐饮有限公司")


@pytest.fixture(autouse=True)
def stored_here(settings: Any, tmp_path: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path), "base_url": None},
        },
    }


@pytest.fixture
def inspector_client(people: SimpleNamespace) -> Client:
    return signed_in(people.inspector)


@pytest.fixture
def told() -> Complainant:
    return TOLD


@pytest.fixture
def record(people: SimpleNamespace, firm: Any, told: Complainant, campaign: Any, today: date) -> Complaint:
    """Received by the inspector, handled by the colleague; a file came with it."""
    held = attachments.store(SimpleUploadedFile(f"{FILE}.pdf", PDF), uploaded_by=people.inspector)
    made = complaint(actor=people.inspector, employer=firm, complainant=told, files=[held])
    acts.accept(made, by=By(people.inspector), handler=people.colleague)
    return made
