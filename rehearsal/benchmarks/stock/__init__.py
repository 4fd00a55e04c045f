"""Made-up records in bulk: the words and amounts of the rehearsal, written past the services that would take days for so many."""

from itertools import cycle
from random import Random

from django.db.models import Model

from campaign.models import Campaign, Target, TargetReason
from campaign.services.loading import load
from campaign.workflow import Stage
from casework.models import AuditEntry, Deadline, Notice, Paper
from complaints.models import ComplainantIdentity, Complaint
from findings.models import Escalation, Finding, Recovery
from inspections.cases.models import Case, Decision, Payment
from inspections.checks.models import Inspection, Visit, VisitInspector
from inspections.patrols.models import Patrol, Patroller, Recheck, RecheckResult
from law import clock
from registry import search
from registry.models import Employer
from registry.services.towns import load_towns
from rehearsal import people
from rehearsal.benchmarks.scale import DAY, INSPECTORS, OFFICERS, Scale
from rehearsal.benchmarks.stock.cases import write_cases
from rehearsal.benchmarks.stock.complaints import write_complaints
from rehearsal.benchmarks.stock.district import District, found_years
from rehearsal.benchmarks.stock.employers import write_employers
from rehearsal.benchmarks.stock.inspections import write_inspections
from rehearsal.benchmarks.stock.patrols import write_patrols
from rehearsal.benchmarks.stock.shelf import bulk
from rehearsal.benchmarks.stock.targets import write_targets
from rehearsal.benchmarks.stock.trail import Trail
from rehearsal.play import CAMPAIGN

SEED = 1
# Those with many rows; no list or search may read one of them from end to end.
LARGE: tuple[type[Model], ...] = (
    Employer, Patrol, Complaint, Case, Inspection, Visit, Finding, Recovery, Escalation, Target, TargetReason,
    AuditEntry, Deadline, Paper, Notice, Patroller, Recheck, RecheckResult, Decision, Payment, VisitInspector,
    ComplainantIdentity,
)  # fmt: skip
LARGE_TABLES = (*(model._meta.db_table for model in LARGE), search.TABLE)


def fill(scale: Scale) -> None:
    """Fill an empty database as it might stand on `DAY`, a day of the third phase, after so many campaigns."""
    with clock.at(people.JOINED):
        load_towns()
        load(CAMPAIGN)
    staff = people.gather(Random(SEED), inspectors=INSPECTORS, officers=OFFICERS)
    current = Campaign.objects.get(is_current=True)
    years = found_years(current, scale.campaigns)
    with clock.at(DAY), bulk(LARGE_TABLES) as shelf:
        district = District(staff, current, years, shelf, Trail(shelf), SEED)
        turn = cycle(years)
        write_employers(
            district.random("firms"), scale.employers, shelf, lambda firm: next(turn).firms.append(firm)
        )
        reached: dict[int, Stage] = {}
        write_patrols(district, scale, reached)
        write_complaints(district, scale)
        write_inspections(district, scale, reached)
        write_cases(district, scale, reached)
        write_targets(district, reached)
        shelf.write_all()
        district.trail.close()
    search.settle()
