"""A set of checked rows against the register: which are new, which differ, which stand as they are; and the writing of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.fields import NOT_PROVIDED

from casework import audit, numbering
from law.clock import now
from registry import bulk, search
from registry.codes import bare
from registry.models import Category, Employer, EmployerImport, FormerName, ImportedChange, Town
from registry.services import former_names
from registry.services.employers import REGISTER_MARK, register_number, shown
from registry.services.matching import ListRow, Matcher
from registry.services.sameness import Facts

BLANK: Facts = {
    column.column: None if column.default is NOT_PROVIDED and column.null else column.get_default()
    for column in Employer._meta.concrete_fields
    if column.column and not column.primary_key
}
_NAMING = {"name", "address"}
_FOUND_BY = ("search_text", "name_key", "address_key", "code_tail")
_IDENTIFYING = ("code", "credit_code", "register_number", "is_licensed", "vouched_by", *_FOUND_BY)
Difference = tuple[Facts, Facts]


@dataclass
class SetWriter:
    """Takes in sets of rows for one run; without a run (a check) it only counts."""

    run: EmployerImport | None
    fields: list[str]
    changed_before: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.run is not None:
            self.changed_before = set(self.run.changes.values_list("employer_id", flat=True))
        self.towns = dict(Town.objects.values_list("pk", "name"))
        self.categories = dict(Category.objects.values_list("pk", "name"))
        self.matcher = Matcher(self.fields)

    def take(self, rows: list[ListRow]) -> dict[str, int]:
        """Match rows with the register and write those that may be. Returns how many were created, updated, unchanged.

        A run taken up again counts what it did before. Each row afterwards says why it was not written, if it was not.
        """
        if self.run is None:
            return self._counts(*self._sorted(rows))
        with transaction.atomic():
            audit.lock()
            new, differing, same = self._sorted(rows)
            self._write(new, differing)
        return self._counts(new, differing, same)

    def _sorted(self, rows: list[ListRow]) -> tuple[list[Facts], list[Difference], list[Facts]]:
        good = self.matcher.match(rows)
        if "categories" in self.fields:
            self._add_categories([row.held for row in good if row.held is not None])
        new, differing, same = [], [], []
        for row in good:
            if row.held is None:
                new.append(row.facts)
                continue
            stated = {name: value for name, value in row.facts.items() if name not in _FOUND_BY}
            difference = {name: value for name, value in stated.items() if row.held[name] != value}
            if difference:
                differing.append((row.held, difference))
            else:
                same.append(row.held)
        return new, differing, same

    def _counts(self, new: list[Facts], differing: list[Difference], same: list[Facts]) -> dict[str, int]:
        mine = sum(self.run is not None and row["imported_by_id"] == self.run.pk for row in same)
        changed = sum(
            row["pk"] in self.changed_before and row["imported_by_id"] != self._run_id for row in same
        )
        return {
            "created": len(new) + mine,
            "updated": len(differing) + changed,
            "unchanged": len(same) - mine - changed,
        }

    @property
    def _run_id(self) -> int | None:
        return self.run.pk if self.run is not None else None

    def _add_categories(self, held: list[Facts]) -> None:
        chosen: dict[int, list[int]] = {}
        links = Employer.categories.through.objects.filter(employer_id__in=[row["pk"] for row in held])
        for pk, category in links.values_list("employer_id", "category_id"):
            chosen.setdefault(pk, []).append(category)
        for row in held:
            row["categories"] = tuple(sorted(chosen.get(row["pk"], ())))

    def _write(self, new: list[Facts], differing: list[Difference]) -> None:
        moment = now()
        without = sum(not facts.get("credit_code") for facts in new)
        serials = iter(numbering.take_many(REGISTER_MARK, 0, without) if without else ())
        made = [self._made(facts, serials) for facts in new]
        mended = self._mended(differing, moment)
        former_names.keep(_once(held, difference, moment) for held, difference in differing)
        ids = bulk.write(made, self._common(moment)) | bulk.write([row for row, _difference in mended], {})
        search.index((ids[row["code"]], row["search_text"]) for row in made)
        search.index(
            (ids[row["code"]], row["search_text"])
            for row, difference in mended
            if difference.keys() & _NAMING
        )
        stated = [*zip(made, new, strict=True), *mended]
        bulk.link_categories(
            {ids[row["code"]]: facts["categories"] for row, facts in stated if "categories" in facts}
        )
        ImportedChange.objects.bulk_create(
            ImportedChange(
                run=self.run,
                employer_id=row["pk"],
                at=moment,
                before={name: self._told(name, row[name]) for name in difference},
                after={name: self._told(name, value) for name, value in difference.items()},
            )
            for row, difference in differing
        )

    def _told(self, name: str, value: Any) -> object:
        """As the history may hold it: names for ids, persons masked."""
        if name == "town_id":
            return self.towns.get(value)
        return sorted(self.categories[pk] for pk in value) if name == "categories" else shown(name, value)

    def _common(self, moment: datetime) -> Facts:
        """What all new employers of this list share: everything it says nothing about."""
        stated = {*self.fields, *_IDENTIFYING}
        shared = BLANK | {
            "created_at": moment,
            "updated_at": moment,
            "created_by_id": self.run and self.run.uploaded_by_id,
            "imported_by_id": self._run_id,
        }
        return {column: value for column, value in shared.items() if column not in stated}

    def _made(self, facts: Facts, serials: Iterator[int]) -> Facts:
        """A new employer's row; one without a credit code takes the next of our numbers."""
        code = facts.get("credit_code")
        number = "" if code else register_number(next(serials))
        return {
            **{name: BLANK.get(name) for name in self.fields},
            "vouched_by": "",
            **facts,
            "code": code or number,
            "credit_code": code,
            "register_number": number or None,
            "is_licensed": bool(code),
            "code_tail": (bare(code) if code else number)[::-1],
        }

    def _mended(self, differing: list[Difference], moment: datetime) -> list[Difference]:
        """The whole rows as they will stand, each with what differs. A new code is written at once: codes tell rows apart."""
        whole = Employer.objects.filter(pk__in=[row["pk"] for row, _difference in differing])
        by_id = {row["id"]: row for row in whole.values()}
        mended = []
        for held, difference in differing:
            row: Facts = by_id[held["pk"]] | difference
            row |= {"version": row["version"] + 1, "updated_at": moment}
            if "credit_code" in difference:
                row |= {"code": row["credit_code"], "is_licensed": True}
                Employer.objects.filter(pk=held["pk"]).update(code=row["code"], credit_code=row["code"])
            row |= search.found_by(row["name"], row["address"], row["code"])
            mended.append((row, difference))
        return mended


def _once(held: Facts, difference: Facts, moment: datetime) -> FormerName | None:
    before: tuple[str, str] = (held["name"], held["code"])
    stated: dict[str, str] = difference
    after = (stated.get("name", before[0]), stated.get("credit_code", before[1]))
    return former_names.of_change(held["pk"], before=before, after=after, at=moment)
