"""Who acts: one value that every write service takes, made once by the view, the command or the job."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
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

    def stands_in_for(self, perm: str, /) -> Any: ...

    def principals(self) -> Sequence[Any]: ...


@dataclass(frozen=True)
class By:
    """Who does it, and from where.

    `actor` None is the system itself: what follows from a date or from another act; it needs no permission.
    `source` is the network address the request came from. `off_plan` is why an act is done outside its phase.
    `remark` is what the person wanted to add; the ground of an act is never here but a field of the act itself.
    `remarks` say of single fields of what is sent back what is wrong with them: by the field's name its label and the words.
    `behalf` is the person a deputy stands in for in this act; `casework.workflow` finds it out, nobody else sets it.
    """

    actor: Any
    source: str = ""
    off_plan: str = ""
    remark: str = ""
    remarks: Mapping[str, Sequence[str]] = field(default_factory=dict)
    behalf: Any = None

    @property
    def is_system(self) -> bool:
        return self.actor is None

    def may(self, permission: str) -> bool:
        """Whether the actor's role holds `permission`; the system may do everything."""
        return self.actor is None or self.actor.has_perm(permission)

    def using(self, permission: str | None) -> Self:
        """The same person using that right: on behalf of whoever lent it to them, where it is not their own."""
        if self.actor is None or permission is None:
            return self
        return replace(self, behalf=self.actor.stands_in_for(permission))

    @property
    def people(self) -> tuple[Any, ...]:
        """Who acts, and the person they stand in for: none of them may approve what one of them put forward."""
        return tuple(person for person in (self.actor, self.behalf) if person is not None)

    @property
    def signed(self) -> str:
        """Who acts, as papers name them; a deputy by both names."""
        if self.actor is None:
            return ""
        return f"{self.behalf.name}（{self.actor.name}代）" if self.behalf is not None else self.actor.name

    def plainly(self) -> Self:
        """The same person for a deed that follows from this one: why off plan and the remarks belong to the first."""
        return replace(self, off_plan="", remark="", remarks={})


SYSTEM = By(None)
"""What follows from a date, from another act or from a command, without a person who did it."""
