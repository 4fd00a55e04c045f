"""For every address with an object in it: an object of town A that whoever may open the address can see.

A new address needs a line here only if no prefix of its name has one.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from accounts.roles import Role
from campaign.models import Campaign
from casework import attachments
from casework.models import Job, Notice
from inspections.patrols import services as patrol_services
from law import clock
from law.policies import POLICIES
from registry.models import Employer, Town
from tests.factories import accounts, campaign, cases, complaints, draws, patrols, registry

TODAY = date(2021, 6, 23)


@dataclass
class World:
    """What the samples are made of. `visitor` is the person the sample is made for."""

    town: Town
    employer: Employer
    campaign: Campaign
    leader: User
    made: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def inspector(self) -> User:
        return accounts.user(Role.INSPECTOR)


Sample = Callable[[World, User], dict[str, Any]]


def _account(world: World, visitor: User) -> dict[str, Any]:
    return {"pk": accounts.user(Role.INSPECTOR).pk}


def _job(world: World, visitor: User) -> dict[str, Any]:
    return {
        "pk": Job.objects.create(
            kind="x", key=str(visitor.pk), label="x", requested_by=visitor, requested_at=clock.now()
        ).pk
    }


def _notice(world: World, visitor: User) -> dict[str, Any]:
    return {"pk": Notice.objects.create(user=visitor, text="x", created_at=clock.now()).pk}


def _file(world: World, visitor: User) -> dict[str, Any]:
    photo = SimpleUploadedFile("a.pdf", b"%PDF-1.4\n%%EOF\n")
    return {"pk": attachments.store(photo, uploaded_by=world.leader, about=_patrol_of(world)).pk}


def _policy(world: World, visitor: User) -> dict[str, Any]:
    return {"code": next(iter(POLICIES))}


def _campaign(world: World, visitor: User) -> dict[str, Any]:
    return {"pk": world.campaign.pk}


def _target(world: World, visitor: User) -> dict[str, Any]:
    return {"pk": campaign.target(world.employer, campaign=world.campaign).pk}


def _publicity(world: World, visitor: User) -> dict[str, Any]:
    return {"pk": campaign.publicity(world.campaign, actor=world.leader, town=world.town).pk}


def _complaint(world: World, visitor: User) -> dict[str, Any]:
    """Accepted and handled by the visitor where their role takes complaints, so that the vault opens for them."""
    handler = visitor if visitor.has_perm("complaints.accept") else world.inspector
    record = complaints.accepted(employer=world.employer, actor=handler, on=clock.now())
    return {"pk": record.pk, "field": "name"}


def _patrol_of(world: World) -> Any:
    return patrols.rectifying(employer=world.employer)


def _patrol(world: World, visitor: User) -> dict[str, Any]:
    return {"pk": _patrol_of(world).pk}


def _self_check(world: World, visitor: User) -> dict[str, Any]:
    check = patrol_services.record_self_check(
        actor=None, employer=world.employer, received_on=TODAY, filled_by="王某", answers={}
    )
    return {"pk": check.pk}


def _draw(world: World, visitor: User) -> dict[str, Any]:
    return {"pk": draws.prepared(campaign=world.campaign, actor=world.leader).pk}


def _inspection(world: World, visitor: User) -> dict[str, Any]:
    return {"pk": draws.inspection(campaign=world.campaign, employer=world.employer, actor=world.leader).pk}


def _case(world: World, visitor: User) -> dict[str, Any]:
    return {"pk": cases.case("investigating", employer=world.employer).pk}


def _visit(world: World, visitor: User) -> dict[str, Any]:
    return {"pk": cases.visit(employer=world.employer).pk}


def _employer(world: World, visitor: User) -> dict[str, Any]:
    return {"pk": world.employer.pk, "code": world.employer.code}


def _town(world: World, visitor: User) -> dict[str, Any]:
    return {"pk": world.town.pk, "code": world.town.code}


def _warning(world: World, visitor: User) -> dict[str, Any]:
    return {"pk": registry.warning(world.employer).pk}


SAMPLES: dict[str, Sample] = {
    "accounts:user_": _account,
    "campaign:campaign_": _campaign,
    "campaign:publicity_": _publicity,
    "campaign:target_": _target,
    "cases:case_": _case,
    "cases:visit_": _visit,
    "casework:file": _file,
    "casework:job": _job,
    "casework:notice_": _notice,
    "casework:policy_": _policy,
    "complaints:complaint_": _complaint,
    "draws:draw_": _draw,
    "draws:inspection_": _inspection,
    "patrols:patrol_": _patrol,
    "patrols:selfcheck_": _self_check,
    "registry:employer_": _employer,
    "registry:town_": _town,
    "registry:warning_": _warning,
}
# Jobs and notices are one person's; a vault opens for whoever handles the complaint.
MADE_FOR_THE_VISITOR = ("casework:job", "casework:notice_", "complaints:complaint_reveal")
# Objects that belong to no town: accounts, campaigns and policies are the district's.
OF_NO_TOWN = ("accounts:", "campaign:campaign_", "casework:policy_", "draws:draw_")


def sample_for(name: str) -> Sample | None:
    """The longest prefix that fits."""
    return SAMPLES.get(max((prefix for prefix in SAMPLES if name.startswith(prefix)), key=len, default=""))
