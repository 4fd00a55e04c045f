"""Many rows of every kind around one world, so that a page which asks once a row is seen to."""

from typing import Any

from accounts.models import User
from casework.models import Notice
from law import clock
from tests.factories import accounts, campaign, cases, checks, complaints, patrols, registry
from tests.permissions.samples import World, job_of, sample_for

BY_SAMPLE = (
    "campaign:target_",
    "campaign:publicity_",
    "patrols:selfcheck_",
    "draws:draw_",
    "registry:import_",
)


def crowd(world: World, number: int, visitors: list[User]) -> None:
    """`number` more of everything a list or a page may show, half of it about the employer of the world."""
    lead, second = world.inspector, world.inspector
    for turn in range(number):
        firm = (
            world.employer if turn % 2 else registry.employer(town=world.town, categories=("bar", "service"))
        )
        problems: dict[str, Any] = {"employer": firm}
        patrols.rectifying(**problems)
        patrols.escalated(**problems)
        complaints.accepted(employer=firm, actor=lead)
        complaints.complaint(employer=firm, actor=lead)
        cases.case(
            ("clue", "filing", "investigating", "served")[turn % 4], employer=firm, lead=lead, second=second
        )
        checks.visit(employer=firm, inspectors=[lead, second], result="ordered")
        checks.inspection(
            campaign=world.campaign, employer=registry.employer(town=world.town), actor=world.leader
        )
        registry.warning(registry.employer(town=world.town))
        registry.grid(world.town, code=f"9{turn:02d}{Notice.objects.count()}")
        registry.posting(accounts.user("town_officer"), world.town)
        campaign.target(registry.employer(town=world.town), campaign=world.campaign)
        for name in BY_SAMPLE[1:]:
            sample = sample_for(name)
            assert sample is not None
            sample(world, world.leader)
        for visitor in visitors:
            Notice.objects.create(user=visitor, text="有新的事项", created_at=clock.now())
            job_of(visitor)
