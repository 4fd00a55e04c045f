"""What services of all rooms share: may he, was it said why, which day, and a correction that keeps what stood there."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import F, Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework import attachments, audit
from casework.by import By
from casework.models import Attachment, AuditEntry
from casework.workflow import Refused
from law.clock import today

# Columns of money hold twelve digits before the point.
TOO_MUCH = Decimal(10) ** 12
CHANGED_MEANWHILE = gettext_lazy(
    "您打开这一页之后，已有人改过这条记录。您填写的内容还在，没有保存，请对照现在的内容再决定。"
)


def require(by: By, permission: str, sentence: str = "") -> None:
    """Raise `Refused` (permission) unless whoever acts holds `permission`. Every service that writes asks this itself."""
    if not by.may(permission):
        raise Refused("permission", sentence or _("您的角色不能做这项工作。"))


def written(text: str, sentence: str, code: str = "text") -> str:
    """The text without blanks around it; `Refused` (`code`) with `sentence` when there is none."""
    if not (text or "").strip():
        raise Refused(code, sentence)
    return text.strip()


def said_why(reason: str, sentence: str = "") -> str:
    """The ground of an act that needs one. Raises `Refused` (no_reason)."""
    return written(reason, sentence or _("请写明理由。"), "no_reason")


def refuse(errors: Mapping[str, str]) -> None:
    """Raise `Refused` for the first field with something wrong; the code is the field's name."""
    for field, sentence in errors.items():
        if sentence:
            raise Refused(field, sentence)


def day_error(day: date | None, *, since: date | None = None) -> str:
    """Why something cannot have happened on `day`; empty when it can: not after today, not before `since`."""
    if day is not None and day > today():
        return _("日期不能晚于今天，请改为今天或以前的日期。")
    if day is not None and since is not None and day < since:
        return _("日期不能早于 %(day)s，请核对。") % {"day": since.isoformat()}
    return ""


def past_day(day: date | None, *, field: str, since: date | None = None) -> date:
    """`day` (today when None), which must lie between `since` and today. Raises `Refused` (`field`)."""
    day = day or today()
    refuse({field: day_error(day, since=since)})
    return day


def amount(value: Decimal | int | str | None) -> Decimal | None:
    """Yuan with two digits, or None. Raises `Refused` (amount) for a negative one and for what no column holds."""
    if value in (None, ""):
        return None
    try:
        yuan = Decimal(value).quantize(Decimal("0.01"))
    except InvalidOperation:
        yuan = Decimal("NaN")
    if not yuan.is_finite() or yuan >= TOO_MUCH:
        raise Refused("amount", _("金额不是数字或者太大，请核对。"))
    if yuan < 0:
        raise Refused("amount", _("金额不能小于零，请核对。"))
    return yuan


def plain(_name: str, value: object) -> object:
    """A value as the audit trail keeps it: what JSON knows as it is, the rest as text."""
    return value if value is None or isinstance(value, bool | int | str | list) else shown(value)


def correct(
    record: Any,
    verb: str,
    *,
    by: By,
    values: Mapping[str, Any],
    version: int | None = None,
    reason: str = "",
    keep: Callable[[str, Any], Any] = plain,
    label: str = "",
    data: Mapping[str, Any] | None = None,
) -> AuditEntry | None:
    """Put fields of a record right, if nobody did since `version` (that of `record` when None); None where nothing differs.

    `record` has a `version`. The audit entry `verb` holds before and after of each field as `keep` gives it (masked where
    persons are named). Raises `Refused` (conflict); the record in memory is then unchanged. Needs a transaction.
    """
    audit.lock()
    changed = {name: value for name, value in values.items() if getattr(record, name) != value}
    if not changed and not data:
        return None
    told = {name: [keep(name, getattr(record, name)), keep(name, value)] for name, value in changed.items()}
    compare_and_set(record, changed, version=version)
    data = {"changes": told, **(data or {})}
    return audit.record(verb, by=by, about=record, label=label, reason=reason, data=data)


def supplement(record: Model, *, files: Sequence[Attachment], by: By) -> None:
    """Words (`by.remark`) and files that came with another send become part of a record: in its history and among its files."""
    audit.record("supplement", by=by, about=record, data={"files": len(files)} if files else {})
    attachments.adopt(list(files), record)


def compare_and_set(record: Any, values: Mapping[str, Any], *, version: int | None = None) -> None:
    """Write `values`, if nobody changed the record since `version` (its own when None). Raises `Refused` (conflict)."""
    seen = record.version if version is None else version
    same = type(record)._base_manager.filter(pk=record.pk, version=seen)
    if same.update(version=F("version") + 1, **values) != 1:
        raise Refused("conflict", CHANGED_MEANWHILE)
    for name, value in {**values, "version": seen + 1}.items():
        setattr(record, name, value)


def field_label(model: type[Model] | None, name: str) -> str:
    """What people call a field of a model; its name where it is none."""
    fields = {field.name: field for field in model._meta.get_fields()} if model else {}
    return str(getattr(fields.get(name), "verbose_name", name))


def shown(value: object) -> str:
    """A value in the words of a page."""
    if value is None or value == "":
        return _("（空）")
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list):
        return "、".join(map(str, value)) or _("（空）")
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
