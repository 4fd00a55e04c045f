"""What the page tests of this room share: somebody's browser, a filled-in form, the text of an answer."""

import uuid
import zipfile
from io import BytesIO
from typing import Any

from django.test import Client

from tests.opened import Opened

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
NEW, LIST = "complaints:complaint_new", "complaints:complaint_list"


def signed_in(person: Any) -> Client:
    client = Opened()
    client.force_login(person, backend="accounts.backends.RoleBackend")
    return client


def typed(**changes: Any) -> dict[str, Any]:
    form = {
        "submission": str(uuid.uuid4()),
        "kind": "complaint",
        "channel": "visit",
        "received_at": "2021-04-30 08:30",
        "employer_named": "海边的一家饭店",
        "matters": ["wage_arrears", "no_insurance"],
        "content": "拖欠三月工资，未缴社保",
        "name": "证人甲乙",
        "phone": "13912345678",
        "label": "general",
    }
    return {key: value for key, value in {**form, **changes}.items() if value is not None}


def body_of(response: Any) -> str:
    raw = b"".join(response.streaming_content) if response.streaming else response.content
    if raw.startswith(b"PK"):
        archive = zipfile.ZipFile(BytesIO(raw))
        raw = b"".join(archive.read(name) for name in archive.namelist())
    return raw.decode("utf-8", "replace")
