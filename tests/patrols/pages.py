"""How the tests of this room use its pages."""

import io
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from casework.submissions import new_key
from law import clock
from tests.factories import patrols as make
from tests.opened import Opened

NEW = "/patrols/new/"


def of(user: Any) -> Client:
    client = Opened()
    client.force_login(user, backend="accounts.backends.RoleBackend")
    return client


def photo(name: str = "门头.jpg") -> SimpleUploadedFile:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "CANARY-PHONE"
    Image.new("RGB", (40, 30), "navy").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def visit(employer: Any, **changes: Any) -> dict[str, Any]:
    """A filled-in page of a visit without problems."""
    sent = {
        "submission": new_key(),
        "employer": employer.pk if employer else "",
        "uid": new_key(),
        "patrolled_on": "2021-04-20",
        "companions": "赵某",
        "companion_duty": "assistant",
        "q_child": "no",
        "q_minor": "no",
        "q_freedom": "no",
        "rest_ok": "on",
        "rectify_by": "2021-05-07",
        "finding-TOTAL_FORMS": "3",
        "finding-INITIAL_FORMS": "0",
    }
    return {name: value for name, value in (sent | changes).items() if value is not None}


def finding(number: int = 0, **values: Any) -> dict[str, Any]:
    values = {"matter": "no_written_contract", "fact": "5人没签合同", "severity": "minor", **values}
    return {f"finding-{number}-{name}": value for name, value in values.items()}


def send(client: Client, sent: dict[str, Any], on: date = make.PATROL_DAY) -> Any:
    with clock.at(on):
        return client.post(NEW, sent)
