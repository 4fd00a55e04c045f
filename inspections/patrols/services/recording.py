"""Writing down a visit (方案四（二）: 对辖区内用人单位巡视检查)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Unpack
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from campaign.models import Campaign
from campaign.services.targets import move_target
from campaign.workflow import Stage
from casework import attachments, audit, notices, numbering
from casework.by import Actor, By
from casework.workflow import Refused, perform
from findings.entries import Problem
from findings.services.escalating import propose
from findings.services.finding import find
from inspections.patrols.entries import HEADCOUNTS, OBSERVED, Companion, Observed
from inspections.patrols.models import Patrol, Patroller
from inspections.patrols.services.plan import ask_why
from inspections.patrols.services.rectification import order_rectification
from law import matters
from law.clock import now, today
from registry.models import Employer
from registry.services.employers import change_employer
from registry.services.warnings import note_visit

FEWEST_PATROLLERS = 2


@transaction.atomic
def record_patrol(
    *,
    by: By,
    employer: Employer,
    patrolled_on: date,
    patrollers: Sequence[Companion],
    findings: Sequence[Problem] = (),
    rectify_by: date | None = None,
    requirements: str = "",
    files: Sequence[Any] = (),
    uid: UUID | None = None,
    **observed: Unpack[Observed],
) -> Patrol:
    """Record one visit and what follows from it at once, and return the patrol.

    Without findings it is closed; with findings and `rectify_by` rectification is ordered; with a red flag
    the report clock runs and the brigade's leaders are told. The employer's headcount follows a newer visit,
    its open warnings are visited, its target becomes patrolled. `uid` makes a second send of the same visit the
    same patrol. `by.off_plan` is asked for when the visit was made outside the patrol phase. Raises `Refused`
    (employer_unknown, patrolled_later, too_few_patrollers, off_plan, uid_taken, received_otherwise, and those of `find` and
    `perform`).
    """
    if unknown := set(observed) - OBSERVED:
        raise TypeError(f"record_patrol does not know {sorted(unknown)}")
    audit.lock()
    if uid and (known := Patrol.objects.filter(uid=uid).first()):
        _same_person(known, by.actor)
        return _same_visit(known, employer, patrolled_on, findings, files, observed.get("note", ""))
    _check(by.actor, employer, patrolled_on, patrollers)
    ask_why(patrolled_on, by.off_plan)
    problems = [_judged(problem, observed) for problem in findings]
    patrol = _create(employer, patrolled_on, problems, uid, observed, by)
    Patroller.objects.bulk_create(
        Patroller(patrol=patrol, name=each.name, duty=each.duty, user=each.user) for each in patrollers
    )
    find(patrol, problems, on=patrolled_on)
    attachments.adopt(list(files), patrol)
    _update_headcount(patrol, by)
    note_visit(employer, on=patrolled_on)
    move_target(campaign=patrol.campaign, employer=employer, stage=Stage.PATROLLED, by=by, on=patrolled_on)
    if patrol.is_red_flag:
        propose(patrol, trigger=patrol.triggers[0])
        _alarm(patrol, by.actor)
    if not problems:
        perform(patrol, "close_patrol", by=by)
    elif rectify_by is not None:
        order_rectification(
            patrol, by=_typed_later(by, patrolled_on), rectify_by=rectify_by, requirements=requirements
        )
    return patrol


def _typed_later(by: By, patrolled_on: date) -> By:
    """What a visit on plan brings is on plan too, when it is typed in a later phase."""
    return (
        by
        if by.off_plan
        else replace(by, off_plan=_("补登：巡查日 %(day)s") % {"day": patrolled_on.isoformat()})
    )


def _same_person(known: Patrol, actor: Actor) -> None:
    """A visit that has arrived already is never answered with another person's patrol."""
    if actor is not None and known.recorded_by_id != actor.pk:
        raise Refused("uid_taken", _("这次巡查已由另一人登记，请新建一次巡查。"))


def _same_visit(
    known: Patrol,
    employer: Employer,
    patrolled_on: date,
    findings: Sequence[Problem],
    files: Sequence[Any],
    note: str,
) -> Patrol:
    """The same visit is answered with the patrol it became; other words or files are neither taken for it nor dropped."""
    found = {finding.fact for finding in known.findings.all()}
    photos = set(known.attachments.values_list("sha256", flat=True))
    is_same = (
        (known.employer_id, known.patrolled_on, known.note.strip())
        == (employer.pk, patrolled_on, note.strip())
        and {problem.fact for problem in findings} == found
        and {file.sha256 for file in files} <= photos
    )
    if is_same:
        return known
    sentence = _(
        "这次巡查已登记为 %(number)s，这一份的内容与它不同，没有存。请打开那次巡查核对；另有一次的话请新建一次巡查。"
    )
    raise Refused("received_otherwise", sentence % {"number": known.number})


def _check(actor: Actor, employer: Employer, patrolled_on: date, patrollers: Sequence[Companion]) -> None:
    if actor is not None and not Employer.objects.visible_to(actor).filter(pk=employer.pk).exists():
        raise Refused("employer_unknown", _("找不到该单位，请重新选择。"))
    if patrolled_on > today():
        raise Refused("patrolled_later", _("巡查日期不能晚于今天，请改为今天或以前的日期。"))
    if len({each.name for each in patrollers}) < FEWEST_PATROLLERS:
        raise Refused("too_few_patrollers", _("巡查须有两人以上，请填写同行人员姓名。"))


def _judged(problem: Problem, observed: Observed) -> Problem:
    """Arrears of many people or much money are a red flag, whichever line was ticked (policy values).

    What the visit counted as owed (拖欠工资人数、金额) speaks for a problem that gives no number of its own.
    """
    people = max(problem.people or 0, observed.get("arrears_people") or 0)
    amount = max(problem.amount or 0, observed.get("arrears_amount") or 0)
    is_major = problem.matter == "wage_arrears" and matters.is_major_arrears(people, amount)
    return replace(problem, matter="wage_arrears_major") if is_major else problem


def _create(
    employer: Employer,
    patrolled_on: date,
    problems: Sequence[Problem],
    uid: UUID | None,
    observed: Observed,
    by: By,
) -> Patrol:
    campaign = Campaign.objects.current_on(patrolled_on)
    codes = [problem.matter for problem in problems]
    patrol = Patrol(
        number=numbering.issue("巡", patrolled_on),
        campaign=campaign,
        employer=employer,
        town_id=employer.town_id,
        grid_id=employer.grid_id,
        phase=(campaign.phase_on(patrolled_on) or "") if campaign else "",
        patrolled_on=patrolled_on,
        recorded_at=now(),
        recorded_by=by.actor,
        is_red_flag=bool(matters.red_flags() & set(codes)),
        **({"uid": uid} if uid else {}),
        **observed,
    )
    perform(patrol, "record_patrol", by=by, on=patrolled_on, data={"findings": codes})
    return patrol


def _update_headcount(patrol: Patrol, by: By) -> None:
    """The employer's headcounts follow the newest visit that counted people."""
    counted = {name: getattr(patrol, name) for name in HEADCOUNTS if getattr(patrol, name) is not None}
    newer = Patrol.objects.filter(
        employer_id=patrol.employer_id, patrolled_on__gt=patrol.patrolled_on, headcount__isnull=False
    )
    if not counted or newer.exists():
        return
    employer = Employer.objects.get(pk=patrol.employer_id)
    change_employer(employer, by=by.plainly(), version=employer.version, reason=patrol.number, **counted)


def _alarm(patrol: Patrol, actor: Actor) -> None:
    leaders = get_user_model().objects.with_permission("patrols.receive_red_flag")
    what = _("巡查发现重大问题，请督促上报")
    notices.send([user for user in leaders if user != actor], what=what, about=patrol)
