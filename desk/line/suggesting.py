"""What stands under the box while one types: acts filled in, records, employers, people, lists, and how a word may go on."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.by import By
from desk.line import answers, finding, lexicon
from desk.line.finding import Named
from desk.line.proposals import proposals
from desk.line.reading import Sort, Token, read
from law.clock import today

MOST, ACTS, RECORDS, FIRMS, WORDS = 8, 3, 4, 5, 3


@dataclass(frozen=True)
class Suggestion:
    """One line under the box: what it is, its name, what is told beside it, where it leads."""

    kind: str
    label: str
    note: str
    url: str

    def told(self) -> dict[str, str]:
        return asdict(self)


def suggestions(line: str, by: By) -> list[Suggestion]:
    """At most `MOST`, what can be done first. A handful of look-ups by an index, whatever the register holds."""
    tokens = read(line, lexicon.lexicon(), today())
    named = finding.named(tokens, by.actor, limit=FIRMS)
    acts = list(_acts(named, by, line))
    lists = [] if acts else list(_lists(named, by, line))
    return [*acts, *_records(named), *_firms(named), *_people(named), *lists, *_words(tokens, line)][:MOST]


def _acts(named: Named, by: By, line: str) -> Iterator[Suggestion]:
    for each in proposals(named, by, line)[:ACTS]:
        if not each.refusal:
            yield Suggestion(_("办理"), str(each.label), each.about, each.url)


def _records(named: Named) -> Iterator[Suggestion]:
    for hit in named.records[:RECORDS]:
        yield Suggestion(
            str(hit.label),
            str(hit.record),
            getattr(hit.record, "state_label", ""),
            hit.record.get_absolute_url(),
        )


def _firms(named: Named) -> Iterator[Suggestion]:
    for firm in named.employers:
        yield Suggestion(_("单位"), firm.name, _place(firm), firm.get_absolute_url())


def _people(named: Named) -> Iterator[Suggestion]:
    for person in named.people:
        yield Suggestion(_("人员"), person.name, _("承办的"), _find(person.name))


def _lists(named: Named, by: By, line: str) -> Iterator[Suggestion]:
    if answers.asks(named):
        yield Suggestion(_("查询"), line, _("列出来"), _find(line))
    for label, url in answers.places(named, by.actor):
        yield Suggestion(_("列表"), str(label), "", url)


def _words(tokens: list[Token], line: str) -> Iterator[Suggestion]:
    """Known words the last one, still being typed, may become."""
    last = tokens[-1] if tokens and tokens[-1].sort == Sort.NAME else None
    if last is None or not line.endswith(last.text):
        return
    words = sorted(
        (word for word in lexicon.lexicon().words if word.startswith(last.text)),
        key=lambda word: (len(word), word),
    )
    for word in words[:WORDS]:
        whole = f"{line[: -len(last.text)]}{word}"
        yield Suggestion(_("补全"), whole, "", _find(whole))


def _find(line: str) -> str:
    return f"{reverse('desk:search')}?{urlencode({'q': line})}"


def _place(firm: Any) -> str:
    return " ".join(filter(None, (firm.town.name if firm.town else "", firm.code)))
