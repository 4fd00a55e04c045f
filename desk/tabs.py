"""The pages of the desk: what waits, the day, approvals, what was done, what others did."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def tabs(
    current: str, count: int | None = None, *, approving: int | None = None, unread: int | None = None
) -> list[dict[str, Any]]:
    """The tabs with their numbers, where those are known; `current` is the page one stands on."""
    pages = (
        ("todo", _("待办"), "desk:worklist", count),
        ("day", _("今日一张单"), "desk:day", None),
        ("approvals", _("待我审批"), "desk:approvals", approving),
        ("done", _("已办"), "desk:done", None),
        ("inbox", _("通知"), "casework:inbox", unread or None),
    )
    return [
        {"label": label, "url": reverse(route), "is_current": name == current, "count": number}
        for name, label, route, number in pages
    ]
