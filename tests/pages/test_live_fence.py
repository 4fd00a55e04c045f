"""SEC-01: on a page with htmx, and in a part it fetches, whatever people wrote stands inside a data-hx-disable."""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from casework import jobs
from casework.models import Job, Notice
from law.clock import now
from registry.models import Employer, EmployerImport
from reports.services import cockpits
from tests.factories import registry
from tests.factories.campaign import campaign

pytestmark = pytest.mark.django_db

TYPED = "手写文字"
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
LIVE = re.compile(r"{% include \"components/live.html\" %}")


class Fenced(HTMLParser):
    """Where the typed text stands outside every data-hx-disable, and which elements ask the server."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.bare: list[str] = []
        self.asking: list[bool] = []
        self.feed(html)

    @property
    def is_off(self) -> bool:
        return any(off for _tag, off in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _value in attrs}
        is_off = self.is_off or "data-hx-disable" in names
        if not is_off and any(TYPED in (value or "") for _name, value in attrs):
            self.bare.append(f"line {self.getpos()[0]}: in an attribute of {tag}")
        if "data-hx-get" in names:
            self.asking.append(not is_off)
        if tag not in VOID:
            self.open.append((tag, "data-hx-disable" in names))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, text: str) -> None:
        inside = self.open[-1][0] if self.open else ""
        if TYPED in text and inside not in ("title", "script") and not self.is_off:
            self.bare.append(f"line {self.getpos()[0]}: in {inside}")


@pytest.fixture
def pages(inspector: Any) -> Iterator[dict[str, str]]:
    """The pages that load htmx and the parts they fetch, full of what people write."""
    inspector.name = f"王{TYPED}"
    inspector.save()
    firm = registry.employer(actor=None)
    texts = {
        field.name: f"{TYPED}{field.name}"
        for field in Employer._meta.concrete_fields
        if field.get_internal_type() in ("CharField", "TextField")
        and not field.choices and not field.unique and (field.max_length or 99) > 30
    }  # fmt: skip
    Employer.objects.filter(pk=firm.pk).update(**texts)
    registry.warning(firm, note=f"{TYPED}预警")
    Notice.objects.create(user=inspector, what=TYPED, text=TYPED, created_at=now())
    job = jobs.enqueue("registry.import", key=TYPED, label=TYPED, arguments={}, requested_by=inspector)
    Job.objects.filter(pk=job.pk).update(status="running", step=TYPED)
    failed = jobs.enqueue("registry.import", key="b", label=TYPED, arguments={}, requested_by=inspector)
    Job.objects.filter(pk=failed.pk).update(status="failed", error=TYPED, result={"rows": [[TYPED, TYPED]]})
    told = {
        "rows": 1, "created": 0, "updated": 0, "unchanged": 0, "rejected": 1,
        "first_rejected": [{"row": 2, "cells": [TYPED], "reason": TYPED}],
    }  # fmt: skip
    cockpits.make(campaign(title=TYPED))
    listed = EmployerImport.objects.create(
        file_name=TYPED, uploaded_by=inspector, uploaded_at=now(), check_result=told
    )
    yield {
        "import": listed.get_absolute_url(),
        "employer": firm.get_absolute_url(),
        "counts": reverse("registry:employer_counts", args=[firm.pk]),
        "running job": reverse("casework:job", args=[job.pk]),
        "progress": reverse("casework:job_progress", args=[job.pk]),
        "failed job": reverse("casework:job", args=[failed.pk]),
        "cockpit": reverse("reports:cockpit"),
    }


def test_SEC_01_htmx_is_off_around_what_people_wrote(
    pages: dict[str, str], inspector: Any, client_for: Callable[..., Client]
) -> None:
    client, asking, typed = client_for(inspector), [], 0
    for name, path in pages.items():
        for headers in ({}, {"HX-Request": "true"}):
            answer = client.get(path, headers=headers)
            assert answer.status_code in (200, 204), name
            html = answer.content.decode()
            found = Fenced(html)
            assert found.bare == [], f"{name}: {found.bare}"
            asking += found.asking
            typed += html.count(TYPED)
    assert asking and all(asking), "the parts themselves are not switched off"
    assert typed > 20


def test_SEC_01_no_other_page_loads_htmx() -> None:
    """A page that is to have live parts is to be looked at here."""
    loading = {
        str(path)
        for path in Path("templates").rglob("*.html")
        if LIVE.search(path.read_text(encoding="utf-8"))
    }
    assert loading == {
        "templates/casework/job.html",
        "templates/registry/employer_detail.html",
        "templates/registry/import_detail.html",
        "templates/reports/cockpit.html",
    }
