"""Deputies (代理审批): named for some days by the person they stand in for or by whoever grants roles, and audited."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Deputy, User
from accounts.roles import DEPUTIES
from casework import acts, audit, notices
from casework.by import By
from casework.workflow import Refused
from law.clock import now, today

NAME = "accounts.name_deputy"
NAME_FOR_ANYBODY = "accounts.grant_role"
LONGEST_DAYS = 366


def _pk(by: By) -> Any:
    return by.actor.pk if by.actor is not None else None


def may_name_for(by: By, principal: User) -> bool:
    """One's own deputy, or anybody's for whoever grants roles."""
    is_own = by.actor is not None and by.actor.pk == principal.pk
    return by.may(NAME) and (is_own or by.may(NAME_FOR_ANYBODY))


def principals(by: By) -> QuerySet[User]:
    """For whom this person may name a deputy."""
    able = User.objects.current().filter(role__in=DEPUTIES)
    return able if by.may(NAME_FOR_ANYBODY) else able.filter(pk=_pk(by))


def candidates(by: By) -> QuerySet[User]:
    """Who may be named by this person for somebody."""
    roles = {role for person in principals(by) for role in DEPUTIES[person.role]}
    return User.objects.current().filter(role__in=roles).exclude(pk=_pk(by)).order_by("name", "pk")


def errors(principal: User, deputy: User, from_on: date, until_on: date) -> dict[str, str]:
    """What is wrong with a naming, by field; empty sentences are no errors."""
    return {
        "deputy": _deputy_error(principal, deputy, from_on, until_on),
        "from_on": _("不能早于今天，已经过去的日子不能代理。") if from_on < today() else "",
        "until_on": _until_error(from_on, until_on),
    }


def _deputy_error(principal: User, deputy: User, from_on: date, until_on: date) -> str:
    if deputy.role not in DEPUTIES.get(principal.role, ()):
        return _("%(role)s不能代%(whom)s审批，请另选一位。") % {
            "role": deputy.role_label,
            "whom": principal.role_label,
        }
    if Deputy.objects.within(from_on, until_on).filter(principal=deputy).exists():
        return _("%(name)s这几天自己也由别人代理，代理人不能再有代理人，请另选一位。") % {"name": deputy.name}
    if Deputy.objects.within(from_on, until_on).filter(principal=principal).exists():
        return _("这几天已经指定了代理人，请先结束原来的，或者改日期。")
    if Deputy.objects.within(from_on, until_on).filter(deputy=principal).exists():
        return _("%(name)s这几天正代别人审批，不能又由别人代理。") % {"name": principal.name}
    return ""


def _until_error(from_on: date, until_on: date) -> str:
    if until_on < from_on:
        return _("结束日期不能早于开始日期。")
    if (until_on - from_on).days > LONGEST_DAYS:
        return _("代理的时间太长，请分次指定。")
    return ""


@transaction.atomic
def name_deputy(
    *, by: By, principal: User, deputy: User, from_on: date, until_on: date, reason: str
) -> Deputy:
    """Let `deputy` give the approvals of `principal` from the one day to the other, both included; both are told.

    Raises `Refused`: permission, no_reason, and the fields of `errors`.
    """
    audit.lock()
    if not may_name_for(by, principal):
        raise Refused("permission", _("只能指定自己的代理人；别人的由安全管理员指定。"))
    why = acts.said_why(reason, _("请写明为什么需要代理，例如出差、休假。"))
    acts.refuse(errors(principal, deputy, from_on, until_on))
    made = Deputy.objects.create(
        principal=principal, deputy=deputy, from_on=from_on, until_on=until_on, reason=why, named_by_id=by.actor.pk
    )  # fmt: skip
    told = {
        "who": deputy.name,
        "whom": principal.name,
        "since": from_on.isoformat(),
        "until": until_on.isoformat(),
    }
    note = _("%(who)s %(since)s 至 %(until)s 代%(whom)s审批") % told
    audit.record(
        "name_deputy", by=by, about=principal, label=principal.account_label, reason=why,
        data={"note": note, "deputy": deputy.pk},
    )  # fmt: skip
    notices.send([person for person in (principal, deputy) if person.pk != by.actor.pk], what=note)
    return made


@transaction.atomic
def end_deputy(deputy: Deputy, *, by: By) -> Deputy:
    """End it now. Raises `Refused` (permission, state)."""
    audit.lock()
    if not may_name_for(by, deputy.principal):
        raise Refused("permission", _("只能结束自己指定的代理。"))
    deputy.refresh_from_db()
    if not deputy.is_standing_on(today()):
        raise Refused("state", _("这项代理已经结束。"))
    deputy.ended_at = now()
    deputy.save(update_fields=["ended_at"])
    note = _("%(who)s不再代%(whom)s审批") % {"who": deputy.deputy.name, "whom": deputy.principal.name}
    audit.record(
        "end_deputy", by=by, about=deputy.principal, label=deputy.principal.account_label, data={"note": note}
    )
    notices.send([deputy.deputy], what=note)
    return deputy
