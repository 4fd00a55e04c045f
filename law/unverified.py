"""Everything we could not settle (待核实): values, time limits and texts with a doubt, and who could answer it.

Nothing is marked here: each list says its doubts where it stands, and this gathers what is still open on a day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from law import policy
from law.instruments import INSTRUMENTS
from law.norms import NORMS
from law.policies import POLICIES
from law.term_table import ALWAYS, TERMS
from law.words import Sentence

# Who could answer (DOUBTS E), by the beginning of the code; what is not listed the bureau itself decides.
ASK: tuple[tuple[str, Sentence], ...] = (
    ("hearing", _("区司法局")),
    ("service.announcement", _("区司法局")),
    ("service", _("市人力资源和社会保障局")),
    ("crime", _("区公安分局、区检察院")),
    ("wage", _("市人力资源和社会保障局")),
    ("warning", _("区管委办公室（青黄政发〔2014〕42号）")),
    ("remedies", _("区司法局")),
    ("publication", _("市人力资源和社会保障局")),
    ("draw", _("市人力资源和社会保障局")),
    ("qingdao", _("市人力资源和社会保障局")),
    ("rules_25", _("市人力资源和社会保障局")),
)
OURSELVES, REVIEWERS = _("区局"), _("区局法制审核、区司法局")
VALUE, TERM, NORM, TEXT = _("参数"), _("期限"), _("罚则"), _("文本")


@dataclass(frozen=True)
class Open:
    """One thing not settled: what it is, what is used meanwhile and since when, why it is open, who could answer.

    `since` None: from the beginning. `url_code` is the policy that settles it, where entering a value does.
    """

    kind: Sentence
    code: str
    label: str
    used: str
    doubt: str
    source: str
    ask: Sentence
    since: date | None = None
    url_code: str = ""

    @property
    def key(self) -> str:
        """What whoever was asked about it is remembered by: another one once another value is used."""
        return f"{self.code}@{self.since:%Y-%m-%d}" if self.since else self.code


def open_on(day: date) -> list[Open]:
    """What is open on `day`, values first; a value the bureau has set itself is settled."""
    return [*_values(day), *_terms(day), *_norms(day), *_texts(day)]


def codes_on(day: date) -> frozenset[str]:
    """The codes of what is open, for whoever rests on one of them."""
    return frozenset(each.code for each in open_on(day))


def who_knows(code: str) -> Sentence:
    """Who could answer a doubt."""
    return next((who for start, who in ASK if code.startswith(start)), OURSELVES)


def _values(day: date) -> Iterator[Open]:
    for code, row in POLICIES.items():
        if policy.unconfirmed(code, day):
            since = max((start for start, _value in row.later if start <= day), default=None)
            used = f"{row.shown(row.default_on(day))} {row.unit}".strip()
            yield Open(VALUE, code, row.label, used, row.doubt, row.reason, who_knows(code), since, code)


def _terms(day: date) -> Iterator[Open]:
    for term in TERMS:
        if term.doubt and term.applies_on(day):
            since = None if term.in_force_from == ALWAYS else term.in_force_from
            yield Open(
                TERM,
                term.code,
                term.label,
                term.length,
                term.doubt,
                term.citation,
                who_knows(term.code),
                since,
            )


def _norms(day: date) -> Iterator[Open]:
    for norm in NORMS.values():
        if norm.doubt and norm.touches(day, day):
            yield Open(
                NORM,
                norm.code,
                norm.label,
                norm.citation,
                norm.doubt,
                norm.duty_citation,
                REVIEWERS,
                norm.in_force_from,
            )


def _texts(day: date) -> Iterator[Open]:
    for text in INSTRUMENTS:
        if text.doubt and text.applies_on(day):
            who = who_knows(text.code)
            yield Open(
                TEXT, text.code, text.title, text.number, text.doubt, text.quoted, who, text.in_force_from
            )
