"""The navigation: the ledgers of the kinds of records, and the pages that list no kind."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from casework.addresses import address_of
from casework.by import Reader
from casework.kinds import kinds


@dataclass(frozen=True)
class Entry:
    """Who has the permission sees it; `place` is its place from left to right."""

    place: int
    label: Any
    route: str
    permission: str
    icon: str


PAGES = (
    Entry(0, _("工作台"), "desk:worklist", "desk.view_worklist", "home"),
    Entry(70, _("驾驶舱"), "reports:cockpit", "reports.view_cockpit", "chart"),
    Entry(90, _("派驻"), "registry:posting_list", "registry.change_posting", "walk"),
    Entry(91, _("工作日历"), "casework:calendar", "casework.change_calendar", "check"),
    Entry(92, _("账号"), "accounts:user_list", "accounts.view_user", "people"),
    Entry(93, _("审计日志"), "casework:audit_log", "casework.view_audit", "lock"),
)


# The letter after g that opens a page; mostly the first one of how it is read.
LETTERS = {
    "desk:worklist": "g", "reports:cockpit": "q", "registry:posting_list": "p", "casework:calendar": "r",
    "accounts:user_list": "z", "casework:audit_log": "l", "patrols:patrol_list": "x", "registry:employer_list": "d",
    "complaints:complaint_list": "t", "findings:escalation_list": "s", "draws:draw_list": "c", "checks:inspection_list": "j",
    "cases:case_list": "a", "reports:summary_list": "b",
}  # fmt: skip


@dataclass(frozen=True)
class NavItem:
    label: Any
    url: str
    icon: str
    is_current: bool
    letter: str = ""


def items(request: HttpRequest, user: Reader) -> list[NavItem]:
    """What this user may open, in the order of the page; a phone shows the first four and the rest under 更多."""
    return [_item(request, entry) for entry in entries() if user.has_perm(entry.permission)]


def entries() -> list[Entry]:
    """Every entry, from left to right."""
    ledgers = [
        Entry(
            kind.ledger.place, kind.ledger.label or kind.label, kind.ledger.route, kind.permission, kind.icon
        )
        for kind in kinds()
        if kind.ledger
    ]
    return sorted([*PAGES, *ledgers], key=lambda entry: entry.place)


def _item(request: HttpRequest, entry: Entry) -> NavItem:
    url = address_of(entry.route)
    match = request.resolver_match
    here = match is not None and (request.path == url or (url != "/" and request.path.startswith(url)))
    return NavItem(entry.label, url, entry.icon, here, LETTERS.get(entry.route, ""))
