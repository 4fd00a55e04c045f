"""What a line asks to be done, as forms to be confirmed: record, act, day, what follows by which rule. Nothing is done here."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from casework import deeds
from casework.by import By
from casework.table import Row
from casework.views.prefill import SAID, days_of
from casework.workflow import Refused, check, offers
from desk.line import finding, lexicon
from desk.line.finding import Named
from desk.line.words import Start
from law import terms
from law.clock import today
from law.matters import MATTERS
from law.typed_days import told
from registry.models import Employer

MOST = 6


@dataclass
class Proposal:
    """One thing that could be meant, as the page shows it: `facts` are (label, value), `url` the page that is filled in."""

    label: Any
    about: str
    about_url: str
    url: str
    facts: list[tuple[Any, Any]] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)
    refusal: str = ""
    used: frozenset[str] = frozenset()


def proposals(named: Named, by: By, line: str) -> list[Proposal]:
    """What the words of a line may mean for what it names; what may be done first."""
    found = [*_starts(named, by, line), *_acts(named, by, line)]
    allowed = [each for each in found if not each.refusal]
    return (allowed or found)[:MOST]


def _starts(named: Named, by: By, line: str) -> Iterator[Proposal]:
    known = lexicon.starts()
    meant = dict.fromkeys(start.action for word in named.words for start in known.get(word, ()))
    by_action = {start.action: start for listed in known.values() for start in listed}
    for action in meant:
        start = by_action[action]
        if by.may(start.permission):
            yield from (_start(start, firm, named, line) for firm in named.employers)


def _start(start: Start, firm: Employer, named: Named, line: str) -> Proposal:
    is_in_path = start.named_by == "path"
    town = firm.town.name if firm.town else _("未划镇街")
    made = Proposal(
        start.label, firm.name, firm.get_absolute_url(), "", [(_("单位"), f"{firm.name}（{town}）")]
    )
    asked = _filled(start, named, made)
    if start.after:
        made.facts.append((_("办了以后"), start.after))
    if not is_in_path:
        asked["employer"] = getattr(firm, start.named_by)
    address = reverse(start.route, args=[firm.pk] if is_in_path else [])
    made.url = f"{address}?{urlencode(asked | {SAID: line}, doseq=True)}"
    made.used = frozenset((*start.given, *start.words, str(start.label)))
    return made


def _filled(start: Start, named: Named, made: Proposal) -> dict[str, Any]:
    """The fields a line fills in, by name; each is told in `made`."""
    asked: dict[str, Any] = {}
    day = named.days[0].day if named.days else None
    if start.day:
        asked[start.day] = (day or today()).isoformat()
        made.facts.append((_("日期"), _day(day or today())))
    elif day:
        made.notes.append(_no_place(day))
    if start.matters and named.matters:
        asked[start.matters] = named.matters
        made.facts.append((_("事项"), "、".join(MATTERS[code].label for code in named.matters)))
    for word in filter(start.given.__contains__, named.words):
        name, value, note = start.given[word]
        asked[name] = value
        made.notes.append(note)
    return asked


def _acts(named: Named, by: By, line: str) -> Iterator[Proposal]:
    known = lexicon.acts()
    for word in named.words:
        wanted: dict[str, set[str]] = {}
        for each in known.get(word, ()):
            kind, action = each.split(".")
            wanted.setdefault(kind, set()).add(action)
        for record, actions in _records(named, wanted, by):
            yield from (_act(record, row, by, named, line, word) for row in _rows(record, actions, by))


def _records(named: Named, wanted: dict[str, set[str]], by: By) -> Iterator[tuple[Any, set[str]]]:
    """The records that were named by number; where none was, those of the employers that stand where an act leads on."""
    if named.records:
        for hit in named.records:
            yield hit.record, wanted.get(hit.record._meta.model_name, set())
        return
    kinds = finding.desk_kinds()
    for name, actions in wanted.items():
        kind = kinds.get(name)
        if named.employers and kind is not None and kind.dossier:
            for record in finding.open_to(kind, actions, named.employers, by.actor):
                yield record, actions


def _rows(record: Any, actions: set[str], by: By) -> list[Row]:
    """The rows of these acts this person may ever do; of those that do not start here, the first of each."""
    table = record.workflow
    here = [row for row in table.rows_from(record.state) if row.action in actions and row.permission]
    rows = here or [table.rows_of(action)[0] for action in sorted(actions)]
    return [row for row in rows if row.permission and by.may(row.permission)]


def _act(record: Any, row: Row, by: By, named: Named, line: str, word: str) -> Proposal:
    day = named.days[0].day if named.days else None
    form_class = deeds.forms_of(record._meta.model).get(row.action)
    asked: dict[str, Any] = {}
    facts: list[tuple[Any, Any]] = [(_("现在"), record.state_label)]
    notes: list[Any] = []
    if after := finding.leads_on(record, row.action):
        facts.append((_("办了以后"), after))
    days = days_of(form_class)
    if day and days:
        asked[days[0]] = day.isoformat()
        facts.append(
            (form_class.base_fields[days[0]].label, _day(day)) if form_class else (_("日期"), _day(day))
        )
    elif day:
        notes.append(_no_place(day))
    if hint := row.hint_on(today()):
        facts.append((_("依据和后果"), hint))
    facts += _clocks(record, row, day or today())
    url = f"{record.act_url(row.action)}?{urlencode(asked | {SAID: line})}"
    about = " ".join(filter(None, (record.current_number, _title(record))))
    return Proposal(
        row.label, about or str(record), record.get_absolute_url(), url, facts, notes,
        refusal=_refusal(record, row, by, notes), used=frozenset([word]),
    )  # fmt: skip


def _refusal(record: Any, row: Row, by: By, notes: list[Any]) -> str:
    """Why it cannot be done; what only needs a reason is a note."""
    try:
        check(record, row.action, by=by)
    except Refused as refusal:
        if refusal.code != "off_plan":
            if others := [str(offer.row.label) for offer in offers(record, by=by) if offer.is_allowed]:
                notes.append(_("现在您能办的：%(acts)s。") % {"acts": "、".join(others)})
            return str(refusal.sentence)
        notes.append(refusal.sentence)
    return ""


def _clocks(record: Any, row: Row, day: date) -> Iterator[tuple[Any, Any]]:
    """The limits that begin with the act on that day, where they end and by which article."""
    for clock in record.clocks:
        is_begun = row.action in clock.starts and (not clock.when or getattr(record, clock.when))
        if not is_begun or clock.due_from:
            continue
        start = (getattr(record, clock.starts_from) if clock.starts_from else None) or day
        facts = {name: getattr(record, column) for name, column in clock.facts.items()}
        try:
            due = terms.due(clock.term or clock.code, start, **facts)
        except LookupError:
            continue
        told_day = {"day": _day(due.on), "length": due.term.length, "law": due.term.citation}
        yield clock.label, _("%(length)s，到 %(day)s（%(law)s）") % told_day


def _title(record: Any) -> str:
    return getattr(record.dossier, "name", "") if record.dossier is not None else ""


def _day(day: date) -> str:
    return f"{day.isoformat()} {told(day)}"


def _no_place(day: date) -> str:
    return _("这一步没有日期可填，按今天办理；您写的是 %(day)s。") % {"day": _day(day)}
