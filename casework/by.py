"""Who acts: one value that every write service takes, made once by the view, the command or the job."""

from dataclasses import dataclass, replace
from typing import Any, Protocol, Self


class Reader(Protocol):
    """Who asks to see something: an account, or somebody not signed in, who may see nothing."""

    @property
    def pk(self) -> Any: ...

    @property
    def is_active(self) -> bool: ...

    def has_perm(self, perm: str, /) -> bool: ...


class Actor(Reader, Protocol):
    """Who may act: an account, as far as the machinery of cases knows it."""

    @property
    def name(self) -> str: ...

    @property
    def audit_label(self) -> str: ...

    @property
    def is_current(self) -> bool: ...


@dataclass(frozen=True)
class By:
    """Who does it, and from where.

    `actor` None is the system itself: what follows from a date or from another act; it needs no permission.
    `source` is the network address the request came from. `off_plan` is why an act is done outside its phase.
    `remark` is what the person wanted to add; the ground of an act is never here but a field of the act itself.
    """

    actor: Any
    source: str = ""
    off_plan: str = ""
    remark: str = ""

    @property
    def is_system(self) -> bool:
        return self.actor is None

    def may(self, permission: str) -> bool:
        """Whether the actor's role holds `permission`; the system may do everything."""
        return self.actor is None or self.actor.has_perm(permission)

    def plainly(self) -> Self:
        """The same person for a deed that follows from this one: why off plan and the remark belong to the first."""
        return replace(self, off_plan="", remark="")


SYSTEM = By(None)
"""What follows from a date, from another act or from a command, without a person who did it."""
