"""Phase two: the towns go round, order, look again, and report what they may not settle themselves (方案四（二）)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from accounts.models import User
from campaign.phases import Phase
from casework.by import By
from findings.checklist import LINES, letter_of
from findings.entries import Problem
from inspections.patrols.entries import Companion
from inspections.patrols.services import recording, self_checks
from registry.models import Employer
from rehearsal import names
from rehearsal.hours import later, on, working
from rehearsal.script import problems
from rehearsal.script.rectification import rectification
from rehearsal.stage import Stage, Story

SHARE, GAP_SHARE, LATE_SHARE = 0.56, 0.015, 0.03
PROBLEM_SHARE, RED_SHARE = 0.42, 0.05
# Working days between two phases.
GAP_DAYS = (date(2021, 4, 12), date(2021, 5, 31))
LATE_REASON = "镇街日常监管补查，巡视整改阶段未能安排"


def script(stage: Stage) -> None:
    """About half of the employers the campaign names get one visit, the unlicensed ones always."""
    random = stage.random("patrols")
    window = stage.campaign.window(Phase.PATROL)
    days = working(window.starts_on, window.ends_on)
    late = working(date(2021, 6, 2), date(2021, 6, 21))
    for place, employer in enumerate(_visited(stage, random)):
        lot = random.random()
        if lot < GAP_SHARE or place == 0:
            day = random.choice(GAP_DAYS)
        else:
            day = random.choice(late if lot < GAP_SHARE + LATE_SHARE or place == 1 else days)
        stage.tell(patrol_story(stage, employer, day, is_red=place % 20 == 2))
        if random.random() < 0.1:
            stage.tell(self_check_story(stage, employer, day + timedelta(days=random.randint(3, 12))))


def _visited(stage: Stage, random: Random) -> list[Any]:
    found = [
        each
        for each in stage.employers
        if each.is_active and (not each.is_licensed or random.random() < SHARE)
    ]
    random.shuffle(found)
    return found


def patrol_story(stage: Stage, employer: Employer, day: date, *, is_red: bool) -> Story:
    """One visit and, where something was found, all that follows from it."""
    random = stage.random_for("patrol", employer.pk)
    officer = stage.people.officer(employer.town_id, random)
    moment = on(day, random)
    yield moment
    found = _found(employer, random, day, is_red=is_red)
    due = _due(found, moment, random)
    patrol = recording.record_patrol(
        by=By(
            officer, off_plan=LATE_REASON if stage.campaign.phase_on(day) not in (None, Phase.PATROL) else ""
        ),
        employer=employer,
        patrolled_on=day,
        patrollers=[Companion(officer.name, "part_time", officer), Companion(_companion(random, officer))],
        findings=found,
        rectify_by=due,
        requirements="；".join(each.measure for each in found) if due else "",
        uid=UUID(int=random.getrandbits(128), version=4),
        **_observed(employer, found, moment, random),
    )
    if found:
        yield from rectification(stage, patrol, officer, moment, random)


def _companion(random: Random, officer: User) -> str:
    """Somebody of another name than the officer's."""
    name = names.person(random)
    return name if name != officer.name else f"{name}军"


def _found(employer: Employer, random: Random, day: date, *, is_red: bool) -> list[Problem]:
    category = next(iter(employer.categories.all())).code
    found = [] if employer.is_licensed else [problems.unlicensed(random)]
    if is_red or random.random() < RED_SHARE:
        found += problems.red_flag(random, category, day)
    if random.random() < PROBLEM_SHARE:
        found += problems.ordinary(random, category, random.choice((1, 1, 2, 3)))
    return found


def _due(found: Sequence[Problem], moment: datetime, random: Random) -> date | None:
    """The day by which to rectify; a town orders nothing that it must report, nor always on the spot."""
    is_only_red = all(each.matter in RED_MATTERS for each in found)
    if not found or is_only_red or random.random() < 0.08:
        return None
    return later(moment, random.randint(7, 15), random).date()


RED_MATTERS = frozenset(each.matter for each in (*problems.RED, problems.UNLICENSED))


def _observed(
    employer: Employer, found: Sequence[Problem], moment: datetime, random: Random
) -> dict[str, Any]:
    people = max(1, round((employer.headcount or 5) * random.uniform(0.9, 1.1)))
    bad = {letter_of(each.matter).lower() for each in found}
    missing = {each.matter: each.people or 0 for each in found}
    pay = random.randrange(3200, 5200, 100)
    short = sum(each.amount or 0 for each in found if each.matter.startswith("wage_arrears"))
    return {
        "started_at": moment,
        "headcount": people,
        "headcount_female": min(people, employer.headcount_female or 0),
        "headcount_migrant": min(people, employer.headcount_migrant or 0),
        "headcount_minor": min(people, employer.headcount_minor or 0),
        "headcount_dispatched": min(people, employer.headcount_dispatched or 0),
        "contracts_signed": max(0, people - missing.get("no_written_contract", 0)),
        "insured": max(0, people - missing.get("no_insurance", 0)),
        "wages_due": people * pay,
        "wages_paid": max(0, people * pay - int(short)),
        "arrears_people": max(missing.get("wage_arrears", 0), missing.get("wage_arrears_major", 0)),
        "arrears_amount": short,
        "lowest_wage": random.randrange(1910, 2600, 10),
        "daily_hours": random.choice((8, 8, 9, 10)),
        "leaflets": random.randint(1, 30),
        "is_self_check_guided": random.random() < 0.6,
        "answers": {line.letter: "bad" if line.letter in bad else "ok" for line in LINES},
        "received_by": employer.contact_name,
        "signature": random.choices(("signed", "refused", "absent"), (90, 3, 7))[0],
        "latitude": f"{random.uniform(35.6, 36.15):.6f}",
        "longitude": f"{random.uniform(119.6, 120.3):.6f}",
        "accuracy": random.randint(5, 60),
        "located_at": moment,
    }  # fmt: skip


def self_check_story(stage: Stage, employer: Employer, day: date) -> Story:
    """The employer hands in the form the town gave it."""
    random = stage.random_for("self-check", employer.pk)
    officer = stage.people.officer(employer.town_id, random)
    yield later(on(day, random), 1, random)
    is_bad = random.random() < 0.3
    self_checks.record_self_check(
        by=By(officer),
        employer=employer,
        received_on=day,
        filled_by=employer.contact_name or "负责人",
        answers={line.letter: "bad" if is_bad and line.letter == "a" else "ok" for line in LINES},
        problems="个别新进职工合同未签" if is_bad else "",
        plan="一周内补签" if is_bad else "",
    )
