"""What an address names: `?complaint=`, `?inspection=`, `?employer=`, each only if the user may see it."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404


def named(request: HttpRequest, name: str, rows: QuerySet) -> Any:
    """The row the address names by its id; None when it names none, 404 for one that is not there."""
    asked = request.GET.get(name, "")
    if not asked:
        return None
    is_id = asked.isascii() and asked.isdecimal() and len(asked) < 19
    return get_object_or_404(rows, pk=asked if is_id else 0)
