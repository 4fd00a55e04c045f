"""Renders templates the way a page does: with a request, the shell's context and Django's own tags."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest
from django.template import Context, Template
from django.template.loader import get_template
from django.test import RequestFactory

Render = Callable[..., str]


@pytest.fixture
def page_request() -> HttpRequest:
    return RequestFactory().get("/cases/17/")


@pytest.fixture
def render(page_request: HttpRequest) -> Render:
    """`render("components/steps.html", steps=…)`; the test gives the whole context."""

    def rendered(name: str, **context: Any) -> str:
        template = get_template(name).template
        return template.render(Context({"request": page_request, "csrf_token": "token", **context}))

    return rendered


@pytest.fixture
def tag() -> Render:
    """`tag("{% lamp clock %}", clock=…)`"""

    def rendered(source: str, **context: Any) -> str:
        return Template("{% load shell %}" + source).render(Context({"csrf_token": "token", **context}))

    return rendered
