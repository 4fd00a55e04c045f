"""The vocabulary of workflow tables and clocks: plain data, no database.

A room writes its table in `<room>/workflow.py` and its clocks in `<room>/deadlines.py`; the model names both.
Buttons, URLs, permissions, audit verbs and `docs/rules.md` are made from them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Protocol

from law.words import Sentence


class Record(Protocol):
    """What a table knows of the record it moves."""

    @property
    def state(self) -> str: ...


NEW = ""
"""The source of an action that creates the record."""


@dataclass(frozen=True)
class Act:
    """What a guard may look at: the record, who acts (and for whom, as a deputy), on which day, and the data given with it."""

    record: Any
    actor: Any
    on: date
    data: dict[str, Any] = field(default_factory=dict)
    behalf: Any = None

    @property
    def people(self) -> tuple[int, ...]:
        """The numbers of who acts and of whom they stand in for: what one of them may not do, neither does for the other."""
        return tuple(person.pk for person in (self.actor, self.behalf) if person is not None)


@dataclass(frozen=True)
class Guard:
    """A named condition of an act, with the sentence shown when it does not hold and the act it names `instead`.

    `names` says for the act at hand what exactly is missing; it is put after the sentence.
    """

    code: str
    sentence: Sentence
    holds: Callable[[Act], bool]
    instead: str = ""
    names: Callable[[Act], str] | None = None

    def __call__(self, act: Act) -> str | None:
        return None if self.holds(act) else self.code

    def told(self, act: Act) -> str:
        """The sentence for this act."""
        return f"{self.sentence}{self.names(act)}" if self.names else str(self.sentence)


def guard(
    sentence: Sentence, *, instead: str = "", names: Callable[[Act], str] | None = None
) -> Callable[[Callable[[Act], bool]], Guard]:
    """Turn a predicate over an `Act` into a guard; its name is the reason code, `sentence` what users read.

    `instead` is the act the sentence tells them to do: it is offered first where the guarded one is refused.
    """

    def named(predicate: Callable[[Act], bool]) -> Guard:
        return Guard(predicate.__name__, sentence, predicate, instead, names)

    return named


SAME = "="
"""The target of an act that leaves the record where it stands."""


class ActKind(StrEnum):
    """What an act means to the record: one step on, one back, an ending or answer in the negative, something beside the way."""

    ONWARD = "onward"
    BACK = "back"
    REFUSAL = "refusal"
    ASIDE = "aside"


ONWARD, BACK, REFUSAL, ASIDE = ActKind


class Place(StrEnum):
    """Where an act is done: at the desk, at the employer's, or by telephone. A day is planned by it (desk.day)."""

    DESK = "desk"
    VISIT = "visit"
    CALL = "call"


DESK, VISIT, CALL = Place


@dataclass(frozen=True)
class Row:
    """One line of a workflow table.

    `target` is a state, or `SAME` for an act that leaves the record where it is.
    `permission` None marks an act that only follows from another act inside a service: no button, no URL.
    `kind`: what is offered first follows from it (an act onward, or the one the refusal of such an act names), and so does
    how the history tells it. Nobody waits for an act `ASIDE`; it may be done at any time.
    `elsewhere` is the permission to the page on which an act without a button is done; the record waits for its holders.
    `is_final` asks once more: what the act does cannot be undone.
    `hint` says in a sentence, for the day shown, what follows from the act; statutory numbers in it come from `law.words`.
    `papers` are the kinds of papers the act makes (casework.papers).
    `phases` are the campaign phases in which the act is on plan; none means the campaign does not matter.
    `strict` refuses the act off plan instead of asking for a reason.
    `notify` names methods of the record that return the users to tell.
    `four_eyes` names earlier actions whose latest actor may not do this one.
    `back_to` names the attribute of the record that holds the state to return to; `target` where it holds none.
    `waits_if` are look-ups a record must meet for the act to put it on somebody's worklist; None where nobody waits for it.
    `shows` names the part of the record whoever does it answers for; it stands above the form.
    `in_bulk`: an approval of which several that are alike may be given in one go, asking for nothing but a remark.
    `in_lists`: an act that may be done to several ticked rows of a list, what its form asks for said once for all of them.
    `place` is where it is done; `signs` marks an act that puts a name under a paper, which waits like an approval.
    """

    action: str
    source: str | tuple[str, ...]
    target: str
    permission: str | None
    label: Sentence
    kind: ActKind = ActKind.ONWARD
    is_final: bool = False
    hint: Callable[[date], str] | None = None
    papers: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    strict: bool = False
    guards: tuple[Guard, ...] = ()
    four_eyes: tuple[str, ...] = ()
    notify: tuple[str, ...] = ()
    back_to: str = ""
    waits_if: dict[str, Any] | None = field(default_factory=dict)
    shows: str = ""
    in_bulk: bool = False
    in_lists: bool = False
    elsewhere: str = ""
    place: Place = DESK
    signs: bool = False

    @property
    def asks(self) -> str:
        """The permission of whoever does it; empty where it only follows from another act."""
        return self.permission or self.elsewhere

    @property
    def is_approval(self) -> bool:
        """Whether it says yes to what somebody else put forward (`four_eyes`)."""
        return self.kind == ONWARD and bool(self.four_eyes) and bool(self.permission)

    @property
    def is_for_many(self) -> bool:
        return self.in_bulk or self.in_lists

    @property
    def is_signature(self) -> bool:
        """Whether it waits for somebody's name: an approval, or the signature under a paper."""
        return self.signs or self.is_approval

    @property
    def sources(self) -> tuple[str, ...]:
        """The states the act may be done in."""
        return (self.source,) if isinstance(self.source, str) else self.source

    def leads_to(self, record: Record) -> str:
        """The state after this act of this record."""
        if self.target == SAME:
            return record.state
        return (getattr(record, self.back_to) if self.back_to else "") or self.target

    def hint_on(self, day: date) -> str:
        return self.hint(day) if self.hint else ""

    @property
    def is_waited_for(self) -> bool:
        """Whether it puts a record on the worklist of whoever may do it."""
        return bool(self.asks) and self.kind != ASIDE and self.waits_if is not None


@dataclass(frozen=True)
class Workflow:
    """A whole table: the states (TextChoices), its rows, the states that end.

    `unclocked` says of each state that is not final and has no clock why nobody owes anything there by a day.
    """

    states: Any
    rows: tuple[Row, ...]
    final: tuple[str, ...] = ()
    unclocked: dict[str, Sentence] = field(default_factory=dict)

    @cached_property
    def labels(self) -> dict[str, str]:
        """What each state is called; a process speaks one language (`LANGUAGE_CODE`)."""
        return {str(state): str(state.label) for state in self.states}

    def row(self, action: str, state: str) -> Row | None:
        return next((row for row in self.rows if row.action == action and state in row.sources), None)

    def rows_of(self, action: str) -> tuple[Row, ...]:
        """The rows of one act, which may be called differently in different states."""
        return tuple(row for row in self.rows if row.action == action)

    def rows_from(self, state: str) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if state in row.sources)

    @property
    def actions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.action for row in self.rows))

    def waits_for(self, has_permission: Callable[[str], bool]) -> list[Row]:
        """The acts a holder of permissions is waited for to do."""
        return [row for row in self.rows if row.is_waited_for and has_permission(row.asks)]

    @cached_property
    def approvals(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.is_approval)

    def answers(self, approval: Row) -> tuple[Row, ...]:
        """The other answers to what an approval is about: what sends it back or turns it down, where the same thing waits."""
        return tuple(
            row
            for row in self.rows
            if row.kind in (BACK, REFUSAL)
            and row.permission
            and (set(row.sources), row.waits_if) == (set(approval.sources), approval.waits_if)
        )

    def approval_of(self, answer: Row) -> Row | None:
        """The approval whose answer a row is; the row itself where it approves."""
        return answer if answer.is_approval else self._answered.get((answer.action, answer.sources))

    @cached_property
    def _answered(self) -> dict[tuple[str, tuple[str, ...]], Row]:
        """Each answer's approval: a worklist asks for every row of every table."""
        pairs = [(row, answer) for row in reversed(self.approvals) for answer in self.answers(row)]
        return {(answer.action, answer.sources): row for row, answer in pairs}


@dataclass(frozen=True)
class Clock:
    """When a deadline starts and stops. How long it runs stands in `law/terms.py` under `term`.

    `starts`, `stops`, `voids`, `pauses`, `resumes` and the keys of `extends` are events: actions of the record's own table, or
    what happened with one (`"delivered:penalty_notice"`, `"issued:demand_notice"`, `"paid:fine"`). A clock starts and stops on
    the day its event happened, whenever it is written down.
    `stops` means the duty was done; `voids` that it is no longer owed. An event that voids and starts a clock starts it
    over; where `when` does not hold any more, the old one has only ended.
    Between an event of `pauses` and one of `resumes` nothing is owed; what was left then is left from the second one on.
    `starts_from` names the record's attribute that holds the first day, where it is not the day of the event.
    `due_from` names the attribute that holds a day set by an officer; such a clock has no term.
    `when` names a boolean attribute of the record without which the clock does not start.
    `is_right` marks time that belongs to the other party (to be heard, to ask for a hearing): when it is over the work
    may go on, and nobody is late. `allows` says what they may do in it, as pages tell it in place of a lamp.
    `kept_if` names a boolean attribute of the record: where it holds when the clock stops, the duty was kept in time
    although somebody looked at it only later.
    `facts` maps names of facts of `law.terms.due` to attributes of the record.
    `extends` maps an event to the term code that replaces the first one (counted from the same start); `extended_to` maps
    one to the attribute of the record that holds the day set instead.
    """

    code: str
    label: Sentence
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    voids: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()
    term: str = ""
    starts_from: str = ""
    due_from: str = ""
    when: str = ""
    is_right: bool = False
    allows: Sentence = ""
    kept_if: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    extends: dict[str, str] = field(default_factory=dict)
    extended_to: dict[str, str] = field(default_factory=dict)
