"""What the reader of a line knows: the words of the tables of the house, and the towns and series there are."""

from collections import defaultdict
from functools import cache

from django.core.cache import cache as kept

from casework.kinds import kinds, moving
from casework.models import Serial
from desk.line import words
from desk.line.reading import Lexicon
from law import policy
from law.clock import today
from law.matters import MATTERS
from registry.models import Town
from registry.search import initials
from registry.spelling import letters
from registry.towns import TOWNS

KEPT_SECONDS = 30
KINDS_OF_TOWN = ("街道", "镇")


def lexicon() -> Lexicon:
    """Made anew every half minute; the same for every reader, for it says of nothing that it is there but of towns and series."""
    return kept.get_or_set("line-lexicon", _made, KEPT_SECONDS) or _made()


def _made() -> Lexicon:
    known = frozenset(
        [*acts(), *starts(), *(word for ask in words.ASKS.values() for word in ask), *kinds_called()]
    )
    marks = frozenset(Serial.objects.filter(year__gt=0).values_list("mark", flat=True).distinct())
    prefix = policy.text("document.number_prefix", today())
    short: dict[str, str] = {}
    for word in sorted(known, key=lambda word: (word not in FIRST, len(word), word)):
        if len(word) > 1:
            short.setdefault(initials(word), word)
    return Lexicon(
        words=known,
        towns=_towns(),
        matters=_matters(),
        series=frozenset(f"{prefix}{mark}" for mark in marks),
        short=short,
        short_marks={initials(f"{mark}字"): mark for mark in sorted(marks)},
        fillers=frozenset(words.FILLERS),
    )


# Which of two words of the same initials those stand for.
FIRST = ("巡查", "送达", "超期", "受理", "立案", "结案", "复查", "检查", "投诉", "举报")


@cache
def acts() -> dict[str, frozenset[str]]:
    """The acts people may do, by every word that means them; an act is `kind.action`."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for kind in moving():
        for row in kind.model_class.workflow.rows:
            if row.permission and any(row.sources):
                for word in (letters(str(row.label)), *words.ACTS.get(row.action, ())):
                    found[word].add(f"{kind.name}.{row.action}")
    return {word: frozenset(meant) for word, meant in found.items()}


@cache
def starts() -> dict[str, tuple[words.Start, ...]]:
    """What begins something new, by every word that means it, and the words that fill in a field of one."""
    found: defaultdict[str, list[words.Start]] = defaultdict(list)
    for start in words.STARTS:
        for word in dict.fromkeys((str(start.label), *start.words)):
            found[word].append(start)
        for word in start.given:
            found.setdefault(word, [])
    return {word: tuple(meant) for word, meant in found.items()}


@cache
def kinds_called() -> dict[str, str]:
    """Kinds of records by what they are called."""
    there = {kind.name: kind for kind in kinds()}
    called = {str(kind.label): name for name, kind in there.items() if name in words.KINDS}
    return called | {word: name for name, listed in words.KINDS.items() if name in there for word in listed}


def ask_of(word: str) -> str:
    """The question a word asks, or nothing."""
    return next((ask for ask, listed in words.ASKS.items() if word in listed), "")


def _towns() -> dict[str, str]:
    """Codes of towns by whole, short and earlier names and by the initials of the short one."""
    found: dict[str, str] = {}
    former = {line.code: line.former for line in TOWNS}
    for code, name in Town.objects.values_list("code", "name"):
        for each in (name, *former.get(code, ())):
            brief = next((each.removesuffix(end) for end in KINDS_OF_TOWN if each.endswith(end)), each)
            for called in (each, brief, initials(brief)):
                if len(called) > 1:
                    found.setdefault(called, code)
    return found


def _matters() -> dict[str, str]:
    found = {matter.label: code for code, matter in MATTERS.items()}
    return found | {word: code for code, listed in words.MATTERS.items() for word in listed}
