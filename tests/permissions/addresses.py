"""Every address of the site, as the URL resolver knows it, with who may open it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver, reverse

from accounts.roles import Role, roles_with

LETTERS: dict[Role, str] = {
    Role.TOWN_OFFICER: "T",
    Role.INSPECTOR: "I",
    Role.BRIGADE_LEADER: "L",
    Role.BUREAU_HEAD: "H",
    Role.LEGAL_REVIEWER: "R",
    Role.LEADERSHIP: "P",
    Role.DEPARTMENT_CONTACT: "D",
    Role.SYSTEM_ADMIN: "S",
    Role.SECURITY_ADMIN: "C",
    Role.AUDIT_ADMIN: "A",
}
# Open to whoever is signed in: one's own password, second factor, sessions and drafts.
SIGNED_IN = {
    "accounts:password_change",
    "accounts:password_change_done",
    "accounts:second_factor",
    "accounts:sessions",
    "accounts:stay",
    "casework:draft",
}
BY_ROW = "row"


@dataclass(frozen=True)
class Address:
    """One pattern, or one act of a workflow behind the one pattern of its acts. `fields`: name → path converter."""

    name: str
    fields: dict[str, Any]
    view: Any
    is_public: bool
    permission: str
    action: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.action}".strip()

    @property
    def line(self) -> str:
        """As it stands in urls.txt."""
        return f"{self!s:<58}{self.asks:<36}{self.held_by}".rstrip()

    @property
    def asks(self) -> str:
        """The permission it asks for, or why it asks for none."""
        if self.is_public:
            return "(public)"
        return "(signed in)" if self.name in SIGNED_IN else self.permission or "(NOTHING)"

    @property
    def roles(self) -> tuple[Role, ...]:
        if self.is_public or self.name in SIGNED_IN:
            return tuple(Role)
        return roles_with(self.permission)

    def path(self, values: dict[str, Any]) -> str:
        """The path with these values in it; more of them may be given than it has places for."""
        values = {**values, **({"action": self.action} if self.action else {})}
        return reverse(self.name, kwargs={field: values[field] for field in self.fields})

    @property
    def held_by(self) -> str:
        return " ".join(letter if role in self.roles else "." for role, letter in LETTERS.items())


def addresses() -> list[Address]:
    """All of them, by name; an act pattern once for each act people may do."""
    found = [
        address
        for name, pattern, fields in _patterns(get_resolver())
        for address in _of(name, pattern, fields)
    ]
    return sorted(found, key=str)


def _of(name: str, pattern: URLPattern, fields: dict[str, Any]) -> Iterator[Address]:
    view = getattr(pattern.callback, "view_class", pattern.callback)
    is_public = not getattr(pattern.callback, "login_required", True)
    permission = getattr(view, "permission", "") or ""
    if permission != BY_ROW:
        yield Address(name, fields, view, is_public, permission)
        return
    workflow = pattern.callback.view_initkwargs.get("model", getattr(view, "model", None)).workflow
    for row in {
        row.action: row for row in workflow.rows if row.permission and "" not in row.sources
    }.values():
        yield Address(name, fields, view, is_public, row.permission, row.action)


def _patterns(
    resolver: Any, space: str = "", fields: dict[str, Any] | None = None
) -> Iterator[tuple[str, URLPattern, dict[str, Any]]]:
    for pattern in resolver.url_patterns:
        here = (fields or {}) | pattern.pattern.converters
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", pattern, here
        else:
            yield from _patterns(
                pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space, here
            )
