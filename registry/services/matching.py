"""Which employer each row of a list is about: one in the register, a new one, or a question that a person has to answer."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from registry.codes import bare, next_site
from registry.models import Employer, FormerName
from registry.services import sameness
from registry.services.sameness import Facts, Likely

ALWAYS = (
    "pk", "code", "credit_code", "register_number", "name", "address", "search_text", "name_key", "address_key", "town_id",
    "imported_by_id", "vouched_by",
)  # fmt: skip


@dataclass
class ListRow:
    """A row that can be taken: where it stands, what it says, what it says of itself; and what became of it."""

    place: str
    label: str
    facts: Facts
    answers: dict[str, str]
    held: Facts | None = None
    wrong: list[str] = field(default_factory=list)
    asked: list[Likely] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What tells two employers of a list apart: the credit code, or else name and address."""
        return self.facts.get("credit_code") or self.facts["search_text"]


class Matcher:
    """Goes through a list set by set and remembers its rows, for a list may hold an employer twice."""

    def __init__(self, fields: Iterable[str]) -> None:
        self.names = {*ALWAYS, *fields} - {"categories"}
        self._places: dict[str, tuple[str, str]] = {}
        self._named: dict[str, list[tuple[Any, ...]]] = defaultdict(list)

    def match(self, rows: list[ListRow]) -> list[ListRow]:
        """Fill in `held`, `wrong` and `asked` of each row; returns those that may be written."""
        for row in rows:
            row.facts |= sameness.with_keys(row.facts)
        held = self._held(rows)
        for row in rows:
            row.held = self._one_of(row, held)
        for row in rows:
            self._look_for_site(row)
        unknown = [row for row in rows if row.held is None and not row.asked]
        for row, found in zip(unknown, sameness.likely([row.facts for row in unknown]), strict=True):
            self._decide(row, found)
        return [row for row in rows if not self._is_out(row)]

    def _one_of(self, row: ListRow, held: dict[str, Facts]) -> Facts | None:
        """The employer a row names: by its code, by our number of it, or by the code it had."""
        found = held.get(row.key)
        numbers = (
            row.answers.get("register_number"),
            row.answers.get("other") if row.answers.get("same") == "yes" else None,
        )
        for number in filter(None, numbers):
            named = held.get(number)
            if named is not None and found is not None and named["pk"] != found["pk"]:
                row.wrong.append(
                    _(
                        "这一行的代码或名称属于%(one)s，另一栏写的是%(other)s；确是同一单位的，先在档案页合并。"
                    )
                    % {"one": found["code"], "other": named["code"]}
                )
            found = found or named
        code = row.facts.get("credit_code")
        if found is not None and code and found["credit_code"] != code and code in held:
            row.facts.pop("credit_code")  # an earlier code of it
        return found

    def _look_for_site(self, row: ListRow) -> None:
        """A code there is, with another name at another address in another town: moved and renamed, or a further site of it?"""
        code, held, answer = row.facts.get("credit_code"), row.held, row.answers.get("same")
        if not code or bare(code) != code or answer == "yes" or held is None or held["credit_code"] != code:
            return
        if answer == "no":
            self._make_site(row)
        elif _is_elsewhere(row.facts, held):
            told = (_("代码相同"), _("名称、地址、镇街都不同：搬迁改名的填“是”，另一处场所填“否”"))
            row.asked = [Likely(held["pk"], held["code"], held["name"], told)]

    def _make_site(self, row: ListRow) -> None:
        """Give a row that is a further site of its code the number it has, or the next one."""
        code = row.facts["credit_code"]
        sites = self._by(credit_code__startswith=f"{code}/")
        mine = (row.facts["name_key"], row.facts["address_key"])
        row.held = next((one for one in sites if (one["name_key"], one["address_key"]) == mine), None)
        taken = {one["code"] for one in sites} | self._places.keys()
        free = (site for number in range(2, 100) if (site := f"{code}/{number:02d}") not in taken)
        row.facts["credit_code"] = row.held["code"] if row.held else next(free, code)

    def _decide(self, row: ListRow, found: list[Likely]) -> None:
        answer = row.answers.get("same")
        if answer == "no":
            return
        if answer == "yes" and len(found) == 1:
            row.held = self._by(pk__in=[found[0].pk])[0]
        else:
            row.asked = found

    def _is_out(self, row: ListRow) -> bool:
        """Whether a row is not written: wrong, to be asked about, or the same as an earlier one of this list."""
        if row.wrong or row.asked:
            return True
        keys = {row.held["code"], row.key} if row.held else {row.key}
        first = next((self._places[key] for key in keys if key in self._places), None)
        if first is not None and row.answers.get("same") == "no" and row.facts.get("credit_code"):
            self._make_site(row)
            keys, first = {row.key}, None
        if first is not None:
            row.wrong.append(_repeated(row.facts, *first))
            return True
        if self._is_likely_earlier(row):
            return True
        self._places |= dict.fromkeys(keys, (row.label, row.facts["address_key"]))
        self._named[row.facts["name_key"]].append((row.label, *map(row.facts.get, _COMPARED)))
        return False

    def _is_likely_earlier(self, row: ListRow) -> bool:
        """Whether a row that is new to the register is probably one this list had before; then it says so."""
        answer = row.answers.get("same")
        earlier = list(self._earlier(row.facts)) if row.held is None and answer != "no" else []
        if earlier and answer == "yes":
            row.wrong.append(_("与%(row)s是同一个单位，以那一行为准。") % {"row": earlier[0].name})
        elif earlier:
            row.asked = earlier
        return bool(earlier)

    def _earlier(self, facts: Facts) -> Iterator[Likely]:
        """Rows of this list, new to the register, that this one is probably the same as."""
        for label, *values in self._named.get(facts["name_key"], ()):
            one = dict(zip(_COMPARED, values, strict=True))
            reasons = sameness.reasons_of(facts, one)
            if reasons:
                yield Likely(0, one["credit_code"] or "", label, reasons)

    def _held(self, rows: list[ListRow]) -> dict[str, Facts]:
        """The employers that these rows name, by code, register number, earlier code, or name and address."""
        codes = {row.facts["credit_code"] for row in rows if row.facts.get("credit_code")}
        numbers = {
            row.answers[name]
            for row in rows
            for name in ("register_number", "other")
            if row.answers.get(name)
        }
        uncoded = [row.key for row in rows if not row.facts.get("credit_code")]
        held = {one["code"]: one for one in self._by(code__in=codes | numbers)}
        if uncoded:
            held |= {one["search_text"]: one for one in self._by(credit_code=None, search_text__in=uncoded)}
        if numbers:
            held |= {one["register_number"]: one for one in self._by(register_number__in=numbers)}
        missing = (codes | numbers) - held.keys()
        if missing:
            held |= self._once(missing)
        return held

    def _once(self, codes: set[str]) -> dict[str, Facts]:
        """Employers that had one of these codes, by that code."""
        had = dict(FormerName.objects.filter(code__in=codes).values_list("code", "employer_id"))
        found = {one["pk"]: one for one in self._by(pk__in=had.values())} if had else {}
        return {code: found[pk] for code, pk in had.items() if pk in found}

    def _by(self, **look_up: object) -> list[Facts]:
        return list(Employer.objects.filter(**look_up).values(*self.names))


_COMPARED = ("credit_code", "name_key", "address_key", "town_id", "legal_representative", "contact_phone")


def _is_elsewhere(row: Facts, held: Facts) -> bool:
    return (
        row["name_key"] != held["name_key"]
        and bool(row["address_key"] and held["address_key"])
        and not sameness.is_same_place(row["address_key"], held["address_key"])
        and None not in (row.get("town_id"), held["town_id"])
        and row["town_id"] != held["town_id"]
    )


def _repeated(facts: Facts, first: str, address: str) -> str:
    told = _("与%(row)s是同一个单位，请只留一行。") % {"row": first}
    code = facts.get("credit_code")
    if code and bare(code) == code and facts["address_key"] != address:
        told += _("是它的另一处场所的，把代码写成 %(code)s，再有的依次为 03、04。") % {
            "code": next_site(code)
        }
    return told
