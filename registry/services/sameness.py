"""Whether an employer that is to be entered is probably one there is: the one home of «可能是同一单位», with its reasons.

Two employers are compared by the cores of their names and addresses (`registry.spelling`), by who answers for them and by their
telephones. Another town is another employer; so is another code, unless name and address are the same.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from casework.by import Reader
from registry import search
from registry.codes import bare
from registry.models import Employer, FormerName, Merge
from registry.workflow import MERGE

Facts = dict[str, Any]
SHORTEST_ADDRESS = 4
_COMPARED = (
    "pk", "code", "credit_code", "name", "name_key", "address_key", "town_id", "legal_representative", "contact_phone",
)  # fmt: skip


@dataclass(frozen=True)
class Likely:
    """An employer that a row, a form or another employer is probably the same as, and why one would think so."""

    pk: int
    code: str
    name: str
    reasons: tuple[str, ...]

    @property
    def why(self) -> str:
        return "、".join(self.reasons)


def with_keys(facts: Facts) -> Facts:
    """What is compared of an employer given as its fields."""
    code = facts.get("credit_code") or ""
    return facts | search.found_by(facts["name"], facts.get("address") or "", code)


def likely(rows: Sequence[Facts]) -> list[list[Likely]]:
    """For each row (`with_keys`) the employers it is probably the same as; a fixed number of queries for all of them.

    A row that is an employer itself has its `pk` and is not compared with itself.
    """
    by_name, by_address = _known(rows)
    found = []
    for row in rows:
        held = {one["pk"]: one for one in (*by_name[row["name_key"]], *by_address[row["address_key"]])}
        held.pop(row.get("pk"), None)
        told = ((one, reasons_of(row, one)) for one in held.values())
        found.append(
            [Likely(one["pk"], one["code"], one["name"], reasons) for one, reasons in told if reasons]
        )
    return found


def visible(row: Facts, user: Reader, *, most: int = 6) -> list[Likely]:
    """What one row is probably the same as, of the employers `user` may know of."""
    found = likely([row])[0]
    rows = Employer.objects.visible_to(user).filter(pk__in=[one.pk for one in found])
    if "pk" in row:
        rows = rows.exclude(_told_apart(row["pk"]))
    seen = set(rows.values_list("pk", flat=True))
    return [one for one in found if one.pk in seen][:most]


def of(employer: Employer, user: Reader) -> list[Likely]:
    """What an employer that is in the register is probably the same as, of those `user` may know of.

    Not those of which somebody has said that they are two: a merge declined or undone.
    """
    row = {name: getattr(employer, name) for name in (*_COMPARED, "address")}
    return visible(row, user)


def _told_apart(pk: int) -> Q:
    ended = Merge.objects.filter(state__in=MERGE.final)
    kept, absorbed = ended.filter(absorbed=pk).values("kept"), ended.filter(kept=pk).values("absorbed")
    return Q(pk__in=kept) | Q(pk__in=absorbed)


def _known(rows: Sequence[Facts]) -> tuple[dict[str, list[Facts]], dict[str, list[Facts]]]:
    """Employers of the same name, now or once, and those without a code at the same address; by key."""
    names = {row["name_key"] for row in rows}
    by_name, by_address = defaultdict(list), defaultdict(list)
    for one in Employer.objects.filter(name_key__in=names).values(*_COMPARED):
        by_name[one["name_key"]].append(one)
    once = FormerName.objects.filter(name_key__in=names).exclude(employer=None)
    keys = defaultdict(set)
    for pk, key, name in once.values_list("employer_id", "name_key", "name"):
        keys[pk].add((key, name))
    for one in Employer.objects.filter(pk__in=keys).values(*_COMPARED) if keys else ():
        for key, name in keys[one["pk"]]:
            if key != one["name_key"]:
                by_name[key].append(one | {"name_key": key, "once": name})
    placed = {
        row["address_key"] for row in rows if row.get("legal_representative") or row.get("contact_phone")
    } - {""}
    if placed:
        uncoded = Employer.objects.filter(credit_code=None, address_key__in=placed)
        for one in uncoded.values(*_COMPARED):
            by_address[one["address_key"]].append(one)
    return by_name, by_address


def reasons_of(row: Facts, held: Facts) -> tuple[str, ...]:
    """Why `row` is probably the employer `held`; nothing when it is not."""
    mine, theirs = row.get("credit_code") or "", held.get("credit_code") or ""
    if mine and theirs and bare(mine) == bare(theirs):
        return ()
    if row.get("town_id") and held.get("town_id") and row["town_id"] != held["town_id"]:
        return ()
    if row["name_key"] == held["name_key"]:
        reasons = _of_same_name(row, held, has_code_each=bool(mine and theirs))
    else:
        reasons = _of_same_place(row, held, has_code_each=bool(mine and theirs))
    return (*reasons, *_codes(mine, theirs)) if reasons else ()


def _of_same_name(row: Facts, held: Facts, *, has_code_each: bool) -> list[str]:
    """The same place besides; or none written, where town or code does not part them; or the same persons."""
    named, persons = _named(held), _persons(row, held)
    if is_same_place(row["address_key"], held["address_key"]):
        return [named, _("地址相同"), *persons]
    is_place_open = not (row["address_key"] and held["address_key"])
    is_town_same = bool(row.get("town_id") and held.get("town_id"))
    if is_place_open and (is_town_same or not has_code_each):
        return [named, _("有一方没有写地址"), *persons]
    return [named, *persons, _("地址不同")] if persons and not has_code_each else []


def _of_same_place(row: Facts, held: Facts, *, has_code_each: bool) -> list[str]:
    """Under another name only by its persons, and while one of the two has no code."""
    if has_code_each or not is_same_place(row["address_key"], held["address_key"]):
        return []
    persons = _persons(row, held)
    return [_("地址相同"), *persons, _("名称不同")] if persons else []


def _named(held: Facts) -> str:
    return _("与曾用名“%(name)s”相同") % {"name": held["once"]} if held.get("once") else _("名称相同")


def _codes(mine: str, theirs: str) -> Iterable[str]:
    if mine and theirs:
        yield _("信用代码不同")
    elif mine:
        yield _("在册的没有信用代码")
    elif theirs:
        yield _("在册的有信用代码")


def is_same_place(mine: str, theirs: str) -> bool:
    """Whether two keys of addresses mean one place: one may say more, in front or behind, but cuts no number in two."""
    short, long = sorted((mine, theirs), key=len)
    if len(short) < SHORTEST_ADDRESS:
        return bool(short) and short == long
    before, found, after = long.partition(short)
    return (
        bool(found)
        and not (after[:1].isdecimal() and short[-1].isdecimal())
        and not (before[-1:].isdecimal() and short[0].isdecimal())
    )


def _persons(row: Facts, held: Facts) -> list[str]:
    told = []
    mine, theirs = (search.letters(one.get("legal_representative") or "") for one in (row, held))
    if mine and mine == theirs:
        told.append(_("负责人相同"))
    if telephones(row.get("contact_phone")) & telephones(held.get("contact_phone")):
        told.append(_("电话相同"))
    return told


def telephones(text: str | None) -> set[str]:
    """The numbers in a text, by their last eight digits: with or without area code they are the same."""
    told = [re.sub(r"\D", "", part) for part in re.split(r"[、,，;；/]+", text or "")]
    return {number[-8:] for number in told if len(number) >= 7}
