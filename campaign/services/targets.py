"""The employers of a campaign: put on the list, moved along by the work of other rooms, ruled out."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import transaction
from django.db.models import Exists, Model, OuterRef
from django.utils.translation import gettext as _

from campaign.models import Campaign, Target, TargetReason
from campaign.reasons import REASON_OF_CATEGORY, Reason
from campaign.workflow import ACTION_TO, STEPS, Stage, day_field, may_move
from casework import audit, table_sizes
from casework.acts import require, said_why
from casework.by import SYSTEM, Actor, By
from casework.workflow import perform
from law.clock import now, today
from registry.models import Employer, Town


@transaction.atomic
def move_target(
    *,
    campaign: Campaign | None,
    employer: Employer,
    stage: str,
    by: By,
    on: date | None = None,
    reason_code: str = "",
    note: str = "",
) -> Target | None:
    """Bring the employer's target to `stage`, listing it first when the campaign does not have it yet.

    The target keeps the first day `on` (today) on which the stage happened. Safe to call again: a target never
    goes back along the line, so a stage it has passed leaves it where it is, and only a first day is written
    down. `reason_code` (campaign.reasons) is added to why it is there, with `note`. Without a campaign nothing
    happens. Raises ValueError for a stage that work does not lead to (`cleared` is a person's decision:
    `clear_target`).
    """
    if stage not in ACTION_TO:
        raise ValueError(f"no work leads to stage {stage!r}")
    if campaign is None:
        return None
    audit.lock()
    target = Target.objects.filter(campaign=campaign, employer=employer).first()
    if target is None:
        target = _list(campaign, employer, by=by, reason_code=reason_code, note=note)
    else:
        target.campaign, target.employer = campaign, employer
        if reason_code:
            _add_reason(target, reason_code, note, by=by)
    day = on or today()
    first = {day_field(stage): day} if _is_first(target, stage, day) else {}
    moved = {"town_id": employer.town_id} if employer.town_id != target.town_id else {}
    if first or may_move(target.state, stage):
        data = {"reason": reason_code} if reason_code else {}
        perform(target, ACTION_TO[stage], by=by, on=day, changes={**moved, **first}, data=data)
    return target


def _is_first(target: Target, stage: str, day: date) -> bool:
    """Whether the step happened earlier than anybody knew; being listed keeps its own day."""
    known = target.day_of(stage)
    return stage != Stage.LISTED and (known is None or day < known)


@transaction.atomic
def withdraw_reason(
    *, campaign: Campaign | None, employer: Employer, reason_code: str, by: By, about: Model
) -> None:
    """Take back a reason that may no longer be told; a target that stood on nothing else goes with it.

    What was done is written to the record it follows from (`about`): on the target's own page it would tell.
    """
    audit.lock()
    target = Target.objects.filter(campaign=campaign, employer=employer).first()
    if target is None or not target.reasons.filter(reason=reason_code).delete()[0]:
        return
    is_bare = target.state == Stage.LISTED and not any(target.day_of(step) for step in STEPS)
    if target.reasons.exists():
        is_bare = False
    elif is_bare:
        target.delete()
    else:
        give_reasons(target, [Reason.OTHER])
    told = {"reason": reason_code, "is_target_gone": is_bare}
    audit.record("withdraw_target_reason", by=by, about=about, data=told)


def clear_target(target: Target, *, by: By, reason: str) -> None:
    """Rule an employer out (closed, not of this kind after all). `reason` is obligatory. Raises `Refused`."""
    perform(target, "clear_target", by=by, reason=said_why(reason, _("请写明为什么排除这家单位。")))


def build_targets(campaign: Campaign, on: date, *, by: By = SYSTEM) -> dict[str, Any]:
    """Give each town its target list: its active employers of the campaign's categories.

    Returns towns and targets added.

    Only what is missing is added, so it may run twice or late. Each town is one transaction with one audit
    entry for the whole batch (docs/adr/0101): counts by reason, and the SHA-256 of the employers' codes in
    the order they were listed. Employers with repeated complaints come from the complaints room through
    `move_target`.
    """
    require(by, "campaign.manage_campaign")
    codes = _categories(campaign)
    added = [
        _build_town(campaign, town, codes, on, by.actor)
        for town in [*Town.objects.order_by("order", "pk"), None]
    ]
    table_sizes.look_again(Target, TargetReason)
    counts = {"towns": sum(1 for number in added if number), "targets": sum(added)}
    return {**counts, "summary": _("新列入对象 %(targets)s 户，涉及 %(towns)s 个镇街") % counts}


@transaction.atomic
def _build_town(
    campaign: Campaign, town: Town | None, codes: list[str], on: date, actor: Actor | None
) -> int:
    audit.lock()
    rows = (
        Employer.objects.filter(town=town, status="active", categories__code__in=codes)
        .exclude(Exists(Target.objects.filter(campaign=campaign, employer=OuterRef("pk"))))
        .order_by("pk", "categories__code")
        .values_list("pk", "code", "categories__code")
    )
    found = [(key, [row[2] for row in group]) for key, group in groupby(rows, key=itemgetter(0, 1))]
    if not found:
        return 0
    moment = now()
    targets = Target.objects.bulk_create(
        [
            Target(
                number=f"{campaign.code}-{code}",
                campaign=campaign,
                employer_id=pk,
                town=town,
                listed_on=on,
                state=Stage.LISTED,
                state_since=moment,
            )
            for (pk, code), _codes in found
        ],
        batch_size=1000,
    )
    reasons = [
        (target, reason)
        for target, (_key, held) in zip(targets, found, strict=True)
        for reason in _reasons_of(held)
    ]
    TargetReason.objects.bulk_create(
        [TargetReason(target=target, reason=reason) for target, reason in reasons], batch_size=1000
    )
    audit.record(
        "list_targets",
        by=By(actor),
        about=campaign,
        after=Stage.LISTED,
        data={
            "town": town.code if town else "",
            "count": len(targets),
            "by_reason": dict(Counter(str(reason) for _target, reason in reasons)),
            "employers_sha256": sha256("\n".join(code for (_pk, code), _codes in found).encode()).hexdigest(),
        },
    )
    return len(targets)


def _list(campaign: Campaign, employer: Employer, *, by: By, reason_code: str, note: str) -> Target:
    target = Target(
        number=f"{campaign.code}-{employer.code}",
        campaign=campaign,
        employer=employer,
        town_id=employer.town_id,
        listed_on=today(),
    )
    held = employer.categories.filter(code__in=_categories(campaign)).values_list("code", flat=True)
    reasons = [*([reason_code] if reason_code else []), *_reasons_of(held)] or [Reason.OTHER]
    perform(target, "list_target", by=by, data={"reasons": [str(reason) for reason in reasons]})
    give_reasons(target, reasons, note)
    return target


def _categories(campaign: Campaign) -> list[str]:
    """Codes of the employer categories the campaign's objects name."""
    groups = campaign.targetgroups.values_list("categories", flat=True)
    return sorted({code for categories in groups for code in categories})


def _reasons_of(categories: Iterable[str]) -> list[Reason]:
    return list(dict.fromkeys(REASON_OF_CATEGORY.get(code, Reason.OTHER) for code in categories))


def _add_reason(target: Target, code: str, note: str, *, by: By) -> None:
    """One more reason for a target that is already there: its own entry in the audit trail."""
    for reason in give_reasons(target, [code], note):
        told = "，".join(filter(None, [str(reason.label), note]))
        audit.record("add_target_reason", by=by, about=target, data={"reason": reason, "note": told})


def give_reasons(target: Target, reasons: Iterable[str], note: str = "") -> list[Reason]:
    """Add what is not there yet, and return it; the first note given for a reason stays."""
    wanted = dict.fromkeys(Reason(each) for each in reasons)
    rows = target.reasons
    return [
        reason for reason in wanted if rows.get_or_create(reason=reason, defaults={"note": note[:200]})[1]
    ]
