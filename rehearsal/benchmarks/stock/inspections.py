"""The inspection list of the brigade's own finding, and the visits made of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from accounts.models import User
from campaign.phases import Phase
from campaign.workflow import Stage
from findings.entries import Problem
from findings.kinds import Origin
from inspections.checks.models import Inspection, Outcome, Source, Visit, VisitInspector
from inspections.checks.workflow import InspectionState
from rehearsal.benchmarks.scale import DAY, INSPECTIONS_LED, Scale
from rehearsal.benchmarks.stock.district import District, Firm, Year
from rehearsal.benchmarks.stock.findings import Place, write_finding
from rehearsal.benchmarks.stock.trail import Deed, Run, instant

S = InspectionState
FOCUS = (Source.ESCALATION, Source.COMPLAINTS, Source.WARNING, Source.MANUAL)
CLEAN_SHARE, CORRECTING_SHARE = 0.4, 0.5
PROBLEM = Problem("illegal_overtime", "12名职工当月加班超过36小时", people=12, measure="调整班次")
CORRECTED_WITHIN = 5  # days


def write_inspections(district: District, scale: Scale, reached: dict[int, Stage]) -> None:
    """Write all lines of the lists, no employer twice in a year; `reached` learns how far their employers (by id) got."""
    random, window = district.random("inspections"), district.current.window(Phase.INSPECTION)
    days = district.days(Phase.INSPECTION, DAY)
    finished = [day for day in days if day <= DAY - timedelta(days=CORRECTED_WITHIN)]
    busy: dict[int, set[int]] = {}
    serial = 0
    for year, is_open, number in district.shares(
        scale.inspections, scale.open_of(scale.inspections, INSPECTIONS_LED)
    ):
        taken = busy.setdefault(year.campaign, set())
        free = [firm for firm in year.firms if firm.pk not in taken]
        for place, firm in enumerate(random.sample(free, min(number, len(free)))):
            serial += 1
            taken.add(firm.pk)
            seats = held_by(district, place // INSPECTIONS_LED) if is_open else pair(district, random)
            day = year.day(random.choice(days if is_open else finished))
            state = _open(random) if is_open else S.CONCLUDED
            is_visited = state not in (S.LISTED, S.ASSIGNED)
            reached[firm.pk] = Stage.INSPECTED if is_visited else Stage.INSPECTION_LISTED
            listed_on = year.day(window.starts_on)
            _Line(
                year=year,
                firm=firm,
                number=f"青西新人社检字〔{listed_on.year}〕第{serial}号",
                listed_on=listed_on,
                seats=seats,
                state=state,
                visited_on=day if is_visited else None,
                is_bad=state == S.CORRECTING or (is_visited and random.random() > CLEAN_SHARE),
            ).write(district, random)


def pair(district: District, random: Random) -> list[User]:
    """Two inspectors, the lead first."""
    return random.sample(district.people.certified, 2)


def held_by(district: District, place: int) -> list[User]:
    """Those who lead and second what is open; each leads and seconds as much."""
    seats = district.people.certified
    return [seats[place % len(seats)], seats[(place + 1) % len(seats)]]


def _open(random: Random) -> S:
    return S.CORRECTING if random.random() < CORRECTING_SHARE else S.ASSIGNED


@dataclass(frozen=True)
class _Line:
    """A line of the list with the visit made of it."""

    year: Year
    firm: Firm
    number: str
    listed_on: date
    seats: list[User]
    state: S
    visited_on: date | None
    is_bad: bool

    def write(self, district: District, random: Random) -> None:
        pk = district.shelf.next_key(Inspection)
        kept = district.trail.clocks(Inspection, pk, list(self._clocks()))
        found_on = self.visited_on if self.is_bad else None
        lead, second = self.seats
        district.shelf.add(
            Inspection,
            pk,
            number=self.number,
            campaign_id=self.year.campaign,
            employer_id=self.firm.pk,
            town_id=self.firm.town,
            source=random.choice(FOCUS),
            listed_on=self.listed_on,
            lead_id=lead.pk,
            second_id=second.pk,
            visited_on=self.visited_on,
            problems=int(self.is_bad),
            found_on=found_on,
            correction_number=self.number.replace("检字", "改字") if found_on else "",
            correction_ordered_on=found_on,
            correct_by=self._correct_by,
            outcome=self._outcome,
            concluded_on=self._concluded_on,
            state=self.state,
            state_since=instant(self._concluded_on or self.visited_on or self.listed_on),
            **kept,
        )
        if self.visited_on:
            self._write_visit(district, pk, self.visited_on)
        district.trail.told(Inspection, pk, self.number, list(self._deeds(district.people.leader)))

    def _write_visit(self, district: District, pk: int, on: date) -> None:
        lead = self.seats[0]
        visit = district.shelf.add(
            Visit,
            number=self.number.replace("检字", "检录字"),
            inspection_id=pk,
            employer_id=self.firm.pk,
            town_id=self.firm.town,
            campaign_id=self.year.campaign,
            visited_on=on,
            headcount=self.firm.headcount,
            result="ordered" if self.is_bad else "no_problem",
            recorded_by_id=lead.pk,
            recorded_at=instant(on),
        )
        for order, user in enumerate(self.seats):
            district.shelf.add(
                VisitInspector, visit_id=visit, user_id=user.pk, certificate=user.certificate, order=order
            )
        if self.is_bad:
            place = Place(Visit, visit, Origin.INSPECTION, self.firm, self.year.campaign)
            fixed_on = self._concluded_on
            write_finding(district.shelf, place, PROBLEM, on, rectify_by=self._correct_by, fixed_on=fixed_on)

    @property
    def _correct_by(self) -> date | None:
        return self.visited_on + timedelta(days=14) if self.visited_on and self.is_bad else None

    @property
    def _concluded_on(self) -> date | None:
        if self.visited_on is None or self.state == S.CORRECTING:
            return None
        return self.visited_on + timedelta(days=CORRECTED_WITHIN) if self.is_bad else self.visited_on

    @property
    def _outcome(self) -> str:
        if self._concluded_on is None:
            return ""
        return Outcome.CORRECTED if self.is_bad else Outcome.CLEAN

    def _clocks(self) -> Iterator[Run]:
        if self.visited_on and self._correct_by:
            yield "inspection.correction", self.visited_on, self._correct_by, self._concluded_on

    def _deeds(self, leader: User) -> Iterator[Deed]:
        lead: Any = self.seats[0]
        yield "list_focus", "", S.LISTED, leader, self.listed_on
        yield "assign", S.LISTED, S.ASSIGNED, leader, self.listed_on
        if self.visited_on:
            yield "record_visit", S.ASSIGNED, S.VISITED, lead, self.visited_on
        if self.visited_on and self.is_bad:
            yield "order_correction", S.VISITED, S.CORRECTING, lead, self.visited_on
        if self._concluded_on:
            last = ("confirm_corrected", S.CORRECTING) if self.is_bad else ("conclude_inspection", S.VISITED)
            yield (*last, S.CONCLUDED, lead, self._concluded_on)
