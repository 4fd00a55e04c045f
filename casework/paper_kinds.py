"""The vocabulary of papers (文书), and the catalogue of all kinds: each room tells its own in `<room>/papers.py`.

A kind is a table of fields: each has the label the printed form has, and a source that says it from the record, from the
policy values or from what was typed. Nothing here knows what a case is.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from casework import hooks
from law.words import Sentence


class Sheet(StrEnum):
    """How a paper looks (PAPERS 1.4)."""

    OFFICIAL = "official"  # 公文: decisions, letters, announcements
    BLANK = "blank"  # 填空: notices, orders
    FORM = "form"  # 表格: approvals, registers, receipts
    RECORD = "record"  # 笔录: what was said and seen


@dataclass(frozen=True)
class Table:
    """A table inside a paper; `sums` is its last row, if it has one."""

    columns: Sequence[Sentence]
    rows: Sequence[Sequence[object]]
    sums: Sequence[object] = ()


@dataclass(frozen=True)
class Facts:
    """What a source may look at: the record, the day and number of issue, who acts, what was typed, what it replaces."""

    record: Any
    on: date
    actor: Any = None
    given: Mapping[str, Any] = field(default_factory=dict)
    number: str = ""
    replaces: Any = None
    # Who acts, as the paper names them: a deputy with the person they stand in for.
    signed: str = ""
    # What several fields read, looked up once (`once`).
    found: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, name: str, look_up: Callable[[], Any]) -> Any:
        """What `look_up` gives, asked for once while the paper is made."""
        if name not in self.found:
            self.found[name] = look_up()
        return self.found[name]


Source = Callable[[Facts], Any]


class Typed(StrEnum):
    """What the form asks for where a field has no source."""

    LINE = "line"
    TEXT = "text"
    DAY = "day"
    MOMENT = "moment"
    TURNS = "turns"  # questions and answers, one a line
    ROWS = "rows"  # the rows of a table, one a line
    CHOICE = "choice"


@dataclass(frozen=True)
class Field:
    """One labelled field of a form. Without `source` it is typed; what is typed goes before the source where both are there.

    `is_optional`: left empty it is printed as a struck blank; any other empty field stops the issue.
    `told` says under the form where the value comes from. `columns` are those of typed rows, which are numbered by themselves.
    `is_identity`: the party's own number; in every other field of a served paper resident numbers are masked.
    `is_woven`: its words stand in a sentence or in the head of the paper, not under its label.
    """

    name: str
    label: Sentence
    source: Source | None = None
    typed: Typed | None = None
    is_optional: bool = False
    help: Sentence = ""
    choices: tuple[tuple[str, Sentence], ...] = ()
    told: Sentence = ""
    columns: tuple[Sentence, ...] = ()
    is_woven: bool = False
    is_identity: bool = False

    @property
    def is_typed(self) -> bool:
        return self.source is None or self.typed is not None


@dataclass(frozen=True)
class Fixed:
    """Words every paper of the kind has: a text, or a function where the law of the day says them. Empty is left out."""

    text: Sentence | Callable[[Facts], str]

    def on(self, facts: Facts) -> str:
        return self.text(facts) if callable(self.text) else str(self.text)


Block = Field | Fixed


@dataclass(frozen=True, kw_only=True)
class PaperKind:
    """One kind of paper (文书).

    `about` is the model (`app_label.Model`) its record is of. `mark` is the X of the number (字号); without one the paper is an
    internal sheet that carries the record's number and its own place in the file.
    `body` says in whose name it is issued where that is not the bureau, `to` whom it is addressed to: a name, or the names of
    all whom it must reach, each by a delivery of its own; it counts from the day on which it has reached the last of them.
    `is_served`: nothing counts before it was delivered, and each delivery starts what the record's clocks say of
    `delivered:<code>`.
    `signatures` is how many of the two who handle the matter sign it; `signers` is the method of the record that names them.
    `hands` are those besides who sign it on paper, at its end and on each page of a record; their names are written by hand.
    `issued_by` is the permission of whoever issues it where no act makes it.
    `is_again`: several stand side by side (records, lists); otherwise a new one of the record and party replaces the former.
    `is_begun`: one act begins it as a draft, another issues it (casework.papers.issuing.begin_paper).
    `when` is a condition of the record without which the act does not make it.
    `is_front` (正卷): what the party and a court may see; the rest (副卷) is internal.
    """

    code: str
    title: Sentence
    sheet: Sheet
    about: str
    blocks: tuple[Block, ...]
    mark: str = ""
    basis: Sentence = ""
    body: Source | None = None
    to: Source | None = None
    is_served: bool = False
    signatures: int = 0
    signers: str = ""
    hands: tuple[Sentence, ...] = ()
    issued_by: str = ""
    is_again: bool = False
    is_begun: bool = False
    when: Callable[[Any], bool] | None = None
    is_front: bool = True
    copies: int = 1
    has_seal: bool = True
    is_red: bool = False
    titled: Source | None = None
    states: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Field))

    @property
    def typed(self) -> tuple[Field, ...]:
        """The fields a form asks for."""
        return tuple(each for each in self.fields if each.is_typed)

    def people(self, record: object) -> list[Any]:
        """Who signs it, by the record."""
        return list(getattr(record, self.signers)()) if self.signers else []

    @property
    def file_label(self) -> Sentence:
        return _("正卷") if self.is_front else _("副卷")


def catalogue() -> dict[str, PaperKind]:
    """Every kind of every room, by its code, in the order the rooms tell them."""
    found: dict[str, PaperKind] = {}
    for kind in _told():
        if kind.code in found:
            raise LookupError(f"two kinds of papers are called {kind.code}")
        found[kind.code] = kind
    return found


def kind_of(code: str) -> PaperKind:
    """The kind of a code. KeyError for one that no room tells."""
    return catalogue()[code]


def kinds_about(label: str) -> list[PaperKind]:
    """The kinds a record of this model (`app_label.Model`) may have, in the order of the work."""
    return [kind for kind in catalogue().values() if kind.about == label]


def _told() -> Iterator[PaperKind]:
    for config in apps.get_app_configs():
        for path in getattr(config, "papers", ()):
            told: Any = hooks.function(path)
            yield from told
