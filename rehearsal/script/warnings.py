"""Early warnings before and during the campaign (青黄政发〔2014〕42号): some are cleared up, some stand."""

from datetime import date

from accounts.models import User
from casework.by import By
from registry.models import Employer, Warning
from registry.services import warnings
from rehearsal.hours import later, on, working
from rehearsal.stage import Stage, Story, fresh

KINDS = (
    ("arrears", 45),
    ("insurance", 20),
    ("fees", 12),
    ("stoppage", 9),
    ("absconded", 5),
    ("unrest", 4),
    ("credit", 5),
)
LEVELS, LEVEL_WEIGHTS = ("yellow", "orange", "red"), (60, 28, 12)
SOURCES = {
    "arrears": "工资支付监控平台", "insurance": "区社保中心", "fees": "供电、供水单位", "stoppage": "网格员",
    "absconded": "网格员", "unrest": "镇街信访办", "credit": "区税务局",
}  # fmt: skip
FIRST, LAST = date(2021, 3, 8), date(2021, 7, 16)


def script(stage: Stage) -> None:
    random = stage.random("warnings")
    active = [each for each in stage.employers if each.is_active]
    for employer in random.sample(active, max(3, len(active) // 40)):
        stage.tell(_warning(stage, employer))


def _warning(stage: Stage, employer: Employer) -> Story:
    """The town opens it, visits, and two times out of three it is cleared within weeks."""
    random = stage.random_for("warning", employer.pk)
    kinds, weights = zip(*KINDS, strict=True)
    kind, level = random.choices(kinds, weights)[0], random.choices(LEVELS, LEVEL_WEIGHTS)[0]
    officer = stage.people.officer(employer.town_id, random)
    moment = on(random.choice(working(FIRST, LAST)), random)
    yield moment
    warning = warnings.open_warning(
        employer=employer,
        kind=kind,
        level=level,
        by=By(officer),
        warned_by=SOURCES[kind],
        note="已联系单位负责人，约期走访核实",
    )
    if random.random() < 0.35:
        return
    yield later(moment, random.randint(4, 38), random)
    _close(warning, officer)


def _close(warning: Warning, officer: User) -> None:
    if fresh(warning).closed_on is None:
        warnings.close_warning(warning, outcome="已走访核实，款项结清，情况消除", by=By(officer))
