"""A set of checked rows against the register: which are new, which differ, which stand as they are; and the writing of them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.fields import NOT_PROVIDED

from casework import audit, numbering
from law.clock import now
from registry import bulk, search
from registry.models import Category, Employer, EmployerImport, ImportedChange, Town
from registry.services.employers import REGISTER_MARK, register_number, shown

Facts = dict[str, Any]
BLANK: Facts = {
    column.column: None if column.default is NOT_PROVIDED and column.null else column.get_default()
    for column in Employer._meta.concrete_fields
    if column.column and not column.primary_key
}
_NAMING = {"name", "address"}
_IDENTIFYING = ("code", "credit_code", "register_number", "is_licensed", "search_text")
_ALWAYS = ("pk", "code", "credit_code", "search_text", "imported_by_id")


def key_of(facts: Facts) -> str:
    """What tells two employers of a list apart: the credit code, or else name and address."""
    return facts.get("credit_code") or search.text_of(facts["name"], facts.get("address", ""))


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

    def take(self, rows: dict[str, Facts]) -> dict[str, int]:
        """`rows` by key. Returns how many were created, updated, unchanged; a run taken up again counts what it did before."""
        if self.run is None:
            return self._counts(*self._sorted(rows))
        with transaction.atomic():
            audit.lock()
            new, differing, same = self._sorted(rows)
            self._write(new, differing)
        return self._counts(new, differing, same)

    def _sorted(
        self, rows: dict[str, Facts]
    ) -> tuple[dict[str, Facts], list[tuple[Facts, Facts]], list[Facts]]:
        held = self._held(rows)
        new, differing, same = {}, [], []
        for key, facts in rows.items():
            row = held.get(key)
            if row is None:
                new[key] = facts
                continue
            difference = {name: value for name, value in facts.items() if row[name] != value}
            if difference:
                differing.append((row, difference))
            else:
                same.append(row)
        return new, differing, same

    def _counts(self, new: dict[str, Facts], differing: list[Any], same: list[Facts]) -> dict[str, int]:
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

    def _held(self, rows: dict[str, Facts]) -> dict[str, Facts]:
        """The employers that these rows are about, by key."""
        coded = [key for key, facts in rows.items() if facts.get("credit_code")]
        uncoded = [key for key, facts in rows.items() if not facts.get("credit_code")]
        names = {*_ALWAYS, *self.fields} - {"categories"}
        held = {row["code"]: row for row in Employer.objects.filter(code__in=coded).values(*names)}
        if uncoded:
            nameless = Employer.objects.filter(credit_code=None, search_text__in=uncoded)
            held |= {row["search_text"]: row for row in nameless.values(*names)}
        if "categories" in self.fields:
            self._add_categories(held)
        return held

    def _add_categories(self, held: dict[str, Facts]) -> None:
        chosen: dict[int, list[int]] = {}
        links = Employer.categories.through.objects.filter(
            employer_id__in=[row["pk"] for row in held.values()]
        )
        for pk, category in links.values_list("employer_id", "category_id"):
            chosen.setdefault(pk, []).append(category)
        for row in held.values():
            row["categories"] = tuple(sorted(chosen.get(row["pk"], ())))

    def _write(self, new: dict[str, Facts], differing: list[tuple[Facts, Facts]]) -> None:
        moment = now()
        made = [self._made(key, facts) for key, facts in new.items()]
        mended = self._mended(differing, moment)
        ids = bulk.write(made, self._common(moment)) | bulk.write([row for row, _difference in mended], {})
        search.index((ids[row["code"]], row["search_text"]) for row in made)
        search.index(
            (ids[row["code"]], row["search_text"])
            for row, difference in mended
            if difference.keys() & _NAMING
        )
        stated = [*zip(made, new.values(), strict=True), *mended]
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

    def _told(self, name: str, value: Any) -> Any:
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

    def _made(self, key: str, facts: Facts) -> Facts:
        code = facts.get("credit_code")
        number = None if code else register_number(numbering.take(REGISTER_MARK, 0))
        return {
            **{name: BLANK.get(name) for name in self.fields},
            **facts,
            "code": code or number,
            "credit_code": code,
            "register_number": number,
            "is_licensed": bool(code),
            "search_text": search.text_of(facts["name"], facts.get("address", "")) if code else key,
        }

    def _mended(self, differing: list[tuple[Facts, Facts]], moment: datetime) -> list[tuple[Facts, Facts]]:
        """The whole rows as they will stand, each with what differs."""
        whole = Employer.objects.filter(pk__in=[row["pk"] for row, _difference in differing])
        by_id = {row["id"]: row for row in whole.values()}
        mended = []
        for held, difference in differing:
            row: Facts = by_id[held["pk"]] | difference
            row |= {"version": row["version"] + 1, "updated_at": moment}
            row["search_text"] = search.text_of(row["name"], row["address"])
            mended.append((row, difference))
        return mended
