"""The vocabulary of workflow tables and clocks: plain data, no database.

A room writes its table in `<room>/workflow.py` and its clocks in `<room>/deadlines.py`; the model names both.
Buttons, URLs, permissions, audit verbs and `docs/rules.md` are made from them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

NEW = ""
"""The source of an action that creates the record."""


@dataclass(frozen=True)
class Act:
    """What a guard may look at: the record, who acts, on which day, and the data given with the act."""

    record: Any
    actor: Any
    on: date
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Guard:
    """A named condition of an act, with the sentence shown when it does not hold."""

    code: str
    sentence: Any
    holds: Callable[[Act], bool]

    def __call__(self, act: Act) -> str | None:
        return None if self.holds(act) else self.code


def guard(sentence: Any) -> Callable[[Callable[[Act], bool]], Guard]:
    """Turn a predicate over an `Act` into a guard; its name is the reason code, `sentence` what users read."""

    def named(predicate: Callable[[Act], bool]) -> Guard:
        return Guard(predicate.__name__, sentence, predicate)

    return named


@dataclass(frozen=True)
class Row:
    """One line of a workflow table.

    `permission` None marks an act that only follows from another act inside a service: no button, no URL.
    `phases` are the campaign phases in which the act is on plan; none means the campaign does not matter.
    `strict` refuses the act off plan instead of asking for a reason.
    `notify` names methods of the record that return the users to tell.
    `four_eyes` names earlier actions whose latest actor may not do this one.
    `back_to` names the attribute of the record that holds the state to return to; `target` where it holds none.
    `waits_if` are look-ups a record must meet for the act to wait for somebody; None for an act that may be
    done at any time and that nobody waits for, such as giving the record to other people.
    """

    action: str
    source: str | tuple[str, ...]
    target: str
    permission: str | None
    label: Any
    phases: tuple[str, ...] = ()
    strict: bool = False
    guards: tuple[Guard, ...] = ()
    notify: tuple[str, ...] = ()
    four_eyes: tuple[str, ...] = ()
    back_to: str = ""
    danger: bool = False
    waits_if: dict[str, Any] | None = field(default_factory=dict)

    @property
    def sources(self) -> tuple[str, ...]:
        return (self.source,) if isinstance(self.source, str) else self.source

    def leads_to(self, record: Any) -> str:
        """The state after this act of this record."""
        return (getattr(record, self.back_to) if self.back_to else "") or self.target


@dataclass(frozen=True)
class Workflow:
    """A whole table: the states (TextChoices), its rows in the order buttons appear, the states that end."""

    states: Any
    rows: tuple[Row, ...]
    final: tuple[str, ...] = ()

    def row(self, action: str, state: str) -> Row | None:
        return next((row for row in self.rows if row.action == action and state in row.sources), None)

    def named(self, action: str) -> Row | None:
        return next((row for row in self.rows if row.action == action), None)

    def rows_from(self, state: str) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if state in row.sources)

    @property
    def actions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.action for row in self.rows))

    def waits_for(self, has_permission: Callable[[str], bool]) -> list[tuple[set[str], dict[str, Any]]]:
        """What waits for a holder of permissions: (states, look-ups) of which a record meets any."""
        always: set[str] = set()
        found = [(always, {})]
        for row in self.rows:
            if row.waits_if is None or not row.permission or not has_permission(row.permission):
                continue
            states = set(row.sources) - {NEW}
            if row.waits_if:
                found.append((states, row.waits_if))
            else:
                always |= states
        return [(states, look_ups) for states, look_ups in found if states]


@dataclass(frozen=True)
class Clock:
    """When a deadline starts and stops. How long it runs stands in `law/terms.py` under `term`.

    `starts`, `stops`, `voids` and the keys of `extends` are actions of the record's own table.
    `stops` means the duty was done; `voids` that it is no longer owed. An act that voids and starts a clock starts it
    over; where `when` does not hold any more, the old one has only ended.
    `starts_from` names the record's attribute that holds the first day (default: the day of the act).
    `due_from` names the attribute that holds a day set by an officer; such a clock has no term.
    `when` names a boolean attribute of the record without which the clock does not start.
    `is_right` marks time that belongs to the other party (to be heard, to ask for a hearing): when it is over the work
    may go on, and nobody is late.
    `facts` maps names of facts of `law.terms.due` to attributes of the record.
    `extends` maps an action to the term code that replaces the first one (counted from the same start).
    """

    code: str
    label: Any
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    voids: tuple[str, ...] = ()
    term: str = ""
    starts_from: str = ""
    due_from: str = ""
    when: str = ""
    is_right: bool = False
    facts: dict[str, str] = field(default_factory=dict)
    extends: dict[str, str] = field(default_factory=dict)
