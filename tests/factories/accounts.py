"""People for tests: a role, a valid certificate where the role inspects, a posting where the role belongs to a town."""

from datetime import date
from itertools import count
from typing import Any

from django.contrib.auth.hashers import make_password

from accounts.models import User
from accounts.roles import Role, roles_with
from casework.by import SYSTEM, By
from registry.models import Posting, Town

PASSWORD = "Campaign-2021"
CERTIFIED = (Role.TOWN_OFFICER, Role.INSPECTOR, Role.BRIGADE_LEADER)
_serial = count(1)
_hashes: dict[str, str] = {}


def user(
    role: str = "inspector", town: Town | None = None, *, password: str = PASSWORD, **facts: Any
) -> User:
    """An account that may sign in with `password`; with `town` it is posted there since the start of 2021."""
    number = next(_serial)
    facts = {"username": f"{role or 'nobody'}{number}", "name": f"人员{number}", "role": role, **facts}
    if role in CERTIFIED:
        facts = {"certificate": f"鲁B{number:06d}", "certificate_until": date(2030, 12, 31), **facts}
    made = User(password=_hash(password), **facts)
    made.clean()
    made.save(force_insert=True)
    if town is not None:
        Posting.objects.create(user=made, town=town, since=date(2021, 1, 1), duty="巡查员")
    return made


def _hash(password: str) -> str:
    if password not in _hashes:
        _hashes[password] = make_password(password)
    return _hashes[password]


def doer(record: Any, action: str) -> By:
    """Somebody who may do `action` on `record` as it stands: its handler where inspectors do it, else whoever has the role.

    What needs no permission follows from another act: the system does it.
    """
    table = record.workflow
    row = table.row(action, record.state) or table.rows_of(action)[0]
    if row.permission is None:
        return SYSTEM
    roles = roles_with(row.permission)
    handler = getattr(record, "lead", None) if Role.INSPECTOR in roles else None
    known = User.objects.filter(role=roles[-1], is_active=True).order_by("pk").first()
    return By(handler or known or user(roles[-1]))
