"""For every address with an object in it: an object of town A that whoever may open the address can see.

A new address needs a line here only if no prefix of its name has one.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Deputy, User
from accounts.roles import DEPUTIES, Role
from campaign.models import Campaign
from casework import attachments
from casework.by import SYSTEM, By
from casework.models import Job, Notice, Paper
from findings.services.recovering import bring
from inspections.patrols.services import self_checks
from law import clock
from law.policies import POLICIES
from registry.models import Employer, EmployerImport, Town
from registry.services.conflicts import declare_conflict
from registry.services.merges import propose_merge
from reports.models import ReportRun
from tests.factories import accounts, campaign, cases, checks, complaints, draws, patrols, registry, reports
from tests.permissions.addresses import Address

TODAY = date(2021, 6, 23)


@dataclass
class World:
    """What the samples are made of. `visitor` is the person the sample is made for."""

    town: Town
    employer: Employer
    campaign: Campaign
    leader: User
    made: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, town: Town) -> "World":
        firm = registry.employer(town=town, categories=("labour_intensive",))
        return cls(town, firm, campaign.campaign_2021(), accounts.user(Role.BRIGADE_LEADER))

    @property
    def inspector(self) -> User:
        return accounts.user(Role.INSPECTOR)


Sample = Callable[[World, User], dict[str, Any]]


def _account(world: World, visitor: User) -> dict[str, Any]:
    return {"pk": accounts.user(Role.INSPECTOR).pk}


def _leaver(world: World, visitor: User) -> dict[str, Any]:
    """Somebody who may not sign in any more and still handles a complaint."""
    gone = accounts.user(Role.INSPECTOR)
    complaints.accepted(employer=world.employer, actor=gone)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    return {"pk": gone.pk}


def _job(world: World, visitor: User) -> dict[str, Any]:
    return {"pk": job_of(visitor).pk}


def job_of(visitor: User) -> Job:
    key = f"{visitor.pk}-{Job.objects.count()}"
    return Job.objects.create(kind="x", key=key, label="导出", requested_by=visitor, requested_at=clock.now())


def _notice(world: World, visitor: User) -> dict[str, Any]:
    return {"pk": Notice.objects.create(user=visitor, text="x", created_at=clock.now()).pk}


def _file(world: World, visitor: User) -> dict[str, Any]:
    photo = SimpleUploadedFile("a.pdf", b"%PDF-1.4\n%%EOF\n")
    return {"pk": attachments.store(photo, uploaded_by=world.leader, about=_patrol_of(world)).pk}


def _paper(world: World, visitor: User) -> dict[str, Any]:
    """The notice of a town, which everybody of the district may read."""
    paper = Paper.objects.about(_patrol_of(world)).get()
    return {"pk": paper.pk, "form": "docx"}


def _case_file(world: World, visitor: User) -> dict[str, Any]:
    return {"form": "zip", **_case(world, visitor)}


def _new_paper(world: World, visitor: User) -> dict[str, Any]:
    return {"kind": "enquiry_notice", **_case(world, visitor)}


def _template(world: World, visitor: User) -> dict[str, Any]:
    return {"kind": "penalty_notice"}


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


def _escalation(world: World, visitor: User) -> dict[str, Any]:
    return {"pk": patrols.escalated(employer=world.employer).reports[0].pk}


def _escalation_to_join(world: World, visitor: User) -> dict[str, Any]:
    """Sent while an inspection goes on at its employer."""
    employer = registry.employer(town=world.town)
    checks.inspection(campaign=world.campaign, employer=employer, actor=world.leader)
    return {"pk": patrols.escalated(employer=employer).reports[0].pk}


def _patrol(world: World, visitor: User) -> dict[str, Any]:
    return {"pk": _patrol_of(world).pk}


def _self_check(world: World, visitor: User) -> dict[str, Any]:
    check = self_checks.record_self_check(
        by=SYSTEM, employer=world.employer, received_on=TODAY, filled_by="王某", answers={}
    )
    return {"pk": check.pk}


def _draw(world: World, visitor: User) -> dict[str, Any]:
    return {"pk": draws.prepared(campaign=world.campaign, actor=world.leader).pk}


def _inspection(world: World, visitor: User) -> dict[str, Any]:
    """Of an employer of its own: at most one inspection goes on at each, and what is reported is listed at once."""
    employer = registry.employer(town=world.town)
    return {"pk": checks.inspection(campaign=world.campaign, employer=employer, actor=world.leader).pk}


def _case(world: World, visitor: User) -> dict[str, Any]:
    """Led by the visitor where their role handles cases."""
    lead = visitor if visitor.has_perm("cases.request_filing") else None
    return {"pk": cases.case("investigating", employer=world.employer, lead=lead).pk}


APPROVALS = {
    Role.BRIGADE_LEADER: ("filing", "approve_filing"),
    Role.BUREAU_HEAD: ("deciding", "decide"),
    Role.LEGAL_REVIEWER: ("reviewing", "pass_review"),
}


def _approval(world: World, visitor: User) -> dict[str, Any]:
    """One the visitor may give; an inspector's is to join two employers."""
    if visitor.role not in APPROVALS:
        return {"kind": "registry.merge", "action": "confirm_merge", **_merge(world, visitor)}
    state, action = APPROVALS[Role(visitor.role)]
    employer = registry.employer(town=world.town)
    return {"kind": "cases.case", "action": action, "pk": cases.case(state, employer=employer).pk}


def _approvals(world: World, visitor: User) -> dict[str, Any]:
    """A list the visitor's role has."""
    _state, action = APPROVALS.get(Role(visitor.role) if visitor.role else "", ("", "confirm_merge"))
    return {"kind": "case" if visitor.role in APPROVALS else "merge", "action": action}


def _guide(world: World, visitor: User) -> dict[str, Any]:
    return {"slug": "everyone"}


def _many(world: World, visitor: User) -> dict[str, Any]:
    """A list whose rows the brigade's leader hands out."""
    return {"kind": "inspection", "action": "assign"}


def _lane_file(world: World, visitor: User) -> dict[str, Any]:
    return {**_approval(world, visitor), "kind": _approvals(world, visitor)["kind"]}


def _deputy(world: World, visitor: User) -> dict[str, Any]:
    """The visitor's own where they may have one, or that of the brigade's leader."""
    principal = visitor if visitor.role in DEPUTIES else world.leader
    stand_in = accounts.user(DEPUTIES[principal.role][0])
    named = Deputy.objects.create(
        principal=principal, deputy=stand_in, from_on=TODAY, until_on=TODAY, reason="出差", named_by=principal
    )
    return {"pk": named.pk}


def _visit(world: World, visitor: User) -> dict[str, Any]:
    return {"pk": checks.visit(employer=world.employer).pk}


def _employer(world: World, visitor: User) -> dict[str, Any]:
    return {"pk": world.employer.pk, "field": "contact_phone"}


def _town(world: World, visitor: User) -> dict[str, Any]:
    return {"pk": world.town.pk, "code": world.town.code}


def _merge(world: World, visitor: User) -> dict[str, Any]:
    other = registry.employer(town=world.town)
    merge = propose_merge(one=world.employer, other=other, reason="看过执照", by=By(world.inspector))
    return {"pk": merge.pk}


def _import(world: World, visitor: User) -> dict[str, Any]:
    """A list that has been checked and could be taken in."""
    made = EmployerImport.objects.create(
        file_name="名录.xlsx",
        sha256="0" * 64,
        uploaded_by=world.leader,
        uploaded_at=clock.now(),
        check_result={},
    )
    return {"pk": made.pk}


def _posting(world: World, visitor: User) -> dict[str, Any]:
    return {"pk": registry.posting(accounts.user(Role.TOWN_OFFICER), world.town).pk}


def _round(world: World, visitor: User) -> dict[str, Any]:
    registry.employer(town=world.town)
    of_town = {"strata_by": "town", "counts": {world.town.name: 1}}
    for _number in range(2):
        accounts.user(Role.INSPECTOR)
    made = draws.drawn(campaign=world.campaign, actor=world.leader, **of_town)
    return {"pk": made.latest_round.pk}


def _conflict(world: World, visitor: User) -> dict[str, Any]:
    """The visitor's own where their role declares any, or somebody's."""
    person = visitor if visitor.has_perm("registry.declare_conflict") else world.inspector
    return {"pk": declare_conflict(by=By(person), employer=world.employer, kind="former").pk}


def _summary(world: World, visitor: User) -> dict[str, Any]:
    return {"pk": reports.drafted(world.campaign, world.town).pk}


def _report_run(world: World, visitor: User) -> dict[str, Any]:
    made = ReportRun.objects.create(
        campaign=world.campaign,
        kind="district",
        version_no=1,
        cut_off=TODAY,
        made_at=clock.now(),
        made_by=world.leader,
    )
    return {"pk": made.pk}


def _figure(world: World, visitor: User) -> dict[str, Any]:
    """A figure the towns count themselves; those of other rooms ask for the room's own permission too."""
    return {"code": "patrols"}


def _recovery(world: World, visitor: User) -> dict[str, Any]:
    """Wages that may be those another patrol tells of."""
    for patrol in (patrols.patrol(employer=world.employer), patrols.patrol(employer=world.employer)):
        (row,) = bring(patrol, {"wages_paid_people": 1, "wages_paid_amount": 100}, on=TODAY)
    return {"pk": row.pk}


def _warning(world: World, visitor: User) -> dict[str, Any]:
    return {"pk": registry.warning(world.employer).pk}


SAMPLES: dict[str, Sample] = {
    "accounts:deputy_": _deputy,
    "accounts:user_": _account,
    "campaign:campaign_": _campaign,
    "campaign:publicity_": _publicity,
    "campaign:target_": _target,
    "cases:case_": _case,
    "cases:case_file_download": _case_file,
    "checks:visit_": _visit,
    "casework:file": _file,
    "casework:job": _job,
    "casework:notice_": _notice,
    "casework:paper_": _paper,
    "casework:many": _many,
    "casework:paper_new": _new_paper,
    "casework:pass_on": _approval,
    "casework:policy_": _policy,
    "casework:template_": _template,
    "complaints:complaint_": _complaint,
    "draws:draw_": _draw,
    "checks:inspection_": _inspection,
    "findings:escalation_": _escalation,
    "findings:escalation_act": _escalation_to_join,
    "patrols:patrol_": _patrol,
    "patrols:selfcheck_": _self_check,
    "registry:conflict_": _conflict,
    "registry:merge_": _merge,
    "draws:round_": _round,
    "registry:employer_": _employer,
    "desk:approvals_": _approvals,
    "desk:guide": _guide,
    "desk:hand_over": _leaver,
    "desk:lane_file": _lane_file,
    "registry:import_": _import,
    "registry:posting_": _posting,
    "registry:town_": _town,
    "registry:warning_": _warning,
    "reports:figure": _figure,
    "reports:recovery_": _recovery,
    "reports:run_": _report_run,
    "reports:summary_": _summary,
}
# Jobs and notices are one person's; a vault opens and a case goes on for whoever handles it.
MADE_FOR_THE_VISITOR = (
    "accounts:deputy_",
    "casework:job",
    "casework:notice_",
    "casework:pass_on",
    "desk:appro",
    "desk:lane_file",
    "cases:case_act",
    "complaints:complaint_reveal",
    "registry:conflict_",
)
# Objects that belong to no town: accounts, campaigns and policies are the district's.
OF_NO_TOWN = (
    "accounts:",
    "campaign:campaign_",
    "casework:policy_",
    "casework:template_",
    "casework:many",
    "desk:",
    "draws:draw_",
    "draws:round_",
    "reports:figure",
)
# Pages a role may open but never finds this object on: a run holds the reports of all towns.
NOT_FOR = {"reports:run_": (Role.TOWN_OFFICER,)}


def sample_for(name: str) -> Sample | None:
    """The longest prefix that fits."""
    return SAMPLES.get(max((prefix for prefix in SAMPLES if name.startswith(prefix)), key=len, default=""))


def not_for(address: Address) -> tuple[Role, ...]:
    """The roles that may open the address and never find the sample there."""
    prefixes = [prefix for prefix in NOT_FOR if address.fields and address.name.startswith(prefix)]
    return NOT_FOR[prefixes[0]] if prefixes else ()


def path_of(address: Address, world: World, visitor: User) -> str:
    """The path to the sample, which is made once for everybody, or for the visitor where it must be."""
    if not address.fields:
        return address.path({})
    sample = sample_for(address.name)
    assert sample is not None, f"{address.name} shows an object: add a sample to {__name__}"
    whose = f" {visitor.pk}" if address.name.startswith(MADE_FOR_THE_VISITOR) else ""
    key = sample.__name__ + whose
    if key not in world.made:
        world.made[key] = sample(world, visitor)
    return address.path(world.made[key])
