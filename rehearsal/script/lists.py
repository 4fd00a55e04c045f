"""Who and what a case is about, written down with its findings: parties, workers with their months, minors, evidence."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from casework.by import By
from inspections.cases import assessing
from inspections.cases.models import Case, DisposalRequest
from inspections.cases.services.evidence import (
    dispose_evidence,
    propose_disposal,
    record_evidence,
    reject_disposal,
)
from inspections.cases.services.people import record_minors, record_parties, record_workers
from law.clock import now, today
from law.identity import resident_id_check_digit
from law.matters import are_about_minors
from rehearsal.hours import later
from rehearsal.names import person
from rehearsal.script.papers import preserve
from rehearsal.script.steps import is_about_wages, owed_in
from rehearsal.stage import Stage, Story, fresh

MONTHS = (
    (date(2021, 1, 1), date(2021, 3, 31)),
    (date(2021, 2, 1), date(2021, 4, 30)),
    (date(2020, 12, 1), date(2021, 2, 28)),
)
FEN = Decimal("0.01")
LEAST_EXTRA = 50
COLUMNS = (
    "name",
    "identity",
    "starts_on",
    "ends_on",
    "owed",
    "paid",
    "overtime",
    "minimum_wage",
    "compensation",
)
# Days of work after which what was kept is dealt with; over the holiday of May these are seven days, which the law gives.
KEPT_FOR = 2
KEPT = "工资发放表，2020年12月至2021年4月，1，册，完好，"


def write_lists(stage: Stage, case: Case) -> None:
    """The lists of a case in the words of its lead."""
    random, by = stage.random_for("lists", case.employer_id, now().date()), By(case.lead)
    employer = case.employer
    unit = {
        "role": "unit", "name": employer.name, "code": employer.credit_code or "", "address": employer.address,
        "representative": employer.legal_representative,
    }  # fmt: skip
    record_parties(fresh(case), by=by, parties=[unit, *_responsible(stage, case)])
    if is_about_wages(case):
        record_workers(fresh(case), by=by, workers=_workers(case, random))
    if are_about_minors(case.matters):
        record_minors(
            fresh(case), by=by, minors=[_minor(random) for _number in range(case.people_count or 1)]
        )
    notice = preserve(fresh(case), stage.people.head, KEPT) if is_about_wages(case) else None
    pieces = [_piece(case, "询问笔录", "party", "当事人陈述用工和工资情况", pages=3)]
    pieces += [_piece(case, "考勤记录", "document", "每日出勤和加班时间", pages=12, is_original=False)]
    if notice is not None:
        pieces += [
            _piece(case, "工资发放表", "document", "应发、已发和欠发金额", pages=24, preserved=notice.pk)
        ]
    record_evidence(fresh(case), by=by, pieces=pieces)


def _responsible(stage: Stage, case: Case) -> list[dict[str, Any]]:
    """Who answers for the registration of the workers, and is fined beside the unit (社会保险法 84)."""
    if "no_insurance" not in case.matters:
        return []
    random = stage.random_for("responsible", case.employer_id, now().date())
    return [
        {
            "role": "charge", "name": person(random), "code": _number(random, date(1978, 5, 6)), "duty": "人事行政经理",
            "address": case.employer.address,
        },
    ]  # fmt: skip


def deal_with(stage: Stage, case: Case) -> Story:
    """What is kept is copied and given back well within its days."""
    running = case.deadlines.running().filter(clock="evidence.preservation").first()
    if running is None:
        return
    random = stage.random_for("kept", case.employer_id, now().date())
    yield later(now(), KEPT_FOR, random)
    kept = [piece.number for piece in case.evidence.kept()]
    if kept:
        whom = f"{case.employer.name} 财务人员"
        if not DisposalRequest.objects.exists():
            propose_disposal(fresh(case), by=By(case.second), pieces=kept, disposal="returned", receiver=whom)
            reject_disposal(fresh(case), by=By(stage.people.head), reason="先复制留证再退还，请改报。")
        propose_disposal(fresh(case), by=By(case.second), pieces=kept, disposal="copied", receiver=whom)
        dispose_evidence(fresh(case), by=By(stage.people.head))


def _workers(case: Case, random: Random) -> list[dict[str, Any]]:
    """Lines that come to what the decision will order: nearly equal shares, some of it overtime."""
    whole, count = owed_in(case), case.people_count or 1
    share = (whole / count).quantize(FEN)
    missing = [share] * (count - 1) + [whole - share * (count - 1)]
    rate = LEAST_EXTRA if _owes_extra(case) else None
    return [_worker(amount, random, number, rate) for number, amount in enumerate(missing)]


def _owes_extra(case: Case) -> bool:
    """An order to pay has run out, and the law of the matter has an extra payment."""
    made = assessing.whole(case)
    return made is not None and assessing.order_ran_out(case, today()) and bool(made.to_workers_min)


def owe_extra(case: Case) -> None:
    """An order to pay has run out: each worker on the list is owed the least extra besides (劳动合同法 85)."""
    lines = list(case.workers.all())
    if lines and _owes_extra(case):
        told = [
            {name: getattr(line, name) for name in COLUMNS} | {"extra_rate": LEAST_EXTRA} for line in lines
        ]
        record_workers(case, by=By(case.lead), workers=told)


def _worker(missing: Decimal, random: Random, number: int, rate: int | None) -> dict[str, Any]:
    first, last = random.choice(MONTHS)
    paid = Decimal(random.randrange(0, 6000, 100))
    overtime = (missing / 10).quantize(FEN) if number % 3 == 0 else None
    return {
        "name": person(random), "identity": _number(random, date(1970 + random.randrange(28), 1 + random.randrange(12), 8)),
        "starts_on": first, "ends_on": last, "owed": missing + paid, "paid": paid, "overtime": overtime,
        "extra_rate": rate,
    }  # fmt: skip


def _minor(random: Random) -> dict[str, Any]:
    """Fifteen years old, at work for some weeks before anybody looked."""
    born = today() - timedelta(days=15 * 365 + random.randrange(20, 200))
    started = today() - timedelta(days=random.randrange(40, 90))
    return {
        "name": person(random), "identity": _number(random, born), "born": None, "started_on": started,
        "ended_on": today() - timedelta(days=random.randrange(1, 8)),
    }  # fmt: skip


def _number(random: Random, born: date) -> str:
    body = f"370211{born:%Y%m%d}{random.randrange(1000):03d}"
    return body + resident_id_check_digit(body)


def _piece(case: Case, name: str, kind: str, proves: str, **more: object) -> dict[str, Any]:
    return {
        "name": name, "kind": kind, "proves": proves, "source": "用人单位提供", "given_by": "人事主管", "taken_on": today(),
        "taken_place": "单位办公室", "taken_by": [case.lead_id, case.second_id], "holder": "大队证据室", **more,
    }  # fmt: skip
