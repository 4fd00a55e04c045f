"""The lists of a case as its page shows them: parties, workers with their wages, minors, evidence, each loaded at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from casework.by import Reader
from casework.fields import column_label
from inspections.cases.lists import PARTS, Sums, sums_of
from inspections.cases.models import Case, Evidence, Minor, Party, WorkerLine
from inspections.cases.querysets import LISTS
from law.identity import mask_id, mask_name, mask_phone
from law.words import Sentence

# Who answers for the case reads the names of its minors; so do its two handlers.
READ_NAMES = ("cases.approve_filing", "cases.pass_review", "cases.decide")


@dataclass(frozen=True)
class Head:
    label: Sentence
    is_sum: bool = False


@dataclass(frozen=True)
class Cell:
    head: Head
    value: object
    url: str = ""


@dataclass(frozen=True)
class Line:
    cells: list[Cell]
    is_sum: bool = False


@dataclass(frozen=True)
class Table:
    heads: Sequence[Head]
    rows: list[Line]


def list_parts(case: Case, user: Reader) -> list[dict[str, Any]]:
    """A part of the page for each list that has lines, with its tab."""
    held = Case.objects.visible_to(user).lists_of(case)
    if not held:
        return []
    prefetch_related_objects([case], *(path for name in held for path in LISTS[name]))
    parties, pieces = _rows(case, "parties", held), _rows(case, "evidence", held)
    minors, workers = _rows(case, "minors", held), _rows(case, "workers", held)
    sums = sums_of(workers)
    source: Any = case.wage_table if workers else None
    parts = (
        ("basic", "parties", _("当事人"), "", _table(PARTIES, map(_party, parties))),
        ("basic", "workers", _("劳动者名单（元）"), _people(sums.people), _wages(sums, workers)),
        (
            "basic",
            "minors",
            _("未成年人"),
            _people(len(minors)),
            _minors(minors, may_read=may_read(case, user)),
        ),
        ("evidence", "pieces", _("证据清单"), "", _table(EVIDENCE, map(_piece, pieces))),
    )
    return [
        {
            "tab": tab, "code": code, "title": title, "note": note, "table": table,
            "source": source if code == "workers" else None,
        }
        for tab, code, title, note, table in parts
        if table.rows
    ]  # fmt: skip


def _rows(case: Case, name: str, held: Sequence[str]) -> list[Any]:
    return list(getattr(case, name).all()) if name in held else []


def may_read(case: Case, user: Reader) -> bool:
    """Whether somebody reads the names of the minors of this case unmasked."""
    return user.pk in (case.lead_id, case.second_id) or any(user.has_perm(each) for each in READ_NAMES)


def _people(count: int) -> Sentence:
    return _("%(n)s 人") % {"n": count}


def _heads(*labels: Sentence, sums: Sequence[Sentence] = ()) -> list[Head]:
    return [*(Head(label) for label in labels), *(Head(label, is_sum=True) for label in sums)]


PARTIES = _heads(
    _("名称或姓名"), _("身份"), _("代码或证件号码"), _("地址"), _("法定代表人或负责人"), _("电话")
)
WORKERS = _heads(
    _("姓名"), _("证件号码"), _("期间"),
    sums=(_("应发"), _("已发"), _("欠额"), _("其中加班费、最低工资差额、经济补偿"), _("加付")),
)  # fmt: skip
MINORS = _heads(
    _("姓名"), _("证件号码"), _("出生日期"), _("用工自"), _("用工至"), _("责令送回"), _("责令后仍在岗")
)
EVIDENCE = _heads(
    _("编号"),
    _("名称"),
    _("种类"),
    _("页数"),
    _("来源和提供人"),
    _("取证"),
    _("证明内容"),
    _("保管"),
    _("先行登记保存"),
)


def _table(heads: Sequence[Head], rows: Iterable[Sequence[Any]], foot: Sequence[Any] = ()) -> Table:
    """A value may be (words, address)."""
    lines = [_line(heads, row) for row in rows]
    return Table(heads, [*lines, *([_line(heads, foot, is_sum=True)] if foot and lines else [])])


def _line(heads: Sequence[Head], row: Sequence[Any], *, is_sum: bool = False) -> Line:
    pairs = [value if isinstance(value, tuple) else (value, "") for value in row]
    cells = [Cell(head, value, url) for head, (value, url) in zip(heads, pairs, strict=True)]
    return Line(cells, is_sum)


def _party(party: Party) -> Sequence[Any]:
    code = mask_id(party.code) if party.is_individual else party.code
    head = " ".join(filter(None, (party.representative, party.duty)))
    return party.name, party.get_role_display(), code, party.address, head, mask_phone(party.telephone)


def _wages(sums: Sums, workers: Sequence[WorkerLine]) -> Table:
    amounts = (sums.owed, sums.paid, sums.missing)
    foot = (_("合计"), "", "", *map(_yuan, amounts), _parts(sums), _yuan(sums.extra))
    return _table(WORKERS, map(_worker, workers), foot)


def _worker(line: WorkerLine) -> Sequence[Any]:
    amounts = (line.owed, line.paid, line.missing)
    extra = f"{_yuan(line.extra)}（{line.extra_rate}%）" if line.extra else ""
    return line.name, mask_id(line.identity), _period(line), *map(_yuan, amounts), _parts(line), extra


def _parts(line: WorkerLine | Sums) -> str:
    """What of it is overtime, what is missing to the minimum wage, what compensation; each where there is some."""
    return "，".join(
        f"{column_label(WorkerLine, name).removeprefix('其中')} {_yuan(amount)}"
        for name in PARTS
        if (amount := getattr(line, name))
    )


def _period(line: WorkerLine) -> str:
    return "–".join(f"{day:%Y.%-m.%-d}" for day in (line.starts_on, line.ends_on) if day)


def _yuan(amount: Decimal | None) -> str:
    return f"{amount:,.2f}" if amount else ""


def _minors(minors: Sequence[Minor], *, may_read: bool) -> Table:
    return _table(MINORS, (_minor(minor, may_read=may_read) for minor in minors))


def _minor(minor: Minor, *, may_read: bool) -> Sequence[Any]:
    name = minor.name if may_read else mask_name(minor.name)
    born = minor.born if may_read or minor.born is None else f"{minor.born:%Y}"
    ended = minor.ended_on or _("查处时仍在岗")
    return (
        name, mask_id(minor.identity), born, minor.started_on, ended, minor.ordered_home_on, minor.still_there_on
    )  # fmt: skip


def _piece(piece: Evidence) -> Sequence[Any]:
    file: Any = piece.attachment
    name = (piece.name, file.url if file else "")
    copy = _("原件") if piece.is_original else _("复制件")
    takers = "、".join(person.name for person in piece.taken_by.all())
    taken = "，".join(filter(None, (str(piece.taken_on or ""), piece.taken_place, takers)))
    source = "，".join(filter(None, (piece.source, piece.given_by)))
    chain = " → ".join(f"{each.holder}（{each.since.isoformat()}）" for each in piece.custody.all())
    kind = f"{piece.get_kind_display()}，{copy}"
    return piece.number, name, kind, piece.pages, source, taken, piece.proves, chain, _kept(piece)


def _kept(piece: Evidence) -> str | tuple[str, str]:
    notice: Any = piece.preserved
    if notice is None:
        return ""
    done = (
        f"{piece.disposed_on.isoformat()} {piece.get_disposal_display()}"
        if piece.disposed_on
        else _("还没有处理")
    )
    return (f"{notice.number}，{done}", notice.get_absolute_url())
