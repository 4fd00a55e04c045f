"""Joining two employers that are one, and parting them again."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework import audit, hooks
from casework.acts import require, said_why
from casework.by import By
from casework.workflow import Refused, perform
from law.clock import now
from registry import search
from registry.models import Employer, FormerName, Merge
from registry.services import carrying
from registry.services.employers import write_facts
from registry.workflow import MergeState

# What the kept employer takes from the other where it has nothing itself.
FILLED = (
    "address", "town_id", "grid_id", "founded_on", "registered_capital", "legal_representative", "contact_name", "contact_phone",
    "headcount", "headcount_female", "headcount_migrant", "headcount_minor", "headcount_dispatched", "entertainment_licence",
    "licence_until", "grade",
)  # fmt: skip


@transaction.atomic
def propose_merge(*, one: Employer, other: Employer, reason: str, by: By) -> Merge:
    """Say that two employers are one; another person confirms it. The one with a credit code is kept, else `one`.

    Raises `Refused` (permission, same, open, collision).
    """
    require(by, "registry.propose_merge")
    audit.lock()
    kept, absorbed = (other, one) if other.credit_code and not one.credit_code else (one, other)
    if kept.pk == absorbed.pk:
        raise Refused("same", _("这就是同一条档案，请另选一家。"))
    if {kept.merged_into_id, absorbed.merged_into_id} != {None}:
        raise Refused("open", _("其中一家已经并入别的单位，请打开那一家再办。"))
    if Merge.objects.filter(state=MergeState.PROPOSED, absorbed__in=(kept, absorbed)).exists():
        raise Refused("open", _("其中一家已有合并等待确认，请先办那一件。"))
    merge = Merge(kept=kept, absorbed=absorbed, reason=said_why(reason, _("请写明为什么是同一家。")))
    perform(merge, "propose_merge", by=by, reason=merge.reason)
    return merge


@transaction.atomic
def confirm_merge(merge: Merge, *, by: By) -> Merge:
    """Carry everything that hangs on the absorbed employer to the kept one. Raises `Refused` (four eyes, state, collision)."""
    audit.lock()
    kept, absorbed = _both(merge)
    if {kept.merged_into_id, absorbed.merged_into_id} != {None}:
        raise Refused("open", _("其中一家已经并入别的单位，请打开那一家再办。"))
    told = {"kept": kept.code, "absorbed": absorbed.code}
    perform(merge, "confirm_merge", by=by, data=told)
    joined, stays = _joined(kept, absorbed, by)
    moved = carrying.carry(absorbed, kept, stays)
    filled = _fill(kept, absorbed)
    categories = _categories(kept, absorbed)
    former = _remember(kept, absorbed)
    Employer.everyone.filter(pk=absorbed.pk).update(merged_into=kept)
    merge.moved = {"rows": moved, "joined": joined, "former": former, "categories": categories}
    merge.filled = filled
    Merge.objects.filter(pk=merge.pk).update(moved=merge.moved, filled=filled)
    return merge


@transaction.atomic
def undo_merge(merge: Merge, *, by: By, reason: str) -> Merge:
    """Part the two again: every row that was carried and is still there goes back. Raises `Refused` (later, exists, state)."""
    audit.lock()
    kept, absorbed = _both(merge)
    if kept.merged_into_id is not None:
        raise Refused("later", _("保留的一家后来又并入了别的单位，请先撤销那一次合并。"))
    same = Employer.objects.filter(credit_code=None, search_text=absorbed.search_text)
    if not absorbed.credit_code and same.exists():
        raise Refused("exists", _("又有了同名同地址的无照单位，请先处理那一家。"))
    perform(merge, "undo_merge", by=by, reason=said_why(reason, _("请写明为什么不是同一家。")))
    carrying.carry_back(merge.moved["rows"], absorbed, kept)
    FormerName.objects.filter(pk__in=merge.moved["former"]).delete()
    kept.categories.remove(*merge.moved["categories"])
    _empty(kept, merge.filled)
    Employer.everyone.filter(pk=absorbed.pk).update(merged_into=None)
    for path, data in merge.moved["joined"].items():
        _parting(path)(data, by=by)
    return merge


@transaction.atomic
def decline_merge(merge: Merge, *, by: By, reason: str) -> Merge:
    """They are two. Raises `Refused`."""
    perform(merge, "decline_merge", by=by, reason=said_why(reason, _("请写明为什么不是同一家。")))
    return merge


def _both(merge: Merge) -> tuple[Employer, Employer]:
    rows = {one.pk: one for one in Employer.everyone.filter(pk__in=(merge.kept_id, merge.absorbed_id))}
    return rows[merge.kept_id], rows[merge.absorbed_id]


def _joined(kept: Employer, absorbed: Employer, by: By) -> tuple[dict[str, Any], carrying.Stays]:
    """What the rooms make one of two records of; by the room what it needs to part them, and which rows then stay."""
    joined: dict[str, Any] = {}
    stays: carrying.Stays = {}
    for room, join in hooks.by_room("employers_merged"):
        data, left = join(kept, absorbed, by=by)
        joined[room.label] = data
        stays |= left
    return joined, stays


def _parting(label: str) -> Callable[..., Any]:
    return next(part for room, part in hooks.by_room("employers_parted") if room.label == label)


def _fill(kept: Employer, absorbed: Employer) -> dict[str, Any]:
    """Facts that only the absorbed one had; kept as text, to be taken back if nobody has changed them since."""
    taken = {name: getattr(absorbed, name) for name in FILLED if getattr(kept, name) in (None, "")}
    taken = {name: value for name, value in taken.items() if value not in (None, "")}
    if "town_id" not in taken:
        taken.pop("grid_id", None)
    write_facts(kept, taken)
    return {name: str(value) for name, value in taken.items()}


def _empty(kept: Employer, filled: dict[str, Any]) -> None:
    blank = {name: Employer._meta.get_field(name.removesuffix("_id")) for name in filled}
    kept.refresh_from_db()
    write_facts(
        kept,
        {
            name: None if field.null else ""
            for name, field in blank.items()
            if str(getattr(kept, name)) == filled[name]
        },
    )


def _categories(kept: Employer, absorbed: Employer) -> list[int]:
    had = set(kept.categories.values_list("pk", flat=True))
    new = sorted(set(absorbed.categories.values_list("pk", flat=True)) - had)
    kept.categories.add(*new)
    return new


def _remember(kept: Employer, absorbed: Employer) -> list[int]:
    """The absorbed one's name and code, found and recognised from now on as former ones of the kept."""
    found = search.found_by(absorbed.name, "", "")
    row, is_new = FormerName.objects.get_or_create(
        employer=kept, name=absorbed.name, code=absorbed.code,
        defaults={"until": now(), "search_text": found["search_text"], "name_key": found["name_key"]},
    )  # fmt: skip
    return [row.pk] if is_new else []
