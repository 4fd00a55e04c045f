"""Taking in a list of employers: row by row checked, in sets written, twice the same list changes nothing.

A blank cell states nothing and never erases. Employers are matched by credit code, those without one by name and address.
Each set of rows is a transaction of its own: a long list never holds up others, and an interrupted one is simply run again.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework import audit, table_sizes
from casework.by import By
from law.clock import now
from registry import search
from registry.intake.cells import Known, text_of
from registry.intake.layout import Read
from registry.intake.rejected import Refusal, Rejected
from registry.intake.sheet import EmployerList, Line, Sheet
from registry.models import Category, Employer, EmployerImport, ImportedChange
from registry.services.import_sets import SetWriter
from registry.services.matching import ListRow
from registry.services.towns import town_names

SET_SIZE = 2000
ASIDE_NAMED = 50
COUNTED = ("created", "updated", "unchanged", "rejected", "questioned", "remarks")
REMARK_HEAD = "没有读的格子"
Progress = Callable[[int, int], None]
Decisions = Mapping[str, dict[str, str]]


@dataclass
class Tally:
    """What became of a list's rows; `as_json` is the command's last line."""

    counts: Counter[str] = field(default_factory=Counter)
    left_out: list[str] = field(default_factory=list)
    errors_file: str | None = None
    remarks_file: str | None = None
    first_rejected: list[dict[str, Any]] = field(default_factory=list)
    first_remarks: list[dict[str, Any]] = field(default_factory=list)
    first_aside: list[dict[str, Any]] = field(default_factory=list)
    sheets: list[dict[str, Any]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Rows of which it is known what becomes of them; remarks are about rows that are counted already."""
        return self.counts.total() - self.counts["remarks"]

    def counted(self) -> dict[str, int]:
        """What people read of the counts, in their order."""
        return {"rows": self.rows, **{name: self.counts[name] for name in COUNTED}}

    def as_json(self) -> dict[str, Any]:
        not_read = [*self.left_out, *(row["told"] for row in self.first_aside)]
        return {
            **self.counted(),
            "not_read": not_read,
            "errors_file": self.errors_file,
            "remarks_file": self.remarks_file,
        }

    def as_result(self) -> dict[str, Any]:
        """What pages show: the counts, what was not read, and the first rows that were not taken."""
        return {
            **self.counted(), "not_read": self.left_out, "sheets": self.sheets,
            "first_rejected": self.first_rejected, "first_remarks": self.first_remarks, "first_aside": self.first_aside,
        }  # fmt: skip


def check_list(
    listed: EmployerList,
    *,
    name: str,
    errors_in: Path,
    decisions: Decisions | None = None,
    progress: Progress | None = None,
) -> Tally:
    """What `take_in` would do, without doing it."""
    return Reading(listed, None, decisions or {}).through(errors_in, Path(name), progress)


def record_import(path: Path, *, name: str, by: By) -> EmployerImport:
    """The record of a list that is about to be taken in."""
    digest = sha256()
    with path.open("rb") as file:
        for part in iter(lambda: file.read(1 << 20), b""):
            digest.update(part)
    return EmployerImport.objects.create(
        file_name=name[:200], sha256=digest.hexdigest(), uploaded_by=by.actor, uploaded_at=now()
    )


def take_in(
    listed: EmployerList, *, run: EmployerImport, errors_in: Path, progress: Progress | None = None
) -> Tally:
    """Bring the rows of an opened list into the register; the others go to a file in `errors_in`.

    A run that was cut off is taken up again with the same record, and counts what it had done before. `conclude` ends it.
    """
    tally = Reading(listed, run, run.decisions).through(errors_in, Path(run.file_name), progress)
    search.settle()
    table_sizes.look_again(Employer, Employer.categories.through, ImportedChange, search.TABLE)
    return tally


@transaction.atomic
def conclude(run: EmployerImport, tally: Tally, *, by: By) -> None:
    """Write down what a list brought, with its record and in the audit trail."""
    audit.lock()
    run.result, run.finished_at = tally.as_result(), now()
    run.save(update_fields=["result", "finished_at"])
    data = {"sha256": run.sha256, **{name: run.result[name] for name in tally.counted()}}
    audit.record("import_employers", by=by, about=run, data=data)


class Reading:
    """One way through a list: rows read, matched, written or told why not. `decisions` are answers of the page, by place."""

    def __init__(self, listed: EmployerList, run: EmployerImport | None, decisions: Decisions) -> None:
        self.listed, self.decisions = listed, decisions
        self.writer = SetWriter(run, listed.fields)
        self.known = Known(town_names(), dict(Category.objects.values_list("name", "pk")), _vouched())
        self.tally = Tally(sheets=listed.found)
        self.aside = 0
        self.unnamed: dict[str, None] = {}

    def through(self, errors_in: Path, name: Path, progress: Progress | None) -> Tally:
        layouts = [sheet.layout for sheet in self.listed.sheets]
        with (
            Rejected(layouts) as self.rejected,
            Rejected(layouts, kind="remarks", reason_head=REMARK_HEAD) as self.remarked,
        ):
            for at, sheet in enumerate(self.listed.sheets):
                while lines := list(islice(sheet.rows, SET_SIZE)):
                    self._take(at, sheet, lines)
                    if progress:
                        progress(self.tally.rows, max(self.tally.rows, self.listed.total))
            return self._told(errors_in, name)

    def _take(self, at: int, sheet: Sheet, lines: list[Line]) -> None:
        rows: list[tuple[ListRow, list[Any], Read]] = []
        for number, cells in lines:
            read = sheet.layout.read(cells, self.known)
            if read is None:
                continue
            row = self._row(sheet, number, read)
            if read.is_aside and row.answers.get("same") != "no":
                self._put_aside(row, cells)
            else:
                rows.append((row, cells, read))
        self._look_for_unnamed(sheet, lines)
        self.tally.counts.update(self.writer.take([row for row, _cells, _read in rows if not row.wrong]))
        for row, cells, read in rows:
            if row.wrong:
                asks = ("vouched_by",) if read.doubted else ()
                self._refuse(at, row, cells, [*row.wrong, *read.remarks], asks)
            elif row.asked:
                self._ask(at, row, cells)
            elif read.remarks:
                self.tally.counts["remarks"] += 1
                self.remarked.add(at, cells, Refusal(row.place, row.label, "；".join(read.remarks)))

    def _row(self, sheet: Sheet, number: int, read: Read) -> ListRow:
        """A row with the answers of its own cells and of the page; a code in doubt is taken when somebody vouches for it."""
        place = f"{sheet.name}!{number}"
        answers = {**read.answers, **self.decisions.get(place, {})}
        if read.doubted and answers.get("vouched_by") and len(read.wrong) == 1:
            read.wrong.clear()
            read.facts.update(credit_code=read.doubted, vouched_by=answers["vouched_by"])
        is_only = len(self.listed.sheets) == 1
        words = {"sheet": sheet.name, "row": number}
        label = _("第 %(row)s 行") % words if is_only else _("工作表“%(sheet)s”第 %(row)s 行") % words
        return ListRow(place, label, read.facts, answers, wrong=read.wrong)

    def _refuse(
        self, at: int, row: ListRow, cells: list[Any], wrong: list[str], asks: tuple[str, ...] = ()
    ) -> None:
        self.tally.counts.update({"rejected": 1})
        self.rejected.add(at, cells, Refusal(row.place, row.label, "；".join(wrong), asks, row.answers))

    def _ask(self, at: int, row: ListRow, cells: list[Any]) -> None:
        """A row that is probably an employer there is: nobody but a person can say."""
        self.tally.counts.update({"questioned": 1})
        told = "；".join(
            _("%(name)s%(code)s：%(why)s")
            % {"name": one.name, "code": f"（{one.code}）" if one.code else "", "why": one.why}
            for one in row.asked[:3]
        )
        reason = _("可能是同一单位：%(told)s。是的，在“同一单位”一栏填“是”，不是的填“否”。") % {"told": told}
        answers = {**row.answers, "other": row.asked[0].code if len(row.asked) == 1 else ""}
        shown = tuple({"code": one.code, "name": one.name} for one in row.asked[:3])
        self.rejected.add(at, cells, Refusal(row.place, row.label, reason, ("same", "other"), answers, shown))

    def _put_aside(self, row: ListRow, cells: list[Any]) -> None:
        told = "，".join(text for cell in cells if (text := text_of(cell)))[:60]
        self.aside += 1
        if self.aside <= ASIDE_NAMED:
            words = {"row": row.label, "told": told}
            asks = ["employer"] if "name" in row.facts else []
            named = {
                "row": row.label,
                "place": row.place,
                "asks": asks,
                "told": _("%(row)s（不像一家单位）：%(told)s") % words,
            }
            self.tally.first_aside.append(named)

    def _look_for_unnamed(self, sheet: Sheet, lines: list[Line]) -> None:
        """Columns that have something in them but no head."""
        bare = [place for place, head in enumerate(sheet.layout.head) if not head]
        for place in bare:
            if any(
                place < len(cells) and text_of(cells[place])
                for _number, cells in lines
                if cells[place : place + 1] != [""]
            ):
                told = {
                    "at": ""
                    if len(self.listed.sheets) == 1
                    else _("工作表“%(name)s”") % {"name": sheet.name},
                    "place": place + 1,
                }
                self.unnamed[_("%(at)s第 %(place)s 列（没有列名）") % told] = None

    def _told(self, errors_in: Path, name: Path) -> Tally:
        tally, suffix = self.tally, name.suffix.lower()
        more = self.aside - ASIDE_NAMED
        tally.left_out = [*self.listed.not_read, *self.unnamed]
        if more > 0:
            tally.left_out.append(_("另有 %(count)s 行不像单位") % {"count": more})
        tally.first_rejected, tally.first_remarks = self.rejected.first, self.remarked.first
        errors, remarks = (
            spool.save(errors_in, name.stem, suffix) for spool in (self.rejected, self.remarked)
        )
        tally.errors_file, tally.remarks_file = (str(path) if path else None for path in (errors, remarks))
        return tally


def _vouched() -> frozenset[str]:
    """Codes whose check digits do not fit and that a person has vouched for."""
    return frozenset(Employer.objects.exclude(vouched_by="").values_list("code", flat=True))
