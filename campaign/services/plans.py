"""Writing a campaign: the first one, the next one from an earlier one, a change of its days or texts."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from campaign.models import Campaign
from campaign.plan import ORDERED, PARTS, Plan, PlanInvalid
from campaign.querysets import forget_current
from casework import audit
from casework.acts import require
from casework.by import By
from casework.workflow import Refused

MANAGE = "campaign.manage_campaign"


@transaction.atomic
def create_campaign(*, by: By, code: str, plan: Plan) -> Campaign:
    """Make a campaign from a whole plan; the very first one becomes the current one.

    Raises `PlanInvalid`, or `Refused` (code_taken, number_taken) when there is a campaign of that code or document.
    """
    require(by, MANAGE)
    audit.lock()
    if Campaign.objects.filter(code=code).exists():
        raise Refused("code_taken", _("代码“%(code)s”已有专项行动使用，请换一个。") % {"code": code})
    if Campaign.objects.filter(document_number=plan.facts["document_number"]).exists():
        raise Refused("number_taken", _("这个文号已是另一次专项行动的，请填这一次的文号。"))
    plan.check()
    campaign = Campaign(
        code=code,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        is_current=not Campaign.objects.exists(),
        **plan.facts,
    )
    _check_fields(campaign)
    campaign.save(force_insert=True)
    _write_parts(campaign, plan, PARTS)
    audit.record("create_campaign", by=by, about=campaign)
    transaction.on_commit(forget_current)
    return campaign


def create_next(*, by: By, previous: Campaign, code: str, plan: Plan) -> Campaign:
    """The next campaign, its texts taken over from `previous` (`plan` as the form left it).

    Not current until set so.

    Raises as `create_campaign`; nothing of `previous` is changed.
    """
    with transaction.atomic():
        campaign = create_campaign(by=by, code=code, plan=plan)
        audit.record("create_next_campaign", by=by, about=previous, data={"next": code})
    return campaign


@transaction.atomic
def change_campaign(campaign: Campaign, *, by: By, plan: Plan, reason: str = "") -> dict[str, Any]:
    """Bring `campaign` to `plan`; the audit entry holds every difference.

    Returns them; empty when there was none.

    A moved phase moves what is still to come; boundary work that was done is done again on the new day and
    finds nothing left to do. Raises `PlanInvalid`.
    """
    require(by, MANAGE)
    audit.lock()
    plan.check()
    changes = plan.changes_from(Plan.of(campaign))
    if not changes:
        return changes
    for name, value in plan.facts.items():
        setattr(campaign, name, value)
    campaign.starts_on, campaign.ends_on = plan.starts_on, plan.ends_on
    _check_fields(campaign)
    campaign.save(update_fields=[*plan.facts, "starts_on", "ends_on"])
    _write_parts(campaign, plan, [name for name in PARTS if name in changes])
    campaign.__dict__.pop("windows", None)
    audit.record("change_campaign", by=by, about=campaign, reason=reason, data=changes)
    transaction.on_commit(forget_current)
    return changes


@transaction.atomic
def set_current(campaign: Campaign, *, by: By) -> None:
    """Make `campaign` the one whose phases the pages show and new work is born of.

    Does nothing when it already is.
    """
    require(by, MANAGE)
    audit.lock()
    if Campaign.objects.filter(pk=campaign.pk, is_current=True).exists():
        return
    before = Campaign.objects.filter(is_current=True).values_list("code", flat=True).first()
    Campaign.objects.filter(is_current=True).update(is_current=False)
    Campaign.objects.filter(pk=campaign.pk).update(is_current=True)
    campaign.is_current = True
    audit.record("set_current_campaign", by=by, about=campaign, data={"before": before or ""})
    transaction.on_commit(forget_current)


def _check_fields(campaign: Campaign) -> None:
    """Length and form of every fact, as one `PlanInvalid`."""
    try:
        campaign.clean_fields()
    except ValidationError as error:
        sentences = {("campaign", name): "".join(found) for name, found in error.message_dict.items()}
        raise PlanInvalid(sentences) from error


def _write_parts(campaign: Campaign, plan: Plan, names: Iterable[str]) -> None:
    """Replace the rows of the named parts; they are texts of the document, nothing else points at them."""
    for name in names:
        manager = getattr(campaign, PARTS[name][0])
        manager.all().delete()
        manager.bulk_create(
            manager.model(campaign=campaign, **row, **({"order": order} if name in ORDERED else {}))
            for order, row in enumerate(getattr(plan, name), start=1)
        )
