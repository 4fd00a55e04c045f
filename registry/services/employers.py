"""Taking an employer into the register and changing it. Nothing else writes one, but a list (`registry.services.imports`)."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework import attachments, audit, limits, numbering
from casework.acts import require
from casework.by import By
from casework.workflow import Refused
from law.clock import now
from law.identity import CodeInDoubt, mask_name, mask_phone
from registry import search
from registry.codes import next_site, read_code
from registry.models import Employer, Grid, Town
from registry.scoping import sees_all_towns
from registry.services import former_names
from registry.spelling import cleaned, letters

REGISTER_MARK = "W"
MASKS = {"legal_representative": mask_name, "contact_name": mask_name, "contact_phone": mask_phone}


class EmployerConflict(Refused):
    """Somebody else saved the employer since the page was opened; `current` is what stands now."""

    def __init__(self, current: Employer) -> None:
        super().__init__(
            "conflict", _("您打开这一页之后，别人改过这个单位。下面并列两种填法，请核对后再保存。")
        )
        self.current = current


def create_employer(
    *,
    by: By,
    name: str,
    credit_code: str | None = None,
    address: str = "",
    grid_code: str = "",
    categories: Iterable[Any] = (),
    files: Iterable[Any] = (),
    **facts: object,
) -> Employer:
    """Enter an employer and return it; one without a credit code gets a register number (W000001, no gaps).

    `facts` are fields of `Employer`, among them `vouched_by`: who has seen the licence of a code whose check digits do not fit.
    `grid_code` is the grid within its town. Raises `Refused` (permission, name, town, exists) and `law.identity.InvalidNumber`,
    `CodeInDoubt` for a code nobody has vouched for.
    """
    facts = _cleaned(facts | {"name": name, "address": address})
    facts.setdefault("is_licensed", bool(credit_code))
    employer = Employer(created_at=now(), updated_at=now(), **facts)
    with transaction.atomic():
        audit.lock()
        _may(by, "registry.create_employer", employer.town)
        employer.created_by = by.actor
        employer.grid = _grid(employer.town, grid_code)
        _identify(employer, credit_code)
        employer.save(force_insert=True)
        _follow_up(employer, categories, files)
        told = {field: value for field, value in facts.items() if field not in ("name", "address")}
        data = {field: shown(field, value) for field, value in told.items() if value not in (None, "")}
        audit.record("create_employer", by=by, about=employer, data=data)
    return employer


def change_employer(
    employer: Employer,
    *,
    by: By,
    version: int,
    reason: str = "",
    grid_code: str | None = None,
    categories: Iterable[Any] | None = None,
    files: Iterable[Any] = (),
    **facts: Any,
) -> Employer:
    """Set the given fields if nobody changed the employer since `version`, and return it as it now stands.

    Raises `EmployerConflict`, `Refused` (permission, town, exists) and `law.identity.InvalidNumber`. What was there before and
    after goes into the audit trail, persons masked. Nothing given that differs: nothing written.
    """
    with transaction.atomic():
        audit.lock()
        current = Employer.objects.get(pk=employer.pk)
        _may(by, "registry.change_employer", current.town)
        if current.version != version:
            raise EmployerConflict(current)
        if grid_code is not None:
            facts["grid"] = _grid(facts.get("town", current.town), grid_code)
        status, changed = current.status, _differing(current, _cleaned(facts))
        data = {
            field: [shown(field, getattr(current, field)), shown(field, value)]
            for field, value in changed.items()
        }
        if categories is not None and not _has_categories(current, categories):
            data["categories"] = [_listed(current.categories.all()), _listed(categories)]
        if not data and not files:
            return current
        _set(current, changed, by)
        _follow_up(current, categories if "categories" in data else None, files)
        audit.record(
            "change_employer",
            by=by,
            about=current,
            before=status,
            after=current.status,
            reason=reason,
            data={"changes": data},
        )
    return current


def reveal_contact(employer: Employer, *, field: str, by: By) -> str:
    """A person's name or number (a key of `MASKS`) in full; who looked goes into the audit trail. Raises `Refused`."""
    _may(by, "registry.reveal_contact", employer.town)
    limits.check(limits.REVEAL, by=by)
    audit.note("reveal_contact", by=by, about=employer, data={"field": field})
    return getattr(employer, field)


def _differing(employer: Employer, facts: dict[str, Any]) -> dict[str, Any]:
    if "credit_code" in facts:
        vouched_by = facts.get("vouched_by") or employer.vouched_by
        facts["credit_code"], facts["vouched_by"] = _code(facts["credit_code"], vouched_by)
        if facts["credit_code"] != employer.credit_code:
            facts.setdefault("is_licensed", bool(facts["credit_code"]))
    return {field: value for field, value in facts.items() if getattr(employer, field) != value}


def _set(employer: Employer, changed: dict[str, Any], by: By) -> None:
    if "town" in changed:
        _may(by, "registry.change_employer", changed["town"])
    before = (employer.name, employer.code)
    for field, value in changed.items():
        setattr(employer, field, value)
    if changed.keys() & {"name", "address", "credit_code"}:
        _identify(employer, employer.credit_code)
    former_names.keep(
        [former_names.of_change(employer.pk, before=before, after=(employer.name, employer.code), at=now())]
    )
    employer.version, employer.updated_at = employer.version + 1, now()
    employer.save(force_update=True)


def write_facts(employer: Employer, facts: dict[str, Any]) -> None:
    """Write columns for a service that has asked and tells the trail itself, with what the employer is found by."""
    for field, value in facts.items():
        setattr(employer, field, value)
    found = search.found_by(employer.name, employer.address, employer.code)
    written = {**facts, **found, "version": employer.version + 1, "updated_at": now()}
    Employer.everyone.filter(pk=employer.pk).update(**written)
    search.index([(employer.pk, found["search_text"])])


def _identify(employer: Employer, credit_code: str | None) -> None:
    """Set what names the employer, unless another one already has it."""
    if not letters(employer.name):
        raise Refused("name", _("名称里没有字，请写单位的名称。"))
    employer.credit_code, employer.vouched_by = _code(credit_code, employer.vouched_by)
    employer.search_text = search.text_of(employer.name, employer.address)
    others = Employer.everyone.exclude(pk=employer.pk)
    if employer.credit_code and others.filter(code=employer.credit_code).exists():
        raise Refused(
            "exists",
            _(
                "这个信用代码的单位已经在册，请按代码查找；找不到的，属于其他镇街，请联系区大队。"
                "是它的另一处场所的，把代码写成 %(code)s，再有的依次为 03、04。"
            )
            % {"code": next_site(employer.credit_code)},
        )
    if (
        not employer.credit_code
        and others.filter(credit_code=None, search_text=employer.search_text, merged_into=None).exists()
    ):
        raise Refused(
            "exists", _("同名同地址的无照单位已经在册，请按名称查找；找不到的，属于其他镇街，请联系区大队。")
        )
    if not employer.credit_code and not employer.register_number:
        employer.register_number = register_number(numbering.take(REGISTER_MARK, 0))
    employer.code = employer.credit_code or employer.register_number or ""
    for name, value in search.found_by(employer.name, employer.address, employer.code).items():
        setattr(employer, name, value)


def _code(text: str | None, vouched_by: str) -> tuple[str | None, str]:
    """The credit code, and who vouches for it where its check digits do not fit; nobody has to for any other."""
    if not text:
        return None, ""
    try:
        return read_code(text), ""
    except CodeInDoubt as doubt:
        if not vouched_by:
            raise
        return doubt.code, vouched_by


def _cleaned(facts: dict[str, Any]) -> dict[str, Any]:
    """Texts as lists bring them too: one line, nothing invisible."""
    return {name: cleaned(value) if isinstance(value, str) else value for name, value in facts.items()}


def register_number(serial: int) -> str:
    """Our own number of an employer without a credit code, such as W000123."""
    return f"{REGISTER_MARK}{serial:06d}"


def _grid(town: Town | None, code: str) -> Grid | None:
    """The grid of a town by its number; a number not seen before is a new grid."""
    return Grid.objects.get_or_create(town=town, code=code)[0] if town and code else None


def _follow_up(employer: Employer, categories: Iterable[Any] | None, files: Iterable[Any]) -> None:
    """What belongs to the same transaction as the row: search tokens, categories, files."""
    search.index([(employer.pk, employer.search_text)])
    if categories is not None:
        employer.categories.set(categories)
    attachments.adopt(list(files), employer)


def _may(by: By, permission: str, town: Town | None) -> None:
    """The role and the towns of whoever acts allow it; the system may."""
    require(by, permission, _("您的角色不能登记或修改单位。"))
    if by.is_system or sees_all_towns(by.actor):
        return
    if town is None or not Town.objects.visible_to(by.actor).filter(pk=town.pk).exists():
        raise Refused("town", _("您只能登记和修改自己负责的镇街的单位，请重新选择镇街。"))


def _has_categories(employer: Employer, categories: Iterable[Any]) -> bool:
    return set(employer.categories.values_list("pk", flat=True)) == {category.pk for category in categories}


def _listed(categories: Iterable[Any]) -> list[str]:
    return sorted(category.name for category in categories)


def shown(field: str, value: object) -> object:
    """A value as the audit trail may hold it: persons masked, dates and rows as text."""
    if value is None or isinstance(value, bool | int):
        return value
    return MASKS.get(field, str)(str(value))
