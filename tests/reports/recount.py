"""The figures once more, by their definitions: every row is looked at in Python, nothing is asked of `reports.metrics`.

What is counted twice in two ways and comes out the same is no slip of a condition.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from campaign.models import Campaign, Publicity
from casework.models import Deadline
from complaints.models import Complaint
from findings.models import Escalation, Finding, Recovery
from inspections.cases.models import Case
from inspections.checks.models import Inspection, Visit
from inspections.patrols.models import Patrol, SelfCheck
from law.clock import day_of
from registry.models import Employer, Town

MINORS = {"venue_minor", "bar_minor"}
WORK, VENUES = {"labour_intensive", "service"}, {"karaoke", "bar", "live_streaming", "arcade"}
IN_TIME = {"complaint.acceptance", "complaint.investigation", "complaint.external"}
CODES = {"contracts": "contracts_signed", "insurance": "insured_people", "children": "children_sent_home"}
# By the code of the town, "" for what has none.
Sums = dict[str, Decimal]


class Recount:
    """Each method is a figure, or several of one table; what a town is told leaves out the hidden."""

    def __init__(self, campaign: Campaign, cut_off: date, *, is_open: bool) -> None:
        self.campaign, self.cut_off, self.is_open = campaign, cut_off, is_open
        self.towns = {town.pk: town.code for town in Town.objects.all()} | {None: ""}
        self.employers = {each.pk: each for each in Employer.objects.prefetch_related("categories")}
        self.sums: dict[str, Sums] = defaultdict(lambda: defaultdict(Decimal))
        self.looks: dict[int, list[tuple[date, int, int, int]]] = defaultdict(list)
        self.looked_at: set[int] = set()
        for count in (
            self.of_patrols, self.of_findings, self.of_recoveries, self.of_visits, self.of_inspections,
            self.of_complaints, self.of_cases, self.of_publicity, self.of_checked,
        ):  # fmt: skip
            count()

    def of_patrols(self) -> None:
        rows = self._own(Patrol.objects.prefetch_related("patrollers"))
        made = [row for row in rows if self._in(row.patrolled_on)]
        self._add("patrols", made)
        self._add("patrol_person_times", made, lambda row: len(row.patrollers.all()))
        self._add("patrol_leaflets", made, lambda row: row.leaflets)
        self._each_employer("patrolled_employers", made)
        self._add("rectification_orders", [row for row in rows if self._in(row.ordered_on)])
        self._look(made, "patrolled_on", rank=0)
        checks = self._own(SelfCheck.objects.all())
        self._each_employer("self_checked_employers", [row for row in checks if self._in(row.received_on)])
        sent = [row for row in self._own(Escalation.objects.all()) if self._in(row.sent_on)]
        self._each_employer("escalated_employers", sent)

    def of_findings(self) -> None:
        rows = [row for row in self._told(self._own(Finding.objects.all())) if self._in(row.found_on)]
        patrols = [row for row in rows if row.origin == "patrol"]
        visits = [row for row in rows if row.origin == "inspection"]
        fixed = [row for row in patrols if row.fixed_on and row.fixed_on <= self.cut_off]
        due = [row for row in patrols if row.rectify_by and row.rectify_by <= self.cut_off]
        self._add("problems", patrols)
        self._add("problems_fixed", fixed)
        self._add("problems_due", due)
        self._add("problems_due_fixed", [row for row in due if row in fixed])
        self._add("visit_problems", visits)
        self._each_employer("problem_employers", patrols)
        self._each_employer("visit_problem_employers", visits)
        self._each_employer("found_employers", patrols + visits)
        of_patrols, of_visits = (
            [row for row in found if row.matter in MINORS] for found in (patrols, visits)
        )
        self._add("patrol_venue_minors", of_patrols, lambda row: row.people or 0)
        self._add("visit_venue_minors", of_visits, lambda row: row.people or 0)
        self._each_employer("patrol_venue_minor_employers", of_patrols)
        self._each_employer("visit_venue_minor_employers", of_visits)
        self._each_employer("venue_minor_employers", of_patrols + of_visits)

    def of_recoveries(self) -> None:
        rows = self._told(self._own(Recovery.objects.select_related("same_as")))
        rows = [row for row in rows if self._in(row.paid_on)]
        rows = [row for row in rows if row.same_as is None or row.same_as.paid_on > self.cut_off]
        signed: list[Recovery] = []
        for origin in ("patrol", "inspection", "complaint", "case"):
            ours = [row for row in rows if row.origin == origin]
            wages = [row for row in ours if row.what == "wages"]
            self._add(f"{origin}_wages_people", wages, lambda row: row.people)
            self._add(f"{origin}_wages_amount", wages, lambda row: row.amount)
            if origin in ("patrol", "inspection"):
                for what, code in CODES.items():
                    self._add(
                        f"{origin}_{code}", [row for row in ours if row.what == what], lambda row: row.people
                    )
                firms = [row for row in ours if row.what == "contracts" and row.people]
                self._each_employer(f"{origin}_contract_employers", firms)
                signed += firms
        self._each_employer("contract_employers", signed)
        extra = [row for row in rows if row.origin == "case" and row.what == "compensation"]
        self._add("extra_compensation_paid", extra, lambda row: row.amount)

    def of_visits(self) -> None:
        rows = self._told(self._own(Visit.objects.prefetch_related("seats")))
        made = [row for row in rows if self._in(row.visited_on)]
        self._add("visits", made)
        self._add("visit_person_times", made, lambda row: len(row.seats.all()))
        hidden = {row.pk for row in Visit.objects.select_related("inspection")
                  if row.inspection is not None and row.inspection.is_confidential}  # fmt: skip
        self._look([row for row in made if row.pk not in hidden], "visited_on", rank=1)
        self.looked_at |= {row.employer_id for row in made}

    def of_inspections(self) -> None:
        rows = self._told(self._own(Inspection.objects.all()))
        seen = [row for row in rows if self._in(row.visited_on)]
        self.looked_at |= {row.employer_id for row in seen}
        self._each_employer("drawn_employers", [row for row in seen if row.source == "drawn"])
        self._each_employer("focus_employers", [row for row in seen if row.source != "drawn"])
        self._add("inspection_corrections", [row for row in rows if self._in(row.correction_ordered_on)])
        done = [row for row in rows if self._in(row.concluded_on) and row.outcome in ("corrected", "on_site")]
        self._add("inspection_problems_fixed", done, lambda row: row.problems or 0)

    def of_complaints(self) -> None:
        rows = self._own(Complaint.objects.all())
        accepted = [row for row in rows if self._in(row.accepted_on)]
        concluded = [row for row in accepted if row.concluded_on and row.concluded_on <= self.cut_off]
        late = {
            row.object_id
            for row in Deadline.objects.of_model(Complaint).filter(
                clock__in=IN_TIME, outcome=Deadline.MET, is_right=False
            )
            if day_of(row.stopped_at) > row.due_on or (row.due_at and row.stopped_at > row.due_at)
        }
        self._add("complaints_received", [row for row in rows if self._in(day_of(row.received_at))])
        self._add("complaints_accepted", [row for row in accepted if row.kind == "complaint"])
        self._add("reports_accepted", [row for row in accepted if row.kind == "report"])
        self._add("complaints_concluded", concluded)
        self._add("complaints_in_time", [row for row in concluded if row.pk not in late])

    def of_cases(self) -> None:
        loaded = Case.objects.select_related("decision", "transfer")
        rows = self._told(
            self._own(loaded.prefetch_related("corrections", "decisions__payments", "decisions__repayments"))
        )
        first = self.campaign.starts_on
        self._add("cases_filed", [row for row in rows if self._in(row.filed_on)])
        self._add(
            "cases_carried_in",
            [row for row in rows if row.filed_on and row.filed_on < first and not _ended(row, first)],
        )
        self._add("cases_closed", [
            row for row in rows
            if self._in(row.closed_on) and not row.withdrawn_on and not (row.transfer and row.transfer.answer == "accepted")
        ])  # fmt: skip
        self._add("cases_withdrawn", [row for row in rows if self._in(row.withdrawn_on)])
        handed = [row for row in rows if self._in(row.transferred_on)]
        self._add("cases_transferred", handed)
        self._add("suspects_transferred", handed, lambda row: (row.transfer and row.transfer.suspects) or 0)
        self._add(
            "case_corrections",
            rows,
            lambda row: sum(self._in(one.ordered_on) for one in row.corrections.all()),
        )
        decided = [row for row in rows if row.decision and self._in(row.decision.decided_on)]
        fined = [row for row in decided if row.decision.kind == "penalty"]
        self._add("handling_decisions", [row for row in decided if row.decision.kind == "handling"])
        self._add("penalty_decisions", fined)
        self._add("fines_decided", fined, lambda row: row.decision.fine or 0)
        self._add("person_fines_decided", fined, lambda row: row.decision.persons_fine or 0)
        self._add("back_pay_ordered", decided, lambda row: row.decision.back_pay or 0)
        self._add("extra_compensation_decided", decided, lambda row: row.decision.extra or 0)
        for code, what in (("fines_collected", "fine"), ("person_fines_collected", "person_fine")):
            self._add(code, rows, lambda row, what=what: self._collected(row, what))

    def _collected(self, row: Case, what: str) -> Decimal:
        """What came in less what went back."""
        of_one = list(row.decisions.all())
        came = (each for one in of_one for each in one.payments.all() if self._in(each.paid_on))
        went = (each for one in of_one for each in one.repayments.all() if self._in(each.repaid_on))
        paid, back = (sum(each.amount for each in moved if each.what == what) for moved in (came, went))
        return Decimal(paid - back)

    def of_publicity(self) -> None:
        rows = [row for row in Publicity.objects.filter(campaign=self.campaign) if self._in(row.held_on)]
        self._add("publicity_events", rows)
        for code, column in (
            ("event_leaflets", "leaflets"),
            ("consultations",) * 2,
            ("trained_employers",) * 2,
        ):
            self._add(code, rows, lambda row, column=column: getattr(row, column))

    def of_checked(self) -> None:
        for pk in self.looked_at & set(self.employers):
            firm = self.employers[pk]
            town, kinds = self.towns[firm.town_id], {each.code for each in firm.categories.all()}
            newest = max(self.looks[pk], default=(None, None, None, firm.headcount or 0))
            self.sums["checked_employers"][town] += 1
            self.sums["checked_work"][town] += bool(kinds & WORK)
            self.sums["checked_venues"][town] += bool(kinds & VENUES)
            self.sums["workers"][town] += newest[-1]

    def _look(self, rows: Iterable[Any], day: str, rank: int) -> None:
        for row in rows:
            self.looked_at.add(row.employer_id)
            if row.headcount is not None:
                self.looks[row.employer_id].append((getattr(row, day), rank, row.pk, row.headcount))

    def _own(self, rows: Any) -> list[Any]:
        """Of this campaign or of none."""
        return [row for row in rows if row.campaign_id in (self.campaign.pk, None)]

    def _told(self, rows: list[Any]) -> list[Any]:
        hidden = {row.pk for row in type(rows[0]).objects.all().hidden()} if rows and self.is_open else set()
        return [row for row in rows if row.pk not in hidden]

    def _in(self, day: date | None) -> bool:
        return day is not None and self.campaign.starts_on <= day <= self.cut_off

    def _add(self, code: str, rows: Iterable[Any], value: Callable[[Any], Any] = lambda row: 1) -> None:
        self.sums[code].update()
        for row in rows:
            self.sums[code][self.towns[row.town_id]] += value(row)

    def _each_employer(self, code: str, rows: Iterable[Any]) -> None:
        for pk in {row.employer_id for row in rows} & set(self.employers):
            self.sums[code][self.towns[self.employers[pk].town_id]] += 1


def _ended(row: Case, first: date) -> bool:
    """Closed, withdrawn or handed over for good before the campaign."""
    is_gone = (
        row.transferred_on
        and row.transferred_on < first
        and not (row.transfer and row.transfer.answer == "refused")
    )
    return bool(
        (row.closed_on and row.closed_on < first)
        or (row.withdrawn_on and row.withdrawn_on < first)
        or is_gone
    )
