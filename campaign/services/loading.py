"""A campaign out of a TOML file (`campaign/fixtures/2021.toml` shows the form)."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from campaign.models import Campaign
from campaign.plan import Plan, PlanInvalid
from campaign.services.plans import change_campaign, create_campaign
from casework.by import SYSTEM, By


@dataclass(frozen=True)
class Loaded:
    """`outcome` is created, unchanged, kept (differs from the file but was left alone) or updated."""

    campaign: Campaign
    outcome: str
    differences: dict[str, Any]


def load(path: str | Path, *, by: By = SYSTEM, update: bool = False) -> Loaded:
    """Load the campaign a file describes. Twice the same file changes nothing.

    A campaign of that code that differs from the file was edited by its leader and is kept, unless `update`
    is asked for. Raises `PlanInvalid` for a file that is no campaign.
    """
    try:
        raw = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PlanInvalid({("file", ""): _("文件不是有效的 TOML：%(error)s") % {"error": error}}) from error
    plan = Plan.read(raw)
    code = raw["campaign"]["code"]
    campaign = Campaign.objects.filter(code=code).first()
    if campaign is None:
        return Loaded(create_campaign(by=by, code=code, plan=plan), "created", {})
    if update:
        differences = change_campaign(campaign, by=by, plan=plan, reason=_("从文件重新载入"))
        return Loaded(campaign, "updated" if differences else "unchanged", differences)
    differences = plan.changes_from(Plan.of(campaign))
    return Loaded(campaign, "kept" if differences else "unchanged", differences)
