"""Campaigns, targets and publicity for tests. Everything is made by the services the pages use."""

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from campaign.models import Campaign, Publicity, Target
from campaign.plan import FACTS, Plan
from campaign.services.loading import load
from campaign.services.plans import create_campaign
from campaign.services.publicity import record_publicity
from campaign.services.targets import move_target
from casework.by import SYSTEM, By
from law import clock

FIXTURE_2021 = Path(settings.BASE_DIR) / "campaign" / "fixtures" / "2021.toml"


def campaign_2021() -> Campaign:
    """The real campaign of 2021, from its fixture; the current one when it is the first."""
    return load(FIXTURE_2021).campaign


def plan(**changes: Any) -> Plan:
    """A small valid plan of the year 2022; `changes` are facts, or whole parts (`phases=[…]`)."""
    facts = {name: f"{name}" for name in FACTS} | {
        "issued_on": date(2022, 3, 1),
        "report_due_on": date(2022, 8, 15),
        "principles": ["属地监督"],
    }
    parts = {
        "phases": [
            phase("publicity", date(2022, 3, 1), date(2022, 3, 31)),
            phase("patrol", date(2022, 4, 1), date(2022, 5, 31)),
            phase("inspection", date(2022, 6, 3), date(2022, 7, 29)),
            phase("summary", date(2022, 8, 1), date(2022, 8, 19)),
        ],
        "objects": [{"text": "酒吧", "categories": ["bar"]}],
        "contents": [{"text": "工资", "matters": ["wage_arrears"]}],
        "requirements": [{"title": "高度重视", "text": "切实加强领导。"}],
        "legal_bases": [{"instrument": "labour", "title": "《劳动法》", "uses": ["basis"]}],
    }
    parts |= {name: changes.pop(name) for name in list(changes) if name in parts}
    return Plan(facts=facts | changes, **parts)


def phase(name: str, starts_on: date, ends_on: date) -> dict[str, Any]:
    return {
        "phase": name,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "title": f"{name}阶段",
        "text": f"{name}的内容",
    }


def campaign(code: str = "2022", **changes: Any) -> Campaign:
    return create_campaign(by=SYSTEM, code=code, plan=plan(**changes))


def target(
    employer: Any, *, campaign: Campaign, stage: str = "listed", reason: str = "", on: date | None = None
) -> Target:
    with clock.at(on or clock.today()):
        return move_target(campaign=campaign, employer=employer, stage=stage, by=SYSTEM, reason_code=reason)


def publicity(campaign: Campaign, *, actor: Any, town: Any = None, **facts: Any) -> Publicity:
    facts = {"held_on": date(2021, 3, 25), "form": "stand", "place": "社区广场", "leaflets": 120} | facts
    with clock.at(max(facts["held_on"], date(2021, 3, 25))):
        return record_publicity(by=By(actor), campaign=campaign, town=town, **facts)
