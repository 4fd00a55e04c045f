"""Taking in an employer's self-check (方案四（二）: 指导用人单位……开展自查)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from campaign.models import Campaign
from casework import attachments, audit
from casework.acts import require
from casework.by import By
from casework.workflow import Refused
from inspections.patrols.models import SelfCheck
from law.clock import now, today
from registry.models import Employer

RECORD = "patrols.record_self_check"


@transaction.atomic
def record_self_check(
    *,
    by: By,
    employer: Employer,
    received_on: date,
    filled_by: str,
    answers: dict[str, str],
    problems: str = "",
    plan: str = "",
    files: Sequence[Any] = (),
) -> SelfCheck:
    """Keep a self-check form the employer handed in. Raises `Refused` (permission, employer_unknown,
    received_later).
    """
    audit.lock()
    require(by, RECORD, _("您的角色不能登记自查表。"))
    if by.actor is not None and not Employer.objects.visible_to(by.actor).filter(pk=employer.pk).exists():
        raise Refused("employer_unknown", _("找不到该单位，请重新选择。"))
    if received_on > today():
        raise Refused("received_later", _("收到日期不能晚于今天，请改为今天或以前的日期。"))
    check = SelfCheck.objects.create(
        campaign=Campaign.objects.current_on(received_on),
        employer=employer,
        town_id=employer.town_id,
        received_on=received_on,
        filled_by=filled_by,
        answers=answers,
        problems=problems,
        plan=plan,
        recorded_by=by.actor,
        recorded_at=now(),
    )
    attachments.adopt(list(files), check)
    audit.record("record_self_check", by=by, about=check, data={"answers": answers})
    return check
